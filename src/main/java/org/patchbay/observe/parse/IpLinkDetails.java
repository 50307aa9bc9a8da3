package org.patchbay.observe.parse;

import java.util.Map;
import java.util.Set;

/** Parses what follows a device's flags and hardware address, and the lines that {@code -d} adds. */
final class IpLinkDetails {
    static final Set<String> OPERSTATES =
            Set.of("UNKNOWN", "NOTPRESENT", "DOWN", "LOWERLAYERDOWN", "TESTING", "DORMANT", "UP");

    /** JSON members whose name differs from the word in the text. */
    private static final Map<String, String> MEMBERS = Map.ofEntries(
            Map.entry("mode", "linkmode"),
            Map.entry("qlen", "txqlen"),
            Map.entry("brd", "broadcast"),
            Map.entry("link-netnsid", "link_netnsid"),
            Map.entry("link-netns", "link_netns"),
            Map.entry("minmtu", "min_mtu"),
            Map.entry("maxmtu", "max_mtu"),
            Map.entry("addrgenmode", "inet6_addr_gen_mode"),
            Map.entry("numtxqueues", "num_tx_queues"),
            Map.entry("numrxqueues", "num_rx_queues"));

    /** Members of the device itself, even on the lines of its kind. */
    private static final Set<String> OF_THE_DEVICE = Set.of(
            "addrgenmode",
            "numtxqueues",
            "numrxqueues",
            "gso_max_size",
            "gso_max_segs",
            "tso_max_size",
            "tso_max_segs",
            "gro_max_size",
            "gso_ipv4_max_size",
            "gro_ipv4_max_size",
            "parentbus",
            "parentdev");

    private static final Map<String, String> OF_BRIDGES = Map.of(
            "designated_root", "root_id",
            "group_address", "group_addr",
            "mcast_last_member_count", "mcast_last_member_cnt",
            "mcast_startup_query_count", "mcast_startup_query_cnt",
            "mcast_last_member_interval", "mcast_last_member_intvl",
            "mcast_membership_interval", "mcast_membership_intvl",
            "mcast_querier_interval", "mcast_querier_intvl",
            "mcast_query_interval", "mcast_query_intvl",
            "mcast_query_response_interval", "mcast_query_response_intvl",
            "mcast_startup_query_interval", "mcast_startup_query_intvl");

    private static final Map<String, String> OF_PORTS = Map.of(
            "port_id", "id",
            "port_no", "no",
            "designated_bridge", "bridge_id",
            "designated_root", "root_id",
            "mcast_router", "multicast_router");

    private IpLinkDetails() {}

    /** Pairs of a word and its value up to the line's end. */
    static void read(IpTokens words, IpDraft link) {
        while (words.more()) {
            put(words.next(), words, link);
        }
    }

    private static void put(String word, IpTokens words, IpDraft link) {
        // A bridge port's state is not the device's operational state.
        boolean operstate = word.equals("state") && OPERSTATES.contains(words.peek());
        String member = operstate ? "operstate" : MEMBERS.getOrDefault(word, word);
        boolean text = member.equals("master") || member.equals("group") || member.startsWith("parent");
        link.put(member, text ? words.next() : IpTokens.value(words.next()));
    }

    /** {@code bridge forward_delay 1500 …}, {@code bridge_slave state forwarding …}, {@code veth numtxqueues 2 …}. */
    static void kind(String first, IpTokens words, IpDraft link) {
        if (first.equals("hairpin")) {
            // The line that `bridge -d link` adds belongs to the port itself.
            link.put(first, IpTokens.value(words.next()));
            read(words, link);
            return;
        }
        boolean port = first.endsWith("_slave");
        IpDraft info = link.object("linkinfo");
        info.put(port ? "info_slave_kind" : "info_kind", port ? first.substring(0, first.length() - 6) : first);
        Map<String, String> renamed = port ? OF_PORTS : OF_BRIDGES;
        String member = port ? "info_slave_data" : "info_data";
        while (words.more()) {
            String word = words.next();
            if (OF_THE_DEVICE.contains(word)) {
                put(word, words, link);
            } else if (word.startsWith("<")) {
                info.object(member).put("flags", IpTokens.flags(word));
            } else if (!word.equals("mcast_fast_leave")) {
                String value = words.next();
                info.object(member)
                        .put(
                                renamed.getOrDefault(word, word),
                                word.equals("group_fwd_mask") ? value : IpTokens.value(value));
            } else {
                words.next();
            }
        }
    }
}
