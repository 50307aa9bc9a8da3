package org.patchbay.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.patchbay.check.Verdicts.fails;
import static org.patchbay.check.Verdicts.inconclusive;
import static org.patchbay.check.Verdicts.passes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patchbay.check.rules.RuleNormalizer;
import org.patchbay.check.rules.RulePart;
import org.patchbay.check.rules.RulePolicy;
import org.patchbay.check.rules.RuleTarget;
import org.patchbay.check.verdict.Diagnosis;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Quote;
import org.patchbay.observe.kernel.Rule;
import org.patchbay.observe.kernel.RuleAction;
import org.patchbay.observe.kernel.RuleChain;
import org.patchbay.observe.kernel.RuleCondition;
import org.patchbay.observe.kernel.RuleTable;

class RuleIsTest {
    /** A rule with conditions written {@code key=value} or {@code !key=value}. */
    private static Rule rule(String text, RuleAction.Kind kind, String argument, String... conditions) {
        List<RuleCondition> all = new ArrayList<>();
        for (String condition : conditions) {
            boolean negated = condition.startsWith("!");
            int equals = condition.indexOf('=');
            all.add(new RuleCondition(
                    condition.substring(negated ? 1 : 0, equals), negated, condition.substring(equals + 1)));
        }
        return new Rule(all, new RuleAction(kind, argument), 0, 0, text);
    }

    private static RuleChain base(String name, String type, String hook, String policy, Rule... rules) {
        return new RuleChain(name, type, hook, 0, policy, List.of(rules));
    }

    private static RuleTable table(String name, RuleChain... chains) {
        return new RuleTable("ip", name, false, List.of(chains));
    }

    private static RuleTable forward(Rule... rules) {
        return table("filter", base("FORWARD", "filter", "forward", "accept", rules));
    }

    private static RuleIs policy(NamedNetwork t, String chain, RulePolicy policy) {
        return new RuleIs(
                chain,
                Optional.empty(),
                Optional.of(t.namespace),
                Map.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(policy));
    }

    /** Drops what arrives from the bridge for one port of one network. */
    private static RuleIs drop(NamedNetwork t, RulePart... may) {
        return new RuleIs(
                "FORWARD",
                Optional.empty(),
                Optional.of(t.namespace),
                Map.of(
                        RulePart.IN,
                        t.bridge,
                        RulePart.PROTOCOL,
                        "tcp",
                        RulePart.DESTINATION,
                        t.address(0) + "/24",
                        RulePart.DESTINATION_PORT,
                        "80,443"),
                Set.of(may),
                Optional.of(RuleTarget.DROP),
                Optional.empty(),
                Optional.empty());
    }

    private static Rule dropping(NamedNetwork t, String... more) {
        List<String> conditions = new ArrayList<>(List.of(
                "destination-port=443,80", "in=" + t.bridge, "destination=" + t.address(7) + "/24", "protocol=6"));
        conditions.addAll(List.of(more));
        return rule("-A FORWARD …", RuleAction.Kind.DROP, "", conditions.toArray(String[]::new));
    }

    private static RuleIs nat(
            NamedNetwork t, String chain, RuleTarget action, Optional<String> to, Map<RulePart, String> m) {
        return new RuleIs(
                chain,
                Optional.of("nat"),
                Optional.of(t.namespace),
                m,
                Set.of(),
                Optional.of(action),
                to,
                Optional.empty());
    }

    private static RuleIs masquerade(NamedNetwork t) {
        return nat(
                t,
                "POSTROUTING",
                RuleTarget.MASQUERADE,
                Optional.empty(),
                Map.of(RulePart.SOURCE, t.address(0) + "/24", RulePart.OUT, "!" + t.bridge));
    }

    @ParameterizedTest
    @EnumSource
    void aRuleIsMatchedByMeaning(NamedNetwork t) {
        passes(drop(t), t.scene().rules(forward(dropping(t))));
        passes(drop(t), t.scene().rules(forward(dropping(t, "comment=web"))));
        fails(new Not(drop(t)), t.scene().rules(forward(dropping(t))), Layer.FILTER, "FORWARD", "rule.still-so");
        passes(new Not(drop(t)), t.scene().rules(forward()));
        passes(new Not(drop(t)), t.scene());
    }

