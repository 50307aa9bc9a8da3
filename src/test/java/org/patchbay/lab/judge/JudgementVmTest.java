package org.patchbay.lab.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.check.Assertion;
import org.patchbay.check.Reachable;
import org.patchbay.check.ScriptSucceeds;
import org.patchbay.check.verdict.Attempt;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Reach;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.lab.machine.OwnMachine;
import org.patchbay.lesson.Task;
import org.patchbay.lesson.When;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.probe.Probe;
import org.patchbay.probe.ProbeException;
import org.patchbay.sandbox.Sandbox;

/** Judges a machine that can't run a probe at once, or never. */
class JudgementVmTest extends OwnMachine {
    @BeforeEach
    void connectToOneself() throws Exception {
        machine.probe().run("""
                ip link set lo up
                ip link add veth0 type veth peer name veth1
                ip addr add 10.1.1.1/24 dev veth0; ip link set veth0 up; ip link set veth1 up""", LIMIT);
    }

    @Test
    void aTemporaryFailureHasNoEffect() throws Exception {
        Sandbox sandbox = machine.sandbox();
        try (Probe other = Probe.connect(sandbox.endpoint());
                Probe third = Probe.connect(sandbox.endpoint())) {
            long here = machine.look().snapshot().namespaces().getFirst().inode();
            FutureTask<Attempt> trouble = new FutureTask<>(() -> begun(other, "10.1.1.9", here));
            Thread.ofVirtual().start(trouble);
            assertThatThrownBy(() -> {
                        // Not before the trouble has begun.
                        while (!trouble.isDone()) {
                            third.attempt(Reach.ping(Namespace.INIT, "10.1.1.1"), here, OptionalLong.empty());
                        }
                    })
                    .isInstanceOf(ProbeException.class)
                    .hasMessageContaining("under way");
            Task task = task(new Reachable(
                    "10.1.1.1",
                    Optional.empty(),
                    Optional.empty(),
                    OptionalInt.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalInt.empty(),
                    false));
            Judgement judged = Judgement.of(machine, List.of(task)).orElseThrow();
            assertThat(judged.verdicts().get(task)).isInstanceOf(Verdict.Passed.class);
            assertThat(judged.whole()).isTrue();
        }
    }

    /** One probe, after those of another client. */
    private static Attempt begun(Probe probe, String address, long namespace) throws ProbeException {
        while (true) {
            try {
                return probe.attempt(Reach.ping(Namespace.INIT, address), namespace, OptionalLong.empty());
            } catch (ProbeException e) {
                if (!e.getMessage().contains("under way")) {
                    throw e;
                }
            }
        }
    }

    @Test
    void aLastingFailureIsReportedAndAffectsNothingElse() throws Exception {
        Task endless = task(script("tail -f /dev/null"));
        Task sound = task(script("true"));
        Judgement judged = Judgement.of(machine, List.of(endless, sound)).orElseThrow();
        assertThat(judged.verdicts().get(endless))
                .isInstanceOfSatisfying(
                        Verdict.Inconclusive.class,
                        open -> assertThat(open.reason().key()).isEqualTo("unseen.endless"));
        assertThat(judged.verdicts().get(sound)).isInstanceOf(Verdict.Passed.class);
        assertThat(judged.whole()).isFalse();
    }

    private static Assertion script(String run) {
        return new ScriptSucceeds(run, Layer.TOOL, "it", Map.of("en", "Not so."));
    }

    private static Task task(Assertion assertion) {
        return new Task("it", 1, new When.Now(), false, assertion, List.of(), List.of(), List.of());
    }
}
