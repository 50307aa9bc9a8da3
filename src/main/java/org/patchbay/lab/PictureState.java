package org.patchbay.lab;

import java.util.List;
import java.util.Optional;
import org.patchbay.lab.judge.ForwardingState;
import org.patchbay.observe.kernel.Docker;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Rule;
import org.patchbay.observe.kernel.RuleChain;
import org.patchbay.observe.kernel.RuleTable;
import org.patchbay.observe.kernel.Snapshot;

/**
 * The part of a snapshot that the network picture depends on: all but the time, counters, tracked connections, and
 * processes after the first. Unlike {@link ForwardingState} it includes what neighbours and bridges have learned from
 * traffic.
 */
record PictureState(List<Namespace> namespaces, Optional<Docker> docker) {
    static PictureState of(Snapshot snapshot) {
        return new PictureState(
                snapshot.namespaces().stream().map(PictureState::still).toList(), snapshot.docker());
    }

    private static Namespace still(Namespace n) {
        return new Namespace(
                n.inode(),
                n.init(),
                n.names(),
                // The first process is used to enter an unnamed namespace.
                n.pids().stream().limit(1).toList(),
                n.links(),
                n.addresses(),
                n.routes(),
                n.neighbours(),
                n.sysctls(),
                n.bridges(),
                n.rules().map(tables -> tables.stream().map(PictureState::still).toList()),
                n.listeners(),
                Optional.empty());
    }

    private static RuleTable still(RuleTable table) {
        return new RuleTable(
                table.family(),
                table.name(),
                table.legacy(),
                table.chains().stream().map(PictureState::still).toList());
    }

    private static RuleChain still(RuleChain c) {
        List<Rule> rules = c.rules().stream()
                .map(rule -> new Rule(rule.conditions(), rule.action(), 0, 0, rule.text()))
                .toList();
        return new RuleChain(c.name(), c.type(), c.hook(), c.priority(), c.policy(), rules);
    }
}
