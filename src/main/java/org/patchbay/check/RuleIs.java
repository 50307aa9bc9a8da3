package org.patchbay.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.patchbay.check.packet.DevicePrecondition;
import org.patchbay.check.rules.FoundRule;
import org.patchbay.check.rules.MatchCondition;
import org.patchbay.check.rules.RulePart;
import org.patchbay.check.rules.RulePolicy;
import org.patchbay.check.rules.RuleTarget;
import org.patchbay.check.rules.RuleText;
import org.patchbay.check.rules.Ruleset;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.EvidenceRequest;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.RuleAction;
import org.patchbay.observe.kernel.Snapshot;

/**
 * Assertion {@code rule}: the packet filter has a rule, or a chain a policy. It may be made by iptables,
 * iptables-legacy or nft; order and spelling of its parts do not matter. The rule must have exactly the matches of
 * {@code match}; in a user-defined chain those of the jump count too.
 *
 * @param chain of iptables ({@code FORWARD}), which includes all chains at that hook, or the name of a user-defined one
 * @param table of iptables; {@code filter} if left out
 * @param namespace the one the machine booted with if left out
 * @param match the required matches; {@code !} before a value inverts one
 * @param may further matches that are allowed, with any value
 * @param action of the rule
 * @param to of dnat, snat, masquerade, redirect the address and port ({@code 10.0.0.2:80}); of jump and goto the chain
 * @param policy of the chain; excludes rule, action and matches
 */
