package org.patchbay.progress;

/**
 * How far a terminal's recording had come.
 *
 * @param machine the sandbox's id, which is the name of the recordings' folder
 * @param end the offset after the last byte of the terminal's stream
 */
public record RecordedTo(String machine, String terminal, long end) {}
