package org.patchbay.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.check.Verdicts.fails;
import static org.patchbay.check.Verdicts.inconclusive;
import static org.patchbay.check.Verdicts.passes;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patchbay.check.verdict.Diagnosis;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.Command;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.Execution;
import org.patchbay.observe.kernel.Execution.Sink;
import org.patchbay.observe.kernel.Namespace;

class NamespaceIsTest {
    private static NamespaceIs holding(NamedNetwork t, String process) {
        return new NamespaceIs(t.namespace, Optional.of(process));
    }

    private static Execution execution(int pid, String program, long namespace, boolean running) {
        return new Execution(
                pid,
                100,
                program,
                "/usr/bin/" + program,
                List.of(program),
                namespace,
                "t1",
                Sink.TERMINAL,
                Scene.NOW + pid,
                running ? OptionalDouble.empty() : OptionalDouble.of(Scene.NOW + pid + 1),
                OptionalInt.empty(),
                false);
    }

    private static Evidence ran(NamedNetwork t, Execution... executions) {
        Command command = new Command(
                "t1",
                1,
                "a line",
                "",
                true,
                OptionalInt.empty(),
                OptionalLong.empty(),
                Scene.NOW,
                0,
                List.of(executions));
        return new Evidence(Optional.of(t.scene().snapshot()), Optional.of(new CommandLog(List.of(command))));
    }

    private static Namespace namespace(NamedNetwork t) {
        return t.scene().snapshot().namespace(t.namespace).orElseThrow();
    }

    private static void passed(Assertion assertion, Evidence evidence) {
        assertThat(assertion.judge(evidence)).isInstanceOf(Verdict.Passed.class);
    }

    private static Diagnosis failed(Assertion assertion, Evidence evidence, String key) {
        Verdict verdict = assertion.judge(evidence);
        assertThat(verdict).isInstanceOf(Verdict.Failed.class);
        Diagnosis diagnosis = ((Verdict.Failed) verdict).diagnosis();
        assertThat(diagnosis.sentence().key()).isEqualTo(key);
        return diagnosis;
    }

    @ParameterizedTest
    @EnumSource
    void aNamespaceExists(NamedNetwork t) {
        NamespaceIs there = new NamespaceIs(t.namespace, Optional.empty());
        NamespaceIs nowhere = new NamespaceIs("no" + t.namespace, Optional.empty());
        passes(there, t.scene());
        fails(nowhere, t.scene(), Layer.LINK, "no" + t.namespace, "namespace.missing");
        passes(new Not(nowhere), t.scene());
        Diagnosis still = fails(new Not(there), t.scene(), Layer.LINK, t.namespace, "namespace.still-there");
        assertThat(still.evidence()).containsExactly(new Quote("ip netns list", t.namespace));
        passes(new NamespaceIs("init", Optional.empty()), t.scene());
        inconclusive(there, new Evidence(Optional.empty(), Optional.empty()), "unseen.kernel");
    }

    @ParameterizedTest
    @EnumSource
    void aProcessIsInIt(NamedNetwork t) {
        long inside = namespace(t).inode();
        passed(holding(t, "sleep"), ran(t, execution(5, "ip", Scene.INIT, false), execution(5, "sleep", inside, true)));
        failed(holding(t, "sleep"), ran(t, execution(5, "sleep", inside, false)), "namespace.nobody");
        Diagnosis other =
                failed(holding(t, "sleep"), ran(t, execution(5, "sleep", Scene.INIT, true)), "namespace.other");
        assertThat(other.sentence().arguments()).containsEntry("seen", "init");
        assertThat(other.layer()).isEqualTo(Layer.TOOL);
        inconclusive(
                holding(t, "sleep"),
                new Evidence(Optional.of(t.scene().snapshot()), Optional.empty()),
                "unseen.commands");
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyNamespaceIsJudgedOnlyIfAllProcessesAreKnown(NamedNetwork t) {
        Not quiet = new Not(holding(t, "sleep"));
        int pid = namespace(t).pids().getFirst();
        long inside = namespace(t).inode();
        inconclusive(quiet, ran(t), "unseen.processes");
        passed(quiet, ran(t, execution(pid, "nc", inside, true)));
        failed(quiet, ran(t, execution(pid, "sleep", inside, true)), "namespace.still-in");
    }

    @ParameterizedTest
    @EnumSource
    void aShellIsInIt(NamedNetwork t) {
        long inside = namespace(t).inode();
        passed(holding(t, "shell"), ran(t, execution(5, "ip", Scene.INIT, false), execution(5, "bash", inside, true)));
        failed(
                holding(t, "shell"),
                ran(t, execution(4, "ip", Scene.INIT, false), execution(5, "bash", inside, false)),
                "namespace.nobody");
        // Entered before: its commands start in there.
        passed(holding(t, "shell"), ran(t, execution(5, "ls", inside, false)));
        // One that only sends a command there.
        failed(
                holding(t, "shell"),
                ran(t, execution(5, "ip", Scene.INIT, false), execution(5, "ls", inside, false)),
                "namespace.nobody");
    }
}
