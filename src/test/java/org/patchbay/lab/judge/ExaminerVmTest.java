package org.patchbay.lab.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.check.Assertion;
import org.patchbay.check.Captured;
import org.patchbay.check.NamespaceIs;
import org.patchbay.check.Ran;
import org.patchbay.check.RuleIs;
import org.patchbay.check.output.FramePattern;
import org.patchbay.check.output.IcmpType;
import org.patchbay.check.rules.RulePart;
import org.patchbay.check.rules.RulePolicy;
import org.patchbay.check.rules.RuleTarget;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.lab.machine.OwnMachine;
import org.patchbay.lesson.Language;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;
import org.patchbay.lesson.Text;
import org.patchbay.lesson.When;
import org.patchbay.sandbox.SystemScheduler;

/** Commands in a real machine are judged by its events, without requesting looks. */
class ExaminerVmTest extends OwnMachine {
    private final SystemScheduler alarm = new SystemScheduler();
    private final Map<String, Verdict> verdicts = new ConcurrentHashMap<>();
    private final Set<String> shown = ConcurrentHashMap.newKeySet();
    private Examiner examiner;

    @AfterAll
    void silence() {
        alarm.close();
    }

    @BeforeEach
    void forget() {
        verdicts.clear();
        shown.clear();
    }

    @AfterEach
    void leave() {
        waiter.onEach(() -> {});
        examiner.close();
    }

    /** The kernel sends no notice of iptables-legacy's changes: the command's end must trigger the look. */
    @Test
    void rulesOfIptablesLegacyAreSeenWhenTheCommandEnds() throws Exception {
        examine(Map.of("rule", dropsWeb(), "policy", dropsForwarded()));
        comesToBe("rule", Verdict.Failed.class);
        type(terminal(), "iptables-legacy -A INPUT -p tcp --dport 80 -j DROP");
        comesToBe("rule", Verdict.Passed.class);
        comesToBe("policy", Verdict.Failed.class);
        type(terminal(), "iptables-legacy -P FORWARD DROP");
        comesToBe("policy", Verdict.Passed.class);
        type(terminal(), "iptables-legacy -D INPUT 1");
        comesToBe("rule", Verdict.Failed.class);
    }

    @Test
    void aProgramIsInTheNamespaceItWasStartedIn() throws Exception {
        machine.probe().run("ip netns add red; ip netns add blue", LIMIT);
        Assertion sleeps = new NamespaceIs("red", Optional.of("sleep"));
        examine(Map.of("sleeps", sleeps));
        comesToBe("sleeps", Verdict.Failed.class);
        type(terminal(), "ip netns exec blue sleep 300 &");
        comesToBe("sleeps", failed -> about(failed, "namespace.other"));
        type(terminal(), "nsenter --net=/run/netns/red sleep 300 &");
        comesToBe("sleeps", Verdict.Passed.class);
        type(terminal(), "kill %2; wait %2");
        comesToBe("sleeps", failed -> about(failed, "namespace.other"));
    }

    @Test
    void aShellIsInTheNamespaceThatItReports() throws Exception {
        machine.probe().run("ip netns add red", LIMIT);
        Assertion entered = new NamespaceIs("red", Optional.of("shell"));
        examine(Map.of("entered", entered));
        comesToBe("entered", Verdict.Failed.class);
        type(terminal(), "ip netns exec red ip link");
        type(terminal(), "echo");
        comesToBe("entered", Verdict.Failed.class);
        type(terminal(), "ip netns exec red bash");
        comesToBe("entered", Verdict.Passed.class);
        type(terminal(), "exit");
        comesToBe("entered", Verdict.Failed.class);
    }

    /** An interrupt in one step ends a capture that the next step does not know. */
    @Test
    void aProgramOfTheStepBeforeFailsNoTaskOfTheNext() throws Exception {
        machine.probe()
                .run("ip link add veth0 type veth peer name veth1; ip link set veth0 up; ip link set veth1 up", LIMIT);
        Assertion onVeth1 = new Captured(
                DeviceName.parse("veth1"),
                new FramePattern(
                        Optional.empty(),
                        Optional.of(IcmpType.ECHO_REQUEST),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                1,
                Optional.empty(),
                List.of());
        AtomicReference<Step> current =
                new AtomicReference<>(step("10-near", Map.of("here", new Ran("tcpdump", List.of(), Optional.empty()))));
        examine(current::get);
        type(terminal(), "tcpdump -n -i veth0");
        comesToBe("here", Verdict.Passed.class);
        current.set(step("20-far", Map.of("far", onVeth1)));
        examiner.look();
        comesToBe("far", failed -> about(failed, "tool.not-run"));
        terminal().input(new byte[] {3});
        waiter.await(() -> !terminal().state().busy(), LIMIT);
        type(terminal(), "ip -br link show veth0");
        waiter.await(() -> !terminal().state().busy(), LIMIT);
        assertThat(shown).doesNotContain("far");
        type(terminal(), "timeout 1 tcpdump -n -i veth0");
        comesToBe("far", failed -> about(failed, "capture.device"));
        waiter.await(() -> shown.contains("far"), LIMIT);
        assertThat(shown).contains("far");
        // A step is opened as of the newest look, which has to come after that command.
        waiter.await(() -> !terminal().state().busy(), LIMIT);
        double after =
                Double.parseDouble(machine.probe().run("date +%s.%N", LIMIT).strip());
        examiner.look();
        waiter.await(() -> machine.seen().orElseThrow().takenAt() >= after, LIMIT);
        examiner.opened();
        comesToBe("far", failed -> about(failed, "tool.not-run"));
    }

    private static Assertion dropsWeb() {
        return new RuleIs(
                "INPUT",
                Optional.empty(),
                Optional.empty(),
                Map.of(RulePart.PROTOCOL, "tcp", RulePart.DESTINATION_PORT, "80"),
                Set.of(),
                Optional.of(RuleTarget.DROP),
                Optional.empty(),
                Optional.empty());
    }

    private static Assertion dropsForwarded() {
        return new RuleIs(
                "FORWARD",
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(RulePolicy.DROP));
    }

    private void examine(Map<String, Assertion> checks) {
        Step step = step("10-here", checks);
        examine(() -> step);
    }

    private static Step step(String id, Map<String, Assertion> checks) {
        List<Task> tasks = checks.entrySet().stream()
                .map(check -> new Task(
                        check.getKey(), 1, new When.Now(), false, check.getValue(), List.of(), List.of(), List.of()))
                .toList();
        return new Step(id, new Text(Map.of(Language.EN, "Here")), tasks, List.of(), List.of(), Map.of());
    }

    private void examine(Supplier<Step> current) {
        examiner = new Examiner(machine, alarm, () -> Optional.of(current.get()), (judged, news) -> {
            news.forEach((task, found) -> {
                verdicts.put(task.id(), found.verdict());
                if (found.shown()) {
                    shown.add(task.id());
                }
            });
            waiter.wake();
            return false;
        });
        waiter.onEach(examiner::look);
    }

    private void comesToBe(String task, Class<? extends Verdict> kind) throws Exception {
        comesToBe(task, kind::isInstance);
    }

    private void comesToBe(String task, Predicate<Verdict> such) throws Exception {
        waiter.await(() -> Optional.ofNullable(verdicts.get(task)).filter(such).isPresent(), LIMIT);
        assertThat(verdicts.get(task)).matches(such);
    }

    private static boolean about(Verdict verdict, String sentence) {
        return verdict instanceof Verdict.Failed(var diagnosis)
                && diagnosis.sentence().key().equals(sentence);
    }
}
