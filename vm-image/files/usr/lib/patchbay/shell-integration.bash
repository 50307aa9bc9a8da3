# Marks where prompts, commands and their output begin and end (OSC 133 and 633). Nothing here forks, because a fork
# costs more than everything else in a prompt.

__pb_number='' # the number of the last reported history line
__pb_ran=''    # a command has run since the last prompt
__pb_unreported='' # the running command line has not been reported yet
__pb_host=''
__pb_place=''

# A shell's namespace can't change, so its inode is read once.
{
    exec {__pb_fd}</proc/self/ns/net
    while read -r __pb_key __pb_value; do
        [[ $__pb_key == ino: ]] && __pb_netns=$__pb_value
    done </proc/self/fdinfo/"$__pb_fd"
    exec {__pb_fd}<&-
    unset __pb_fd __pb_key __pb_value
} 2>/dev/null

# The prompt shows the namespace's name under ip-netns(8) or Docker, or ? if it has none.
__pb_name() {
    local file
    __pb_place=''
    [[ /proc/self/ns/net -ef /run/patchbay/net ]] && return
    __pb_place='?'
    for file in /run/netns/* /run/docker/netns/*; do
        if [[ /proc/self/ns/net -ef $file ]]; then
            __pb_place=${file##*/}
            return
        fi
    done
}
__pb_name

__pb_prompt() {
    local status=$?
    if [[ -n $__pb_ran ]]; then
        printf '\e]133;D;%s;aid=%s;t=%s\a' "$status" "$BASHPID" "$EPOCHREALTIME"
    elif [[ -n $__pb_number ]]; then
        printf '\e]133;D;aid=%s\a' "$BASHPID"
    fi
    [[ -n $__pb_number ]] || __pb_number=0
    __pb_ran='' __pb_unreported=''
    printf '\e]633;P;netns=%s;aid=%s\a' "$__pb_netns" "$BASHPID"
    read -r __pb_host </proc/sys/kernel/hostname
}

# Called once per command line, before its first command. Reports the line as it is in the history.
__pb_report() {
    local line number character escaped
    __pb_unreported=''
    HISTTIMEFORMAT='' builtin history 1 >|"/dev/shm/.patchbay.$BASHPID" && read -r -d '' line <"/dev/shm/.patchbay.$BASHPID"
    number=${line%%[!0-9]*}
    line=${line#"$number"}
    line=${line#[ \*]}
    line=${line# }
    if [[ -z $number || $number == "$__pb_number" ]]; then
        line=$1 # history is off, or ignores this line
    else
        __pb_number=$number
    fi
    line=${line//\\/\\\\}
    line=${line//;/\\x3b}
    if [[ $line == *[[:cntrl:]]* ]]; then
        while [[ $line == *[[:cntrl:]]* ]]; do
            escaped+=${line%%[[:cntrl:]]*}
            line=${line#"${line%%[[:cntrl:]]*}"}
            printf -v character '\\x%02x' "'${line:0:1}"
            escaped+=$character
            line=${line:1}
        done
        line=$escaped$line
    fi
    printf '\e]633;E;%s;aid=%s\a' "$line" "$BASHPID"
}

PROMPT_COMMAND=__pb_prompt
PS0='\e]133;C;aid=$BASHPID;t=$EPOCHREALTIME\a${__pb_none[__pb_ran=1,__pb_unreported=1]}'
trap '[[ -z $__pb_unreported ]] || __pb_report "$BASH_COMMAND" "$_"' DEBUG
