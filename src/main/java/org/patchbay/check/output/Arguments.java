package org.patchbay.check.output;

import java.util.List;
import java.util.Optional;
import org.patchbay.check.verdict.Prefix;

/** Finds words, options, and options with a value in a program's arguments (getopt(3)). */
public final class Arguments {
    private Arguments() {}

    /** Whether all wanted arguments are given: {@code 10.70.2.11}, {@code -n} (or {@code -an}), {@code -I veth0}. */
    public static boolean match(List<String> wanted, List<String> argv) {
        List<String> given = argv.isEmpty() ? argv : argv.subList(1, argv.size());
        return wanted.stream().allMatch(one -> matches(one, given));
    }

    private static boolean matches(String wanted, List<String> given) {
        int blank = wanted.indexOf(' ');
        if (wanted.startsWith("-") && blank > 0) {
            String value = wanted.substring(blank + 1).strip();
            return value(given, wanted.substring(0, blank))
                    .filter(value::equals)
                    .isPresent();
        }
        boolean letter = wanted.length() == 2 && wanted.charAt(0) == '-' && wanted.charAt(1) != '-';
        return given.contains(wanted)
                || letter && given.stream().anyMatch(word -> cluster(word) && word.indexOf(wanted.charAt(1)) > 0);
    }

    /** The value of an option: {@code -i veth0}, {@code -iveth0}, {@code -ni veth0}, {@code --interface=veth0}. */
    public static Optional<String> value(List<String> given, String option) {
        for (int i = 0; i < given.size(); i++) {
            String word = given.get(i);
            if (option.startsWith("--")) {
                if (word.startsWith(option + "=")) {
                    return Optional.of(word.substring(option.length() + 1));
                }
                if (word.equals(option) && i + 1 < given.size()) {
                    return Optional.of(given.get(i + 1));
                }
            } else if (word.startsWith("-") && !word.startsWith("--")) {
                int letter = word.indexOf(option.charAt(1), 1);
                if (letter > 0 && lettersOnly(word, letter)) {
                    return letter + 1 < word.length()
                            ? Optional.of(word.substring(letter + 1))
                            : i + 1 < given.size() ? Optional.of(given.get(i + 1)) : Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /** What was given in place of a missing argument: another value of the option, another address. */
    public static Optional<String> instead(String missing, List<String> argv) {
        List<String> given = argv.subList(Math.min(1, argv.size()), argv.size());
        int blank = missing.indexOf(' ');
        if (missing.startsWith("-") && blank > 0) {
            String option = missing.substring(0, blank);
            return value(given, option).map(seen -> option + " " + seen);
        }
        return Prefix.parse(missing).isEmpty()
                ? Optional.empty()
                : given.stream()
                        .filter(word -> Prefix.parse(word).isPresent() && (word.contains(".") || word.contains(":")))
                        .findFirst();
    }

    /** Several options in one word: {@code -an}. */
    private static boolean cluster(String word) {
        return word.length() > 1 && word.charAt(0) == '-' && lettersOnly(word, word.length());
    }

    private static boolean lettersOnly(String word, int end) {
        return word.substring(1, end).chars().allMatch(Character::isLetter);
    }
}
