package org.patchbay.sandbox.qemu;

import java.nio.file.Path;
import java.util.Optional;
import org.patchbay.sandbox.Profile;

/**
 * What a clone goes on from.
 *
 * @param template whose memory it shares
 * @param state of its devices, and what its memory has that the template's has not
 * @param overlay what has been written to its disk
 * @param hostname what it calls itself; empty for a name of its own
 */
record CloneSource(Profile profile, Template template, Path state, Path overlay, Optional<String> hostname) {
    static CloneSource of(Template template, Profile profile) {
        return new CloneSource(profile, template, template.state(), template.overlay(), Optional.empty());
    }

    /** Whether the state says nothing of memory that is shared with a file, as a template's does. */
    boolean sharedLeftOut() {
        return state.equals(template.state());
    }
}
