package org.patchbay.progress;

import java.util.List;
import java.util.Map;

/**
 * A lesson's text in the version that labs began with.
 *
 * @param version a digest of the rest, at most 64 characters
 * @param lesson its id
 * @param languages tags, the original's first
 * @param files texts by name
 */
public record KeptText(String version, String lesson, List<String> languages, Map<String, String> files) {
    public KeptText {
        languages = List.copyOf(languages);
        files = Map.copyOf(files);
    }
}