    @ParameterizedTest
    @EnumSource
    void iptablesItsElderAndNftAreAlike(NamedNetwork t) {
        Rule rule = rule(
                "oifname != \"" + t.bridge + "\" ip saddr " + t.address(0) + "/24 masquerade",
                RuleAction.Kind.MASQUERADE,
                "",
                "source=" + t.address(0) + "/24",
                "!out=" + t.bridge);
        RuleChain iptables = base("POSTROUTING", "nat", "postrouting", "accept", rule);
        passes(masquerade(t), t.scene().rules(table("nat", iptables)));
        passes(masquerade(t), t.scene().rules(new RuleTable("ip", "nat", true, List.of(iptables))));
        RuleChain nft = base("out", "nat", "postrouting", "accept", rule);
        passes(masquerade(t), t.scene().rules(new RuleTable("inet", "mine", false, List.of(nft))));
        Diagnosis still = fails(
                new Not(masquerade(t)),
                t.scene().rules(new RuleTable("inet", "mine", false, List.of(nft))),
                Layer.NAT,
                "POSTROUTING",
                "rule.still-so");
        assertThat(still.evidence().getFirst().source())
                .isEqualTo("ip netns exec " + t.namespace + " nft list chain inet mine out");
        Rule four = new Rule(plus(rule, "0.0.0.0/0"), rule.action(), 0, 0, "…");
        Rule six = new Rule(plus(rule, "::/0"), rule.action(), 0, 0, "…");
        passes(masquerade(t), t.scene().rules(inet(base("out", "nat", "postrouting", "accept", four))));
        fails(
                masquerade(t),
                t.scene().rules(inet(base("out", "nat", "postrouting", "accept", six))),
                Layer.NAT,
                "POSTROUTING",
                "rule.narrower");
        // A chain of IPv6, of another type, or at another hook is not meant.
        Scene other = t.scene().rules(new RuleTable("ip6", "nat", false, List.of(iptables)));
        fails(masquerade(t), other, Layer.NAT, "POSTROUTING", "rule.missing");
        Scene pre = t.scene().rules(table("mine", base("in", "nat", "prerouting", "accept", rule)));
        fails(masquerade(t), pre, Layer.NAT, "POSTROUTING", "rule.elsewhere");
    }

    private static RuleTable inet(RuleChain chain) {
        return new RuleTable("inet", "mine", false, List.of(chain));
    }

