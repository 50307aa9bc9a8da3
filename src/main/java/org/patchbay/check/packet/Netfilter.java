package org.patchbay.check.packet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.patchbay.check.rules.RuleText;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.Reach;
import org.patchbay.check.verdict.ToolText;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Rule;
import org.patchbay.observe.kernel.RuleChain;
import org.patchbay.observe.kernel.RuleTable;

/** Applies the rules of nftables and iptables-legacy at the hooks of the namespaces on a packet's path. */
public final class Netfilter {
    /** If set, bridged frames pass iptables too (br_netfilter; docs.kernel.org "bridge"). */
    public static final String BRIDGED = String.join(".", "bridge", "bridge-nf-call-iptables");

    private static final Set<String> IP = Set.of("ip", "inet");

    private record Base(RuleTable table, RuleChain chain) {}

    /** Where rules are applied to a packet, and as which kind of traffic a drop is reported. */
    private record HookPoint(HookContext hookContext, Hook hook, Passing passing) {}

    /** The kind of traffic, which selects the message. */
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
    private final DiagnosisBuilder builder;

    public Netfilter(Tracking tracking, DiagnosisBuilder builder) {
        this.tracking = tracking;
        this.builder = builder;
    }

    /** The packet after the hook, unless a rule stops it. */
    public WalkStep<Packet> at(Namespace namespace, Hook hook, Packet packet, String in, String out) {
        tracking.meets(namespace, packet);
        HookContext hookContext = new HookContext(namespace, packet, in, out, tracking.state(namespace, packet));
        WalkStep<Packet> walkStep = through(
                new HookPoint(hookContext, hook, packet.answer() ? Passing.ANSWER : Passing.REQUEST), IP, builder);
        tracking.passed(namespace, hook);
        return walkStep;
    }

    /** The failure if a rule stops ARP. */
    Optional<Verdict.Failed> arp(Namespace namespace, Hook hook, Packet request, String in, String out) {
        HookContext hookContext = new HookContext(namespace, request, in, out, "untracked");
        return broken(through(new HookPoint(hookContext, hook, Passing.FRAME), Set.of("arp"), builder));
    }

    /** The failure if a rule stops a bridged frame. Unknown results go to {@code doubts}. */
    public Optional<Verdict.Failed> bridged(
            Namespace namespace, String bridge, Packet packet, DiagnosisBuilder doubts) {
        HookContext frame = new HookContext(namespace, packet, bridge, bridge, "untracked");
        Optional<Verdict.Failed> own =
                broken(through(new HookPoint(frame, Hook.FORWARD, Passing.FRAME), Set.of("bridge"), doubts));
        if (own.isPresent()
                || packet.kind() == Reach.Kind.ARP
                || namespace.sysctls().getOrDefault(BRIDGED, 0) == 0) {
            return own;
        }
        tracking.meets(namespace, packet);
        HookContext hookContext = new HookContext(namespace, packet, bridge, bridge, tracking.state(namespace, packet));
        for (Hook hook : List.of(Hook.PREROUTING, Hook.FORWARD, Hook.POSTROUTING)) {
            WalkStep<Packet> walkStep = through(new HookPoint(hookContext, hook, Passing.BRIDGED), IP, doubts);
            Optional<Verdict.Failed> broken = broken(walkStep);
            if (broken.isPresent()) {
                return broken;
            }
            if (walkStep instanceof WalkStep.End<Packet> end
                    && end.outcome() instanceof PacketOutcome.Unknown unknown) {
                doubts.doubt(unknown.reason());
            } else if (walkStep instanceof WalkStep.On<Packet> on && !on.value().equals(packet)) {
                doubts.doubt(Message.of("unseen.bridged", "bridge", bridge));
            }
            tracking.passed(namespace, hook);
        }
        return Optional.empty();
    }

