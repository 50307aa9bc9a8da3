package org.patchbay.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.patchbay.observe.Namespace;
import org.patchbay.observe.RuleAction;
import org.patchbay.observe.Snapshot;

/**
 * The packet filter has a rule, or a chain a policy: {@code rule}. It doesn't matter whether iptables, iptables-legacy or
 * nft made it, nor how its parts are ordered and written. The rule asks for what {@code match} says and nothing else; in a
 * chain that is jumped to, what the jump asks counts with it.
 *
 * @param chain of iptables ({@code FORWARD}), which stands for every chain that is asked at that point, or the name of one
 *     that others jump to
 * @param table of iptables; {@code filter} if left out
 * @param namespace the one the machine booted with if left out
 * @param match what it asks; a {@code !} before a value asks for the contrary
 * @param may what it may ask besides, whatever the value
 * @param action what becomes of a packet
 * @param to of dnat, snat, masquerade, redirect the address and port ({@code 10.0.0.2:80}); of jump and goto the chain
 * @param policy what becomes of a packet that no rule has decided about; then nothing else may be said
 */
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
            if (Ask.of(part, value).isEmpty()) {
                throw new IllegalArgumentException("'" + value + "' is no " + part.key());
            }
        });
        boolean port = match.containsKey(RulePart.SOURCE_PORT) || match.containsKey(RulePart.DESTINATION_PORT);
        if (port && !match.containsKey(RulePart.PROTOCOL)) {
            throw new IllegalArgumentException("a port needs its protocol: tcp or udp");
        }
        boolean rule = !match.isEmpty() || action.isPresent();
        if (policy.isPresent() == rule) {
            throw new IllegalArgumentException("either policy should stand here, or match and action");
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
        return DeviceLook.inNamespace(
                evidence,
                place(),
                (snapshot, here, trail) -> here.rules()
                        .map(tables -> judge(snapshot, here, Ruleset.of(tables, v6()), trail))
                        .orElseGet(() -> new Verdict.Inconclusive(Message.of("unseen.rules", "namespace", place()))));
    }

    private Verdict judge(Snapshot snapshot, Namespace here, Ruleset rules, Trail trail) {
        List<Ruleset.Place> places = rules.places(tableName(), chain);
        return policy.isPresent()
                ? policy(here, places, policy.get(), trail)
                : rule(snapshot, here, rules, places, trail);
    }

    /** A packet passes all chains that are asked at this point, so one that drops is enough to drop. */
    private Verdict policy(Namespace here, List<Ruleset.Place> places, RulePolicy wanted, Trail trail) {
        Optional<Ruleset.Place> drops = places.stream()
                .filter(one -> one.chain().policy().equals(RulePolicy.DROP.word()))
                .findFirst();
        Optional<Ruleset.Place> telling =
                drops.isPresent() ? drops : places.stream().findFirst();
        Quote quote = telling.map(one -> RuleText.policy(here, one.table(), one.chain()))
                .orElseGet(() -> new Quote(see(places), "-P " + chain + " ACCEPT"));
        RulePolicy seen = drops.isPresent() ? RulePolicy.DROP : RulePolicy.ACCEPT;
        return seen == wanted
                ? trail.saw(quote).passed()
                : failed(trail, places, "rule.policy", "", wanted.word(), seen.word(), quote);
    }

    private Verdict rule(Snapshot snapshot, Namespace here, Ruleset rules, List<Ruleset.Place> places, Trail trail) {
        List<FoundRule> candidates = rules.rules(places);
        Set<Ask> asks = asks();
        Optional<FoundRule> right = candidates.stream().filter(this::right).findFirst();
        if (right.isPresent()) {
            return trail.saw(RuleText.rule(here, right.get())).passed();
        }
        Optional<FoundRule> dark = candidates.stream()
                .filter(one -> !one.clear() && one.beyond(asks, may).isEmpty() && maybeDoes(one))
                .findFirst();
        if (dark.isPresent()) {
            return new Verdict.Inconclusive(
                    Message.of("unseen.rule", "rule", dark.get().rule().text(), "chain", chain));
        }
        return new RuleAbsence(this, snapshot, here, trail).explain(rules, places, candidates);
    }

    /** Whether it is the very rule that is meant, wherever it stands. */
    boolean right(FoundRule one) {
        return one.clear()
                && one.missing(asks()).isEmpty()
                && one.beyond(asks(), may).isEmpty()
                && one.does(action, to);
    }

    private boolean maybeDoes(FoundRule one) {
        return one.does(action, to) || one.rule().action().kind() == RuleAction.Kind.OTHER;
    }

    Set<Ask> asks() {
        boolean v6 = v6();
        return written().filter(ask -> !ask.everyOf(v6)).collect(Collectors.toUnmodifiableSet());
    }

    private Stream<Ask> written() {
        return match.entrySet().stream().flatMap(entry -> Ask.of(entry.getKey(), entry.getValue()).stream());
    }

    boolean v6() {
        return written()
                .filter(ask -> ask.part() == RulePart.SOURCE || ask.part() == RulePart.DESTINATION)
                .anyMatch(ask -> ask.value().indexOf(':') >= 0);
    }

    Verdict.Failed failed(
            Trail trail,
            List<Ruleset.Place> places,
            String key,
            String part,
            String wanted,
            String seen,
            Quote... quotes) {
        return trail.failed(
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

    private String see(List<Ruleset.Place> places) {
        return InNamespace.command(place(), RuleText.list(tableName(), chain, places));
    }

    @Override
    public Verdict refute(Evidence evidence) {
        String key = policy.isPresent() ? "rule.still-policy" : "rule.still-so";
        return Contrary.of(
                judge(evidence), layer(), chain, Message.of(key, "chain", chain, "table", tableName()), see(List.of()));
    }
}