    private static List<RuleCondition> plus(Rule rule, String everything) {
        List<RuleCondition> conditions = new ArrayList<>(rule.conditions());
        conditions.add(new RuleCondition("destination", false, everything));
        return conditions;
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownRuleIsNoMatchAndNoAbsence(NamedNetwork t) {
        Scene dark = t.scene().rules(forward(dropping(t, "other=u32")));
        inconclusive(drop(t), dark.evidence(), "unseen.rule");
        inconclusive(new Not(drop(t)), dark.evidence(), "unseen.rule");
        // It has another device, so it is not the right one, whatever its other matches.
        Rule other = rule("-A FORWARD …", RuleAction.Kind.DROP, "", "in=" + t.out, "other=u32");
        fails(drop(t), t.scene().rules(forward(other)), Layer.FILTER, "FORWARD", "rule.missing");
        passes(new Not(drop(t)), t.scene().rules(forward(other)));
        passes(drop(t), t.scene().rules(forward(dropping(t, "other=u32"), dropping(t))));
        inconclusive(drop(t), t.scene().dark().evidence(), "unseen.rules");
        inconclusive(new Not(drop(t)), t.scene().dark().evidence(), "unseen.rules");
    }

    @ParameterizedTest
    @EnumSource
    void aSimilarRuleIsNamed(NamedNetwork t) {
        Diagnosis part = fails(
                drop(t),
                t.scene()
                        .rules(forward(rule(
                                "-A FORWARD -d x",
                                RuleAction.Kind.DROP,
                                "",
                                "in=" + t.bridge,
                                "protocol=tcp",
                                "destination=" + t.address(0) + "/25",
                                "destination-port=80,443"))),
                Layer.FILTER,
                "FORWARD",
                "rule.part");
        assertThat(part.sentence().arguments())
                .containsEntry("part", "destination")
                .containsEntry("seen", t.address(0) + "/25");
        assertThat(part.evidence())
                .containsExactly(new Quote(
                        "ip netns exec " + t.namespace + " iptables -t filter -S FORWARD", "-A FORWARD -d x"));
        fails(
                drop(t),
                t.scene().rules(forward(dropping(t, "source=1.2.3.4"))),
                Layer.FILTER,
                "FORWARD",
                "rule.narrower");
        passes(drop(t, RulePart.SOURCE), t.scene().rules(forward(dropping(t, "source=1.2.3.4"))));
        Rule wider = rule("-A FORWARD", RuleAction.Kind.DROP, "", "in=" + t.bridge, "protocol=tcp");
        fails(drop(t), t.scene().rules(forward(wider)), Layer.FILTER, "FORWARD", "rule.wider");
        Rule accept = new Rule(dropping(t).conditions(), new RuleAction(RuleAction.Kind.ACCEPT, ""), 0, 0, "-A …");
        fails(drop(t), t.scene().rules(forward(accept)), Layer.FILTER, "FORWARD", "rule.action");
        Rule stranger = rule("-A FORWARD", RuleAction.Kind.ACCEPT, "", "ct-state=established,related");
        fails(drop(t), t.scene().rules(forward(stranger)), Layer.FILTER, "FORWARD", "rule.missing");
    }

    @ParameterizedTest
    @EnumSource
    void aRuleInTheWrongPlaceIsFound(NamedNetwork t) {
        Scene input = t.scene().rules(table("filter", base("INPUT", "filter", "input", "accept", dropping(t))));
        Diagnosis elsewhere = fails(drop(t), input, Layer.FILTER, "FORWARD", "rule.elsewhere");
        assertThat(elsewhere.sentence().arguments()).containsEntry("seen", "filter INPUT");
        Scene mangle = t.scene().rules(table("mangle", base("FORWARD", "filter", "forward", "accept", dropping(t))));
        fails(drop(t), mangle, Layer.FILTER, "FORWARD", "rule.elsewhere");
        Scene outside = t.scene().in("init").rules(forward(dropping(t)));
        Diagnosis namespace = fails(drop(t), outside, Layer.FILTER, "FORWARD", "rule.namespace");
        assertThat(namespace.sentence().arguments()).containsEntry("seen", "init");
        fails(
                drop(t),
                new Scene().in(t.namespace),
                Layer.LINK,
                t.device(t.bridge).toString(),
                "link.missing");
    }

    @ParameterizedTest
    @EnumSource
    void aChainThatIsJumpedToCountsWithItsJump(NamedNetwork t) {
        Rule jump = rule("-A FORWARD -j MINE", RuleAction.Kind.JUMP, "MINE", "in=" + t.bridge);
        Rule inner = rule(
                "-A MINE -j DROP",
                RuleAction.Kind.DROP,
                "",
                "protocol=tcp",
                "destination=" + t.address(0) + "/24",
                "destination-port=80,443");
        RuleChain mine = base("MINE", "", "", "", inner);
        RuleChain forward = base("FORWARD", "filter", "forward", "accept", jump);
        passes(drop(t), t.scene().rules(table("filter", forward, mine)));
        RuleChain unreached = base("FORWARD", "filter", "forward", "accept");
        fails(drop(t), t.scene().rules(table("filter", unreached, mine)), Layer.FILTER, "FORWARD", "rule.missing");
        Rule loop = rule("-A MINE -j MINE", RuleAction.Kind.JUMP, "MINE");
        fails(
                drop(t),
                t.scene().rules(table("filter", forward, base("MINE", "", "", "", loop))),
                Layer.FILTER,
                "FORWARD",
                "rule.missing");
        RuleIs own = new RuleIs(
                "MINE",
                Optional.empty(),
                Optional.of(t.namespace),
                Map.of(),
                Set.of(),
                Optional.of(RuleTarget.RETURN),
                Optional.empty(),
                Optional.empty());
        fails(own, t.scene(), Layer.FILTER, "MINE", "rule.no-chain");
    }

    @ParameterizedTest
    @EnumSource
    void aTranslationsTargetMustMatch(NamedNetwork t) {
        RuleIs wanted = nat(
                t,
                "PREROUTING",
                RuleTarget.DNAT,
                Optional.of(t.address(2) + ":80"),
                Map.of(RulePart.PROTOCOL, "tcp", RulePart.DESTINATION_PORT, "" + t.number));
        Rule right = rule(
                "-A PREROUTING …",
                RuleAction.Kind.DNAT,
                t.address(2) + ":80",
                "protocol=tcp",
                "destination-port=" + t.number);
        RuleChain chain = base("PREROUTING", "nat", "prerouting", "accept", right);
        passes(wanted, t.scene().rules(table("nat", chain)));
        Rule wrong = new Rule(
                right.conditions(),
                new RuleAction(RuleAction.Kind.DNAT, t.address(3) + ":80"),
                0,
                0,
                "-A PREROUTING …");
        Diagnosis to = fails(
                wanted,
                t.scene().rules(table("nat", base("PREROUTING", "nat", "prerouting", "accept", wrong))),
                Layer.NAT,
                "PREROUTING",
                "rule.to");
        assertThat(to.sentence().arguments()).containsEntry("seen", "dnat " + t.address(3) + ":80");
        Rule otherPort = rule(
                "-A PREROUTING …", RuleAction.Kind.DNAT, t.address(2) + ":80", "protocol=tcp", "destination-port=1");
        fails(
                wanted,
                t.scene().rules(table("nat", base("PREROUTING", "nat", "prerouting", "accept", otherPort))),
                Layer.NAT,
                "PREROUTING",
                "rule.part");
        RuleIs redirect = nat(
                t,
                "PREROUTING",
                RuleTarget.REDIRECT,
                Optional.of("8080"),
                Map.of(RulePart.PROTOCOL, "udp", RulePart.SOURCE_PORT, ":1023"));
        Rule colon = rule("-A …", RuleAction.Kind.REDIRECT, ":8080", "protocol=17", "source-port=0:1023");
        passes(redirect, t.scene().rules(table("nat", base("PREROUTING", "nat", "prerouting", "accept", colon))));
    }

    @ParameterizedTest
    @EnumSource
    void oneChainThatDropsDecides(NamedNetwork t) {
        passes(policy(t, "FORWARD", RulePolicy.ACCEPT), t.scene());
        RuleTable dropping = table("filter", base("FORWARD", "filter", "forward", "drop"));
        passes(policy(t, "FORWARD", RulePolicy.DROP), t.scene().rules(dropping));
        passes(policy(t, "FORWARD", RulePolicy.DROP), t.scene().rules(forward()).rules(dropping));
        Diagnosis drops = fails(
                policy(t, "FORWARD", RulePolicy.ACCEPT),
                t.scene().rules(dropping),
                Layer.FILTER,
                "FORWARD",
                "rule.policy");
        assertThat(drops.evidence())
                .containsExactly(new Quote(
                        "ip netns exec " + t.namespace + " iptables -t filter -S FORWARD", "-P FORWARD DROP"));
        fails(policy(t, "INPUT", RulePolicy.DROP), t.scene().rules(dropping), Layer.FILTER, "INPUT", "rule.policy");
        fails(
                new Not(policy(t, "FORWARD", RulePolicy.DROP)),
                t.scene().rules(dropping),
                Layer.FILTER,
                "FORWARD",
                "rule.still-policy");
        inconclusive(policy(t, "FORWARD", RulePolicy.ACCEPT), t.scene().dark().evidence(), "unseen.rules");
    }

    @Test
    void invalidValuesAreRefused() {
        NamedNetwork t = NamedNetwork.RED;
        assertThatThrownBy(() -> policy(t, "MINE", RulePolicy.DROP)).isInstanceOf(IllegalArgumentException.class);
        for (Map<RulePart, String> match : List.of(
                Map.of(RulePart.DESTINATION_PORT, "80"),
                Map.of(RulePart.SOURCE, "10.0.0" + "/99"),
                Map.of(RulePart.PROTOCOL, "tcp", RulePart.SOURCE_PORT, "90:80"),
                Map.of(RulePart.MARK, "blue"))) {
            assertThatThrownBy(() -> nat(t, "PREROUTING", RuleTarget.DNAT, Optional.empty(), match))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** A rule that must not exist: {@code not} of a rule without matches. */
    @ParameterizedTest
    @EnumSource(NamedNetwork.class)
    void aRuleWithoutMatchesAcceptsEverything(NamedNetwork t) {
        RuleIs everything = new RuleIs(
                "FORWARD",
                Optional.empty(),
                Optional.of(t.namespace),
                Map.of(),
                Set.of(),
                Optional.of(RuleTarget.ACCEPT),
                Optional.empty(),
                Optional.empty());
        Rule some = rule("-A FORWARD", RuleAction.Kind.ACCEPT, "", "in=" + t.bridge);
        Rule answers = rule("-A FORWARD", RuleAction.Kind.ACCEPT, "", "ct-state=established,related");
        Rule all = rule("-A FORWARD -j ACCEPT", RuleAction.Kind.ACCEPT, "");
        passes(new Not(everything), t.scene().rules(forward(some, answers)));
        passes(new Not(everything), t.scene().rules(forward()));
        fails(
                new Not(everything),
                t.scene().rules(forward(some, answers, all)),
                Layer.FILTER,
                "FORWARD",
                "rule.still-so");
    }

    @Test
    void differentNotationsAreEqual() {
        assertThat(RuleNormalizer.of(RulePart.DESTINATION_PORT, "443,80:82,83")).contains("80:83,443");
        assertThat(RuleNormalizer.of(RulePart.CT_STATE, "RELATED,ESTABLISHED")).contains("established,related");
        assertThat(RuleNormalizer.of(RulePart.MARK, "0x10/0xffffffff")).contains("0x10");
        assertThat(RuleNormalizer.of(RulePart.MARK, "16")).contains("0x10");
        assertThat(RuleNormalizer.of(RulePart.SOURCE, "10.1.2.3/8")).contains("10.0.0.0/8");
        assertThat(RuleNormalizer.of(RulePart.SOURCE, "10.1.2.3")).contains("10.1.2.3/32");
        assertThat(RuleNormalizer.of(RulePart.SOURCE, "fd00::1/64")).contains("fd00:0:0:0:0:0:0:0/64");
        assertThat(RuleNormalizer.of(RulePart.ICMP_TYPE, "echo-request")).contains("8");
    }
}
