package org.patchbay.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.patchbay.observe.Namespace;
import org.patchbay.observe.Rule;
import org.patchbay.observe.RuleChain;
import org.patchbay.observe.RuleTable;

/** The rules that meet a packet at the hooks of the namespaces it passes, of nftables and iptables-legacy alike. */
final class Netfilter {
    /** Set, bridged frames pass iptables too (br_netfilter; ip-sysctl's neighbour, docs.kernel.org "bridge"). */
    static final String BRIDGED = String.join(".", "bridge", "bridge-nf-call-iptables");

    private static final Set<String> IP = Set.of("ip", "inet");

    private record Base(RuleTable table, RuleChain chain) {}

    /** Where a packet meets rules, and in which words its end there is told. */
    private record Place(Crossing crossing, Hook hook, Passing passing) {}

    /** As what it meets them: that decides the words. */
    private enum Passing {
        REQUEST("filter.request-rule", "filter.request-policy"),
        ANSWER("filter.answer-rule", "filter.answer-policy"),
        BRIDGED("filter.bridged-rule", "filter.bridged-policy"),
        FRAME("filter.frame-rule", "filter.frame-policy");

        private final String byRule;
        private final String byPolicy;

        Passing(String byRule, String byPolicy) {
            this.byRule = byRule;
            this.byPolicy = byPolicy;
        }
    }

    private final Tracking tracking;
    private final Trail trail;

    Netfilter(Tracking tracking, Trail trail) {
        this.tracking = tracking;
        this.trail = trail;
    }

    /** The packet as it goes on from the hook, if it does. */
    Step<Packet> at(Namespace namespace, Hook hook, Packet packet, String in, String out) {
        tracking.meets(namespace, packet);
        Crossing crossing = new Crossing(namespace, packet, in, out, tracking.state(namespace, packet));
        Step<Packet> step =
                through(new Place(crossing, hook, packet.answer() ? Passing.ANSWER : Passing.REQUEST), IP, trail);
        tracking.passed(namespace, hook);
        return step;
    }

    /** What keeps ARP from passing, if anything does. */
    Optional<Verdict.Failed> arp(Namespace namespace, Hook hook, Packet request, String in, String out) {
        Crossing crossing = new Crossing(namespace, request, in, out, "untracked");
        return broken(through(new Place(crossing, hook, Passing.FRAME), Set.of("arp"), trail));
    }

    /** What keeps a frame from being bridged, if anything does. What can't be told goes to {@code doubts}. */
    Optional<Verdict.Failed> bridged(Namespace namespace, String bridge, Packet packet, Trail doubts) {
        Crossing frame = new Crossing(namespace, packet, bridge, bridge, "untracked");
        Optional<Verdict.Failed> own =
                broken(through(new Place(frame, Hook.FORWARD, Passing.FRAME), Set.of("bridge"), doubts));
        if (own.isPresent()
                || packet.kind() == Reach.Kind.ARP
                || namespace.sysctls().getOrDefault(BRIDGED, 0) == 0) {
            return own;
        }
        tracking.meets(namespace, packet);
        Crossing crossing = new Crossing(namespace, packet, bridge, bridge, tracking.state(namespace, packet));
        for (Hook hook : List.of(Hook.PREROUTING, Hook.FORWARD, Hook.POSTROUTING)) {
            Step<Packet> step = through(new Place(crossing, hook, Passing.BRIDGED), IP, doubts);
            Optional<Verdict.Failed> broken = broken(step);
            if (broken.isPresent()) {
                return broken;
            }
            if (step instanceof Step.End<Packet> end && end.outcome() instanceof Outcome.Unknown unknown) {
                doubts.doubt(unknown.reason());
            } else if (step instanceof Step.On<Packet> on && !on.value().equals(packet)) {
                doubts.doubt(Message.of("unseen.bridged", "bridge", bridge));
            }
            tracking.passed(namespace, hook);
        }
        return Optional.empty();
    }

    private static Optional<Verdict.Failed> broken(Step<Packet> step) {
        return step instanceof Step.End<Packet> end && end.outcome() instanceof Outcome.Broken broken
                ? Optional.of(broken.failed())
                : Optional.empty();
    }

