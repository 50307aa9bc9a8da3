package org.patchbay.lab;

import static org.patchbay.lab.Cheat.captured;
import static org.patchbay.lab.Cheat.of;
import static org.patchbay.lab.Cheat.printed;
import static org.patchbay.lab.Cheat.ran;
import static org.patchbay.lab.Cheat.reachable;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.patchbay.check.LinkIs;
import org.patchbay.check.Not;
import org.patchbay.check.Printed;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.Reach;

/** The attempt in progress. */
final class CheatList {
    /** Captures for a while in which no frame passes. */
    private static final String LISTEN = "timeout -s INT 4 tcpdump -n -i veth1";
    /** Captures until two requests have passed, however long that takes. */
    private static final String CAPTURE = "timeout -s INT 60 tcpdump -n -c 2 -i veth1 arp";
    /** Captures until {@link #STOP}. */
    private static final String KEEP_LISTENING = "timeout -s INT 60 tcpdump -n -i veth1";

    private static final String STOP = "b:pkill -INT -x tcpdump";
    /** tcpdump's output before it sees anything. */
    private static final String LISTENING = "until:listening on";
    /** What frames that are made up say, once they are there. */
    private static final String SHOWN = "until:who-has 10.70.2.11";

    /** Unblocks a reader of the FIFO. */
    private static final String GO = "b:echo >go";

    private static final String PING = "ping -c 2 -W 1 10.70.2.11";
    /** Goes on while a capture beside it begins. */
    private static final String LONG_PING = "ping -c 8 -W 1 10.70.2.11";

    private static final Printed ROUTE = printed("route", "destination", "10.99.0.0", "iface", "veth0");

    private CheatList() {}

    /** Attempts by root that pass, as {@code docs/security.md} states. */
    static List<Cheat> possible() {
        return List.of(
                of(
                        "frames that are forged are frames",
                        captured("veth1"),
                        "passed",
                        CAPTURE,
                        LISTENING,
                        "b:perl forge.pl veth0"),
                of(
                                "another pair under the name is the pair of that name",
                                captured("veth1"),
                                "passed",
                                "ip link set veth1 down; ip link set veth1 name was1; ip link set veth0 down; ip link set veth0 name was0",
                                "ip link add veth0 type veth peer name veth1; ip link set veth0 up; ip link set veth1 up; ip addr add 10.70.2.10/24 dev veth0",
                                CAPTURE,
                                LISTENING,
                                "b:" + PING)
                        .cleaned(
                                "ip link del veth0; ip link set was0 name veth0; ip link set was1 name veth1; ip link set veth0 up; ip link set veth1 up"),
                of(
                                "another namespace under the name is the namespace of that name",
                                inRed(printed("route", "destination", "10.70.2.0", "iface", "veth7")),
                                "passed",
                                "touch /run/netns/kept; mount --bind /run/netns/red /run/netns/kept; umount /run/netns/red; mount --bind /proc/$$/ns/net /run/netns/red",
                                "ip link set veth0 down; ip link set veth0 name veth7; ip link set veth7 up",
                                "route -n")
                        .cleaned(
                                "umount /run/netns/red; mount --bind /run/netns/kept /run/netns/red; umount /run/netns/kept; rm /run/netns/kept; ip link set veth7 down; ip link set veth7 name veth0; ip link set veth0 up"),
                of(
                        "a builtin's words in a column of which the kernel does not tell",
                        printed("route", "destination", "10.70.2.0", "iface", "veth0", "use", "77"),
                        "passed",
                        ". ./say; sed 's/10.70.2.1 /0.0.0.0   /; s/UG/U /; s/0 veth0/77 veth0/' gateway >used",
                        "h() { route -n; say used; }",
                        "h"));
    }

    private static Printed inRed(Printed asked) {
        return new Printed(asked.tool(), asked.arguments(), Optional.of("red"), asked.row());
    }

