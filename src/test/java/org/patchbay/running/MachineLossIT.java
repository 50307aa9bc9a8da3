package org.patchbay.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.patchbay.lab.event.Notice;

/** A learner's machine dies; the learner continues with another. */
@Tag("vm")
@ExtendWith({SharedServer.class, Consoles.class})
class MachineLossIT {
    @Test
    void theNewMachineIsAtTheStartOfTheStep(RunningServer server) throws Exception {
        try (LearnerClient learner = new LearnerClient(server.address())) {
            ReadyLab lab = ReadyLab.begin(learner, "20-veth-pair");
            EventsClient events = lab.events();
            TerminalClient lost = lab.terminal();
            lost.type("ip link add veth0 type veth peer name veth1");
            events.awaitPassed("10-create", "pair");
            lost.ask("ip link add extra type dummy");

            assertThat(server.folder().machine(lost.ask("hostname")).destroyForcibly())
                    .isTrue();
            events.awaitPhase("lost");
            events.awaitPhase("ready");
            events.awaitNotice(Notice.MACHINE_REPLACED);
            lost.awaitClose();

            TerminalClient found = lab.terminal("t1").prompted();
            assertThat(found.text()).doesNotContain("extra");
            assertThat(found.ask("ip -br link")).contains("veth0@veth1").doesNotContain("extra");
            JsonNode state = lab.anotherPage().awaitState();
            assertThat(state.at("/verdicts/10-create~1pair/state").asText()).isEqualTo("passed");
            assertThat(state.at("/steps/1/state").asText()).isEqualTo("open");
            lab.end();
        }
    }
}
