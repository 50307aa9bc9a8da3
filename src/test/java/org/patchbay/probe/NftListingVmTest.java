package org.patchbay.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Rule;
import org.patchbay.observe.kernel.RuleAction;
import org.patchbay.observe.kernel.RuleChain;
import org.patchbay.observe.kernel.RuleCondition;
import org.patchbay.observe.kernel.RuleTable;

/** For rules written with nft, a snapshot equals {@code nft -j list ruleset}. */
@Tag("vm")
class NftListingVmTest {
    private static final String RULES = """
            set -e
            ip link set lo up
            nft -f - <<'END'
            table inet walls {
              chain in {
                type filter hook input priority 5; policy drop;
                ct state established,related accept
                ct state invalid counter drop
                iifname "lo" counter accept
                iifname != "eth0" drop comment "not from there"
                ip saddr 10.0.0.0/8 tcp dport 22 accept
                ip saddr 192.0.2.1 drop
                ip6 saddr fd00::/64 accept
                tcp dport 80 counter accept
                tcp dport 1000-2000 return
                tcp dport { 80, 443 } accept
                udp sport 53 accept
                udp dport != 53 drop
                icmp type echo-request accept
                meta l4proto udp reject
                ip daddr != 10.1.2.3 jump aside
                goto aside
              }
              chain aside { return; }
              chain through { type filter hook forward priority 0; policy accept; oifname "br0" drop; meta mark 0x5 accept; }
              chain away { type filter hook output priority -10; }
            }
            table ip turn {
              chain pre {
                type nat hook prerouting priority -100;
                tcp dport 8080 dnat to 10.0.0.2:80
                iifname "eth0" ip daddr 192.0.2.1 dnat to 10.0.0.3
                tcp dport 81 redirect to :8081
              }
              chain post {
                type nat hook postrouting priority 100;
                ip saddr 10.0.0.0/24 oifname != "br0" counter masquerade
                ip protocol icmp snat to 192.0.2.9
              }
            }
            table ip6 six { chain in { type filter hook input priority 0; ip6 daddr fd00::1 tcp dport 22 drop; }; }
            table arp ask { chain in { type filter hook input priority 0; policy accept; iifname "veth0" drop; }; }
            table bridge cross { chain over { type filter hook forward priority 0; policy accept; iifname "p1" drop; }; }
            END
            # Where the echo, translated, comes from and is answered to.
            ip addr add 192.0.2.9/32 dev lo
            ping -c 2 -i 0.2 127.0.0.1""";

    @Test
    void everyRuleIsReportedAsNftListsIt() throws Exception {
        try (var machine = new Watched()) {
            machine.run(RULES);
            Map<String, List<String>> listed = NftJson.read(machine.run("nft -j list ruleset"));

            assertThat(told(machine.look(Namespace.INIT))).isEqualTo(listed);
            assertThat(listed.get("inet walls in")).hasSize(17).anyMatch(rule -> rule.contains("in lo] ACCEPT 1/84"));
        }
    }

    /** A rule with an unknown part must be marked as not understood, or it would seem to match more. */
    @Test
    void aRuleWithFurtherMatchesIsNotTheWantedOne() throws Exception {
        List<String> nft = List.of(
                "limit rate 1/second",
                "quota over 1 mbytes",
                "meta skuid 0",
                "meta length 100",
                "meta priority 1",
                "ip ttl 64",
                "ip dscp 8",
                "ip length 84",
                "tcp flags syn",
                "tcp sequence 7",
                "ct mark 1",
                "ct direction reply",
                "ct status snat",
                "ct original saddr 10.0.0.1",
                "fib saddr . iif oif missing",
                "numgen random mod 2 0",
                "@th,64,8 5",
                "ip option rr exists",
                "ip saddr . ip daddr { 10.0.0.1 . 10.0.0.2 }",
                "meta pkttype broadcast",
                "meta cpu 0",
                "socket transparent 1");
        List<String> iptables = List.of(
                "-m limit --limit 1/s",
                "-m owner --uid-owner 0",
                "-m recent --name r --set",
                "-m time --timestart 10:00",
                "-m string --algo bm --string x",
                "-m statistic --mode nth --every 2 --packet 0",
                "-m length --length 84",
                "-m ttl --ttl-eq 64",
                "-m hashlimit --hashlimit-name h --hashlimit-upto 1/s",
                "-m connlimit --connlimit-above 2",
                "-m tos --tos 8",
                "-m dscp --dscp 8",
                "-m pkttype --pkt-type broadcast",
                "-m iprange --src-range 10.0.0.1-10.0.0.9",
                "-m connmark --mark 1",
                "-f");
        try (var machine = new Watched()) {
            machine.run("nft 'add table ip t; add chain ip t c'; iptables -N odd; iptables-legacy -N odd");
            // What this kernel or these tools lack is left out.
            for (String match : nft) {
                machine.run("nft 'add rule ip t c " + match + " drop' || true");
            }
            for (String match : iptables) {
                machine.run("iptables -A odd " + match + " -j DROP || true");
                machine.run("iptables-legacy -A odd " + match + " -j DROP || true");
            }
            List<Rule> rules = machine.look(Namespace.INIT).rules().orElseThrow().stream()
                    .flatMap(table -> table.chains().stream())
                    .flatMap(chain -> chain.rules().stream())
                    .toList();
            assertThat(rules).hasSizeGreaterThan(nft.size() + iptables.size());
            assertThat(rules)
                    .noneMatch(rule -> rule.understood() && rule.action().kind() == RuleAction.Kind.DROP);
        }
    }

    private static Map<String, List<String>> told(Namespace namespace) {
        Map<String, List<String>> told = new TreeMap<>();
        for (RuleTable table : namespace.rules().orElseThrow()) {
            for (RuleChain chain : table.chains()) {
                List<String> lines = new ArrayList<>();
                String priority = chain.hook().isEmpty() ? "" : Integer.toString(chain.priority());
                lines.add((chain.type() + " " + chain.hook() + " " + priority + " " + chain.policy()).strip());
                chain.rules().forEach(rule -> lines.add(words(rule)));
                told.put(table.family() + " " + table.name() + " " + chain.name(), lines);
            }
        }
        return told;
    }

    private static String words(Rule rule) {
        var conditions = new TreeSet<String>();
        for (RuleCondition condition : rule.conditions()) {
            String value = condition.key().equals("ct-state")
                    ? String.join(",", new TreeSet<>(List.of(condition.value().split(","))))
                    : condition.value();
            conditions.add(condition.key() + " " + (condition.negated() ? "!" : "") + value);
        }
        String action = (rule.action().kind() + " " + rule.action().argument()).strip();
        return conditions + " " + action
                + (rule.text().contains("counter") ? " " + rule.packets() + "/" + rule.bytes() : "");
    }
}
