package org.patchbay.check;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.patchbay.observe.Namespace;
import org.patchbay.observe.Snapshot;

/**
 * Why a rule is not there: the device that it asks for is missing, it stands in another chain or namespace, it is there but
 * for one part, or nothing like it is.
 */
record RuleAbsence(RuleIs rule, Snapshot snapshot, Namespace here, Trail trail) {
    Verdict.Failed explain(Ruleset rules, List<Ruleset.Place> places, List<FoundRule> candidates) {
        return noDevice()
                .or(() -> elsewhere(rules, places, candidates))
                .or(() -> inNamespace())
                .or(() -> nearest(places, candidates))
                .orElseGet(() -> {
                    boolean chain = !places.isEmpty() || Ruleset.HOOKS.contains(rule.chain());
                    return rule.failed(trail, places, chain ? "rule.missing" : "rule.no-chain", "", "", "");
                });
    }

    private Optional<Verdict.Failed> noDevice() {
        return rule.asks().stream()
                .filter(ask -> ask.part() == RulePart.IN || ask.part() == RulePart.OUT)
                .filter(ask -> !ask.negated() && !ask.value().endsWith("+"))
                .flatMap(ask -> Device.of(rule.place(), ask.value()).stream())
                .filter(device -> here.link(device.name()).isEmpty())
                .min(Comparator.comparing(Device::name))
                .map(device -> DeviceLook.missing(device, trail));
    }

    private Optional<Verdict.Failed> elsewhere(Ruleset rules, List<Ruleset.Place> places, List<FoundRule> candidates) {
        return rules.all().stream()
                .flatMap(place -> place.chain().rules().stream()
                        .map(one -> FoundRule.of(place.table(), place.chain(), one, Optional.empty(), rules.v6())))
                .filter(one -> rule.right(one) && !candidates.contains(one))
                .findFirst()
                .map(one ->
                        rule.failed(trail, places, "rule.elsewhere", "", "", one.place(), RuleText.rule(here, one)));
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
                            trail,
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

    /** The one that differs least, if it has something in common with what is wanted. */
    private Optional<Verdict.Failed> nearest(List<Ruleset.Place> places, List<FoundRule> candidates) {
        Set<Ask> asks = rule.asks();
        return candidates.stream()
                .filter(FoundRule::clear)
                .filter(one -> alike(one, asks))
                .min(Comparator.comparingInt(one -> distance(one, asks)))
                .map(one -> differs(one, asks, places));
    }

    private boolean alike(FoundRule one, Set<Ask> asks) {
        boolean does = one.does(rule.action(), Optional.empty());
        boolean shares = one.missing(asks).size() < asks.size();
        boolean sameKinds = one.missing(asks).stream()
                .allMatch(ask -> one.asks().stream().anyMatch(other -> other.part() == ask.part()));
        return rule.action().isEmpty()
                ? shares
                : does && (shares || sameKinds) || shares && distanceOfAsks(one, asks) == 0;
    }

    private int distance(FoundRule one, Set<Ask> asks) {
        return distanceOfAsks(one, asks) + (one.does(rule.action(), rule.to()) ? 0 : 1);
    }

    private int distanceOfAsks(FoundRule one, Set<Ask> asks) {
        return one.missing(asks).size() + one.beyond(asks, rule.may()).size();
    }

    private Verdict.Failed differs(FoundRule one, Set<Ask> asks, List<Ruleset.Place> places) {
        Quote quote = RuleText.rule(here, one);
        List<Ask> missing = one.missing(asks);
        List<Ask> beyond = one.beyond(asks, rule.may());
        if (missing.isEmpty() && beyond.isEmpty()) {
            return one.does(rule.action(), Optional.empty())
                    ? rule.failed(trail, places, "rule.to", "", rule.to().orElse(""), one.action(), quote)
                    : rule.failed(trail, places, "rule.action", "", wantedAction(), one.action(), quote);
        }
        for (Ask ask : missing) {
            Optional<Ask> other =
                    beyond.stream().filter(seen -> seen.part() == ask.part()).findFirst();
            if (other.isPresent()) {
                return rule.failed(
                        trail,
                        places,
                        "rule.part",
                        ask.part().key(),
                        ask.text(),
                        other.get().text(),
                        quote);
            }
        }
        return missing.isEmpty()
                ? rule.failed(
                        trail,
                        places,
                        "rule.narrower",
                        beyond.getFirst().part().key(),
                        "",
                        beyond.getFirst().text(),
                        quote)
                : rule.failed(
                        trail, places, "rule.wider", missing.getFirst().part().key(), "", "", quote);
    }

    private String wantedAction() {
        return rule.action().map(RuleTarget::word).orElse("");
    }
}
