package org.patchbay.check.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.patchbay.check.AddressIs;
import org.patchbay.check.All;
import org.patchbay.check.Any;
import org.patchbay.check.ArrivesAs;
import org.patchbay.check.Assertion;
import org.patchbay.check.BridgePortIs;
import org.patchbay.check.Captured;
import org.patchbay.check.ConnectionIs;
import org.patchbay.check.ContainerIs;
import org.patchbay.check.DockerNetworkIs;
import org.patchbay.check.FdbHas;
import org.patchbay.check.FlowPattern;
import org.patchbay.check.LinkIs;
import org.patchbay.check.ListenerIs;
import org.patchbay.check.NamespaceIs;
import org.patchbay.check.NeighbourIs;
import org.patchbay.check.NeighbourState;
import org.patchbay.check.Not;
import org.patchbay.check.PortState;
import org.patchbay.check.Printed;
import org.patchbay.check.Publication;
import org.patchbay.check.Ran;
import org.patchbay.check.Reachable;
import org.patchbay.check.RouteIs;
import org.patchbay.check.RuleIs;
import org.patchbay.check.Scene;
import org.patchbay.check.Scene.Program;
import org.patchbay.check.ScriptSucceeds;
import org.patchbay.check.SysctlIs;
import org.patchbay.check.VethPair;
import org.patchbay.check.output.ArpOperation;
import org.patchbay.check.output.Cell;
import org.patchbay.check.output.FramePattern;
import org.patchbay.check.rules.RulePart;
import org.patchbay.check.rules.RulePolicy;
import org.patchbay.check.rules.RuleTarget;
import org.patchbay.check.verdict.Attempt;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.EvidenceRequest;
import org.patchbay.check.verdict.Finding;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Reach;
import org.patchbay.check.verdict.ScriptEnd;
import org.patchbay.check.verdict.Transport;
import org.patchbay.check.verdict.Untried;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.Bridge;
import org.patchbay.observe.kernel.BridgePort;
import org.patchbay.observe.kernel.Connection;
import org.patchbay.observe.kernel.Container;
import org.patchbay.observe.kernel.ContainerNetwork;
import org.patchbay.observe.kernel.Docker;
import org.patchbay.observe.kernel.Execution.Sink;
import org.patchbay.observe.kernel.FdbEntry;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Listener;
import org.patchbay.observe.kernel.Rule;
import org.patchbay.observe.kernel.RuleAction;
import org.patchbay.observe.kernel.RuleChain;
import org.patchbay.observe.kernel.RuleCondition;
import org.patchbay.observe.kernel.RuleTable;
import org.patchbay.observe.kernel.Snapshot;

/** For any state that a sandbox reports, which root can choose, there is a verdict and no exception. */
class TotalityTest {
    private static final List<String> WORDS = List.of(
            "veth0",
            "veth1",
            "lo",
            "",
            "\u0001",
            "中",
            "10.70.2.10",
            "10.70.2.11",
            "999.1.2.3",
            "fe80::1",
            "fe80::1%veth0",
            "::/0",
            "10.70.2.0/24",
            "10.70.2.0/99",
            "default",
            "-I",
            "-i",
            "-r",
            "any",
            "{device}");

    private static final List<Assertion> ASSERTIONS = assertions();

