package org.patchbay.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Rule;
import org.patchbay.observe.kernel.RuleAction;
import org.patchbay.observe.kernel.RuleChain;
import org.patchbay.observe.kernel.RuleCondition;
import org.patchbay.observe.kernel.RuleTable;

/** The rules of a snapshot, compared with the output of a real machine's tools. */
@Tag("vm")
class RulesVmTest {
    /** Docker's rules for a bridge and a published port, and rules of lessons. */
    private static final List<String> IPTABLES = List.of(
            "-P FORWARD DROP",
            "-N DOCKER",
            "-N DOCKER-USER",
            "-N DOCKER-ISOLATION-STAGE-1",
            "-N DOCKER-ISOLATION-STAGE-2",
            "-A FORWARD -j DOCKER-USER",
            "-A FORWARD -j DOCKER-ISOLATION-STAGE-1",
            "-A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
            "-A FORWARD -o docker0 -j DOCKER",
            "-A FORWARD -i docker0 ! -o docker0 -j ACCEPT",
            "-A FORWARD -i docker0 -o docker0 -j ACCEPT",
            "-A DOCKER -d 172.17.0.2/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport 80 -j ACCEPT",
            "-A DOCKER-ISOLATION-STAGE-1 -i docker0 ! -o docker0 -j DOCKER-ISOLATION-STAGE-2",
            "-A DOCKER-ISOLATION-STAGE-1 -j RETURN",
            "-A DOCKER-ISOLATION-STAGE-2 -o docker0 -j DROP",
            "-A DOCKER-USER -j RETURN",
            "-t nat -N DOCKER",
            "-t nat -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER",
            "-t nat -A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER",
            "-t nat -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE",
            "-t nat -A POSTROUTING -s 172.17.0.2/32 -d 172.17.0.2/32 -p tcp -m tcp --dport 80 -j MASQUERADE",
            "-t nat -A DOCKER -i docker0 -j RETURN",
            "-t nat -A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80",
            "-t nat -A POSTROUTING -s 10.0.0.0/8 -o eth0 -j SNAT --to-source 192.0.2.1",
            "-t nat -A OUTPUT -p tcp --dport 81 -j REDIRECT --to-ports 8081",
            "-A INPUT -p icmp --icmp-type echo-request -j DROP",
            "-A INPUT -p tcp -m multiport --dports 80,443,1000:2000 -j ACCEPT",
            "-A INPUT -p tcp --sport 1024:65535 --dport 22 -m comment --comment 'the way in' -j ACCEPT",
            "-A INPUT -p udp ! --dport 53 -j REJECT",
            "-A INPUT -m conntrack ! --ctstate NEW,INVALID -j ACCEPT",
            "-A INPUT -m state --state NEW -j LOG --log-prefix 'new: '",
            "-A INPUT -s 10.1.2.3,10.4.5.6 -j REJECT --reject-with icmp-host-prohibited",
            "-A INPUT -p tcp --syn -m limit --limit 5/min -j ACCEPT",
            "-A INPUT -i veth+ -s 10.0.0.0/255.0.255.0 -g DOCKER",
            "-A INPUT -m mark --mark 0x1/0xff -j ACCEPT",
            "-A INPUT -m physdev --physdev-in veth0 -j ACCEPT",
            "-A FORWARD -m physdev ! --physdev-in veth+ --physdev-out veth1 --physdev-is-bridged -j DROP",
            "-A INPUT -m mac --mac-source 02:00:00:00:00:0a -j ACCEPT",
            "-A INPUT -i eth0 -m mac ! --mac-source 02:00:00:00:00:0b -j DROP",
            "-t mangle -A PREROUTING -j MARK --set-mark 5",
            "-t raw -A PREROUTING -p udp --dport 53 -j NOTRACK");

    private Watched machine;

    @BeforeEach
    void start() throws Exception {
        machine = new Watched();
    }

    @AfterEach
    void end() {
        machine.close();
    }

