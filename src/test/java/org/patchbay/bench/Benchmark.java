package org.patchbay.bench;

/** One of the things that {@code ./patchbay bench} measures. */
interface Benchmark {
    /** As the command line calls it. */
    String name();

    /** The name on the command line, to run it alone. */
    default String part() {
        return name();
    }

    /** Whether it runs when its part is named and not otherwise, as it takes long. */
    default boolean onlyIfNamed() {
        return false;
    }

    /** Measures, baselines in the same run, and reports each metric as soon as it is known. */
    void run(Report report) throws Exception;
}
