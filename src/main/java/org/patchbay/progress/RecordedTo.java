package org.patchbay.progress;

/**
 * A position in a terminal's recording.
 *
 * @param machine the sandbox's id, also the name of the recordings' folder
 * @param end the offset after the last byte of the terminal's stream
 */
public record RecordedTo(String machine, String terminal, long end) {}
