package org.patchbay.observe.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Parses {@code ip neigh} (ip-neighbour(8)). */
final class IpNeighbours implements IpListing {
    private static final Set<String> STATES =
            Set.of("PERMANENT", "NOARP", "REACHABLE", "STALE", "NONE", "INCOMPLETE", "DELAY", "PROBE", "FAILED");
    private static final Set<String> MARKS =
            Set.of("router", "proxy", "extern_learn", "offload", "managed", "extern_valid");

    @Override
    public String expected() {
        return "a neighbour, such as '10.0.0.2 dev eth0 lladdr 02:00:00:00:00:02 REACHABLE'";
    }

    @Override
    public boolean read(String line, List<IpDraft> rows) {
        IpTokens words = new IpTokens(line);
        if (!IpTokens.destination(words.peek())) {
            return false;
        }
        IpDraft entry = new IpDraft();
        entry.put("dst", words.next());
        List<Object> states = new ArrayList<>();
        while (words.more()) {
            String word = words.next();
            if (STATES.contains(word)) {
                states.add(word);
            } else if (MARKS.contains(word)) {
                entry.put(word, null);
            } else if (!detail(word, words, entry)) {
                return false;
            }
        }
        if (!states.isEmpty()) {
            entry.put("state", states);
        }
        if (states.isEmpty() && !entry.has("proxy")) {
            return false;
        }
        rows.add(entry);
        return true;
    }

    private static boolean detail(String word, IpTokens words, IpDraft entry) {
        switch (word) {
            case "dev", "lladdr", "nomaster", "vrf" -> entry.put(word, words.next());
            case "proto" -> entry.put("protocol", words.next());
            case "ref" -> entry.put("refcnt", IpTokens.value(words.next()));
            case "probes" -> entry.put("probes", IpTokens.value(words.next()));
            case "used" -> {
                // Some versions print no blank before "probes".
                String times = words.next();
                boolean stuck = times.endsWith("probes");
                String[] parts = (stuck ? times.substring(0, times.length() - 6) : times).split("/", 4);
                if (parts.length != 3) {
                    return false;
                }
                entry.put("used", IpTokens.value(parts[0]));
                entry.put("confirmed", IpTokens.value(parts[1]));
                entry.put("updated", IpTokens.value(parts[2]));
                if (stuck) {
                    entry.put("probes", IpTokens.value(words.next()));
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }
}
