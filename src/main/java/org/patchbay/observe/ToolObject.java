package org.patchbay.observe;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Finds what object {@code ip} or {@code bridge} was asked about (ip(8)): the first word that is no option. */
final class ToolObject {
    /** Options with a value of their own. */
    private static final Set<String> VALUED =
            Set.of("-n", "-netns", "-f", "-family", "-b", "-batch", "-l", "-loops", "-rc", "-rcvbuf");

    private ToolObject() {}

    /** Whether it is one of these, written out or shortened as iproute2 allows: {@code a}, {@code addr}. */
    static boolean asked(List<String> words, String... names) {
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
