package org.patchbay.lab.judge;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.patchbay.check.output.Listing;
import org.patchbay.check.output.ReadOnlyCommands;
import org.patchbay.observe.transcript.TypedProgram;

/**
 * A command's kind and the things that it names, to compare it with solutions. Immutable.
 *
 * @param words the program first, without one that only carries it into a namespace; at least one
 * @param names devices, addresses and ports, as far as they are recognizable
 */
record TypedCommand(List<String> words, Set<String> names) {
    private static final Pattern PART = Pattern.compile("[=/@%'\"\\s]+");
    /** Shorter numbers are counts or prefix lengths. */
    private static final int SHORTEST_PORT = 3;

    /** Programs whose first word after the options is their object. */
    private static final Set<String> WITH_OBJECT = Set.of("bridge", "docker", "ip", "nft");

    /** Writing a file in this folder sets a {@code sysctl} (proc_sys(5)). */
    private static final String SETTINGS = "> /proc/sys/";

    private static final List<String> SETS = List.of("sysctl", "-w");
    private static final Set<String> FAMILIES = Set.of("ipv4", "ipv6");
    private static final Set<String> SHELLS = Set.of("bash", "busybox", "dash", "sh");
    private static final Set<String> WITH_NAMESPACE = Set.of("-n", "-netns");
    /** Used to complete abbreviations as iproute2 does. */
    private static final List<String> OBJECTS =
            List.of("address", "route", "link", "neighbour", "netns", "rule", "fdb", "vlan");

    TypedCommand {
        words = List.copyOf(words);
        names = Set.copyOf(names);
    }

    /** All commands of a line; each has the line's names, including redirection targets. */
    static List<TypedCommand> of(String line) {
        Set<String> names = names(PART.splitAsStream(line));
        return TypedProgram.of(line).stream()
                .map(program -> new TypedCommand(line.contains(SETTINGS) ? SETS : program.words(), names))
                .toList();
    }

    /** The command of a program that ran; empty if its arguments are unknown. */
    static Optional<TypedCommand> of(List<String> argv) {
        List<TypedProgram> programs = TypedProgram.of(argv, Optional.empty());
        return programs.isEmpty()
                ? Optional.empty()
                : Optional.of(new TypedCommand(
                        programs.getLast().words(), names(argv.stream().flatMap(PART::splitAsStream))));
    }

    /** The kind of command, without its subject: changing the neighbour table is another kind than showing it. */
    String kind() {
        String object = WITH_OBJECT.contains(program()) ? " " + object().orElse("") : "";
        return program() + object + (looks() ? " (shows)" : "");
    }

    /** Whether it has the same kind and subject. */
    boolean alike(TypedCommand other) {
        return kind().equals(other.kind()) && names.equals(other.names());
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
                return OBJECTS.stream()
                        .filter(object -> object.startsWith(word))
                        .findFirst()
                        .or(() -> Optional.of(word));
            }
        }
        return Optional.empty();
    }

    /** Whether it only prints state, or only opens a shell. */
    boolean looks() {
        return Listing.is(program(), words)
                || ReadOnlyCommands.readsFiles(program())
                || words.size() == 1 && SHELLS.contains(program());
    }

    private static Set<String> names(Stream<String> parts) {
        Set<String> names = new HashSet<>();
        parts.filter(part -> !part.startsWith("-"))
                .flatMap(part -> Stream.concat(Stream.of(part), settings(part)))
                .filter(TypedCommand::isName)
                .forEach(names::add);
        return names;
    }

    /** {@code net.ipv4.conf.veth0.rp_filter} names a device. */
    private static Stream<String> settings(String part) {
        return part.startsWith("net.")
                ? Arrays.stream(part.split("[.]")).filter(word -> !FAMILIES.contains(word))
                : Stream.empty();
    }

    private static boolean isName(String part) {
        return part.chars().anyMatch(Character::isDigit)
                && (part.length() >= SHORTEST_PORT || part.chars().anyMatch(Character::isLetter));
    }
}