    private static Optional<Verdict.Failed> broken(WalkStep<Packet> walkStep) {
        return walkStep instanceof WalkStep.End<Packet> end && end.outcome() instanceof PacketOutcome.Broken broken
                ? Optional.of(broken.failed())
                : Optional.empty();
    }

    private WalkStep<Packet> through(HookPoint place, Set<String> families, DiagnosisBuilder doubts) {
        Namespace namespace = place.hookContext().namespace();
        if (namespace.rules().isEmpty()) {
            doubts.doubt(Message.of("unseen.rules", "namespace", InNamespace.name(namespace)));
        }
        WalkStep<Packet> walkStep = WalkStep.on(place.hookContext().packet());
        boolean restored = false;
        for (Base base : bases(namespace, families, place.hook())) {
            if (!restored && base.chain().priority() >= place.hook().translates()) {
                walkStep = walkStep.then(packet -> WalkStep.on(tracking.restored(namespace, place.hook(), packet)));
                restored = true;
            }
            walkStep = walkStep.then(packet -> through(
                    new HookPoint(place.hookContext().with(packet), place.hook(), place.passing()), base, doubts));
        }
        return restored
                ? walkStep
                : walkStep.then(packet -> WalkStep.on(tracking.restored(namespace, place.hook(), packet)));
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

    private WalkStep<Packet> through(HookPoint place, Base base, DiagnosisBuilder doubts) {
        HookContext hookContext = place.hookContext();
        boolean translates = base.chain().type().equals("nat");
        if (translates && !tracking.open(hookContext.namespace(), place.hook(), hookContext.packet())) {
            return WalkStep.on(hookContext.packet());
        }
        ChainWalk walk = new ChainWalk(base.table(), hookContext);
        Set<ChainResult> chainResults = walk.fates(base.chain());
        if (chainResults.stream().allMatch(ChainResult.Stopped.class::isInstance)) {
            return WalkStep.broken(
                    stopped(place, (ChainResult.Stopped) chainResults.iterator().next()));
        }
        if (chainResults.size() > 1 || chainResults.iterator().next() instanceof ChainResult.Unclear) {
            Message reason = Message.of(
                    "unseen.rule-effect",
                    "chain",
                    RuleText.name(hookContext.namespace(), base.chain()),
                    "rule",
                    walk.unsure().map(Rule::text).orElse(""));
            if (translates) {
                return WalkStep.unknown(reason);
            }
            doubts.doubt(reason);
            return WalkStep.on(hookContext.packet());
        }
        return chainResults.iterator().next() instanceof ChainResult.Translated translated
                ? translated(place, translated)
                : WalkStep.on(hookContext.packet());
    }

    private WalkStep<Packet> translated(HookPoint place, ChainResult.Translated fate) {
        Namespace namespace = place.hookContext().namespace();
        return Translator.apply(place.hookContext(), place.hook(), fate.rule().action())
                .map(packet -> {
                    tracking.translated(namespace, place.hook(), packet, Optional.of(fate));
                    return WalkStep.on(packet);
                })
                .orElseGet(() -> WalkStep.unknown(Message.of(
                        "unseen.rule-effect",
                        "chain",
                        RuleText.name(namespace, fate.chain()),
                        "rule",
                        fate.rule().text())));
    }

    private Verdict.Failed stopped(HookPoint place, ChainResult.Stopped fate) {
        HookContext hookContext = place.hookContext();
        String chain = RuleText.name(hookContext.namespace(), fate.chain());
        Quote quote = fate.rule()
                .map(rule -> new Quote(
                        ToolText.source(hookContext.namespace(), RuleText.list(fate.table(), fate.chain())),
                        rule.text()))
                .orElseGet(() -> RuleText.policy(hookContext.namespace(), fate.table(), fate.chain()));
        return builder.failed(
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
                                hookContext.namespace(),
                                hookContext.in().isEmpty() ? hookContext.out() : hookContext.in()),
                        "source",
                        hookContext.packet().source(),
                        "destination",
                        hookContext.packet().destination()),
                quote.source(),
                quote);
    }
}
