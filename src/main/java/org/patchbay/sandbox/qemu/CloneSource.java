package org.patchbay.sandbox.qemu;

import java.nio.file.Path;
import java.util.Optional;
import org.patchbay.sandbox.Profile;

/**
 * What a clone is started from.
 *
 * @param template whose memory it shares
 * @param state of its devices, and the memory that differs from the template's
 * @param overlay the changes to its disk
 * @param hostname its host name; empty for a new one
 */
record CloneSource(Profile profile, Template template, Path state, Path overlay, Optional<String> hostname) {
    static CloneSource of(Template template, Profile profile) {
        return new CloneSource(profile, template, template.state(), template.overlay(), Optional.empty());
    }

    /** Whether the state excludes memory that is shared with a file, as a template's does. */
    boolean sharedLeftOut() {
        return state.equals(template.state());
    }
}
