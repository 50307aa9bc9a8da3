package org.patchbay.observe.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads the output of {@code ifconfig}: net-tools 2.x, whose labels may be localized, and the older format that busybox
 * still prints ({@code Link encap:Ethernet}). Fields are recognized by position, not by label.
 */
public final class Ifconfig {
    private static final String EXPECTED = "a device, such as 'eth0: flags=4163<UP,…>  mtu 1500'";

    private final OutputLines lines;
    private final List<InterfaceReport> rows = new ArrayList<>();
    private final ParseProblems problems = new ParseProblems();
    private InterfaceBlock block;

    private Ifconfig(String text) {
        lines = new OutputLines(text);
    }

    /** Parses the output. Total; linear in the text. */
    public static Parsed<InterfaceReport> parse(String text) {
        return new Ifconfig(text).run();
    }

    private Parsed<InterfaceReport> run() {
        ParseProblem first = new ParseProblem(1, EXPECTED, "");
        while (lines.advance()) {
            if (lines.blank()) {
                continue;
            }
            if (first.found().isEmpty()) {
                first = lines.problem(EXPECTED);
            }
            read(lines.line());
        }
        finish();
        return new Parsed<>(rows, rows.isEmpty() ? List.of(first) : problems.all());
    }

    private void read(String line) {
        if (Character.isWhitespace(line.charAt(0))) {
            if (block != null) {
                block.detail(LineTokens.of(line), line);
            }
            return;
        }
        List<String> words = LineTokens.of(line);
        int flags = line.indexOf(": flags=");
        int encapsulation = line.indexOf("Link encap:");
        if (flags > 0 && line.substring(0, flags).indexOf(' ') < 0) {
            finish();
            block = new InterfaceBlock(line.substring(0, flags));
            heading(words);
        } else if (encapsulation > 0) {
            finish();
            block = new InterfaceBlock(words.getFirst());
            block.detail(words, line);
        } else if (lines.complete() && !lines.stranger()) {
            problems.add(lines.problem(EXPECTED));
        }
    }

    /** {@code veth0: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500}. */
    private void heading(List<String> words) {
        String flags = words.size() > 1 ? words.get(1) : "";
        int open = flags.indexOf('<');
        if (!flags.startsWith("flags=") || open < 0) {
            return;
        }
        OptionalLong bits = LineTokens.integer(flags.substring("flags=".length(), open));
        String inside = flags.substring(open + 1, flags.endsWith(">") ? flags.length() - 1 : flags.length());
        block.flags(bits, inside.isEmpty() ? List.of() : List.of(inside.split(",")));
        for (int i = 2; i + 1 < words.size(); i += 2) {
            OptionalLong number = LineTokens.integer(words.get(i + 1));
            if (i == 2) {
                block.mtu(number);
            } else if (i == 4) {
                block.metric(number);
            }
        }
    }

    private void finish() {
        if (block != null) {
            rows.add(block.report());
            block = null;
        }
    }
}