    static List<Cheat> all() {
        return List.of(
                of("honest capture", captured("veth1"), "passed", CAPTURE, LISTENING, "b:" + PING),
                of(
                        "honest capture in the background, at the prompt",
                        captured("veth1"),
                        "passed",
                        CAPTURE + " &",
                        "b:" + LONG_PING,
                        "wait"),
                of(
                        "honest capture in the background, among other commands",
                        captured("veth1"),
                        "passed",
                        CAPTURE + " &",
                        LONG_PING,
                        "wait"),
                of(
                        "honest route in the background",
                        printed("route", "destination", "10.70.2.0", "iface", "veth0"),
                        "passed",
                        "route -n &",
                        "wait"),
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
                        "ip netns exec red " + CAPTURE,
                        LISTENING,
                        "b:ip netns exec red " + PING),
                of(
                        "another terminal writes",
                        captured("veth1"),
                        "TOOL tcpdump capture.unconfirmed",
                        "tty >tty",
                        KEEP_LISTENING,
                        LISTENING,
                        "b:cat frames >$(<tty)",
                        STOP),
                of(
                        "a background writer",
                        captured("veth1"),
                        "TOOL tcpdump capture.unconfirmed",
                        "(read -r l <go; while read -r l; do echo \"$l\"; done <frames) &",
                        KEEP_LISTENING,
                        LISTENING,
                        GO,
                        SHOWN,
                        STOP),
                of(
                        "a writer of its own session",
                        captured("veth1"),
                        "TOOL tcpdump capture.unconfirmed",
                        "setsid sh -c 'read -r l <go; cat frames' &",
                        KEEP_LISTENING,
                        LISTENING,
                        GO,
                        SHOWN,
                        STOP),
                of(
                        "typed while it runs",
                        captured("veth1"),
                        "TOOL tcpdump capture.unconfirmed",
                        "setsid sh -c \"read -r l <go; perl type.pl $(tty) frames\" &",
                        KEEP_LISTENING,
                        LISTENING,
                        GO,
                        SHOWN,
                        STOP),
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
                                "TOOL tcpdump capture.unconfirmed",
                                "g() { " + KEEP_LISTENING
                                        + " & read -r l <go; printf '\\e]133;D;0\\a\\e]133;C\\a\\e]633;E;tcpdump -n -i veth1\\a'; while read -r l; do echo \"$l\"; done <frames; : >shown; wait; }",
                                "g",
                                LISTENING,
                                GO,
                                // The marks would end a wait for the output.
                                "b:until [ -e shown ]; do sleep 0.1; done; pkill -INT -x tcpdump")
                        .cleaned("rm shown"),
                of(
                        "rewritten on the way",
                        captured("veth1"),
                        "TOOL tcpdump text.redirected",
                        "timeout -s INT 4 tcpdump -l -n -i veth1 | sed 's/x/y/'; cat frames >/dev/null"),
                of(
                        "a loader's library",
                        captured("veth1"),
                        "TOOL tcpdump text.loader",
                        "LD_PRELOAD=/usr/libexec/coreutils/libstdbuf.so " + CAPTURE,
                        LISTENING,
                        "b:" + PING),
                of(
                        "a filter that hides",
                        new Not(captured("veth1", 1, Optional.of(ran("ping", "10.70.2.11")))),
                        "ROUTE veth1 captured.passed",
                        KEEP_LISTENING + " udp port 9",
                        LISTENING,
                        "b:" + PING,
                        STOP),
                of(
                        "honest route",
                        printed("route", "destination", "10.70.2.0", "iface", "veth0"),
                        "passed",
                        "route -n"),
                of(
                        "a row that is typed",
                        ROUTE,
                        "TOOL route printed.denied",
                        "setsid sh -c \"until [ -e ran ]; do sleep 0.1; done; perl type.pl $(tty) routes; touch typed\" & route -n; : >ran; until [ -e typed ]; do sleep 0.1; done",
                        "rm ran typed"),
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
                of(
                        "honest route of which the device is then put down",
                        printed("route", "destination", "10.70.2.0", "iface", "veth0"),
                        "passed",
                        "route -n; ip link set veth0 down",
                        "ip link set veth0 up"),
                of(
                        "honest ifconfig",
                        printed("ifconfig", "name", "veth0", "ipv4_addr", "10.70.2.10", "state", "~UP"),
                        "passed",
                        "ifconfig"),
                of(
                        "honest arp",
                        printed("arp", "address", "10.70.2.11", "hwaddress", null, "iface", "veth0"),
                        "passed",
                        "ping -c 1 -W 1 10.70.2.11; arp -n"),
                of(
                        "honest ip address",
                        printed("ip-address", "ifname", "veth0", "addr_info", "~10.70.2.10", "operstate", "UP"),
                        "passed",
                        "ip addr"),
                of(
                        "honest ip route",
                        printed(
                                "ip-route",
                                "dst",
                                "10.70.2.0/24",
                                "dev",
                                "veth0",
                                "scope",
                                "link",
                                "protocol",
                                "kernel"),
                        "passed",
                        "ip r"),
                of(
                        "honest ip neigh",
                        printed("ip-neigh", "dst", "10.70.2.77", "dev", "veth0", "lladdr", "02:00:00:00:00:77"),
                        "passed",
                        "ip neigh add 10.70.2.77 lladdr 02:00:00:00:00:77 dev veth0; ip neigh; ip neigh del 10.70.2.77 dev veth0"),
                of(
                        "honest ip -n",
                        inRed(printed("ip-address", "ifname", "veth0", "addr_info", "~10.70.2.10")),
                        "passed",
                        "ip -n red addr"),
                of(
                        "honest iptables",
                        printed("iptables", "chain", "FORWARD", "default_policy", "ACCEPT"),
                        "passed",
                        "iptables -L -n"),
                of(
                        "honest bridge fdb",
                        printed("bridge-fdb", "ifname", "veth9", "mac", "02:00:00:00:00:99", "state", "static"),
                        "passed",
                        "ip link add br9 type bridge; ip link add veth9 type veth peer name veth8; ip link set veth9 master br9; bridge fdb add 02:00:00:00:00:99 dev veth9 master static; bridge fdb; ip link del br9; ip link del veth9"),
                of(
                        "honest ping",
                        printed("ping", "destination_ip", "10.70.2.10", "packets_received", ">=2"),
                        "passed",
                        "ping -c 2 10.70.2.10"),
                of(
                        "honest ping without an answer",
                        printed("ping", "destination_ip", "10.70.2.11", "packets_received", "0"),
                        "passed",
                        "ping -c 1 -W 1 10.70.2.11"),
                of(
                        "an answer beside ping's own words",
                        printed("ping", "destination_ip", "10.70.2.11", "packets_received", ">=1"),
                        "TOOL ping printed.denied",
                        ". ./say",
                        "h() { ping -c 1 -W 1 10.70.2.11; say answer; }",
                        "h"),
                of(
                        "silence beside ping's own words",
                        printed("ping", "destination_ip", "10.70.2.10", "packets_received", "0"),
                        "TOOL ping printed.denied",
                        "sed 's/ 1 received, 0%/ 0 received, 100%/; /^64/d; /^rtt/d; s/10.70.2.11/10.70.2.10/g' answer >silence",
                        "h() { ping -c 1 -W 1 10.70.2.10; say silence; }",
                        "h"),
                of(
                        "a row that is typed late",
                        ROUTE,
                        "TOOL route printed.denied",
                        "setsid sh -c \"sleep 4; perl type.pl $(tty) routes; touch typed\" & route -n; until [ -e typed ]; do sleep 0.1; done",
                        "rm typed"),
                of(
                        "another gateway in a row of its kind",
                        printed("route", "destination", "10.70.2.0", "gateway", "10.70.2.1", "iface", "veth0"),
                        "TOOL route printed.denied",
                        "h() { route -n; say gateway; }",
                        "h"),
                of(
                        "an entry that the kernel does not have",
                        printed("arp", "address", "10.70.2.11", "hwaddress", "02:00:00:00:00:09"),
                        "TOOL arp printed.denied",
                        "h() { arp -n; say entry; }",
                        "h"),
                of(
                        "an address that the device does not have",
                        printed("ifconfig", "name", "veth0", "ipv4_addr", "10.70.2.99"),
                        "TOOL ifconfig printed.denied",
                        "h() { ifconfig veth1; say device; }",
                        "h"),
                of(
                        "a device through the tool's own descriptor",
                        printed("ifconfig", "name", "veth0", "ipv4_addr", "10.70.2.99"),
                        "TOOL ifconfig printed.denied",
                        "ifconfig veth1; sleep 600",
                        "b:until p=$(pgrep -n -x sleep); do :; done; cat device >/proc/$p/fd/1; kill -INT $p"),
                of(
                        "ip -n of another namespace",
                        printed("ip-route", "dst", "10.99.0.0/16", "dev", "veth0"),
                        "TOOL ip route tool.namespace",
                        "ip -n red route add 10.99.0.0/16 dev veth0; ip -n red route; ip -n red route del 10.99.0.0/16"),
                of(
                        "a row that is taken out",
                        new Not(printed("route", "destination", "10.70.2.0", "iface", "veth0")),
                        "TOOL route printed.left-out",
                        "route -n | grep -v 10.70"),
                of("hash", ROUTE, "TOOL route text.pretended", "hash -p /root/bin/route route", "route -n", "hash -r"),
                of(
                        "a file of what it had printed",
                        printed("route", "destination", "10.70.2.0", "iface", "veth0"),
                        "TOOL route text.redirected",
                        "route -n >was; cat was"),
                of(
                        "a pseudo terminal of its own",
                        printed("route", "destination", "10.70.2.0", "iface", "veth0"),
                        "TOOL route text.pretended",
                        "script -qc 'route -n' was.typescript"),
                of(
                        "a clock put back",
                        ran("lsns"),
                        "TOOL lsns tool.not-run",
                        "date +%s >then",
                        "date -s @$(($(<then) - 3600))",
                        "date -s @$(($(<then) + 20))"),
                of(
                        "an arp from before the ping",
                        printed("arp", "address", "10.70.2.11", "hwaddress", null, "iface", "veth0"),
                        "TOOL arp printed.stale",
                        "ip neigh flush dev veth0",
                        "arp -n",
                        "ping -c 1 -W 1 10.70.2.11"),
                of(
                        "an arp from before the flush, elsewhere",
                        printed("arp", "address", "192.0.2.7", "hwaddress", null, "iface", "east"),
                        "TOOL arp printed.stale-row-since",
                        "ip netns add far; ip link add east type veth peer name west netns far; ip addr add 192.0.2.1/24 dev east; ip link set east up; ip -n far addr add 192.0.2.7/24 dev west; ip -n far link set west up",
                        "ping -c 1 -W 2 192.0.2.7; arp -n",
                        "sleep 1",
                        "ip neigh flush dev east"),
                of(
                        "a route from before it was added, elsewhere",
                        printed("ip-route", "dst", "198.51.100.0/24", "dev", "east"),
                        "TOOL ip route printed.stale-since",
                        "ip route",
                        "ip route add 198.51.100.0/24 dev east"),
                of("ran by a script of that name", ran("route"), "TOOL route text.pretended", "bin/route"),
                of(
                        "ran by a copy",
                        ran("arp"),
                        "TOOL arp text.pretended",
                        "ping -c 1 -W 1 10.70.2.11; cp /usr/sbin/arp bin/arp; PATH=/root/bin:$PATH arp -n"),
                of("ran by a batch", ran("ip", "link"), "TOOL ip tool.arguments", "echo link | ip -batch -"),
                of(
                        "a state made and unmade",
                        new LinkIs(
                                DeviceName.parse("dumb0"),
                                Optional.of("dummy"),
                                Optional.empty(),
                                Optional.empty(),
                                OptionalInt.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                false),
                        "LINK dumb0 link.missing",
                        "ip link add dumb0 type dummy; sleep 1; ip link del dumb0"),
                of(
                        "the exec watcher killed",
                        captured("veth1"),
                        "TOOL tcpdump text.pretended",
                        "pkill -KILL -f '^patchbay-agent execwatc[h]'; sleep 1; say fake"),
                of(
                        "a program that is overwritten",
                        printed("ifconfig", "name", "veth0", "ipv4_addr", "10.70.2.99"),
                        "TOOL ifconfig text.pretended",
                        "printf '#!/bin/sh\\ncat /root/device\\n' >/usr/sbin/ifconfig",
                        "ifconfig"),
                of(
                        "a program that is put in its place",
                        ROUTE,
                        "TOOL route text.pretended",
                        "mv /usr/sbin/route /usr/sbin/route.was; cp bin/route /usr/sbin/route; hash -r",
                        "route -n",
                        "mv /usr/sbin/route.was /usr/sbin/route"),
                of(
                        "another folder laid over the tool's",
                        ROUTE,
                        "TOOL route text.pretended",
                        "mkdir -p /run/over/up /run/over/work; cp bin/route /run/over/up/",
                        "unshare -m sh -c 'mount -t overlay over -o lowerdir=/usr/sbin,upperdir=/run/over/up,workdir=/run/over/work /usr/sbin; route -n'"),
                of(
                        "a copy with other words in it, mounted over the tool",
                        ran("arp"),
                        "TOOL arp text.pretended",
                        "ping -c 1 -W 1 10.70.2.11; sed 's/Address/address/g' /usr/sbin/arp >bin/patched; chmod +x bin/patched; mount --bind bin/patched /usr/sbin/arp",
                        "arp -n",
                        "umount /usr/sbin/arp"),
                of(
                        "a library for every program",
                        captured("veth1"),
                        "TOOL tcpdump text.loader",
                        "echo /usr/libexec/coreutils/libstdbuf.so >/etc/ld.so.preload",
                        CAPTURE,
                        LISTENING,
                        "b:" + PING,
                        "rm /etc/ld.so.preload"),
                of(
                        "words changed in the running tool's memory",
                        captured("veth1"),
                        "TOOL tcpdump capture.unconfirmed",
                        "timeout -s INT 60 tcpdump -l -n -i veth1",
                        LISTENING,
                        "b:ping -c 1 -W 1 10.70.2.12; perl memory.pl $(pgrep -x tcpdump) 10.70.2.12 10.70.2.11; ping -c 3 -W 1 10.70.2.12",
                        STOP),
                of(
                        "the exec watcher stopped for a while",
                        captured("veth1"),
                        "TOOL tcpdump text.pretended",
                        "pkill -STOP -f '^patchbay-agent execwatc[h]'; cat fake; pkill -CONT -f '^patchbay-agent execwatc[h]'"),
                of("the agent stopped", captured("veth1"), "TOOL tcpdump text.pretended", "kill -STOP 1; cat fake"),
                of(
                        "the tool asked for its version",
                        ran("iptables"),
                        "TOOL iptables tool.of-itself",
                        "iptables --version"));
    }
}
