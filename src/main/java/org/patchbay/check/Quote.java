package org.patchbay.check;

/**
 * Evidence in a tool's own words.
 *
 * @param source the command whose output shows it, such as {@code ip -br link}
 * @param text the line or lines; at most 2,000 characters
 */
public record Quote(String source, String text) {}
