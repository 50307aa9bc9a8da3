package org.patchbay.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The learner's own run of a tool printed a row that matches, and the kernel did not contradict it: {@code printed}.
 *
 * @param tool {@code route}, {@code arp}, {@code ifconfig} or {@code ping}
 * @param arguments what its run must have been given, as for {@link Ran}
 * @param namespace that the tool ran in; the one the machine booted with if left out
 * @param row the columns that matter, by the names of the JSON that {@code patchbay parse} prints
 */
public record Printed(String tool, List<String> arguments, Optional<String> namespace, Map<String, Cell> row)
        implements Assertion {
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
