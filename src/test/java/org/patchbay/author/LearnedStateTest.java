package org.patchbay.author;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.patchbay.observe.kernel.Bridge;
import org.patchbay.observe.kernel.Connection;
import org.patchbay.observe.kernel.FdbEntry;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Neighbour;
import org.patchbay.observe.kernel.Snapshot;

class LearnedStateTest {
    private static final Neighbour ANSWERED = entry("10.0.0.1", "02:00:00:00:00:01", "REACHABLE");
    private static final Neighbour AGED = entry("10.0.0.1", "02:00:00:00:00:01", "STALE");
    private static final Neighbour OTHER = entry("10.0.0.1", "02:00:00:00:00:02", "REACHABLE");
    private static final Neighbour SILENT = entry("10.0.0.2", "", "FAILED");
    private static final Neighbour SET = entry("10.0.0.3", "02:00:00:00:00:03", "PERMANENT");

    @Test
    void who_was_met_is_forgotten_in_their_namespace() {
        assertThat(LearnedState.forgetting(machine(List.of()), machine(List.of(ANSWERED, SILENT))))
                .hasValue("""
                        ip netns exec red ip neigh del 10.0.0.1 dev veth0 || true
                        ip netns exec red ip neigh del 10.0.0.2 dev veth0 || true
                        """);
    }

    @Test
    void what_bridges_and_tracking_have_learned_is_forgotten_and_what_was_tracked_before_is_kept() {
        Connection ping = connection("10.0.0.1");
        FdbEntry seen = new FdbEntry("p1", "02:00:00:00:00:01", OptionalInt.of(7), "learned");
        FdbEntry own = new FdbEntry("p1", "02:00:00:00:00:02", OptionalInt.empty(), "permanent");
        assertThat(LearnedState.forgetting(
                        machine(List.of(), List.of(own), List.of()),
                        machine(List.of(), List.of(own, seen), List.of(ping))))
                .hasValue("""
                        ip netns exec red bridge fdb del 02:00:00:00:00:01 dev p1 master vlan 7 || true
                        ip netns exec red conntrack -F
                        """);
        assertThat(LearnedState.forgetting(
                        machine(List.of(), List.of(), List.of(ping)),
                        machine(List.of(), List.of(), List.of(ping, connection("10.0.0.2")))))
                .hasValue("ip netns exec red conntrack -D -p icmp -s 10.0.0.9 -d 10.0.0.2 --icmp-id 1 || true\n");
        assertThat(LearnedState.forgetting(
                        machine(List.of(), List.of(), List.of(ping)),
                        machine(List.of(), List.of(), List.of(ping, connection("2", "224.0.0.22")))))
                .hasValue("ip netns exec red conntrack -D -s 10.0.0.9 -d 224.0.0.22 || true\n");
    }

    @Test
    void an_entry_may_age() {
        assertThat(LearnedState.forgetting(machine(List.of(ANSWERED)), machine(List.of(AGED))))
                .hasValue("");
    }

    @Test
    void what_was_set_changed_or_removed_is_more_than_a_meeting() {
        assertThat(LearnedState.forgetting(machine(List.of()), machine(List.of(SET))))
                .isEmpty();
        assertThat(LearnedState.forgetting(machine(List.of(ANSWERED)), machine(List.of(OTHER))))
                .isEmpty();
        assertThat(LearnedState.forgetting(machine(List.of(SILENT)), machine(List.of())))
                .isEmpty();
    }

    private static Neighbour entry(String address, String mac, String state) {
        return new Neighbour("veth0", 4, address, mac, state);
    }

    private static Connection connection(String to) {
        return connection("icmp", to);
    }

    private static Connection connection(String protocol, String to) {
        return new Connection(
                protocol,
                new Connection.Flow("10.0.0.9", 1, to, 0),
                new Connection.Flow(to, 1, "10.0.0.9", 0),
                "",
                false,
                true);
    }

    private static Snapshot machine(List<Neighbour> neighbours) {
        return machine(neighbours, List.of(), List.of());
    }

    private static Snapshot machine(List<Neighbour> neighbours, List<FdbEntry> fdb, List<Connection> connections) {
        Namespace red = new Namespace(
                2,
                false,
                List.of("red"),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                neighbours,
                Map.of(),
                Optional.of(List.of(new Bridge("br0", false, false, OptionalInt.empty(), List.of(), fdb))),
                Optional.empty(),
                Optional.empty(),
                Optional.of(connections));
        return new Snapshot(0, List.of(red), Optional.empty());
    }
}
