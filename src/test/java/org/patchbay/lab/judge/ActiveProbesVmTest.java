package org.patchbay.lab.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.check.Assertion;
import org.patchbay.check.Not;
import org.patchbay.check.Reachable;
import org.patchbay.check.ScriptSucceeds;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.EvidenceRequest;
import org.patchbay.check.verdict.Finding;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.CommandLog;
import org.patchbay.probe.Probe;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.sandbox.qemu.WithMachines;

/** When something is tried out in a real machine, and when not. */
class ActiveProbesVmTest extends WithMachines {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final Assertion ANSWERS = answers("10.1.1.2");

    private final Semaphore news = new Semaphore(0);
    private final AtomicBoolean capturing = new AtomicBoolean();
    private Sandbox sandbox;
    private Probe probe;
    private ActiveProbes activeProbes;

    @BeforeEach
    void start() throws Exception {
        sandbox = machines.start();
        probe = Probe.connect(sandbox.endpoint());
        activeProbes = new ActiveProbes(probe, ActiveProbes.CaptureRule.QUIET, capturing::get, news::release);
        capturing.set(false);
        run("""
                ip netns add red; ip netns add blue
                ip link add east netns red type veth peer name west netns blue
                ip -n red addr add 10.1.1.1/24 dev east; ip -n red link set east up
                ip -n blue addr add 10.1.1.2/24 dev west; ip -n blue link set west up
                until ip -n red -br link show east | grep -q ' UP ' &&
                    ip -n blue -br link show west | grep -q ' UP ' &&
                    ! ip -n red route | grep -q linkdown; do sleep 0.05; done""");
    }

    @AfterEach
    void end() {
        probe.close();
        sandbox.close();
        news.drainPermits();
    }

    @Test
    void aProbesResultHoldsUntilTheNetworkChanges() throws Exception {
        assertThat(ActiveProbes.awaited(judge(ANSWERS))).isTrue();
        assertThat(verdict(ANSWERS)).isInstanceOf(Verdict.Passed.class);
        assertThat(judge(ANSWERS)).isInstanceOf(Verdict.Passed.class);
        assertThat(news.tryAcquire()).isFalse();
        run("ip -n blue addr del 10.1.1.2/24 dev west");
        assertThat(ActiveProbes.awaited(judge(ANSWERS))).isTrue();
        assertThat(verdict(ANSWERS)).isInstanceOf(Verdict.Failed.class);
        assertThat(judge(new Not(ANSWERS))).isInstanceOf(Verdict.Passed.class);
        assertThat(news.tryAcquire()).isFalse();
    }

    @Test
    void nothingIsSentWhileTheLearnerCaptures() throws Exception {
        capturing.set(true);
        assertThat(judge(ANSWERS))
                .isInstanceOfSatisfying(
                        Verdict.Inconclusive.class,
                        unknown -> assertThat(unknown.reason().key()).isEqualTo("unseen.capturing"));
        assertThat(news.tryAcquire()).isFalse();
        capturing.set(false);
        assertThat(ActiveProbes.awaited(judge(ANSWERS))).isTrue();
        assertThat(verdict(ANSWERS)).isInstanceOf(Verdict.Passed.class);
    }

    @Test
    void aSingleJudgementWaitsForAllProbes() throws Exception {
        capturing.set(true);
        Assertion script = new ScriptSucceeds("exit 1", Layer.TOOL, "it", Map.of("en", "Not so."));
        Evidence seen = seen();
        Map<EvidenceRequest, Finding> found = new HashMap<>();
        activeProbes.all(seen, List.of(ANSWERS, script), found);
        Evidence whole = seen.with(found);
        assertThat(ANSWERS.judge(whole)).isInstanceOf(Verdict.Passed.class);
        assertThat(script.judge(whole)).isInstanceOf(Verdict.Failed.class);
    }

    /** As when a lab is handed in while a task that learners see is tried. */
    @Test
    void twoThatAreTriedAtOnceAreBothTried() throws Exception {
        Assertion nobody = answers("10.1.1.9");
        assertThat(ActiveProbes.awaited(judge(nobody))).isTrue();
        Evidence seen = seen();
        Map<EvidenceRequest, Finding> found = new HashMap<>();
        Set<EvidenceRequest> left = new ActiveProbes(probe, ActiveProbes.CaptureRule.FORWARD, () -> false, () -> {})
                .all(seen, List.of(ANSWERS), found);
        assertThat(left).isEmpty();
        assertThat(ANSWERS.judge(seen.with(found))).isInstanceOf(Verdict.Passed.class);
        assertThat(verdict(new Not(nobody))).isInstanceOf(Verdict.Passed.class);
    }

    @Test
    void aScriptIsRunOnceForAState() throws Exception {
        Assertion script = new ScriptSucceeds(
                "echo x >>/root/runs; test $(wc -l </root/runs) -ge 2", Layer.TOOL, "runs", Map.of("en", "Too few."));
        assertThat(ActiveProbes.awaited(judge(script))).isTrue();
        assertThat(verdict(script)).isInstanceOf(Verdict.Failed.class);
        assertThat(judge(script)).isInstanceOf(Verdict.Failed.class);
        assertThat(run("cat /root/runs")).isEqualTo("x\n");
        run("ip link add d0 type dummy");
        assertThat(ActiveProbes.awaited(judge(script))).isTrue();
        assertThat(verdict(script)).isInstanceOf(Verdict.Passed.class);
    }

    private static Assertion answers(String address) {
        return new Reachable(
                address,
                Optional.of("red"),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                false);
    }

    private void heard() throws InterruptedException {
        assertThat(news.tryAcquire(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    /** The verdict after all needed probes. */
    private Verdict verdict(Assertion assertion) throws Exception {
        Verdict verdict = judge(assertion);
        while (ActiveProbes.awaited(verdict)) {
            heard();
            verdict = judge(assertion);
        }
        return verdict;
    }

    private Verdict judge(Assertion assertion) throws Exception {
        Evidence seen = seen();
        return assertion.judge(seen.with(activeProbes.answers(seen, List.of(assertion))));
    }

    private Evidence seen() throws Exception {
        return new Evidence(Optional.of(probe.look().snapshot()), Optional.of(CommandLog.EMPTY));
    }

    private String run(String script) throws Exception {
        return probe.run(script, LIMIT);
    }
}
