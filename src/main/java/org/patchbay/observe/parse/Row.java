package org.patchbay.observe.parse;

import java.util.Map;

/** One item of a tool's output: a line of a table, a frame, a report. Immutable. */
public sealed interface Row
        permits RouteEntry, ArpEntry, InterfaceReport, PingReport, Frame, IptablesChain, SavedTable, IpObject {
    /**
     * The values by column, in the order of {@code patchbay parse}. Values are strings, whole and decimal numbers,
     * booleans, lists and maps of these, or null for an empty column; keys, types and shape are those of the {@code jc}
     * project where it has a parser for the tool.
     */
    Map<String, Object> columns();
}