    /** The kernel takes a while from a new generation's number to the last of what makes it. */
    @Test
    void rulesReadDuringAChangeAreNotCached() throws Exception {
        machine.run("""
                iptables -P FORWARD ACCEPT; iptables -N LONG
                for policy in accept drop; do
                    echo 'flush chain ip filter LONG'
                    for i in $(seq 500); do echo "add rule ip filter LONG meta mark $i accept"; done
                    echo "chain ip filter FORWARD { policy $policy; }"
                done | split -l 502 - /root/change.
                """);
        for (int round = 0; round < 40; round++) {
            String policy = round % 2 == 0 ? "drop" : "accept";
            String file = round % 2 == 0 ? "ab" : "aa";
            FutureTask<String> change = new FutureTask<>(() -> machine.run("nft -f /root/change." + file));
            Thread.ofVirtual().start(change);
            while (!change.isDone()) {
                machine.look();
            }
            change.get();
            assertThat(chain(machine.look(Namespace.INIT), "filter", "FORWARD").policy())
                    .as("round %d", round)
                    .isEqualTo(policy);
        }
    }

    @Test
    void theRulesOfIptablesAreReportedAsItSavesThem() throws Exception {
        machine.run(IPTABLES.stream().map(rule -> "iptables " + rule + "\n").collect(Collectors.joining()));
        machine.run("ip6tables -A INPUT -p icmpv6 --icmpv6-type echo-request -s fd00::/64 -j ACCEPT");
        var namespace = machine.look(Namespace.INIT);
        var told = texts(namespace, "ip", false);
        var saved = saved(machine.run("iptables-save"));
        assertThat(told.keySet()).isEqualTo(saved.keySet());
        saved.forEach(
                (table, rules) -> assertThat(told.get(table)).as(table).containsExactlyInAnyOrderElementsOf(rules));
        assertThat(texts(namespace, "ip6", false)).isEqualTo(saved(machine.run("ip6tables-save")));

        var forward = chain(namespace, "filter", "FORWARD");
        assertThat(forward.policy()).isEqualTo("drop");
        assertThat(forward.hook()).isEqualTo("forward");
        assertThat(chain(namespace, "nat", "DOCKER").hook()).isEmpty();
        assertThat(rule(namespace, "--to-destination"))
                .satisfies(rule -> assertThat(rule.conditions())
                        .containsExactlyInAnyOrder(
                                new RuleCondition("in", true, "docker0"),
                                new RuleCondition("protocol", false, "tcp"),
                                new RuleCondition("destination-port", false, "8080")))
                .satisfies(rule ->
                        assertThat(rule.action()).isEqualTo(new RuleAction(RuleAction.Kind.DNAT, "172.17.0.2:80")));
        assertThat(rule(namespace, "! --ctstate").conditions())
                .containsExactly(new RuleCondition("ct-state", true, "invalid,new"));
        assertThat(rule(namespace, "-m physdev --physdev-in veth0").conditions())
                .containsExactly(new RuleCondition(RuleCondition.OTHER, false, "physdev-in veth0"));
    }

    @Test
    void countersAreThoseOfTheMomentAndALookAddsNothing() throws Exception {
        machine.run("ip link set lo up; iptables -A INPUT -p icmp -j ACCEPT");
        assertThat(rule(machine.look(Namespace.INIT), "icmp").packets()).isZero();
        machine.run("ping -c 2 -i 0.2 127.0.0.1");
        assertThat(rule(machine.look(Namespace.INIT), "icmp").packets()).isEqualTo(4);
        assertThat(rule(machine.look(Namespace.INIT), "icmp").packets()).isEqualTo(4);
    }

    @Test
    void theRulesOfNftAreUnderstood() throws Exception {
        machine.run("""
                nft -f - <<'END'
                table inet t {
                  chain in {
                    type filter hook input priority 5; policy drop;
                    ct state vmap { established : accept, invalid : drop }
                    iifname { "a", "b" } drop
                    tcp dport { 80, 1000-2000 } counter accept comment "web"
                    ip saddr 10.0.0.0/8 udp sport >= 1024 jump other
                    ip daddr . tcp dport { 10.0.0.1 . 80 } drop
                    meta nfproto ipv6 log prefix "six " drop
                  }
                  chain other { icmp type echo-request return; }
                }
                table ip n {
                  chain pre { type nat hook prerouting priority dstnat; tcp dport 80 dnat to 10.0.0.2:8080; }
                  chain post { type nat hook postrouting priority srcnat; oifname "eth0" masquerade; }
                }
                END""");
        var namespace = machine.look(Namespace.INIT);
        assertThat(chain(namespace, "t", "in"))
                .satisfies(in -> assertThat(List.of(in.type(), in.hook(), in.policy()))
                        .containsExactly("filter", "input", "drop"))
                .satisfies(in -> assertThat(in.priority()).isEqualTo(5));
        assertThat(understood(namespace, "t", "in"))
                .containsExactly(
                        "ct-state invalid DROP",
                        "ct-state established ACCEPT",
                        "in a DROP",
                        "in b DROP",
                        "protocol tcp, destination-port 80,1000:2000, comment web ACCEPT",
                        "source 10.0.0.0/8, protocol udp, source-port 1024:65535 JUMP other",
                        "source 0.0.0.0/0, protocol tcp, other ip daddr @__set2 DROP",
                        "source ::/0 DROP");
        assertThat(understood(namespace, "t", "other"))
                .containsExactly("source 0.0.0.0/0, protocol icmp, icmp-type 8 RETURN");
        assertThat(understood(namespace, "n", "pre"))
                .containsExactly("protocol tcp, destination-port 80 DNAT 10.0.0.2:8080");
        assertThat(understood(namespace, "n", "post")).containsExactly("out eth0 MASQUERADE");
        machine.run("nft flush chain inet t in");
        assertThat(understood(machine.look(Namespace.INIT), "t", "in")).isEmpty();
    }