    private Step<Packet> through(Place place, Set<String> families, Trail doubts) {
        Namespace namespace = place.crossing().namespace();
        if (namespace.rules().isEmpty()) {
            doubts.doubt(Message.of("unseen.rules", "namespace", InNamespace.name(namespace)));
        }
        Step<Packet> step = Step.on(place.crossing().packet());
        boolean restored = false;
        for (Base base : bases(namespace, families, place.hook())) {
            if (!restored && base.chain().priority() >= place.hook().translates()) {
                step = step.then(packet -> Step.on(tracking.restored(namespace, place.hook(), packet)));
                restored = true;
            }
            step = step.then(packet ->
                    through(new Place(place.crossing().with(packet), place.hook(), place.passing()), base, doubts));
        }
        return restored ? step : step.then(packet -> Step.on(tracking.restored(namespace, place.hook(), packet)));
    }

    private static List<Base> bases(Namespace namespace, Set<String> families, Hook hook) {
        List<Base> bases = new ArrayList<>();
        for (RuleTable table : namespace.rules().orElse(List.of())) {
            for (RuleChain chain : table.chains()) {
                if (families.contains(table.family()) && chain.hook().equals(hook.text())) {
                    bases.add(new Base(table, chain));
                }
            }
        }
        bases.sort(Comparator.comparingInt(base -> base.chain().priority()));
        return bases;
    }

    private Step<Packet> through(Place place, Base base, Trail doubts) {
        Crossing crossing = place.crossing();
        boolean translates = base.chain().type().equals("nat");
        if (translates && !tracking.open(crossing.namespace(), place.hook(), crossing.packet())) {
            return Step.on(crossing.packet());
        }
        ChainWalk walk = new ChainWalk(base.table(), crossing);
        Set<Fate> fates = walk.fates(base.chain());
        if (fates.stream().allMatch(Fate.Stopped.class::isInstance)) {
            return Step.broken(stopped(place, (Fate.Stopped) fates.iterator().next()));
        }
        if (fates.size() > 1 || fates.iterator().next() instanceof Fate.Unclear) {
            Message reason = Message.of(
                    "unseen.rule-effect",
                    "chain",
                    RuleText.name(crossing.namespace(), base.chain()),
                    "rule",
                    walk.unsure().map(Rule::text).orElse(""));
            if (translates) {
                return Step.unknown(reason);
            }
            doubts.doubt(reason);
            return Step.on(crossing.packet());
        }
        return fates.iterator().next() instanceof Fate.Translated translated
                ? translated(place, translated)
                : Step.on(crossing.packet());
    }

    private Step<Packet> translated(Place place, Fate.Translated fate) {
        Namespace namespace = place.crossing().namespace();
        return Translator.apply(place.crossing(), place.hook(), fate.rule().action())
                .map(packet -> {
                    tracking.translated(namespace, place.hook(), packet, Optional.of(fate));
                    return Step.on(packet);
                })
                .orElseGet(() -> Step.unknown(Message.of(
                        "unseen.rule-effect",
                        "chain",
                        RuleText.name(namespace, fate.chain()),
                        "rule",
                        fate.rule().text())));
    }

    private Verdict.Failed stopped(Place place, Fate.Stopped fate) {
        Crossing crossing = place.crossing();
        String chain = RuleText.name(crossing.namespace(), fate.chain());
        Quote quote = fate.rule()
                .map(rule -> new Quote(
                        ToolText.source(crossing.namespace(), RuleText.list(fate.table(), fate.chain())), rule.text()))
                .orElseGet(() -> RuleText.policy(crossing.namespace(), fate.table(), fate.chain()));
        return trail.failed(
                Layer.FILTER,
                chain,
                Message.of(
                        fate.rule().isPresent() ? place.passing().byRule : place.passing().byPolicy,
                        "chain",
                        chain,
                        "rule",
                        quote.text(),
                        "bridge",
                        InNamespace.device(
                                crossing.namespace(), crossing.in().isEmpty() ? crossing.out() : crossing.in()),
                        "source",
                        crossing.packet().source(),
                        "destination",
                        crossing.packet().destination()),
                quote.source(),
                quote);
    }
}
