package org.patchbay.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.check.Assertion;
import org.patchbay.check.verdict.Diagnosis;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.Command;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.Execution;
import org.patchbay.probe.Look;
import org.patchbay.probe.Probe;
import org.patchbay.probe.ProbeException;
import org.patchbay.probe.ProbeListener;
import org.patchbay.sandbox.Sandbox;
import org.patchbay.sandbox.qemu.WithMachines;

/** Assertions of lessons, judged with a real kernel; a new machine for each test. */
class VocabularyVmTest extends WithMachines {
    private static final Duration LIMIT = Duration.ofMinutes(4);

    /** Red and blue, each with eth0, whose other ends are p1 and p2. */
    private static final String TWO = """
            set -e
            for n in red blue; do ip netns add $n; ip -n $n link set lo up; done
            ip link add p1 type veth peer name eth0 netns red; ip link set p1 up; ip -n red link set eth0 up
            ip link add p2 type veth peer name eth0 netns blue; ip link set p2 up; ip -n blue link set eth0 up
            """;

    private final List<Execution> executions = new ArrayList<>();
    private Sandbox sandbox;
    private Probe probe;

    @BeforeEach
    void start() throws Exception {
        sandbox = machines.start();
        probe = Probe.connect(sandbox.endpoint());
        probe.listen(new ProbeListener() {
            @Override
            public void changed(long count) {}

            @Override
            public void execution(Execution execution) {
                add(execution);
            }

            @Override
            public void terminalEnded(String id, OptionalInt status) {}
        });
    }

    @AfterEach
    void end() {
        probe.close();
        sandbox.close();
    }

    @Test
    void portsAndLearnedAddresses() throws Exception {
        run(TWO + """
                ip link add br0 type bridge; ip link set br0 up
                ip link set p1 master br0; ip link set p2 master br0
                ip -n red addr add 10.1.1.1/24 dev eth0; ip -n blue addr add 10.1.1.2/24 dev eth0
                ip netns exec red ping -c 1 -W 20 10.1.1.2""");
        passes("{bridge-port: {device: p1, bridge: br0, state: forwarding}}");
        passes("{fdb: {bridge: br0, port: p1, of: red/eth0}}");
        passes("{not: {fdb: {bridge: br0, port: p2, of: red/eth0}}}");
        fails("{fdb: {bridge: br0, port: p2, of: red/eth0}}", "BRIDGE br0 fdb.elsewhere");
        fails("{fdb: {bridge: br0, port: p2, of: p2}}", "BRIDGE br0 fdb.own");
        fails("{bridge-port: {device: p1, bridge: br0, state: blocking}}", "BRIDGE p1 bridge.state");
        fails("{bridge-port: {device: p1, bridge: br0, vlan: 10}}", "BRIDGE p1 bridge.no-vlans");

        run("ip link set br0 type bridge vlan_filtering 1; bridge vlan add dev p1 vid 10");
        passes("{bridge-port: {device: p1, bridge: br0, vlan: 10, pvid: 1}}");
        fails("{bridge-port: {device: p2, bridge: br0, vlan: 10}}", "BRIDGE p2 bridge.vlan");
        fails("{bridge-port: {device: p1, bridge: br0, pvid: 10}}", "BRIDGE p1 bridge.pvid");

        run("ip link set p2 down; bridge fdb flush dev p2 || bridge fdb show");
        fails("{bridge-port: {device: p2, bridge: br0, state: forwarding}}", "LINK p2 link.down");
        run("ip link set p1 nomaster");
        fails("{bridge-port: {device: p1, bridge: br0}}", "BRIDGE p1 bridge.no-port");
        fails("{bridge-port: {device: red/p1, bridge: br0}}", "LINK red/p1 link.elsewhere");
    }

