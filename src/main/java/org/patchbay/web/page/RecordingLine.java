package org.patchbay.web.page;

/**
 * A recording in the list of recordings.
 *
 * @param path of its own page
 * @param shown whether it is the current one
 * @param machine number of the lab's machine, from 1
 * @param terminal its tab's initial name
 * @param begins in ISO 8601, as is {@code ends}
 */
public record RecordingLine(
        String path, boolean shown, int machine, String terminal, String begins, String ends, String size) {}
