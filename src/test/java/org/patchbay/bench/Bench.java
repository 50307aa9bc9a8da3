package org.patchbay.bench;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Measures on this machine and prints JSON lines. Arguments are the names of benchmarks; without any, all run. The VM
 * image is where the property {@code patchbay.image} says, else where {@code ./patchbay} builds it.
 */
public final class Bench {
    private static final List<Benchmark> ALL = List.of(
            new StartBench(),
            new ClickBench(),
            new TerminalBench(),
            new VerdictBench(),
            new ParseBench(),
            new ServeBench());

    private Bench() {}

    public static void main(String[] names) throws Exception {
        var unknown = List.of(names).stream()
                .filter(name ->
                        ALL.stream().noneMatch(benchmark -> benchmark.name().equals(name)))
                .toList();
        if (!unknown.isEmpty()) {
            System.err.printf(
                    "bench: nothing is called %s; there are %s%n",
                    String.join(", ", unknown),
                    ALL.stream().map(Benchmark::name).distinct().collect(Collectors.joining(", ")));
            System.exit(2);
        }
        for (var benchmark : ALL) {
            if (names.length == 0 || List.of(names).contains(benchmark.name())) {
                benchmark.run(new Report(benchmark.name(), System.out));
            }
        }
        // Libraries may have left threads behind that are no daemons.
        System.exit(0);
    }
}
