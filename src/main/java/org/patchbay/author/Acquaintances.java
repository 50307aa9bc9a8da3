package org.patchbay.author;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.patchbay.observe.Namespace;
import org.patchbay.observe.Neighbour;
import org.patchbay.observe.Snapshot;

/** The neighbours that a machine has met between two looks: by a ping, answered or not. They can be forgotten again. */
final class Acquaintances {
    private static final int IPV4 = 4;

    private Acquaintances() {}

    private record Key(String namespace, String device, String address) {}

    private record Entry(Namespace namespace, Neighbour neighbour) {
        boolean permanent() {
            return neighbour.state().equals("PERMANENT");
        }

        /** Whether it says the same, however old it is. */
        boolean alike(Entry other) {
            return permanent() == other.permanent() && neighbour.mac().equals(other.neighbour.mac());
        }
    }

    /**
     * A script after which the tables say what they said before; empty text if they do. None if somebody has set, changed
     * or removed an entry: that is more than a meeting.
     */
    static Optional<String> forgetting(Snapshot before, Snapshot now) {
        Map<Key, Entry> known = entries(before);
        Map<Key, Entry> met = entries(now);
        if (known.entrySet().stream()
                .anyMatch(one ->
                        !met.containsKey(one.getKey()) || !met.get(one.getKey()).alike(one.getValue()))) {
            return Optional.empty();
        }
        StringBuilder script = new StringBuilder();
        for (Map.Entry<Key, Entry> one : met.entrySet()) {
            if (known.containsKey(one.getKey())) {
                continue;
            }
            Optional<String> ip = ip(one.getValue().namespace());
            if (one.getValue().permanent() || ip.isEmpty()) {
                return Optional.empty();
            }
            script.append(ip.get())
                    .append(" neigh del ")
                    .append(one.getKey().address())
                    .append(" dev ")
                    .append(one.getKey().device())
                    // It may have gone by itself.
                    .append(" || true\n");
        }
        return Optional.of(script.toString());
    }

    private static Map<Key, Entry> entries(Snapshot snapshot) {
        Map<Key, Entry> entries = new LinkedHashMap<>();
        for (Namespace namespace : snapshot.namespaces()) {
            String name = namespace.init() ? Namespace.INIT : namespace.names().toString();
            namespace.neighbours().stream()
                    .filter(one -> one.family() == IPV4)
                    .forEach(one -> entries.put(new Key(name, one.device(), one.address()), new Entry(namespace, one)));
        }
        return entries;
    }

    /** How ip is run in a namespace; empty for one that nothing leads into. */
    private static Optional<String> ip(Namespace namespace) {
        if (namespace.init()) {
            return Optional.of("ip");
        }
        return namespace.names().stream()
                .filter(name -> name.indexOf(':') < 0)
                .findFirst()
                .map(name -> "ip -n " + name)
                .or(() -> namespace.pids().stream().findFirst().map(pid -> "nsenter -n -t " + pid + " ip"));
    }
}
