package org.patchbay.observe.parse;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A device, address, route, neighbour or entry of a forwarding database as {@code ip -j} or {@code bridge -j} print it
 * (ip(8), bridge(8) of iproute2), whether it was printed as JSON or as text. Their members differ from version to
 * version, so they are kept as they are. A member that only the JSON has (the number of a named namespace) is absent
 * for text; the name is then {@code link_netns}.
 */
public record IpObject(Map<String, Object> columns) implements Row {
    public IpObject {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }
}
