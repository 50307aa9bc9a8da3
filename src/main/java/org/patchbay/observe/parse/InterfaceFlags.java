package org.patchbay.observe.parse;

import java.util.ArrayList;
import java.util.List;

/** The names that {@code ifconfig} gives to the IFF_ bits of a device (netdevice(7)), in its order. */
final class InterfaceFlags {
    private static final List<String> NAMES = List.of(
            "UP",
            "BROADCAST",
            "DEBUG",
            "LOOPBACK",
            "POINTOPOINT",
            "NOTRAILERS",
            "RUNNING",
            "NOARP",
            "PROMISC",
            "ALLMULTI",
            "MASTER",
            "SLAVE",
            "MULTICAST",
            "PORTSEL",
            "AUTOMEDIA",
            "DYNAMIC");

    private InterfaceFlags() {}

    static boolean known(String name) {
        return NAMES.contains(name);
    }

    static List<String> of(long bits) {
        List<String> names = new ArrayList<>();
        for (int bit = 0; bit < NAMES.size(); bit++) {
            if ((bits >> bit & 1) != 0) {
                names.add(NAMES.get(bit));
            }
        }
        return names;
    }
}
