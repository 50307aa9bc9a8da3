package org.patchbay.observe.parse;

import java.util.Map;

/** One thing that a tool printed: a line of a table, a frame, a report. Immutable. */
public sealed interface Row
        permits RouteEntry, ArpEntry, InterfaceReport, PingReport, Frame, IptablesChain, SavedTable, IpObject {
    /**
     * What was printed, by column, in the order in which {@code patchbay parse} writes them. Values are strings, whole
     * and decimal numbers, booleans, lists and maps of these, or null for what was there but empty; keys, types and
     * shape are those of the {@code jc} project where it has a parser for the tool.
     */
    Map<String, Object> columns();
}
