package org.patchbay.observe.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the output of {@code arp} (net-tools, busybox): the table of {@code arp -n} and {@code arp -e}, the sentences
 * of {@code arp -a}. Headings and the words for "incomplete", "at" and "on" are localized and not relied upon. Empty
 * text is valid: an empty ARP table.
 */
public final class ArpTable {
    private static final String EXPECTED = "an entry of the ARP table";

    private final OutputLines lines;
    private final List<ArpEntry> rows = new ArrayList<>();
    private final ParseProblems problems = new ParseProblems();

    private ArpTable(String text) {
        lines = new OutputLines(text);
    }

    /** Parses the output. Total; linear in the text. */
    public static Parsed<ArpEntry> parse(String text) {
        return new ArpTable(text).run();
    }

    private Parsed<ArpEntry> run() {
        while (lines.advance()) {
            if (!lines.blank()) {
                read(LineTokens.of(lines.line()));
            }
        }
        return new Parsed<>(rows, problems.all());
    }

    private void read(List<String> words) {
        Optional<ArpEntry> row = sentence(lines.line(), words).or(() -> tableRow(words));
        if (row.isPresent()) {
            rows.add(row.get());
        } else if (lines.complete() && !lines.stranger() && !heading(words) && !summary(words) && !remark(words)) {
            problems.add(lines.problem(EXPECTED));
        }
    }

    /** {@code Address HWtype HWaddress Flags Mask Iface}, in any language: five or six words without a digit. */
    private static boolean heading(List<String> words) {
        return (words.size() == 5 || words.size() == 6)
                && !LineTokens.anyDigit(words)
                && words.stream()
                        .anyMatch(word -> word.contains("HW")
                                || word.equals("AdresseMat")
                                || word.equals("硬件地址")
                                || word.equals("硬件類型"));
    }

    /** {@code Entries: 2 Skipped: 0 Found: 2}, which {@code -v} adds. */
    private static boolean summary(List<String> words) {
        return words.size() == 6
                && words.get(0).endsWith(":")
                && LineTokens.integer(words.get(1)).isPresent()
                && words.get(2).endsWith(":")
                && LineTokens.integer(words.get(5)).isPresent();
    }

    /** {@code 10.0.0.1 (10.0.0.1) -- no entry}, {@code arp: in 2 entries no match found.} */
    private static boolean remark(List<String> words) {
        return words.contains("--") || words.getFirst().equals("arp:");
    }

    private static Optional<ArpEntry> tableRow(List<String> words) {
        if (words.size() < 3 || !address(words.getFirst())) {
            return Optional.empty();
        }
        if (words.get(1).startsWith("(")) {
            // The word for "incomplete" may be several words.
            return words.get(words.size() - 2).endsWith(")")
                    ? Optional.of(table(words.getFirst(), Optional.empty(), Optional.empty(), Optional.empty(), words))
                    : Optional.empty();
        }
        boolean hardware = words.size() >= 5
                && words.size() <= 6
                && (LineTokens.mac(words.get(2))
                        || words.get(2).equals("*")
                        || words.get(2).equals("<from_interface>"))
                && words.get(3).chars().allMatch(c -> "CMPDNT!".indexOf(c) >= 0);
        return hardware
                ? Optional.of(table(
                        words.getFirst(),
                        Optional.of(words.get(1)),
                        Optional.of(words.get(2)),
                        Optional.of(String.join(" ", words.subList(3, words.size() - 1))),
                        words))
                : Optional.empty();
    }

    private static ArpEntry table(
            String address,
            Optional<String> hwtype,
            Optional<String> hwaddress,
            Optional<String> flags,
            List<String> words) {
        return new ArpEntry(
                ArpEntry.Style.TABLE, Optional.empty(), address, hwtype, hwaddress, flags, words.getLast(), false);
    }

    /** {@code ? (10.70.2.1) at 02:00:00:00:00:01 [ether] PERM on veth0}; {@code at <incomplete> on veth0}. */
    private static Optional<ArpEntry> sentence(String line, List<String> words) {
        if (words.size() < 4 || !words.get(1).startsWith("(") || !words.get(1).endsWith(")")) {
            return Optional.empty();
        }
        Optional<String> name = words.getFirst().equals("?") ? Optional.empty() : Optional.of(words.getFirst());
        String address = words.get(1).substring(1, words.get(1).length() - 1);
        int open = line.indexOf('<');
        int close = line.indexOf('>', Math.max(open, 0));
        boolean incomplete = open >= 0 && close > open;
        // Some translations omit the blank after the word: <nekompletní>na veth0.
        List<String> behind = LineTokens.of(incomplete ? line.substring(close + 1) : line);
        if (!address(address) || behind.size() < 2) {
            return Optional.empty();
        }
        if (incomplete) {
            return Optional.of(bsd(name, address, Optional.empty(), Optional.empty(), behind));
        }
        String type = words.size() > 4 ? words.get(4) : "";
        boolean hardware = words.size() >= 6
                && (LineTokens.mac(words.get(3)) || words.get(3).equals("*"))
                && type.startsWith("[")
                && type.endsWith("]");
        return hardware
                ? Optional.of(bsd(
                        name,
                        address,
                        Optional.of(type.substring(1, type.length() - 1)),
                        Optional.of(words.get(3)),
                        words))
                : Optional.empty();
    }

    private static ArpEntry bsd(
            Optional<String> name,
            String address,
            Optional<String> hwtype,
            Optional<String> hwaddress,
            List<String> words) {
        return new ArpEntry(
                ArpEntry.Style.BSD,
                name,
                address,
                hwtype,
                hwaddress,
                Optional.empty(),
                words.getLast(),
                words.contains("PERM"));
    }

    /** Whether a column of addresses may hold this word: an address or a host's name. */
    private static boolean address(String word) {
        return !word.isEmpty() && word.chars().allMatch(c -> Character.isLetterOrDigit(c) || ".-_:%".indexOf(c) >= 0);
    }
}
