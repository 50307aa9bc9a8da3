package org.patchbay.check;

import org.patchbay.check.packet.DevicePrecondition;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;

/** Checks that commands and kernel were observed, and that the namespace exists. */
final class CommandPrecondition {
    /** Judges the commands in an existing namespace. */
    interface Judge {
        Verdict judge(Snapshot snapshot, Namespace namespace, CommandLog log);
    }

    private CommandPrecondition() {}

    static Verdict at(Evidence evidence, String namespace, Judge judge) {
        return evidence.commands()
                .map(log -> DevicePrecondition.inNamespace(
                        evidence, namespace, (snapshot, here, _) -> judge.judge(snapshot, here, log)))
                .orElseGet(() -> new Verdict.Inconclusive(Message.of("unseen.commands")));
    }
}
