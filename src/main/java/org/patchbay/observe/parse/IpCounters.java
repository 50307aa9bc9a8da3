package org.patchbay.observe.parse;

import java.util.List;
import java.util.Map;

/** The counters that {@code ip -s link} prints: a line of headings, and below it a line of numbers. */
record IpCounters(String way, List<String> headings) {
    static final IpCounters NONE = new IpCounters("", List.of());

    private static final Map<String, String> MEMBERS = Map.of(
            "missed", "over_errors",
            "overrun", "over_errors",
            "mcast", "multicast",
            "carrier", "carrier_errors",
            "collsns", "collisions");

    /** {@code RX:  bytes packets errors dropped  missed   mcast}. */
    static IpCounters headed(String first, String rest) {
        return new IpCounters(first.equals("RX:") ? "rx" : "tx", LineTokens.of(rest));
    }

    /** Whether the line had a number for each heading. */
    boolean read(String first, IpTokens words, IpDraft link) {
        if (headings.isEmpty() || !(IpTokens.value(first) instanceof Long)) {
            return false;
        }
        IpDraft counts = link.object("stats64").object(way);
        Object value = IpTokens.value(first);
        for (String heading : headings) {
            counts.put(MEMBERS.getOrDefault(heading, heading), value);
            value = IpTokens.value(words.next());
        }
        return true;
    }
}
