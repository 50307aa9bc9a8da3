package org.patchbay.web.page;

/**
 * A recording as the page of recordings lists it.
 *
 * @param path of its own page
 * @param shown whether it is the one on view
 * @param machine counts the machines of the lab from 1
 * @param terminal what its tab was called at first
 * @param begins as ISO 8601 has it, and so does {@code ends}
 */
public record RecordingLine(
        String path, boolean shown, int machine, String terminal, String begins, String ends, String size) {}