    @Test
    void theRulesOfIptablesLegacyAreReportedOnlyIfThereAreAny() throws Exception {
        machine.run("""
                ip netns add red
                iptables-legacy -P FORWARD DROP
                iptables-legacy -N X
                iptables-legacy -A FORWARD -p udp -g X
                iptables-legacy -A INPUT -p tcp --dport 80 -m comment --comment 'the web' -j ACCEPT
                iptables-legacy -A X -s 10.0.0.0/8 ! -i eth+ -j RETURN
                iptables-legacy -t nat -A POSTROUTING -s 10.0.0.0/24 ! -o br0 -j MASQUERADE
                ip6tables-legacy -A INPUT -s fd00::/64 -m state --state NEW -j REJECT""");
        var snapshot = machine.look();
        var init = snapshot.namespace(Namespace.INIT).orElseThrow();
        assertThat(texts(init, "ip", true)).isEqualTo(saved(machine.run("iptables-legacy-save")));
        assertThat(texts(init, "ip6", true)).isEqualTo(saved(machine.run("ip6tables-legacy-save")));
        assertThat(chain(init, "filter", "FORWARD").policy()).isEqualTo("drop");
        assertThat(snapshot.namespace("red").orElseThrow().rules()).hasValue(List.of());
        assertThat(machine.run("ip netns exec red cat /proc/net/ip_tables_names"))
                .isEmpty();
    }

    private static List<String> understood(Namespace namespace, String table, String chain) {
        return chain(namespace, table, chain).rules().stream()
                .map(rule -> rule.conditions().stream()
                                .map(condition -> condition.key() + " " + condition.value())
                                .collect(Collectors.joining(", "))
                        + (rule.conditions().isEmpty() ? "" : " ")
                        + (rule.action().kind() + " " + rule.action().argument()).strip())
                .toList();
    }

    private static RuleChain chain(Namespace namespace, String table, String chain) {
        return namespace.rules().orElseThrow().stream()
                .filter(t -> t.name().equals(table))
                .flatMap(t -> t.chains().stream())
                .filter(c -> c.name().equals(chain))
                .findFirst()
                .orElseThrow();
    }

    private static Rule rule(Namespace namespace, String part) {
        return namespace.rules().orElseThrow().stream()
                .flatMap(RulesVmTest::rules)
                .filter(rule -> rule.text().contains(part))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<Rule> rules(RuleTable table) {
        return table.chains().stream().flatMap(chain -> chain.rules().stream());
    }

    /** A snapshot's rules of a family, by table. */
    private static Map<String, List<String>> texts(Namespace namespace, String family, boolean legacy) {
        var texts = new TreeMap<String, List<String>>();
        for (var table : namespace.rules().orElseThrow()) {
            if (table.family().equals(family) && table.legacy() == legacy) {
                texts.put(table.name(), rules(table).map(Rule::text).toList());
            }
        }
        return texts;
    }

    /** By table, the rules that iptables-save printed. */
    private static Map<String, List<String>> saved(String printed) {
        var saved = new TreeMap<String, List<String>>();
        var table = "";
        for (var line : printed.lines().toList()) {
            if (line.startsWith("*")) {
                table = line.substring(1);
                saved.put(table, new ArrayList<>());
            } else if (line.startsWith("-A")) {
                saved.get(table).add(line);
            }
        }
        return saved;
    }
}
