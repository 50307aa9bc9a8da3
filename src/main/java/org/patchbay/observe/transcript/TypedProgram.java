package org.patchbay.observe.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.patchbay.observe.kernel.Snapshot;

/**
 * A program that a line starts, with its network namespace if the line determines it.
 *
 * @param words its own name first
 * @param place the namespace's name; empty if the line does not determine it
 * @param tampered whether the line makes the loader add other code
 */
public record TypedProgram(List<String> words, Optional<String> place, boolean tampered) {
    /** Programs that run the command in their arguments, in the same namespace. */
    private static final Set<String> CARRIERS = Set.of(
            "sudo", "nohup", "exec", "command", "env", "stdbuf", "setsid", "time", "nice", "!", "{", "do", "then");

    private static final Set<String> SHELLS = Set.of("bash", "sh", "dash", "ash", "zsh");

    /** Options of these programs that take a value. */
    private static final Set<String> WITH_VALUE = Set.of("-t", "--target", "-u", "-e", "-w", "-k", "-s", "-o", "-i");

    public TypedProgram {
        words = List.copyOf(words);
    }

    /** The programs that a line starts, without those that only carry another into a namespace. Total, linear. */
    public static List<TypedProgram> of(String line) {
        return SimpleCommand.of(line).stream()
                .map(simple -> of(simple.words(), Optional.empty()))
                .filter(programs -> !programs.isEmpty())
                .map(List::getLast)
                .toList();
    }

    /**
     * The programs of a simple command: {@code ip netns exec ns1 route} starts {@code ip}, and {@code route} in ns1.
     */
    public static List<TypedProgram> of(List<String> words, Optional<String> here) {
        List<TypedProgram> found = new ArrayList<>();
        List<String> rest = words;
        Optional<String> place = here;
        boolean tampered = false;
        while (!rest.isEmpty()) {
            String first = rest.getFirst();
            if (assignment(first)) {
                tampered |= first.startsWith("LD_");
                rest = rest.subList(1, rest.size());
            } else if (CARRIERS.contains(first)) {
                rest = options(rest);
            } else if (first.equals("timeout")) {
                List<String> behind = options(rest);
                rest = behind.subList(Math.min(1, behind.size()), behind.size());
            } else if (name(first).equals("ip") && netnsExec(rest) >= 0) {
                found.add(new TypedProgram(rest, place, tampered));
                int at = netnsExec(rest);
                place = Optional.of(rest.get(at));
                rest = rest.subList(at + 1, rest.size());
            } else if (name(first).equals("nsenter")) {
                found.add(new TypedProgram(rest, place, tampered));
                place = entered(rest);
                rest = options(rest);
            } else if (name(first).equals("unshare")) {
                found.add(new TypedProgram(rest, place, tampered));
                place = Optional.empty();
                rest = options(rest);
            } else if (name(first).equals("docker")
                    && rest.size() > 1
                    && rest.get(1).equals("exec")) {
                found.add(new TypedProgram(rest, place, tampered));
                List<String> behind = options(rest.subList(1, rest.size()));
                place = behind.isEmpty() ? Optional.empty() : Optional.of(Snapshot.OF_CONTAINER + behind.getFirst());
                rest = behind.subList(Math.min(1, behind.size()), behind.size());
            } else {
                found.add(new TypedProgram(rest, place, tampered));
                rest = List.of();
            }
        }
        return found;
    }

    /** The shell in which a line leaves the learner; empty if it starts none. */
    static Optional<TypedProgram> shell(String line, Optional<String> here) {
        List<SimpleCommand> simple = SimpleCommand.of(line);
        if (simple.isEmpty()) {
            return Optional.empty();
        }
        List<TypedProgram> programs = of(simple.getLast().words(), here);
        if (programs.isEmpty()) {
            return Optional.empty();
        }
        TypedProgram last = programs.getLast();
        boolean bareNsenter = name(last.words.getFirst()).equals("nsenter")
                || name(last.words.getFirst()).equals("unshare");
        boolean shell = SHELLS.contains(name(last.words.getFirst()))
                && last.words.stream().skip(1).allMatch(word -> word.startsWith("-") && !word.equals("-c"));
        Optional<String> inside = bareNsenter ? entered(last.words) : last.place;
        return shell || bareNsenter
                ? Optional.of(new TypedProgram(last.words, inside, last.tampered))
                : Optional.empty();
    }

    static String name(String word) {
        return word.substring(word.lastIndexOf('/') + 1);
    }

    private static boolean assignment(String word) {
        int equals = word.indexOf('=');
        return equals > 0
                && word.substring(0, equals).chars().allMatch(c -> c == '_' || Character.isLetterOrDigit(c))
                && !Character.isDigit(word.charAt(0));
    }

    /** The words after a program's own options. */
    private static List<String> options(List<String> words) {
        int i = 1;
        while (i < words.size() && words.get(i).startsWith("-")) {
            i += WITH_VALUE.contains(words.get(i)) ? 2 : 1;
        }
        return words.subList(Math.min(i, words.size()), words.size());
    }

    /** The index of the namespace's name in {@code ip netns exec NAME …}; -1 if it is another command. */
    private static int netnsExec(List<String> words) {
        int i = 1;
        while (i < words.size() && words.get(i).startsWith("-")) {
            i++;
        }
        return i + 2 < words.size()
                        && words.get(i).equals("netns")
                        && words.get(i + 1).equals("exec")
                ? i + 2
                : -1;
    }

    /** Only a file in {@code /run/netns} has a name; the namespace of a process is unknown here. */
    private static Optional<String> entered(List<String> nsenter) {
        return nsenter.stream()
                .filter(word -> word.contains("run/netns/"))
                .map(word -> word.substring(word.lastIndexOf('/') + 1))
                .filter(name -> !name.isEmpty())
                .findFirst();
    }
}
