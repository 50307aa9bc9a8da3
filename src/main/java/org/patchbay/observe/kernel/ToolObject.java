package org.patchbay.observe.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the object of an {@code ip} or {@code bridge} command (ip(8)): the first word that is no option. */
public final class ToolObject {
    /** Options that take a value. */
    private static final Set<String> VALUED =
            Set.of("-n", "-netns", "-f", "-family", "-b", "-batch", "-l", "-loops", "-rc", "-rcvbuf");

    private ToolObject() {}

    /** The named network namespace that the command inspects without running in it: {@code ip -n red route} (ip(8)). */
    static Optional<String> namespace(List<String> words) {
        for (int i = 0; i + 1 < words.size() && words.get(i).startsWith("-"); i++) {
            if (words.get(i).equals("-n") || words.get(i).equals("-netns")) {
                return Optional.of(words.get(i + 1));
            }
            if (VALUED.contains(words.get(i))) {
                i++;
            }
        }
        return Optional.empty();
    }

    /** Whether the object is one of these, in full or abbreviated as iproute2 allows: {@code a}, {@code addr}. */
    public static boolean asked(List<String> words, String... names) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (VALUED.contains(word)) {
                i++;
            } else if (!word.startsWith("-")) {
                return Arrays.stream(names).anyMatch(name -> name.startsWith(word));
            }
        }
        return false;
    }
}
