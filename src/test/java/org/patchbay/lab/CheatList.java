package org.patchbay.lab;

import static org.patchbay.lab.Cheat.captured;
import static org.patchbay.lab.Cheat.of;
import static org.patchbay.lab.Cheat.printed;
import static org.patchbay.lab.Cheat.ran;
import static org.patchbay.lab.Cheat.reachable;

import java.util.List;
import java.util.Optional;
import org.patchbay.check.Not;
import org.patchbay.check.Printed;
import org.patchbay.check.Reach;

/** What was tried. */
final class CheatList {
    private static final String LISTEN = "timeout -s INT 4 tcpdump -n -i veth1";
    private static final String PING = "ping -c 2 -W 1 10.70.2.11";
    private static final Printed ROUTE = printed("route", "destination", "10.99.0.0", "iface", "veth0");

    private CheatList() {}

    static List<Cheat> all() {
        return List.of(
                of("honest capture", captured("veth1"), "passed", "(sleep 1; " + PING + " >/dev/null) & " + LISTEN),
                of("cat of a saved capture", captured("veth1"), "TOOL tcpdump text.pretended", "cat fake"),
                of("printf", captured("veth1"), "TOOL tcpdump text.pretended", "printf '%s\\n' \"$(<fake)\""),
                of(
                        "alias",
                        captured("veth1"),
                        "TOOL tcpdump text.pretended",
                        "alias tcpdump='cat fake #'",
                        "tcpdump -n -i veth1",
                        "unalias tcpdump"),
                of(
                        "function with cat beside the tool",
                        captured("veth1"),
                        "TOOL tcpdump text.mixed",
                        "f() { " + LISTEN + "; cat fake; }",
                        "f"),
                of(
                        "function with a builtin beside the tool",
                        captured("veth1"),
                        "TOOL tcpdump capture.unconfirmed",
                        "f() { " + LISTEN + "; while read -r l; do echo \"$l\"; done <frames; }",
                        "f"),
                of(
                        "a script that is sourced",
                        captured("veth1"),
                        "TOOL tcpdump capture.unconfirmed",
                        "echo 'printf \"%s\\n\" \"$(<frames)\"' >more",
                        LISTEN + "; . ./more"),
                of(
                        "earlier in PATH",
                        captured("veth1"),
                        "TOOL tcpdump text.pretended",
                        "PATH=/root/bin:$PATH tcpdump -n -i veth1"),
                of("another name", captured("veth1"), "TOOL tcpdump text.pretended", "(exec -a tcpdump cat fake)"),
                of(
                        "bind mount",
                        captured("veth1"),
                        "TOOL tcpdump text.pretended",
                        "mount --bind bin/tcpdump /usr/bin/tcpdump",
                        "tcpdump -n -i veth1",
                        "umount /usr/bin/tcpdump"),
                of(
                        "mount namespace",
                        captured("veth1"),
                        "TOOL tcpdump text.pretended",
                        "unshare -m sh -c 'mount --bind bin/tcpdump /usr/bin/tcpdump; tcpdump -n -i veth1'"),
                of(
                        "chroot",
                        captured("veth1"),
                        "TOOL tcpdump text.pretended",
                        "unshare -m sh -c 'mount --bind / /mnt; mount --bind bin/tcpdump /mnt/usr/bin/tcpdump; chroot /mnt tcpdump -n -i veth1'"),
                of("saved frames", captured("veth1"), "TOOL tcpdump capture.file", "tcpdump -n -r saved.pcap"),
                of(
                        "saved frames through a pipe",
                        captured("veth1"),
                        "TOOL tcpdump capture.file",
                        "tcpdump -nr - <saved.pcap"),
                of(
                        "a list of files",
                        captured("veth1"),
                        "TOOL tcpdump capture.file",
                        "echo saved.pcap >list; tcpdump -n -V list"),
                of(
                        "same name in another namespace",
                        captured("veth1"),
                        "TOOL tcpdump capture.namespace",
                        "(sleep 1; ip netns exec red " + PING + " >/dev/null) & ip netns exec red " + LISTEN),
                of(
                        "another pair under the name",
                        captured("veth1"),
                        "TOOL tcpdump capture.unconfirmed",
                        "ip link set veth1 down; ip link set veth1 name was1; ip link set veth0 down; ip link set veth0 name was0",
                        "ip link add veth0 type veth peer name veth1; ip link set veth0 up; ip link set veth1 up; ip addr add 10.70.2.10/24 dev veth0",
                        "(sleep 1; " + PING + " >/dev/null) & " + LISTEN,
                        "ip link del veth0; ip link set was0 name veth0; ip link set was1 name veth1; ip link set veth0 up; ip link set veth1 up"),
                of(
                        "another terminal writes",
                        captured("veth1"),
                        "TOOL tcpdump capture.unconfirmed",
                        "tty >tty",
                        "b:(sleep 2; cat frames >$(<tty)) &",
                        LISTEN),
                of(
                        "a background writer",
                        captured("veth1"),
                        "TOOL tcpdump capture.unconfirmed",
                        "(read -t 3 </dev/tcp/none 2>/dev/null; sleep 2; while read -r l; do echo \"$l\"; done <frames) &",
                        LISTEN),
                of(
                        "a writer of its own session",
                        captured("veth1"),
                        "TOOL tcpdump capture.unconfirmed",
                        "setsid sh -c 'sleep 2; cat frames' &",
                        LISTEN),
                of(
                        "typed while it runs",
                        captured("veth1"),
                        "TOOL tcpdump capture.unconfirmed",
                        "setsid sh -c \"sleep 2; perl type.pl $(tty) frames\" &",
                        LISTEN),
                of(
                        "the prompt prints",
                        captured("veth1"),
                        "TOOL tcpdump capture.unconfirmed",
                        "p=$PROMPT_COMMAND; PROMPT_COMMAND='printf \"%s\\n\" \"$(<frames)\"; __pb_prompt'",
                        LISTEN,
                        "PROMPT_COMMAND=$p"),
                of(
                        "marks by hand",
                        captured("veth1"),
                        "TOOL ping captured.nobody-sent",
                        "g() { " + LISTEN
                                + " & sleep 1; printf '\\e]133;D;0\\a\\e]133;C\\a\\e]633;E;tcpdump -n -i veth1\\a'; while read -r l; do echo \"$l\"; done <frames; wait; }",
                        "g"),
                of(
                        "rewritten on the way",
                        captured("veth1"),
                        "TOOL tcpdump text.redirected",
                        "timeout -s INT 4 tcpdump -l -n -i veth1 | sed 's/x/y/'; cat frames >/dev/null"),
                of(
                        "a loader's library",
                        captured("veth1"),
                        "TOOL tcpdump text.loader",
                        "(sleep 1; " + PING + " >/dev/null) & LD_PRELOAD=/usr/libexec/coreutils/libstdbuf.so "
                                + LISTEN),
                of(
                        "a filter that hides",
                        new Not(captured("veth1", 1, Optional.of(ran("ping", "10.70.2.11")))),
                        "ROUTE veth1 captured.passed",
                        "(sleep 1; " + PING + ") & timeout -s INT 6 tcpdump -n -i veth1 udp port 9"),
                of(
                        "honest route",
                        printed("route", "destination", "10.70.2.0", "iface", "veth0"),
                        "passed",
                        "route -n"),
                of(
                        "a row that is typed",
                        ROUTE,
                        "TOOL route printed.denied",
                        "setsid sh -c \"perl type.pl $(tty) routes\" & route -n; sleep 1",
                        "sleep 3"),
                of("a route earlier in PATH", ROUTE, "TOOL route text.pretended", "PATH=/root/bin:$PATH route -n"),
                of(
                        "a route in another namespace",
                        ROUTE,
                        "TOOL route tool.namespace",
                        "ip -n red route add 10.99.0.0/16 dev veth0; ip netns exec red route -n; ip -n red route del 10.99.0.0/16"),
                of(
                        "reachable by an entry made by hand",
                        reachable(Reach.Kind.ARP),
                        "ADDRESS 10.70.2.11 address.nobody-there",
                        "ip neigh replace 10.70.2.11 lladdr 02:00:00:00:00:09 dev veth0 nud reachable; ip neigh",
                        "ip neigh del 10.70.2.11 dev veth0"),
                of("ran by a script of that name", ran("route"), "TOOL route text.pretended", "bin/route"),
                of(
                        "ran by a copy",
                        ran("arp"),
                        "TOOL arp tool.not-run",
                        "cp /usr/sbin/arp bin/arp; PATH=/root/bin:$PATH arp -n"),
                of("ran by a batch", ran("ip", "link"), "TOOL ip tool.arguments", "echo link | ip -batch -"));
    }
}
