package org.patchbay.observe.parse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A device as {@code ifconfig} prints it (ifconfig(8) of net-tools).
 *
 * @param flags the IFF_ bits (netdevice(7)); empty in the old format
 * @param state their names in English, whatever the locale
 * @param type {@code Ethernet}, {@code Local Loopback} …, in English whatever the locale
 * @param mac empty for a device without a hardware address
 * @param counters by column: {@code rx_packets} …
 */
public record InterfaceReport(
        String name,
        OptionalLong flags,
        List<String> state,
        OptionalLong mtu,
        Optional<String> type,
        Optional<String> mac,
        OptionalLong metric,
        List<Inet> ipv4,
        List<Inet6> ipv6,
        Map<String, Long> counters)
        implements Row {
    /** The counters, in output order. */
    static final List<String> COUNTERS = List.of(
            "rx_packets",
            "rx_errors",
            "rx_dropped",
            "rx_overruns",
            "rx_frame",
            "tx_packets",
            "tx_errors",
            "tx_dropped",
            "tx_overruns",
            "tx_carrier",
            "tx_collisions",
            "rx_bytes",
            "tx_bytes");

    /** An IPv4 address; mask and broadcast address as dotted quads, empty where not printed. */
    public record Inet(String address, Optional<String> mask, Optional<String> broadcast) {}

    /** An IPv6 address; the mask is a prefix length, the scope a hexadecimal number, the type its name. */
    public record Inet6(String address, OptionalLong mask, Optional<String> scope, Optional<String> type) {}

    public InterfaceReport {
        state = List.copyOf(state);
        ipv4 = List.copyOf(ipv4);
        ipv6 = List.copyOf(ipv6);
        counters = Map.copyOf(counters);
    }

    @Override
    public Map<String, Object> columns() {
        Optional<Inet> inet = ipv4.isEmpty() ? Optional.empty() : Optional.of(ipv4.getLast());
        Optional<Inet6> inet6 = ipv6.isEmpty() ? Optional.empty() : Optional.of(ipv6.getLast());
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("name", name);
        columns.put("flags", orNull(flags));
        columns.put("state", state);
        columns.put("mtu", orNull(mtu));
        columns.put("type", type.orElse(null));
        columns.put("mac_addr", mac.orElse(null));
        columns.put("ipv4_addr", inet.map(Inet::address).orElse(null));
        columns.put("ipv4_mask", inet.flatMap(Inet::mask).orElse(null));
        columns.put("ipv4_bcast", inet.flatMap(Inet::broadcast).orElse(null));
        columns.put("ipv6_addr", inet6.map(Inet6::address).orElse(null));
        columns.put("ipv6_mask", inet6.map(one -> orNull(one.mask())).orElse(null));
        columns.put("ipv6_scope", inet6.flatMap(Inet6::scope).orElse(null));
        columns.put("ipv6_type", inet6.flatMap(Inet6::type).orElse(null));
        columns.put("metric", orNull(metric));
        COUNTERS.forEach(counter -> columns.put(counter, counters.get(counter)));
        if (!ipv4.isEmpty()) {
            columns.put("ipv4", ipv4Columns());
        }
        if (!ipv6.isEmpty()) {
            columns.put("ipv6", ipv6Columns());
        }
        return columns;
    }

    private List<Map<String, Object>> ipv4Columns() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Inet one : ipv4) {
            Map<String, Object> columns = new LinkedHashMap<>();
            columns.put("address", one.address());
            columns.put("mask", one.mask().orElse(null));
            columns.put("broadcast", one.broadcast().orElse(null));
            all.add(columns);
        }
        return all;
    }

    private List<Map<String, Object>> ipv6Columns() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Inet6 one : ipv6) {
            Map<String, Object> columns = new LinkedHashMap<>();
            columns.put("address", one.address());
            columns.put("mask", orNull(one.mask()));
            columns.put("scope", one.scope().orElse(null));
            columns.put("type", one.type().orElse(null));
            all.add(columns);
        }
        return all;
    }

    private static Long orNull(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
