package org.patchbay.lab;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.patchbay.check.Listing;

/**
 * One program and what it was given, without what only carries it into a namespace or starts it: what somebody who typed it
 * was about. Immutable.
 *
 * @param words the program first; empty if nothing is left
 */
record SimpleCommand(List<String> words) {
    private static final Pattern BETWEEN = Pattern.compile("[;|&\n]+");
    private static final Pattern BLANK = Pattern.compile("\\s+");
    private static final Pattern PART = Pattern.compile("[=/@%']+");
    /** Shorter numbers are counts, and the lengths of prefixes. */
    private static final int SHORTEST_PORT = 3;

    /** An option's value or an option, which a program that starts another is given before it. */
    private static final Pattern GIVEN = Pattern.compile("[-$0-9'\"].*");

    private static final Set<String> CARRIERS = Set.of(
            "command", "do", "env", "exec", "nohup", "nsenter", "sudo", "then", "time", "timeout", "unshare", "watch");
    /** Programs of which the first word behind the options says what they are for. */
    private static final Set<String> WITH_OBJECT = Set.of("bridge", "docker", "ip", "nft");

    private static final Set<String> WITH_NAMESPACE = Set.of("-n", "-netns");
    /** As iproute2 completes what is shortened. */
    private static final List<String> OBJECTS = List.of("address", "route", "link", "neighbour", "netns", "rule", "fdb", "vlan");

    SimpleCommand {
        words = List.copyOf(words);
    }

    /** All that a line starts. */
    static List<SimpleCommand> of(String line) {
        return BETWEEN.splitAsStream(line)
                .map(simple -> of(Arrays.asList(BLANK.split(simple.strip()))))
                .filter(simple -> !simple.words().isEmpty())
                .toList();
    }

    static SimpleCommand of(List<String> typed) {
        List<String> words = typed.stream().filter(word -> !word.isEmpty()).toList();
        while (!words.isEmpty()) {
            if (words.size() > 4 && words.getFirst().equals("ip") && words.indexOf("exec") == words.indexOf("netns") + 1) {
                words = words.subList(Math.min(words.size(), words.indexOf("exec") + 2), words.size());
            } else if (CARRIERS.contains(words.getFirst())) {
                words = words.stream()
                        .skip(1)
                        .dropWhile(word -> GIVEN.matcher(word).matches())
                        .toList();
            } else {
                return new SimpleCommand(words);
            }
        }
        return new SimpleCommand(words);
    }

    /** What it does, whatever it does it to: {@code ip neighbour} that changes the table is another kind than one that shows it. */
    String kind() {
        if (words.isEmpty()) {
            return "";
        }
        String program = program();
        String object = WITH_OBJECT.contains(program) ? " " + object().orElse("") : "";
        return program + object + (looks() ? " (shows)" : "");
    }

    private String program() {
        String first = words.getFirst();
        return first.substring(first.lastIndexOf('/') + 1);
    }

    private Optional<String> object() {
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (WITH_NAMESPACE.contains(word)) {
                i++;
            } else if (!word.startsWith("-")) {
                return OBJECTS.stream().filter(object -> object.startsWith(word)).findFirst().or(() -> Optional.of(word));
            }
        }
        return Optional.empty();
    }

    /** Whether it only prints what is there. */
    boolean looks() {
        return !words.isEmpty() && Listing.is(program(), words);
    }

    /** The devices, addresses and ports that it names, as far as they can be told from other words. */
    Set<String> names() {
        Set<String> names = new HashSet<>();
        words.stream()
                .skip(1)
                .filter(word -> !word.startsWith("-"))
                .flatMap(PART::splitAsStream)
                .flatMap(part -> Stream.concat(Stream.of(part), parts(part)))
                .filter(SimpleCommand::isName)
                .forEach(names::add);
        return names;
    }

    /** {@code net.ipv4.conf.veth0.rp_filter} names a device. */
    private static Stream<String> parts(String part) {
        return part.startsWith("net.") ? Arrays.stream(part.split("[.]")) : Stream.empty();
    }

    private static boolean isName(String part) {
        return part.chars().anyMatch(Character::isDigit)
                && (part.length() >= SHORTEST_PORT || part.chars().anyMatch(Character::isLetter));
    }
}
