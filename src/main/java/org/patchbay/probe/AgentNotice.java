package org.patchbay.probe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalInt;
import org.patchbay.observe.kernel.Execution;

/** What a sandbox's agent says unasked. */
sealed interface AgentNotice {
    /**
     * The network changed, or notices were dropped because they were not taken fast enough.
     *
     * @param count of the changes that the agent has heard of; 0 for what was dropped
     */
    record Changed(long count) implements AgentNotice {}

    record Executed(long seq, Execution execution) implements AgentNotice {}

    record TerminalEnded(String id, OptionalInt status) implements AgentNotice {}

    /** One that this version knows nothing of. */
    record Unknown(String name) implements AgentNotice {}

    /** @throws ProbeException if it lacks what a notice of its name must have */
    static AgentNotice of(JsonNode message, AgentJson json) throws ProbeException {
        String name = message.path("notice").asText();
        return switch (name) {
            case "changed", "lost" -> new Changed(message.path("seq").asLong());
            case "execution" -> {
                JsonNode execution = message.path("execution");
                yield new Executed(execution.path("seq").asLong(), json.as(Execution.class, execution));
            }
            case "terminal" -> {
                Terminal terminal = json.as(Terminal.class, message);
                yield new TerminalEnded(terminal.id(), terminal.exitStatus());
            }
            default -> new Unknown(name);
        };
    }

    /** The shape of a notice about a terminal. */
    record Terminal(String id, OptionalInt exitStatus) {}
}
