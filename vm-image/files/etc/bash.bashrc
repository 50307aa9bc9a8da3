# For every interactive shell, including nested ones.
[[ $- == *i* ]] || return

HISTCONTROL=
HISTSIZE=10000
HISTFILE=
shopt -s checkwinsize

alias ls='ls --color=auto'
alias grep='grep --color=auto'
alias ip='ip -color=auto'
export LS_COLORS='di=34:ln=36:ex=32:*.gz=31:*.tar=31'
export LESS=-R EDITOR=nano

# Completions take a third of a second to load, so they are loaded at the first Tab instead of before the first prompt.
__pb_complete() {
    complete -r -D
    . /usr/share/bash-completion/bash_completion
    _completion_loader "$@"
}
complete -D -F __pb_complete -o bashdefault -o default

. /usr/lib/patchbay/shell-integration.bash
PS1='\[\e]133;A;aid=$BASHPID\a\]\[\e[38;5;66m\]\u@${__pb_host}${__pb_place:+ \[\e[38;5;173m\][${__pb_place}]}\[\e[0m\]:\[\e[38;5;67m\]\w\[\e[0m\]\$ \[\e]133;B;aid=$BASHPID\a\]'

# The machine's first shell waits here until the machine has received its host name.
if [[ -n $PATCHBAY_GATE ]]; then
    printf x >&"$PATCHBAY_GATE"
    read -r -u "$PATCHBAY_GATE" _
    exec {PATCHBAY_GATE}>&-
    unset PATCHBAY_GATE
fi
