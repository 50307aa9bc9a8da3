package org.patchbay.bench;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.patchbay.sandbox.Profile;

/**
 * Measures on this machine and prints JSON lines. Arguments are the names of benchmarks or of
 * their parts, such as {@code start} and {@code start.click}; without any, all run that do not take long. The VM
 * image is where the property {@code patchbay.image} says, else where {@code ./patchbay} builds it.
 */
public final class Bench {
    private static final List<Benchmark> ALL = List.of(
            new StartBench(Profile.NET),
            new StartBench(Profile.DOCKER),
            new RewindBench(Profile.NET),
            new RewindBench(Profile.DOCKER),
            new ClickBench(),
            new PageLoadBench(),
            new PageUseBench(),
            new PageMemoryBench(),
            new TerminalBench(),
            new VerdictBench(),
            new ParseBench(),
            new ServeBench());

    private Bench() {}

    public static void main(String[] names) throws Exception {
        var unknown = List.of(names).stream()
                .filter(name -> ALL.stream().noneMatch(benchmark -> called(name, benchmark)))
                .toList();
        if (!unknown.isEmpty()) {
            System.err.printf(
                    "bench: nothing is called %s; there are %s%n",
                    String.join(", ", unknown),
                    ALL.stream()
                            .flatMap(benchmark -> Stream.of(benchmark.name(), benchmark.part()))
                            .distinct()
                            .collect(Collectors.joining(", ")));
            System.exit(2);
        }
        for (var benchmark : ALL) {
            if (names.length == 0 && !benchmark.onlyIfNamed()
                    || Stream.of(names).anyMatch(name -> called(name, benchmark))) {
                benchmark.run(new Report(benchmark.name(), System.out));
            }
        }
        // Libraries may have left threads behind that are no daemons.
        System.exit(0);
    }

    private static boolean called(String name, Benchmark benchmark) {
        return name.equals(benchmark.part()) || name.equals(benchmark.name()) && !benchmark.onlyIfNamed();
    }
}
