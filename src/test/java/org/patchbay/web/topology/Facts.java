package org.patchbay.web.topology;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What somebody says of a network, each fact by itself, so that it can be compared with what another says. Immutable.
 *
 * @param said by what it is said of: {@code c1/v1 mtu}
 */
public record Facts(SortedMap<String, String> said) {
    public Facts {
        said = Collections.unmodifiableSortedMap(new TreeMap<>(said));
    }

    /** In an order of their own: the kernel keeps none. */
    static String lines(List<String> lines) {
        return lines.stream().sorted().collect(Collectors.joining("; "));
    }
}
