package org.patchbay.lab.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.patchbay.lab.Lessons;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.Execution;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.observe.wire.Passages;
import org.patchbay.probe.Look;

/** The kernel's state at the time of a printed table is kept, however many other programs run. */
class ExecutionsTest {
    private static final int MANY = 3 * Executions.MOMENTS;

    private final Executions executions = new Executions();
    private final Execution learners = listing(5000, "t1", 100);

    @Test
    void oldExecutionsOfALookDisplaceNoNoticedOnes() {
        executions.add(List.of(learners));
        executions.add(look(200, IntStream.range(0, MANY).mapToObj(pid -> listing(pid, "t1", pid / 10.0))));
        assertMoment();
    }

    @Test
    void aDaemonsProgramsDisplaceNoOthers() {
        executions.add(look(200, Stream.of(learners)));
        executions.add(look(400, IntStream.range(0, MANY).mapToObj(pid -> listing(pid, "", 300 + pid / 10.0))));
        assertMoment();
    }

    private void assertMoment() {
        CommandLog joined = executions.joined(Lessons.ran("ip address"));
        assertThat(joined.namespaceStates().orElseThrow().of(learners)).isPresent();
    }

    private static Look look(double takenAt, Stream<Execution> told) {
        Namespace init = Namespace.unseen(1, Namespace.INIT);
        return new Look(
                new Snapshot(takenAt, List.of(init), Optional.empty()),
                told.toList(),
                new Passages(List.of(), List.of()),
                false,
                0);
    }

    private static Execution listing(int pid, String terminal, double endedAt) {
        return new Execution(
                pid,
                1,
                "ip",
                "/usr/bin/ip",
                List.of("ip", "address"),
                1,
                terminal,
                Execution.Sink.TERMINAL,
                endedAt - 0.01,
                OptionalDouble.of(endedAt),
                OptionalInt.of(0),
                false);
    }
}
