package org.patchbay.author;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.patchbay.observe.kernel.Address;
import org.patchbay.observe.kernel.Container;
import org.patchbay.observe.kernel.ContainerNetwork;
import org.patchbay.observe.kernel.Docker;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Rule;
import org.patchbay.observe.kernel.RuleAction;
import org.patchbay.observe.kernel.RuleChain;
import org.patchbay.observe.kernel.RuleTable;
import org.patchbay.observe.kernel.Snapshot;

class RestorationTest {
    private static final Link LO = link(1, "lo", "loopback", true);
    private static final Link DOWN = link(2, "veth0", "veth", false);
    private static final Link UP = link(2, "veth0", "veth", true);
    private static final Address OWN = new Address("veth0", 4, "10.0.0.1", 24, "global");
    private static final Address OTHER = new Address("veth0", 4, "10.0.0.2", 24, "global");

    @Test
    void what_is_as_it_was_needs_nothing() {
        assertThat(Restoration.script(machine(List.of(LO, UP), List.of(OWN)), machine(List.of(LO, UP), List.of(OWN))))
                .hasValue("");
    }

    @Test
    void what_has_come_goes_and_what_was_set_is_set_back() {
        assertThat(Restoration.script(
                        machine(List.of(LO, DOWN), List.of()),
                        machine(List.of(LO, UP, link(3, "br0", "bridge", true)), List.of(OTHER))))
                .hasValue("""
                        sh -c 'ip link del br0' || true
                        sh -c 'ip link set veth0 down' || true
                        sh -c 'ip address del 10.0.0.2/24 dev veth0' || true
                        """);
    }

    @Test
    void what_has_gone_is_not_made_again() {
        assertThat(Restoration.script(machine(List.of(LO, UP), List.of(OWN)), machine(List.of(LO, UP), List.of())))
                .isEmpty();
        assertThat(Restoration.script(machine(List.of(LO, UP), List.of()), machine(List.of(LO), List.of())))
                .isEmpty();
        assertThat(Restoration.script(
                        machine(List.of(LO, UP), List.of()),
                        machine(List.of(LO, link(2, "veth0", "dummy", true)), List.of())))
                .isEmpty();
    }

    @Test
    void settings_are_written_to_their_files_those_of_all_first() {
        assertThat(Restoration.script(
                        machine(Map.of(
                                "ipv4.ip_forward", 0, "ipv4.conf.eth0.7.rp_filter", 0, "ipv4.conf.all.rp_filter", 0)),
                        machine(Map.of(
                                "ipv4.ip_forward", 1, "ipv4.conf.eth0.7.rp_filter", 2, "ipv4.conf.all.rp_filter", 1))))
                .hasValue("""
                        sh -c 'echo 0 >/proc/sys/net/ipv4/conf/all/rp_filter' || true
                        sh -c 'echo 0 >/proc/sys/net/ipv4/ip_forward' || true
                        sh -c 'echo 0 >/proc/sys/net/ipv4/conf/eth0.7/rp_filter' || true
                        """);
    }

    @Test
    void a_table_of_iptables_is_written_anew_and_one_that_has_come_is_deleted() {
        RuleTable was = table("ip", "filter", "accept", "-A FORWARD -i br0 -j DROP");
        RuleTable changed = table("ip", "filter", "drop");
        RuleTable come = table("arp", "mine", "accept");
        assertThat(Restoration.script(ruled(was), ruled(changed, come))).hasValue("""
                        sh -c 'nft delete table arp mine' || true
                        sh -c 'iptables-restore <<END
                        *filter
                        :FORWARD ACCEPT
                        -A FORWARD -i br0 -j DROP
                        COMMIT
                        END' || true
                        """);
        assertThat(Restoration.script(ruled(come), ruled(table("arp", "mine", "drop"))))
                .isEmpty();
    }

    @Test
    void a_container_that_has_come_goes_before_anything_else_is_looked_at() {
        Container one = container("1", "one");
        assertThat(Restoration.script(
                        docker(List.of(LO), List.of(one)), docker(List.of(), List.of(one, container("2", "two")))))
                .hasValue("docker rm -f 2 || true\n");
        assertThat(Restoration.script(docker(List.of(LO), List.of(one)), docker(List.of(LO), List.of())))
                .isEmpty();
    }

    private static Link link(int index, String name, String kind, boolean up) {
        return new Link(
                index,
                name,
                kind,
                up,
                up,
                "UNKNOWN",
                1500,
                "02:00:00:00:00:0" + index,
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalInt.empty());
    }

    private static RuleTable table(String family, String name, String policy, String... rules) {
        return new RuleTable(
                family,
                name,
                false,
                List.of(new RuleChain(
                        "FORWARD",
                        "filter",
                        "forward",
                        0,
                        policy,
                        List.of(rules).stream()
                                .map(text -> new Rule(List.of(), new RuleAction(RuleAction.Kind.DROP, ""), 0, 0, text))
                                .toList())));
    }

    private static Container container(String id, String name) {
        return new Container(id, name, "busybox", "running", 7, 8, List.of(), List.of());
    }

    private static Snapshot machine(List<Link> links, List<Address> addresses) {
        return snapshot(links, addresses, Map.of(), List.of(), Optional.empty());
    }

    private static Snapshot machine(Map<String, Integer> settings) {
        return snapshot(List.of(), List.of(), settings, List.of(), Optional.empty());
    }

    private static Snapshot ruled(RuleTable... tables) {
        return snapshot(List.of(), List.of(), Map.of(), List.of(tables), Optional.empty());
    }

    private static Snapshot docker(List<Link> links, List<Container> containers) {
        ContainerNetwork bridge = new ContainerNetwork("0", "bridge", "bridge", "", "", "docker0");
        return snapshot(links, List.of(), Map.of(), List.of(), Optional.of(new Docker(containers, List.of(bridge))));
    }

    private static Snapshot snapshot(
            List<Link> links,
            List<Address> addresses,
            Map<String, Integer> settings,
            List<RuleTable> tables,
            Optional<Docker> docker) {
        Namespace init = new Namespace(
                1,
                true,
                List.of(),
                List.of(1),
                links,
                addresses,
                List.of(),
                List.of(),
                settings,
                Optional.of(List.of()),
                Optional.of(tables),
                Optional.of(List.of()),
                Optional.of(List.of()));
        return new Snapshot(0, List.of(init), docker);
    }
}
