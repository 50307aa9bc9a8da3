package org.patchbay.observe.parse;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A rule as {@code iptables -L} prints it.
 *
 * @param num with {@code --line-numbers}
 * @param packets with {@code -v}; rounded if printed as {@code 12K}
 * @param bytes likewise
 * @param target empty for a rule that only counts
 * @param protocol a name, or a number with {@code -n}: {@code 0} for all
 * @param opt {@code -f}, {@code !f}; empty for {@code --}
 * @param in with {@code -v}: a device, {@code *} or {@code any}, {@code !} before it for any other
 * @param out likewise
 * @param options what follows the destination; may be empty
 */
public record IptablesRule(
        OptionalLong num,
        OptionalLong packets,
        OptionalLong bytes,
        Optional<String> target,
        String protocol,
        Optional<String> opt,
        Optional<String> in,
        Optional<String> out,
        String source,
        String destination,
        String options) {
    Map<String, Object> columns() {
        Map<String, Object> columns = new LinkedHashMap<>();
        num.ifPresent(value -> columns.put("num", value));
        packets.ifPresent(value -> columns.put("pkts", value));
        bytes.ifPresent(value -> columns.put("bytes", value));
        columns.put("target", target.orElse(null));
        columns.put("prot", protocol);
        columns.put("opt", opt.orElse(null));
        in.ifPresent(value -> columns.put("in", value));
        out.ifPresent(value -> columns.put("out", value));
        columns.put("source", source);
        columns.put("destination", destination);
        if (!options.isEmpty()) {
            columns.put("options", options);
        }
        return columns;
    }
}
