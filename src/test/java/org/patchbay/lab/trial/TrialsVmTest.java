package org.patchbay.lab.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.lab.Lessons;
import org.patchbay.lab.judge.ForwardingState;
import org.patchbay.lesson.Action;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Step;
import org.patchbay.sandbox.SystemScheduler;
import org.patchbay.sandbox.qemu.TestMachines;

/** What one trial does is not found by another that begins with the same saved machine. */
@Tag("vm")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrialsVmTest {
    @TempDir
    static Path folder;

    private final SystemScheduler alarm = new SystemScheduler();
    private final Step step = Lessons.step("10-first", List.of(), List.of(), List.of());
    private TestMachines machines;

    @BeforeAll
    void open() throws Exception {
        machines = new TestMachines();
    }

    @AfterAll
    void end() {
        machines.close();
        alarm.close();
    }

    /** Also what no look at the network shows: files, rules of iptables-legacy, the shells. */
    @Test
    void everyRestoredMachineIsAsTheSavedOneWas() throws Exception {
        Trials trials = new Trials(machines.engine(), folder, alarm);
        try (Trial origin = trials.begin(lesson(), step)) {
            origin.act(typed("a", "ip link add card0 type dummy"));
            origin.act(typed("b", "cd /tmp"));
            ForwardingState before = ForwardingState.of(origin.look());
            try (SavedTrial saved = trials.save(origin)) {
                origin.act(typed("a", "ip link delete card0"));
                for (int round = 0; round < 2; round++) {
                    try (Trial restored = trials.restore(saved)) {
                        assertThat(ForwardingState.of(restored.look())).isEqualTo(before);
                        assertThat(restored.ask("cat /root/x /etc/hosts; ip rule; iptables-legacy -S INPUT"))
                                .doesNotContain("left", "10.1.1.1", "DROP");
                        restored.act(typed("b", "ip link add \"${PWD##*/}\" type dummy"));
                        assertThat(restored.look().namespaces().getFirst().link("tmp"))
                                .isPresent();
                        restored.act(typed(
                                "a",
                                "echo left >/root/x; echo 10.1.1.1 me >>/etc/hosts",
                                "ip rule add from 10.1.1.1 lookup 100",
                                "iptables-legacy -P INPUT DROP; unshare -n sleep 1000 &"));
                    }
                }
            }
            assertThat(origin.look().namespaces().getFirst().link("card0")).isEmpty();
        }
        assertThat(machines.engine().running()).isEmpty();
    }

    private static List<Action> typed(String terminal, String... lines) {
        return List.of(lines).stream()
                .map(line -> (Action) new Action.Type(terminal, line))
                .toList();
    }

    private BoundLesson lesson() {
        return new BoundLesson(
                "mine",
                Lessons.text("Mine"),
                Lessons.text("Mine"),
                1,
                "net",
                false,
                1,
                Map.of(),
                List.of(),
                List.of(step));
    }
}