    @Test
    void aRuleIsTheSameFromAnyTool() throws Exception {
        run("""
                set -e
                for n in new nft; do ip netns add $n; ip -n $n link add br0 type bridge; done
                t="ip netns exec new iptables"
                $t -t nat -A POSTROUTING -s 10.1.1.0/24 ! -o br0 -j MASQUERADE
                $t -t nat -A PREROUTING -p tcp --dport 8080 -j DNAT --to-destination 10.1.1.2:80
                $t -A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
                $t -P FORWARD DROP""");
        run("""
                set -e
                n="ip netns exec nft nft"
                $n add table ip mine
                $n 'add chain ip mine post { type nat hook postrouting priority 100; }'
                $n 'add rule ip mine post ip saddr 10.1.1.0/24 oifname != "br0" masquerade'
                $n 'add chain ip mine pre { type nat hook prerouting priority -100; }'
                $n 'add rule ip mine pre tcp dport 8080 dnat to 10.1.1.2:80'
                $n 'add chain ip mine forwarding { type filter hook forward priority 0; policy drop; }'
                $n 'add rule ip mine forwarding ct state established,related accept'""");
        for (String place : List.of("new", "nft")) {
            String masquerade = "{rule: {namespace: " + place + ", table: nat, chain: POSTROUTING, action: masquerade, "
                    + "match: {out: '!br0', source: 10.1.1.0/%s}}}";
            passes(masquerade.formatted("24"));
            fails(masquerade.formatted("25"), "NAT POSTROUTING rule.part");
            fails("{not: " + masquerade.formatted("24") + "}", "NAT POSTROUTING rule.still-so");
            passes("{not: " + masquerade.formatted("25") + "}");
            String dnat = "{rule: {namespace: " + place + ", table: nat, chain: PREROUTING, action: dnat, to: '%s', "
                    + "match: {protocol: tcp, destination-port: 8080}}}";
            passes(dnat.formatted("10.1.1.2:80"));
            fails(dnat.formatted("10.1.1.2:81"), "NAT PREROUTING rule.to");
            String rule = "{rule: {namespace: " + place + ", chain: FORWARD, %s}}";
            passes(rule.formatted("match: {ct-state: 'established,related'}, action: accept"));
            fails(rule.formatted("match: {ct-state: established}, action: accept"), "FILTER FORWARD rule.part");
            fails(
                    rule.formatted("match: {ct-state: 'established,related'}, action: drop"),
                    "FILTER FORWARD rule.action");
            passes(rule.formatted("policy: drop"));
            fails(rule.formatted("policy: accept"), "FILTER FORWARD rule.policy");
        }
        passes("{rule: {chain: FORWARD, policy: accept}}");
        fails(
                "{rule: {namespace: new, chain: INPUT, match: {ct-state: 'established,related'}, action: accept}}",
                "FILTER INPUT rule.elsewhere");
    }

    @Test
    void aRuleOfIptablesLegacyIsARule() throws Exception {
        run("""
                iptables-legacy -t nat -A POSTROUTING -s 10.1.1.0/24 ! -o br0 -j MASQUERADE
                iptables-legacy -A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
                iptables-legacy -P FORWARD DROP""");
        String masquerade = "{rule: {table: nat, chain: POSTROUTING, action: masquerade, "
                + "match: {out: '!br0', source: 10.1.1.0/%s}}}";
        passes(masquerade.formatted("24"));
        fails(masquerade.formatted("25"), "NAT POSTROUTING rule.part");
        passes("{rule: {chain: FORWARD, match: {ct-state: 'established,related'}, action: accept}}");
        passes("{rule: {chain: FORWARD, policy: drop}}");
        fails("{rule: {chain: FORWARD, policy: accept}}", "FILTER FORWARD rule.policy");
    }

    @Test
    void aRuleThatCantBeReadDecidesNothing() throws Exception {
        for (String tool : List.of("iptables", "iptables-legacy")) {
            for (String match : List.of(
                    "-m length --length 100",
                    "-m iprange --src-range 10.0.0.1-10.0.0.9",
                    "-m mac --mac-source 02:00:00:00:00:01",
                    "-m ttl --ttl-lt 5",
                    "-m pkttype --pkt-type broadcast",
                    "-m connlimit --connlimit-above 3",
                    "-m physdev --physdev-in veth0",
                    "-m statistic --mode nth --every 2 --packet 0",
                    "-m string --string x --algo bm",
                    "-m u32 --u32 0=0")) {
                run(tool + " -A INPUT " + match + " -j DROP");
                decidesNothing(match, "{rule: {chain: INPUT, action: drop}}");
                fails("{rule: {chain: INPUT, action: accept}}", "FILTER INPUT rule.missing");
                run(tool + " -D INPUT 1");
            }
            run(tool + " -A OUTPUT -m owner --uid-owner 0 -j DROP");
            decidesNothing("owner", "{rule: {chain: OUTPUT, action: drop}}");
            run(tool + " -D OUTPUT 1");
        }
    }

    /** Nor does it under a negation. */
    private void decidesNothing(String why, String check) throws ProbeException {
        for (String either : List.of(check, "{not: " + check + "}")) {
            assertThat(judge(either))
                    .as("%s: %s", why, either)
                    .asInstanceOf(InstanceOfAssertFactories.type(Verdict.Inconclusive.class))
                    .extracting(verdict -> verdict.reason().key())
                    .isEqualTo("unseen.rule");
        }
    }

