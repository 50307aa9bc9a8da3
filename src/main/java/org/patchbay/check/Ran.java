package org.patchbay.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The learner ran a tool, where running it is the lesson: {@code ran}.
 *
 * @param tool the program's name
 * @param arguments each of these must be among what it was given: a word ({@code 10.70.2.11}), an option ({@code -n},
 *     also found in {@code -an}), or an option with its value ({@code -I veth0}, also found as {@code -Iveth0})
 * @param namespace that it ran in; the one the machine booted with if left out
 */
public record Ran(String tool, List<String> arguments, Optional<String> namespace) implements Assertion {
    @Override
    public Set<EvidenceRequest> needs() {
        return EvidenceRequest.SNAPSHOT_AND_COMMANDS;
    }

    @Override
    public Verdict judge(Evidence evidence) {
        return new Verdict.Inconclusive(Message.of("unseen.commands"));
    }

    @Override
    public Verdict refute(Evidence evidence) {
        return new Verdict.Inconclusive(Message.of("unseen.commands"));
    }
}