    private static List<Assertion> assertions() {
        DeviceName veth0 = DeviceName.parse("veth0");
        DeviceName far = DeviceName.parse("ns1/veth1");
        Ran ping = new Ran("ping", List.of("10.70.2.11"), Optional.empty());
        List<Assertion> all = new ArrayList<>(List.of(
                new VethPair(List.of(veth0, far)),
                new LinkIs(
                        veth0,
                        Optional.of("veth"),
                        Optional.of(true),
                        Optional.of(true),
                        OptionalInt.of(1500),
                        Optional.of("02:00:00:00:00:02"),
                        Optional.of("br0"),
                        false),
                new AddressIs(veth0, "10.70.2.10/24", false),
                new NeighbourIs(veth0, "10.70.2.11", Set.of(NeighbourState.STALE), Optional.of("x"), false),
                new RouteIs(
                        "10.70.2.11",
                        Optional.empty(),
                        Optional.of("10.70.2.10"),
                        Optional.of("veth0"),
                        Optional.of("veth0"),
                        Optional.of("none"),
                        Optional.of("10.70.2.10")),
                new SysctlIs("rp_filter", Optional.of(veth0), Optional.empty(), List.of(0)),
                new NamespaceIs("ns1", Optional.empty()),
                new NamespaceIs("ns1", Optional.of("ping")),
                new NamespaceIs("ns1", Optional.of("shell")),
                new BridgePortIs(
                        veth0, "veth1", Optional.of(PortState.FORWARDING), OptionalInt.of(1), OptionalInt.of(1)),
                new FdbHas(DeviceName.parse("veth1"), "veth0", Optional.of(""), Optional.empty(), OptionalInt.empty()),
                new FdbHas(DeviceName.parse("veth1"), "veth0", Optional.empty(), Optional.of(far), OptionalInt.of(1)),
                rule(Map.of(RulePart.SOURCE, "10.70.2.0/24", RulePart.IN, "veth0"), Optional.empty()),
                rule(Map.of(), Optional.of(RulePolicy.ACCEPT)),
                new ConnectionIs(
                        Optional.empty(),
                        Optional.of("tcp"),
                        new FlowPattern(
                                Optional.of("10.70.2.0/24"), OptionalInt.of(1), Optional.empty(), OptionalInt.empty()),
                        Optional.of(new FlowPattern(
                                Optional.empty(), OptionalInt.of(1), Optional.of("fe80::1"), OptionalInt.empty())),
                        Optional.of("ESTABLISHED"),
                        Optional.of(true)),
                new ListenerIs(1, Optional.empty(), Optional.of("10.70.2.10"), Optional.empty()),
                new ListenerIs(1, Optional.of(Transport.UDP), Optional.of("::"), Optional.of("container:veth0")),
                new ContainerIs(
                        "veth0", Optional.of("lo"), Optional.of("veth1"), Optional.of(Publication.parse("1:1"))),
                new DockerNetworkIs("veth0", Optional.of("bridge"), Optional.of("10.70.2.0/24")),
                ping));
        all.addAll(tried());
        for (ArpOperation operation : ArpOperation.values()) {
            FramePattern frame = new FramePattern(
                    Optional.of(operation),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("10.70.2.10"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            all.add(new Captured(veth0, frame, 1, Optional.empty(), List.of(far)));
            all.add(new Captured(veth0, frame, 1, Optional.of(ping), List.of()));
        }
        for (String tool : List.of("route", "arp", "ifconfig", "ping")) {
            all.add(new Printed(
                    tool,
                    List.of(),
                    Optional.empty(),
                    Map.of(
                            "iface", new Cell.Is("veth0"),
                            "name", new Cell.Is("veth0"),
                            "address", new Cell.Is("10.70.2.11"),
                            "destination_ip", new Cell.Is("10.70.2.11"))));
        }
        all.add(new All(List.copyOf(all)));
        all.add(new Any(List.copyOf(all)));
        all.add(new Not(all.getLast()));
        return all;
    }

    /** Assertions that need active probes. */
    private static List<Assertion> tried() {
        List<Assertion> tried = new ArrayList<>();
        for (Reach.Kind kind : List.of(Reach.Kind.ARP, Reach.Kind.ICMP, Reach.Kind.TCP)) {
            tried.add(new Reachable(
                    "10.70.2.11",
                    Optional.of("ns1"),
                    Optional.of(kind),
                    kind == Reach.Kind.TCP ? OptionalInt.of(80) : OptionalInt.empty(),
                    Optional.of("veth0"),
                    Optional.empty(),
                    OptionalInt.empty(),
                    false));
        }
        tried.add(new ArrivesAs(
                Optional.empty(),
                "10.70.2.11",
                Optional.empty(),
                OptionalInt.of(80),
                "ns1",
                Optional.of("10.70.2.10"),
                OptionalInt.of(1),
                Optional.of("10.70.2.11"),
                OptionalInt.of(80)));
        tried.add(new ScriptSucceeds("true", Layer.NAT, "veth0", Map.of("en", "{said}")));
        return tried;
    }

    private static RuleIs rule(Map<RulePart, String> match, Optional<RulePolicy> policy) {
        return new RuleIs(
                "FORWARD",
                Optional.empty(),
                Optional.empty(),
                match,
                Set.of(),
                policy.isPresent() ? Optional.empty() : Optional.of(RuleTarget.DROP),
                Optional.empty(),
                policy);
    }

    private final Random random = new Random(20);

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private Scene scene() {
        Scene scene = random.nextBoolean() ? Scene.ready() : Scene.pair(random.nextBoolean(), random.nextBoolean());
        for (int i = random.nextInt(4); i > 0; i--) {
            scene.link(new Link(
                    random.nextInt(5),
                    word(),
                    List.of("veth", "bridge", "dummy", "").get(random.nextInt(4)),
                    random.nextBoolean(),
                    random.nextBoolean(),
                    word(),
                    random.nextInt(),
                    word(),
                    random.nextBoolean() ? OptionalInt.of(random.nextInt(5)) : OptionalInt.empty(),
                    random.nextBoolean() ? OptionalLong.of(random.nextInt(5)) : OptionalLong.empty(),
                    random.nextBoolean() ? OptionalInt.of(random.nextInt(5)) : OptionalInt.empty(),
                    List.of()));
            scene.route(word(), word(), word(), random.nextInt());
            scene.neighbour(word(), word(), word(), word());
            furnish(scene.in(random.nextBoolean() ? "ns1" : "init"));
            String tool = List.of("tcpdump", "ping", "route", "arp", "ifconfig", "cat")
                    .get(random.nextInt(6));
            Program program = Program.genuine((tool + " " + word() + " " + word()).strip())
                    .to(Sink.values()[random.nextInt(Sink.values().length)]);
            scene.ran("t1", tool + " " + word(), "listening on " + word() + "\n" + word(), program);
            scene.ran(
                    "t1",
                    word(),
                    word(),
                    new Program(tool, word(), List.of(), Scene.NS1, Sink.TERMINAL, random.nextInt(8) == 0));
        }
        return scene;
    }

    /** With any kind of finding for any request. */
    private Evidence evidence() {
        Map<EvidenceRequest, Finding> findings = new HashMap<>();
        for (Assertion assertion : ASSERTIONS) {
            assertion.needs().forEach(request -> findings.put(request, finding()));
        }
        return scene().evidence().with(findings);
    }

    private Finding finding() {
        return switch (random.nextInt(4)) {
            case 0 -> new ScriptEnd(random.nextInt(-1, 200), word());
            case 1 -> new Untried(Message.of(word()));
            default ->
                new Attempt(
                        Attempt.Ending.values()[random.nextInt(Attempt.Ending.values().length)],
                        word(),
                        IntStream.range(0, random.nextInt(3))
                                .mapToObj(_ -> sighting())
                                .toList(),
                        random.nextDouble(),
                        random.nextDouble());
        };
    }

    private Attempt.Sighting sighting() {
        Attempt.Sighting.Kind[] kinds = Attempt.Sighting.Kind.values();
        return new Attempt.Sighting(
                random.nextBoolean() ? Scene.NS1 : random.nextLong(),
                word(),
                random.nextBoolean(),
                kinds[random.nextInt(kinds.length)],
                Reach.Kind.values()[random.nextInt(Reach.Kind.values().length)],
                word(),
                random.nextInt(2),
                word(),
                80,
                word());
    }

    /** What is beyond devices: bridges, rules, sockets, connections, containers. */
    private void furnish(Scene scene) {
        List<String> states = List.of("learned", "static", "permanent", "forwarding", "disabled", word());
        OptionalInt vlan = random.nextBoolean() ? OptionalInt.of(random.nextInt(3)) : OptionalInt.empty();
        BridgePort port = new BridgePort(word(), states.get(random.nextInt(6)), vlan, List.of(1), Optional.empty());
        FdbEntry entry = new FdbEntry(word(), word(), vlan, states.get(random.nextInt(6)));
        scene.bridge(
                new Bridge(word(), random.nextBoolean(), false, OptionalInt.empty(), List.of(port), List.of(entry)));
        List<RuleCondition> conditions = IntStream.range(0, random.nextInt(3))
                .mapToObj(_ -> new RuleCondition(key(), random.nextBoolean(), word()))
                .toList();
        RuleAction.Kind kind = RuleAction.Kind.values()[random.nextInt(RuleAction.Kind.values().length)];
        Rule rule = new Rule(conditions, new RuleAction(kind, word()), 0, 0, word());
        List<String> chains = List.of("FORWARD", "INPUT", "forward", word());
        String chain = chains.get(random.nextInt(4));
        String hook = random.nextBoolean() ? "forward" : word();
        RuleChain base = new RuleChain(chain, random.nextBoolean() ? "filter" : "nat", hook, 0, "drop", List.of(rule));
        scene.rules(new RuleTable(random.nextBoolean() ? "ip" : "inet", word(), random.nextBoolean(), List.of(base)));
        scene.listener(new Listener(random.nextBoolean() ? "tcp" : "udp", 4 + random.nextInt(3), word(), 1));
        Connection.Flow flow = new Connection.Flow(word(), random.nextInt(2), word(), random.nextInt(2));
        scene.connection(new Connection(word(), flow, flow, word(), random.nextBoolean(), random.nextBoolean()));
        Container container = new Container(
                word(),
                word(),
                word(),
                random.nextBoolean() ? "running" : word(),
                random.nextInt(300),
                random.nextInt(300),
                List.of(new Container.Attachment(word(), word(), word())),
                List.of(new Container.PublishedPort("tcp", word(), 1, random.nextInt(2))));
        ContainerNetwork network = new ContainerNetwork(word(), word(), word(), word(), word(), word());
        scene.docker(new Docker(List.of(container), List.of(network)));
        if (random.nextInt(5) == 0) {
            scene.dark();
        }
    }

    private String key() {
        return List.of("source", "destination-port", "in", "mark", "comment", "other", word())
                .get(random.nextInt(7));
    }

    @Test
    void thereIsAlwaysAVerdict() {
        for (int round = 0; round < 300; round++) {
            Evidence evidence = evidence();
            for (Assertion assertion : ASSERTIONS) {
                assertThat(assertion.judge(evidence)).isNotNull();
                assertThat(assertion.judgeNegated(evidence)).isNotNull();
            }
        }
    }

    @Test
    void everyPacketWalkEnds() {
        List<String> addresses = List.of("10.70.2.10", "10.70.2.11", "127.0.0.1", "224.0.0.1", "255.255.255.255");
        for (int round = 0; round < 1_000; round++) {
            Snapshot snapshot = scene().snapshot();
            String to = addresses.get(random.nextInt(addresses.size()));
            Optional<String> via = random.nextBoolean() ? Optional.of("veth0") : Optional.empty();
            for (Reach.Kind kind : Reach.Kind.values()) {
                boolean ported = kind == Reach.Kind.TCP || kind == Reach.Kind.UDP;
                Reach reach = new Reach(
                        random.nextBoolean() ? "init" : "ns1",
                        to,
                        kind,
                        ported ? OptionalInt.of(1) : OptionalInt.empty(),
                        via,
                        random.nextBoolean() ? Optional.of("10.70.2.10") : Optional.empty(),
                        OptionalInt.empty(),
                        false);
                assertThat(PacketWalk.of(snapshot, reach)).isNotNull();
            }
        }
    }

    @Test
    void noAssertionHoldsTogetherWithItsNegation() {
        for (int round = 0; round < 100; round++) {
            Evidence evidence = evidence();
            for (Assertion assertion : ASSERTIONS) {
                boolean both = assertion.judge(evidence) instanceof Verdict.Passed
                        && assertion.judgeNegated(evidence) instanceof Verdict.Passed;
                assertThat(both).as("%s", assertion).isFalse();
            }
        }
    }
}
