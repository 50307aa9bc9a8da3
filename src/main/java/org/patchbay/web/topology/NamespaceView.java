package org.patchbay.web.topology;

import com.fasterxml.jackson.databind.EnumNamingStrategies.KebabCaseStrategy;
import com.fasterxml.jackson.databind.annotation.EnumNaming;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.patchbay.observe.kernel.Docker;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.RuleChain;
import org.patchbay.observe.kernel.RuleTable;
import org.patchbay.observe.kernel.Snapshot;

/**
 * A network namespace in the network picture. Immutable.
 *
 * @param id its inode number in decimal
 * @param name in {@code ip netns} or Docker; empty for the init namespace and a nameless one
 * @param pid a process in it, by which nsenter(1) finds a nameless one; 0 if none was seen
 * @param devices in the kernel's order
 * @param settings sysctls that are not of one device, by key as under {@code /proc/sys/net} with dots
 * @param rules chains with their policy, each followed by its rules, as iptables-save(8) writes them
 * @param listeners such as {@code tcp 0.0.0.0:80}
 */
public record NamespaceView(
        String id,
        NamespaceKind kind,
        String name,
        int pid,
        List<DeviceView> devices,
        Map<String, Integer> settings,
        List<String> rules,
        List<String> listeners) {
    /** How a namespace can be entered. */
    @EnumNaming(KebabCaseStrategy.class)
    public enum NamespaceKind {
        /** That of the machine's first process. */
        INIT,
        /** By {@code ip netns exec}. */
        NAMED,
        /** Of a Docker container. */
        CONTAINER,
        /** Without a name: by a process in it only. */
        NAMELESS
    }

    static NamespaceView of(Namespace namespace, Optional<Docker> docker) {
        String name = namespace.names().stream().findFirst().orElse("");
        boolean container = name.startsWith(Snapshot.OF_CONTAINER);
        Map<String, Integer> settings = new TreeMap<>(namespace.sysctls());
        settings.keySet().removeIf(key -> DeviceView.isOfDevice(key));
        return new NamespaceView(
                Long.toString(namespace.inode()),
                kind(namespace, name, container),
                namespace.init() ? "" : container ? name.substring(Snapshot.OF_CONTAINER.length()) : name,
                namespace.pids().stream().findFirst().orElse(0),
                namespace.links().stream()
                        .map(link -> DeviceView.of(namespace, link, docker))
                        .toList(),
                settings,
                namespace.rules().map(NamespaceView::rules).orElse(List.of()),
                namespace.listeners().orElse(List.of()).stream()
                        .map(listener -> "%s %s:%d".formatted(listener.protocol(), listener.address(), listener.port()))
                        .limit(DeviceView.MOST_LINES)
                        .toList());
    }

    private static NamespaceKind kind(Namespace namespace, String name, boolean container) {
        if (namespace.init()) {
            return NamespaceKind.INIT;
        }
        return container ? NamespaceKind.CONTAINER : name.isEmpty() ? NamespaceKind.NAMELESS : NamespaceKind.NAMED;
    }

    private static List<String> rules(List<RuleTable> tables) {
        List<String> lines = new ArrayList<>();
        for (RuleTable table : tables) {
            for (RuleChain chain : table.chains()) {
                if (chain.rules().isEmpty() && !chain.policy().equals("drop")) {
                    continue;
                }
                String policy =
                        chain.policy().isEmpty() ? "" : " " + chain.policy().toUpperCase(Locale.ROOT);
                lines.add("%s: %s%s".formatted(table.name(), chain.name(), policy));
                chain.rules().forEach(rule -> lines.add(rule.text()));
            }
        }
        return lines.subList(0, Math.min(lines.size(), DeviceView.MOST_LINES));
    }
}
