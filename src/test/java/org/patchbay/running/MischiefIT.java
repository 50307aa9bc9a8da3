package org.patchbay.running;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damage that root can do to their own machine, and what still works then. */
@Tag("vm")
@ExtendWith({SharedServer.class, Consoles.class})
class MischiefIT {
    private LearnerClient learner;
    private String lab;
    private EventsClient events;
    private TerminalClient terminal;

    @BeforeEach
    void enter(RunningServer server) throws Exception {
        learner = new LearnerClient(server.address());
        lab = learner.begin("20-veth-pair");
        events = learner.events(lab);
        events.awaitPhase("ready");
        terminal = learner.terminal(lab, "t1").prompted();
    }

    @AfterEach
    void leave() throws Exception {
        learner.end(lab);
        learner.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ip link set lo down",
                "for link in /sys/class/net/*; do ip link delete ${link##*/}; done",
                "ip address flush scope global; ip route flush table all; iptables -P INPUT DROP; iptables -P OUTPUT DROP"
            })
    void aTerminalDoesNotDependOnTheLearnersNetwork(String mischief) throws Exception {
        terminal.ask(mischief);
        assertThat(terminal.ask("echo $((6 * 7))")).isEqualTo("42");
        terminal.type("ip link add veth0 type veth peer name veth1");
        events.awaitPassed("10-create", "pair");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pkill -9 -u root", "kill -9 -1", "kill -9 $$"})
    void aLearnerWhoKillsTheirShellGetsAnother(String mischief) throws Exception {
        String pid = terminal.ask("echo $$");
        terminal.type(mischief + "; kill -9 $$");
        terminal.awaitControl("ended", ended -> true);

        TerminalClient again = learner.terminal(lab, "t1", terminal.end()).prompted();
        assertThat(again.ask("echo $$")).matches("[0-9]+").isNotEqualTo(pid);
        again.type("ip link add veth0 type veth peer name veth1");
        events.awaitPassed("10-create", "pair");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reboot", "poweroff -f", "echo b >/proc/sysrq-trigger", "echo c >/proc/sysrq-trigger"})
    void aLearnerWhoEndsTheirMachineGetsAnother(String mischief) throws Exception {
        String name = terminal.ask("hostname");
        terminal.type(mischief);
        events.awaitPhase("lost");
        events.awaitPhase("ready");
        assertThat(learner.terminal(lab, "t1").prompted().ask("hostname")).isNotEqualTo(name);
    }

    @Test
    void aForkBombAndAFullDiskAffectNoOtherLearner(RunningServer server) throws Exception {
        terminal.type(
                "fallocate -l $(($(df --output=avail / | tail -1) - 64))K /full; cat /dev/zero >/fuller; echo fi''lled");
        terminal.await("No space left on device");
        terminal.await("filled");
        terminal.type("bomb() { bomb | bomb & }; bomb");
        terminal.await("(?i)fork: ");

        try (LearnerClient other = new LearnerClient(server.address())) {
            String otherLab = other.begin("20-veth-pair");
            EventsClient otherEvents = other.events(otherLab);
            otherEvents.awaitPhase("ready");
            TerminalClient otherTerminal = other.terminal(otherLab, "t1").prompted();
            assertThat(otherTerminal.ask("echo $((6 * 7))")).isEqualTo("42");
            otherTerminal.type("ip link add veth0 type veth peer name veth1");
            otherEvents.awaitPassed("10-create", "pair");
            other.end(otherLab);
        }
        // The bomb's own lab still listens to its page.
        events.send("{\"type\":\"terminal\",\"op\":\"rename\",\"id\":\"t1\",\"name\":\"crater\"}");
        events.await("new name", frame -> frame.at("/terminals/0/name").asText().equals("crater"));
    }
}
