package org.patchbay.check;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.patchbay.check.packet.DevicePrecondition;
import org.patchbay.check.rules.FoundRule;
import org.patchbay.check.rules.MatchCondition;
import org.patchbay.check.rules.RulePart;
import org.patchbay.check.rules.RuleTarget;
import org.patchbay.check.rules.RuleText;
import org.patchbay.check.rules.Ruleset;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;

/**
 * Explains why a rule is missing: its device does not exist, it is in another chain or namespace, one part differs, or
 * there is no similar rule.
 */
record RuleAbsence(RuleIs rule, Snapshot snapshot, Namespace here, DiagnosisBuilder builder) {
    Verdict.Failed explain(Ruleset rules, List<Ruleset.TableChain> places, List<FoundRule> candidates) {
        return noDevice()
                .or(() -> elsewhere(rules, places, candidates))
                .or(() -> inNamespace())
                .or(() -> nearest(places, candidates))
                .orElseGet(() -> {
                    boolean chain = !places.isEmpty() || Ruleset.HOOKS.contains(rule.chain());
                    return rule.failed(builder, places, chain ? "rule.missing" : "rule.no-chain", "", "", "");
                });
    }

    private Optional<Verdict.Failed> noDevice() {
        return rule.matchConditions().stream()
                .filter(matchCondition -> matchCondition.part() == RulePart.IN || matchCondition.part() == RulePart.OUT)
                .filter(matchCondition ->
                        !matchCondition.negated() && !matchCondition.value().endsWith("+"))
                .flatMap(matchCondition -> DeviceName.of(rule.place(), matchCondition.value()).stream())
                .filter(device -> here.link(device.name()).isEmpty())
                .min(Comparator.comparing(DeviceName::name))
                .map(device -> DevicePrecondition.missing(device, builder));
    }

    private Optional<Verdict.Failed> elsewhere(
            Ruleset rules, List<Ruleset.TableChain> places, List<FoundRule> candidates) {
        return rules.all().stream()
                .flatMap(place -> place.chain().rules().stream()
                        .map(one -> FoundRule.of(place.table(), place.chain(), one, Optional.empty(), rules.v6())))
                .filter(one -> rule.right(one) && !candidates.contains(one))
                .findFirst()
                .map(one ->
                        rule.failed(builder, places, "rule.elsewhere", "", "", one.place(), RuleText.rule(here, one)));
    }

    private Optional<Verdict.Failed> inNamespace() {
        for (Namespace other : snapshot.namespaces()) {
            if (other.inode() != here.inode() && other.rules().isPresent()) {
                Ruleset theirs = Ruleset.of(other.rules().get(), rule.v6());
                Optional<FoundRule> found = theirs.rules(theirs.places(rule.tableName(), rule.chain())).stream()
                        .filter(rule::right)
                        .findFirst();
                if (found.isPresent()) {
                    return Optional.of(rule.failed(
                            builder,
                            List.of(),
                            "rule.namespace",
                            "",
                            rule.place(),
                            InNamespace.name(other),
                            RuleText.rule(other, found.get())));
                }
            }
        }
        return Optional.empty();
    }

    /** The failure for the most similar rule, if it has anything in common with the wanted one. */
    private Optional<Verdict.Failed> nearest(List<Ruleset.TableChain> places, List<FoundRule> candidates) {
        Set<MatchCondition> matchConditions = rule.matchConditions();
        return candidates.stream()
                .filter(FoundRule::clear)
                .filter(one -> alike(one, matchConditions))
                .min(Comparator.comparingInt(one -> distance(one, matchConditions)))
                .map(one -> differs(one, matchConditions, places));
    }

    private boolean alike(FoundRule one, Set<MatchCondition> matchConditions) {
        boolean does = one.does(rule.action(), Optional.empty());
        boolean shares = one.missing(matchConditions).size() < matchConditions.size();
        boolean sameKinds = one.missing(matchConditions).stream()
                .allMatch(matchCondition ->
                        one.matchConditions().stream().anyMatch(other -> other.part() == matchCondition.part()));
        return rule.action().isEmpty()
                ? shares
                : does && (shares || sameKinds) || shares && distanceOfAsks(one, matchConditions) == 0;
    }

    private int distance(FoundRule one, Set<MatchCondition> matchConditions) {
        return distanceOfAsks(one, matchConditions) + (one.does(rule.action(), rule.to()) ? 0 : 1);
    }

    private int distanceOfAsks(FoundRule one, Set<MatchCondition> matchConditions) {
        return one.missing(matchConditions).size()
                + one.beyond(matchConditions, rule.may()).size();
    }

    private Verdict.Failed differs(
            FoundRule one, Set<MatchCondition> matchConditions, List<Ruleset.TableChain> places) {
        Quote quote = RuleText.rule(here, one);
        List<MatchCondition> missing = one.missing(matchConditions);
        List<MatchCondition> beyond = one.beyond(matchConditions, rule.may());
        if (missing.isEmpty() && beyond.isEmpty()) {
            return one.does(rule.action(), Optional.empty())
                    ? rule.failed(builder, places, "rule.to", "", rule.to().orElse(""), one.action(), quote)
                    : rule.failed(builder, places, "rule.action", "", wantedAction(), one.action(), quote);
        }
        for (MatchCondition matchCondition : missing) {
            Optional<MatchCondition> other = beyond.stream()
                    .filter(seen -> seen.part() == matchCondition.part())
                    .findFirst();
            if (other.isPresent()) {
                return rule.failed(
                        builder,
                        places,
                        "rule.part",
                        matchCondition.part().key(),
                        matchCondition.text(),
                        other.get().text(),
                        quote);
            }
        }
        return missing.isEmpty()
                ? rule.failed(
                        builder,
                        places,
                        "rule.narrower",
                        beyond.getFirst().part().key(),
                        "",
                        beyond.getFirst().text(),
                        quote)
                : rule.failed(
                        builder, places, "rule.wider", missing.getFirst().part().key(), "", "", quote);
    }

    private String wantedAction() {
        return rule.action().map(RuleTarget::word).orElse("");
    }
}
