package org.patchbay.observe.parse;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which columns a chain's rules have.
 *
 * @param numbered {@code --line-numbers}
 * @param verbose {@code -v}: packets, bytes, in, out
 * @param targetAt where in the line the target's column begins
 */
record IptablesHeading(boolean numbered, boolean verbose, int targetAt) {
    private static final Set<String> OPTIONS = Set.of("--", "-f", "!f");

    /** {@code num   pkts bytes target     prot opt in     out     source               destination}. */
    static Optional<IptablesHeading> of(String line, List<String> words) {
        int target = words.indexOf("target");
        boolean heading = target >= 0
                && words.size() >= target + 5
                && words.get(target + 1).equals("prot")
                && words.getLast().equals("destination");
        return heading
                ? Optional.of(new IptablesHeading(
                        words.getFirst().equals("num"), words.contains("pkts"), line.indexOf("target")))
                : Optional.empty();
    }

    Optional<IptablesRule> rule(String line, List<String> words) {
        int counters = numbered ? 1 : 0;
        int targetWord = counters + (verbose ? 2 : 0);
        boolean target = hasTarget(line, words, targetWord);
        int at = targetWord + (target ? 1 : 0);
        boolean opt = at + 1 < words.size() && OPTIONS.contains(words.get(at + 1));
        int devices = at + (opt ? 2 : 1);
        int source = devices + (verbose ? 2 : 0);
        if (words.size() < source + 2) {
            return Optional.empty();
        }
        OptionalLong num = numbered ? LineTokens.integer(words.getFirst()) : OptionalLong.empty();
        OptionalLong packets = verbose ? count(words.get(counters)) : OptionalLong.empty();
        OptionalLong bytes = verbose ? count(words.get(counters + 1)) : OptionalLong.empty();
        if (numbered && num.isEmpty() || verbose && (packets.isEmpty() || bytes.isEmpty())) {
            return Optional.empty();
        }
        if (!place(words.get(source)) || !place(words.get(source + 1))) {
            return Optional.empty();
        }
        return Optional.of(new IptablesRule(
                num,
                packets,
                bytes,
                target ? Optional.of(words.get(targetWord)) : Optional.empty(),
                words.get(at),
                opt ? Optional.of(words.get(at + 1)).filter(word -> !word.equals("--")) : Optional.empty(),
                verbose ? Optional.of(words.get(devices)) : Optional.empty(),
                verbose ? Optional.of(words.get(devices + 1)) : Optional.empty(),
                words.get(source),
                words.get(source + 1),
                behind(line, words, source + 2)));
    }

    /** A rule that only counts has blanks there; old ip6tables prints no {@code --} to identify it. */
    private boolean hasTarget(String line, List<String> words, int targetWord) {
        if (words.size() > targetWord + 2 && OPTIONS.contains(words.get(targetWord + 2))) {
            return true;
        }
        if (words.size() > targetWord + 1 && OPTIONS.contains(words.get(targetWord + 1))) {
            return false;
        }
        return targetAt < line.length()
                && !line.substring(targetAt, Math.min(line.length(), targetAt + 9))
                        .isBlank();
    }

    /** An address, a prefix, a host's name or {@code anywhere}, with {@code !} before it or not. */
    private static boolean place(String word) {
        return word.chars().allMatch(c -> Character.isLetterOrDigit(c) || ".:/-_!*%".indexOf(c) >= 0);
    }

    /** The rest of the line after this many words, with its blanks. */
    private static String behind(String line, List<String> words, int count) {
        int at = 0;
        for (int i = 0; i < count; i++) {
            at = line.indexOf(words.get(i), at) + words.get(i).length();
        }
        return line.substring(at).strip();
    }

    /** {@code 660}, {@code 186K}, {@code 12M}: thousands, as iptables counts them. */
    static OptionalLong count(String word) {
        if (word.isEmpty()) {
            return OptionalLong.empty();
        }
        long unit = switch (word.charAt(word.length() - 1)) {
            case 'K' -> 1_000L;
            case 'M' -> 1_000_000L;
            case 'G' -> 1_000_000_000L;
            case 'T' -> 1_000_000_000_000L;
            default -> 1L;
        };
        OptionalLong digits = LineTokens.integer(unit == 1 ? word : word.substring(0, word.length() - 1));
        boolean fits = digits.isPresent() && digits.getAsLong() >= 0 && digits.getAsLong() <= Long.MAX_VALUE / unit;
        return fits ? OptionalLong.of(digits.getAsLong() * unit) : OptionalLong.empty();
    }
}
