package org.patchbay.observe.parse;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Parses {@code ip route} and {@code ip route get} (ip-route(8)). */
final class IpRoutes implements IpListing {
    private static final Set<String> TYPES = Set.of(
            "unicast",
            "local",
            "broadcast",
            "multicast",
            "anycast",
            "unreachable",
            "blackhole",
            "prohibit",
            "throw",
            "nat",
            "xresolve");
    private static final Set<String> FLAGS = Set.of(
            "dead",
            "onlink",
            "pervasive",
            "offload",
            "trap",
            "notify",
            "linkdown",
            "unresolved",
            "rt_offload",
            "rt_trap",
            "rt_offload_failed");
    private static final Set<String> METRICS = Set.of(
            "mtu",
            "window",
            "rtt",
            "rttvar",
            "ssthresh",
            "cwnd",
            "advmss",
            "reordering",
            "hoplimit",
            "initcwnd",
            "features",
            "rto_min",
            "initrwnd",
            "quickack",
            "congctl",
            "fastopen_no_cookie");

    @Override
    public String expected() {
        return "a route, such as '10.0.0.0/24 dev eth0 scope link'";
    }

    @Override
    public boolean read(String line, List<IpDraft> rows) {
        IpTokens words = new IpTokens(line);
        if (Character.isWhitespace(line.charAt(0))) {
            return !rows.isEmpty() && below(words, rows.getLast());
        }
        IpDraft route = new IpDraft();
        if (TYPES.contains(words.peek())) {
            route.put("type", words.next());
        }
        if (!IpTokens.destination(words.peek())) {
            return false;
        }
        route.put("dst", words.next());
        if (!details(words, route)) {
            return false;
        }
        rows.add(route);
        return true;
    }

    /** The lines below a route: its next hops, and the cache line of {@code ip route get}. */
    private static boolean below(IpTokens words, IpDraft route) {
        String first = words.next();
        if (first.equals("cache")) {
            List<Object> cache = IpTokens.flags(words.peek());
            if (!cache.isEmpty()) {
                words.next();
            }
            route.list("cache").addAll(cache);
            return details(words, route);
        }
        IpDraft hop = new IpDraft();
        if (!first.equals("nexthop") || !details(words, hop)) {
            return false;
        }
        route.add("nexthops", hop);
        return true;
    }

    private static boolean details(IpTokens words, IpDraft route) {
        List<Object> flags = route.list("flags");
        IpDraft metrics = new IpDraft();
        boolean measured = false;
        while (words.more()) {
            String word = words.next();
            if (FLAGS.contains(word)) {
                flags.add(word);
            } else if (METRICS.contains(word)) {
                if (words.peek().equals("lock")) {
                    words.next();
                }
                metrics.put(word, IpTokens.value(words.next()));
                measured = true;
            } else if (!detail(word, words, route)) {
                return false;
            }
        }
        if (measured) {
            route.add("metrics", metrics);
        }
        return true;
    }

    private static boolean detail(String word, IpTokens words, IpDraft route) {
        switch (word) {
            case "dev", "table", "scope", "from", "pref", "tos", "iif", "oif", "realm", "mark" ->
                route.put(word, words.next());
            case "proto" -> route.put("protocol", words.next());
            case "src" -> route.put("prefsrc", words.next());
            case "metric", "uid", "weight", "nhid", "error", "users", "age", "ttl-propagate" ->
                route.put(word, IpTokens.value(words.next()));
            case "expires" -> route.put(word, IpTokens.seconds(words.next()));
            case "via" -> {
                String hop = words.next();
                if (hop.equals("inet") || hop.equals("inet6")) {
                    route.put("via", Map.of("family", hop, "host", words.next()));
                } else {
                    route.put("gateway", hop);
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }
}
