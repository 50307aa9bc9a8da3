package org.patchbay.probe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalInt;
import org.patchbay.observe.kernel.Execution;

/** A message that a sandbox's agent sends without a request. */
sealed interface AgentNotice {
    /**
     * The network changed, or the agent dropped notices that were not read fast enough.
     *
     * @param count the agent's number of changes so far; 0 for dropped notices
     */
    record Changed(long count) implements AgentNotice {}

    record Executed(long seq, Execution execution) implements AgentNotice {}

    record TerminalEnded(String id, OptionalInt status) implements AgentNotice {}

    /** A notice that this version does not know. */
    record Unknown(String name) implements AgentNotice {}

    /** @throws ProbeException if a required member is missing */
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

    /** JSON shape of a terminal's notice. */
    record Terminal(String id, OptionalInt exitStatus) {}
}