@Key("rule")
public record RuleIs(
        String chain,
        Optional<String> table,
        Optional<String> namespace,
        Map<RulePart, String> match,
        Set<RulePart> may,
        Optional<RuleTarget> action,
        Optional<String> to,
        Optional<RulePolicy> policy)
        implements Assertion {
    public RuleIs {
        match = Map.copyOf(match);
        may = Set.copyOf(may);
        match.forEach((part, value) -> {
            if (MatchCondition.of(part, value).isEmpty()) {
                throw new IllegalArgumentException("'" + value + "' is no " + part.key());
            }
        });
        boolean port = match.containsKey(RulePart.SOURCE_PORT) || match.containsKey(RulePart.DESTINATION_PORT);
        if (port && !match.containsKey(RulePart.PROTOCOL)) {
            throw new IllegalArgumentException("a port needs its protocol: tcp or udp");
        }
        boolean rule = !match.isEmpty() || action.isPresent();
        if (policy.isPresent() == rule) {
            throw new IllegalArgumentException("expected either policy, or match and action");
        }
        if (policy.isPresent() && !Ruleset.HOOKS.contains(chain)) {
            throw new IllegalArgumentException("a policy is of one of " + String.join(", ", Ruleset.HOOKS));
        }
        if (to.isPresent() && action.isEmpty()) {
            throw new IllegalArgumentException("to needs an action");
        }
    }

    @Override
    public Set<EvidenceRequest> needs() {
        return EvidenceRequest.SNAPSHOT;
    }

    @Override
    public Verdict judge(Evidence evidence) {
        return DevicePrecondition.inNamespace(
                evidence,
                place(),
                (snapshot, here, builder) -> here.rules()
                        .map(tables -> judge(snapshot, here, Ruleset.of(tables, v6()), builder))
                        .orElseGet(() -> new Verdict.Inconclusive(Message.of("unseen.rules", "namespace", place()))));
    }

    private Verdict judge(Snapshot snapshot, Namespace here, Ruleset rules, DiagnosisBuilder builder) {
        List<Ruleset.TableChain> places = rules.places(tableName(), chain);
        return policy.isPresent()
                ? policy(here, places, policy.get(), builder)
                : rule(snapshot, here, rules, places, builder);
    }

    /** A packet passes all chains of the hook, so one with policy drop is enough to drop it. */
    private Verdict policy(
            Namespace here, List<Ruleset.TableChain> places, RulePolicy wanted, DiagnosisBuilder builder) {
        Optional<Ruleset.TableChain> drops = places.stream()
                .filter(one -> one.chain().policy().equals(RulePolicy.DROP.word()))
                .findFirst();
        Optional<Ruleset.TableChain> telling =
                drops.isPresent() ? drops : places.stream().findFirst();
        Quote quote = telling.map(one -> RuleText.policy(here, one.table(), one.chain()))
                .orElseGet(() -> new Quote(see(places), "-P " + chain + " ACCEPT"));
        RulePolicy seen = drops.isPresent() ? RulePolicy.DROP : RulePolicy.ACCEPT;
        return seen == wanted
                ? builder.saw(quote).passed()
                : failed(builder, places, "rule.policy", "", wanted.word(), seen.word(), quote);
    }

    private Verdict rule(
            Snapshot snapshot,
            Namespace here,
            Ruleset rules,
            List<Ruleset.TableChain> places,
            DiagnosisBuilder builder) {
        List<FoundRule> candidates = rules.rules(places);
        Set<MatchCondition> matchConditions = matchConditions();
        Optional<FoundRule> right = candidates.stream().filter(this::right).findFirst();
        if (right.isPresent()) {
            return builder.saw(RuleText.rule(here, right.get())).passed();
        }
        Optional<FoundRule> dark = candidates.stream()
                .filter(one -> !one.clear() && one.beyond(matchConditions, may).isEmpty() && maybeDoes(one))
                .findFirst();
        if (dark.isPresent()) {
            return new Verdict.Inconclusive(
                    Message.of("unseen.rule", "rule", dark.get().rule().text(), "chain", chain));
        }
        return new RuleAbsence(this, snapshot, here, builder).explain(rules, places, candidates);
    }

    /** Whether it is the wanted rule, in any place. */
    boolean right(FoundRule one) {
        return one.clear()
                && one.missing(matchConditions()).isEmpty()
                && one.beyond(matchConditions(), may).isEmpty()
                && one.does(action, to);
    }

    private boolean maybeDoes(FoundRule one) {
        return one.does(action, to) || one.rule().action().kind() == RuleAction.Kind.OTHER;
    }

    Set<MatchCondition> matchConditions() {
        boolean v6 = v6();
        return written().filter(matchCondition -> !matchCondition.everyOf(v6)).collect(Collectors.toUnmodifiableSet());
    }

    private Stream<MatchCondition> written() {
        return match.entrySet().stream().flatMap(entry -> MatchCondition.of(entry.getKey(), entry.getValue()).stream());
    }

    boolean v6() {
        return written()
                .filter(matchCondition ->
                        matchCondition.part() == RulePart.SOURCE || matchCondition.part() == RulePart.DESTINATION)
                .anyMatch(matchCondition -> matchCondition.value().indexOf(':') >= 0);
    }

    Verdict.Failed failed(
            DiagnosisBuilder builder,
            List<Ruleset.TableChain> places,
            String key,
            String part,
            String wanted,
            String seen,
            Quote... quotes) {
        return builder.failed(
                layer(),
                chain,
                Message.of(key, "chain", chain, "table", tableName(), "part", part, "wanted", wanted, "seen", seen),
                see(places),
                quotes);
    }

    String tableName() {
        return table.orElse("filter");
    }

    String place() {
        return namespace.orElse(Namespace.INIT);
    }

    private Layer layer() {
        return tableName().equals("nat") ? Layer.NAT : Layer.FILTER;
    }

    private String see(List<Ruleset.TableChain> places) {
        return InNamespace.command(place(), RuleText.list(tableName(), chain, places));
    }

    @Override
    public Verdict judgeNegated(Evidence evidence) {
        String key = policy.isPresent() ? "rule.still-policy" : "rule.still-so";
        return Negation.of(
                judge(evidence), layer(), chain, Message.of(key, "chain", chain, "table", tableName()), see(List.of()));
    }
}
