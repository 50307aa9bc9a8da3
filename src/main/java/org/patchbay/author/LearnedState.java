package org.patchbay.author;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.patchbay.observe.kernel.Connection;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Neighbour;
import org.patchbay.observe.kernel.Snapshot;

/**
 * What a machine has come to know between two looks by what was sent: neighbours, answered or not, hardware addresses
 * behind a bridge's ports, connections. It can be forgotten again.
 */
final class LearnedState {
    private static final int IPV4 = 4;

    private LearnedState() {}

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
        Optional<String> learned = learned(before, now);
        if (learned.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder script = new StringBuilder(learned.get());
        for (Map.Entry<Key, Entry> one : met.entrySet()) {
            if (known.containsKey(one.getKey())) {
                continue;
            }
            Optional<String> inside = inside(one.getValue().namespace());
            if (one.getValue().permanent() || inside.isEmpty()) {
                return Optional.empty();
            }
            script.append(inside.get())
                    .append("ip neigh del ")
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

    /** Of bridges and of connections; none if a namespace can't be entered. */
    private static Optional<String> learned(Snapshot before, Snapshot now) {
        StringBuilder script = new StringBuilder();
        for (Namespace namespace : now.namespaces()) {
            Optional<Namespace> was = before.namespace(namespace.inode());
            List<Learned> news = new ArrayList<>(learned(namespace));
            was.ifPresent(known -> news.removeAll(learned(known)));
            List<Connection> tracked = namespace.connections().orElse(List.of());
            List<Connection> known = was.flatMap(Namespace::connections).orElse(List.of());
            boolean more = tracked.stream().anyMatch(one -> known.stream().noneMatch(other -> same(one, other)));
            if (news.isEmpty() && !more) {
                continue;
            }
            Optional<String> inside = inside(namespace);
            if (inside.isEmpty()) {
                return Optional.empty();
            }
            news.forEach(one -> script.append(inside.get())
                    .append(one.forgetting())
                    // It may have gone by itself.
                    .append(" || true\n"));
            if (more && known.isEmpty()) {
                script.append(inside.get()).append("conntrack -F\n");
            } else if (more) {
                for (Connection one : tracked) {
                    if (known.stream().anyMatch(other -> same(one, other))) {
                        continue;
                    }
                    script.append(inside.get())
                            .append("conntrack -D ")
                            .append(which(one))
                            .append(" || true\n");
                }
            }
        }
        return Optional.of(script.toString());
    }

    private record Learned(String port, String mac, OptionalInt vlan) {
        String forgetting() {
            return "bridge fdb del " + mac + " dev " + port + " master"
                    + (vlan.isPresent() ? " vlan " + vlan.getAsInt() : "");
        }
    }

    private static List<Learned> learned(Namespace namespace) {
        return namespace.bridges().orElse(List.of()).stream()
                .flatMap(bridge -> bridge.fdb().stream())
                .filter(entry -> entry.state().equals("learned"))
                .map(entry -> new Learned(entry.device(), entry.mac(), entry.vlan()))
                .toList();
    }

    private static boolean same(Connection one, Connection other) {
        return one.protocol().equals(other.protocol()) && one.original().equals(other.original());
    }

    /** As conntrack(8) is told which one; of other protocols, such as a new bridge's IGMP, all between the two. */
    private static String which(Connection one) {
        Connection.Flow flow = one.original();
        String ends = "-s " + flow.source() + " -d " + flow.destination();
        return switch (one.protocol()) {
            case "tcp", "udp" ->
                "-p " + one.protocol() + " " + ends + " --sport " + flow.sourcePort() + " --dport "
                        + flow.destinationPort();
            case "icmp" -> "-p icmp " + ends + " --icmp-id " + flow.sourcePort();
            case String _ -> ends;
        };
    }

    /** What stands before a command that is to run in a namespace; none for one that nothing leads into. */
    static Optional<String> inside(Namespace namespace) {
        if (namespace.init()) {
            return Optional.of("");
        }
        return namespace.names().stream()
                .filter(name -> name.indexOf(':') < 0)
                .findFirst()
                .map(name -> "ip netns exec " + name + " ")
                .or(() -> namespace.pids().stream().findFirst().map(pid -> "nsenter -n -t " + pid + " "));
    }
}