    @Test
    void socketsAndConnections() throws Exception {
        run(TWO + """
                ip addr add 10.1.1.1/24 dev p1; ip -n red addr add 10.1.1.2/24 dev eth0
                ip addr add 10.2.2.1/24 dev p2; ip -n blue addr add 10.2.2.2/24 dev eth0
                ip -n red route add default via 10.1.1.1
                sysctl -w net.ipv4.ip_forward=1
                iptables -t nat -A POSTROUTING -s 10.1.1.0/24 -o p2 -j MASQUERADE
                ip netns exec red nc -l -k 127.0.0.1 8080 </dev/null >/dev/null 2>&1 &
                ip netns exec red nc -l -k -u 0.0.0.0 5353 </dev/null >/dev/null 2>&1 &
                until ip netns exec red ss -ltn | grep :8080; do :; done
                until ip netns exec red ss -lun | grep :5353; do :; done
                ip netns exec red ping -c 1 -W 20 10.2.2.2""");
        passes("{listening: {namespace: red, port: 8080}}");
        passes("{listening: {namespace: red, port: 5353, protocol: udp, address: 10.1.1.2}}");
        fails("{listening: {namespace: red, port: 8080, address: 10.1.1.2}}", "TRANSPORT 8080/tcp listening.loopback");
        fails(
                "{listening: {namespace: red, port: 8080, address: 10.1.1.9}}",
                "ADDRESS 10.1.1.9 address.not-in-namespace");
        fails("{listening: {namespace: red, port: 5353}}", "TRANSPORT 5353/tcp listening.protocol");
        fails("{listening: {port: 8080}}", "TRANSPORT 8080/tcp listening.namespace");
        fails("{listening: {namespace: red, port: 81}}", "TRANSPORT 81/tcp listening.nobody");
        passes("{not: {listening: {namespace: blue, port: 8080}}}");

        String there = "{conntrack: {protocol: icmp, original: {source: 10.1.1.2, destination: 10.2.2.2}, %s}}";
        passes(there.formatted("reply: {source: 10.2.2.2, destination: 10.2.2.1}, replied: true"));
        fails(
                there.formatted("reply: {destination: 10.1.1.2}"),
                "NAT src=10.1.1.2 dst=10.2.2.2 conntrack.other-translation");
        fails("{conntrack: {original: {destination: 10.9.9.9}}}", "NAT dst=10.9.9.9 conntrack.none");
        passes("{not: {conntrack: {original: {destination: 10.9.9.9}}}}");
    }

    @Test
    void processesInANamespace() throws Exception {
        run(TWO);
        passes("{namespace: {name: red}}");
        fails("{namespace: {name: green}}", "LINK green namespace.missing");
        passes("{not: {namespace: {name: green}}}");
    }

    private void passes(String check) throws ProbeException {
        assertThat(judge(check)).as(check).isInstanceOf(Verdict.Passed.class);
    }

    /** Fails with a layer, a subject and a sentence's key. */
    private void fails(String check, String expected) throws ProbeException {
        assertThat(judge(check))
                .as(check)
                .asInstanceOf(InstanceOfAssertFactories.type(Verdict.Failed.class))
                .extracting(Verdict.Failed::diagnosis)
                .extracting(VocabularyVmTest::brief)
                .isEqualTo(expected);
    }

    private static String brief(Diagnosis diagnosis) {
        return diagnosis.layer() + " " + diagnosis.about() + " "
                + diagnosis.sentence().key();
    }

    private Verdict judge(String check) throws ProbeException {
        Assertion assertion = AssertionReader.read(YamlReader.read(check, 0));
        Look look = probe.look();
        look.executions().forEach(this::add);
        Command all = new Command("t1", 1, "", "", true, OptionalInt.empty(), OptionalLong.empty(), 0, 0, told());
        return assertion.judge(new Evidence(Optional.of(look.snapshot()), Optional.of(new CommandLog(List.of(all)))));
    }

    /** Looks and notices may arrive in either order: an ended program stays ended. */
    private synchronized void add(Execution told) {
        if (executions.stream()
                .noneMatch(known -> same(known, told) && known.endedAt().isPresent())) {
            executions.removeIf(known -> same(known, told));
            executions.add(told);
        }
    }

    private static boolean same(Execution one, Execution other) {
        return one.pid() == other.pid() && one.startedAt() == other.startedAt();
    }

    private synchronized List<Execution> told() {
        return List.copyOf(executions);
    }

    private void run(String script) throws ProbeException {
        probe.run(script, LIMIT);
    }
}
