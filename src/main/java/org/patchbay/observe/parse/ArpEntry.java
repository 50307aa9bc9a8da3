package org.patchbay.observe.parse;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A line of {@code arp} (arp(8) of net-tools).
 *
 * @param style how it was printed
 * @param name with {@link Style#BSD}: the host's name; empty for {@code ?}
 * @param address as printed
 * @param hwtype {@code ether}; empty for an entry that is (incomplete)
 * @param hwaddress as printed; empty for an entry that is (incomplete)
 * @param flagsMask {@code C} complete, {@code M} permanent, {@code P} published, and the mask if there is one
 * @param permanent whether {@code PERM} was printed
 */
public record ArpEntry(
        Style style,
        Optional<String> name,
        String address,
        Optional<String> hwtype,
        Optional<String> hwaddress,
        Optional<String> flagsMask,
        String iface,
        boolean permanent)
        implements Row {
    /** How {@code arp} prints. */
    public enum Style {
        /** A table: {@code arp -n}. */
        TABLE,
        /** Sentences: {@code arp -a}. */
        BSD
    }

    /** Whether no host has answered for this address: the state is INCOMPLETE or FAILED. */
    public boolean incomplete() {
        return hwaddress.isEmpty();
    }

    @Override
    public Map<String, Object> columns() {
        Map<String, Object> columns = new LinkedHashMap<>();
        if (style == Style.BSD) {
            columns.put("name", name.orElse(null));
        }
        columns.put("address", address);
        columns.put("hwtype", hwtype.orElse(null));
        columns.put("hwaddress", hwaddress.orElse(null));
        if (style == Style.TABLE) {
            columns.put("flags_mask", flagsMask.orElse(null));
        }
        if (permanent) {
            columns.put("permanent", true);
        }
        columns.put("iface", iface);
        return columns;
    }
}
