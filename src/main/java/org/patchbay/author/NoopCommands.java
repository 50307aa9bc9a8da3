package org.patchbay.author;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import org.patchbay.check.All;
import org.patchbay.check.Any;
import org.patchbay.check.Assertion;
import org.patchbay.check.Captured;
import org.patchbay.check.Not;
import org.patchbay.check.Printed;
import org.patchbay.check.Ran;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;

/**
 * Commands that do not change the machine: inspection, typing errors, empty lines. No task may pass after them, except
 * a task that only asks to run one of these tools.
 *
 * @param lines drawn
 * @param leftOut tools that a task asks to run, so that no line with them was drawn
 */
record NoopCommands(List<String> lines, Set<String> leftOut) {
    private static final List<String> LOOKS = List.of(
            "ls",
            "ls -la",
            "ls /etc",
            "pwd",
            "cd",
            "cd /tmp",
            "cd -",
            "whoami",
            "id",
            "date",
            "hostname",
            "uname -a",
            "uptime",
            "ps",
            "ps aux | head -n 5",
            "history | tail -n 3",
            "echo hello",
            "echo $?",
            "echo $PATH",
            "clear",
            "true",
            "false",
            "type ip",
            "which tcpdump",
            "help | head -n 2",
            "cat /proc/net/dev",
            "cat /proc/net/arp",
            "cat /etc/hosts",
            "cat /etc/hostname | wc -c",
            "ip",
            "ip link",
            "ip -br link",
            "ip -d link show lo",
            "ip -s link",
            "ip addr",
            "ip -br a",
            "ip address show dev lo",
            "ip a s lo",
            "ip route",
            "ip r",
            "ip route show table local",
            "ip route get 127.0.0.1",
            "ip neigh",
            "ip -s neigh",
            "ip netns list",
            "ip rule",
            "ip maddr show dev lo",
            "bridge link",
            "bridge fdb",
            "ifconfig",
            "ifconfig -a",
            "ifconfig lo",
            "route",
            "route -n",
            "arp",
            "arp -n",
            "arp -an",
            "ping -c 1 -W 1 127.0.0.1",
            "timeout 0.3 tcpdump -c 1 -i lo",
            "tcpdump -D",
            "tcpdump --version",
            "ss -tln",
            "sysctl net.ipv4.ip_forward",
            "sysctl net.ipv4.conf.all.rp_filter",
            "dmesg | tail -n 2",
            "man -w ip",
            "ip link help 2>&1 | head -n 3");

    private static final List<String> SLIPS = List.of(
            "ifconfg",
            "ip adress",
            "ip lnik",
            "pign 127.0.0.1",
            "tcpdmp -i lo",
            "sl",
            "exti",
            "ip link show veth99",
            "ip addr add",
            "ip link set",
            "route -x",
            "arp --nothing",
            "ping",
            "cat nothing.txt",
            "cd nowhere",
            "ping -c");

    NoopCommands {
        lines = List.copyOf(lines);
        leftOut = Set.copyOf(leftOut);
    }

    /** Draws lines for the start of a step; the same seed draws the same. */
    static NoopCommands draw(long seed, int count, Step step) {
        List<Ran> asked = new ArrayList<>();
        step.tasks().stream().map(Task::assertion).forEach(assertion -> asked(assertion, asked));
        Set<String> leftOut = new TreeSet<>();
        List<String> usable = new ArrayList<>();
        for (String line : LOOKS) {
            List<Ran> same = asked.stream().filter(run -> is(run, line)).toList();
            same.forEach(run -> leftOut.add(run.tool()));
            if (same.isEmpty()) {
                usable.add(line);
            }
        }
        for (String line : SLIPS) {
            if (asked.stream().noneMatch(run -> is(run, line))) {
                usable.add(line);
            }
        }
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(usable.get(random.nextInt(usable.size())));
        }
        return new NoopCommands(lines, leftOut);
    }

    /** The same commands, joined into lines of at most this number. */
    List<String> together(int inLine) {
        return lines.stream()
                .gather(Gatherers.windowFixed(inLine))
                .map(window -> String.join("; ", window))
                .toList();
    }

    /** Whether the line runs that tool, with all that the task wants to see among its arguments. */
    private static boolean is(Ran run, String line) {
        List<String> words = Arrays.asList(line.split("[\\s|]+"));
        return IntStream.range(0, words.size()).anyMatch(at -> run.asksFor(words.subList(at, words.size())));
    }

    private static void asked(Assertion assertion, List<Ran> into) {
        switch (assertion) {
            case Ran ran -> into.add(ran);
            case Printed printed -> into.add(new Ran(printed.tool(), printed.arguments(), printed.namespace()));
            case Captured captured -> captured.during().ifPresent(into::add);
            case All all -> all.of().forEach(one -> asked(one, into));
            case Any any -> any.of().forEach(one -> asked(one, into));
            case Not not -> asked(not.of(), into);
            case Assertion _ -> {}
        }
    }
}
