package org.patchbay.observe.parse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A line of {@code route} (route(8) of net-tools).
 *
 * @param columnsPrinted which columns the table has
 * @param destination as printed: an address, {@code default}, or a name
 * @param gateway {@code 0.0.0.0} for none; the next hop of an IPv6 route
 * @param genmask empty for an IPv6 route, whose destination has a prefix
 * @param flags letters: {@code UG}
 * @param numbers metric, ref, use, mss, window, irtt; empty for what was not printed or printed as {@code -}
 */
public record RouteEntry(
        Columns columnsPrinted,
        String destination,
        String gateway,
        Optional<String> genmask,
        String flags,
        String iface,
        Map<Number, Long> numbers)
        implements Row {
    /** Which columns a table has. */
    public enum Columns {
        /** {@code route}, {@code route -n}. */
        PLAIN,
        /** {@code route -e}. */
        EXTENDED,
        /** {@code route -ee}. */
        ALL,
        /** {@code route -6}. */
        IPV6;

        /** The numbers between the flags and the device. */
        List<Number> before() {
            return this == EXTENDED
                    ? List.of(Number.MSS, Number.WINDOW, Number.IRTT)
                    : List.of(Number.METRIC, Number.REF, Number.USE);
        }

        /** The numbers after the device. */
        List<Number> behind() {
            return this == ALL ? List.of(Number.MSS, Number.WINDOW, Number.IRTT) : List.of();
        }
    }

    /** The columns that hold whole numbers. */
    public enum Number {
        METRIC("metric"),
        REF("ref"),
        USE("use"),
        MSS("mss"),
        WINDOW("window"),
        IRTT("irtt");

        private final String key;

        Number(String key) {
            this.key = key;
        }
    }

    public RouteEntry {
        numbers = Map.copyOf(numbers);
    }

    /** The meanings of the flags (route(8)); unknown letters are left out. */
    public List<String> flagsPretty() {
        List<String> pretty = new ArrayList<>();
        for (int i = 0; i < flags.length(); i++) {
            String meaning = switch (flags.charAt(i)) {
                case 'U' -> "UP";
                case 'H' -> "HOST";
                case 'G' -> "GATEWAY";
                case 'R' -> "REINSTATE";
                case 'D' -> "DYNAMIC";
                case 'M' -> "MODIFIED";
                case 'A' -> "ADDRCONF";
                case 'C' -> "CACHE";
                case '!' -> "REJECT";
                default -> "";
            };
            if (!meaning.isEmpty()) {
                pretty.add(meaning);
            }
        }
        return pretty;
    }

    @Override
    public Map<String, Object> columns() {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("destination", destination);
        columns.put(columnsPrinted == Columns.IPV6 ? "next_hop" : "gateway", gateway);
        genmask.ifPresent(mask -> columns.put("genmask", mask));
        columns.put("flags", flags);
        columnsPrinted.before().forEach(number -> columns.put(number.key, numbers.get(number)));
        columns.put("iface", iface);
        columnsPrinted.behind().forEach(number -> columns.put(number.key, numbers.get(number)));
        columns.put("flags_pretty", flagsPretty());
        return columns;
    }
}
