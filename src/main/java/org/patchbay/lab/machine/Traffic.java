package org.patchbay.lab.machine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import org.patchbay.observe.wire.Passage;
import org.patchbay.observe.wire.Passages;
import org.patchbay.observe.wire.Passages.Gap;

/** The newest frames reported by a sandbox's kernel, at most {@value #CAPACITY}. Thread-safe. */
final class Traffic {
    static final int CAPACITY = 8192;

    private static final int GAPS = 256;

    private final ArrayDeque<Passage> frames = new ArrayDeque<>();
    private final ArrayDeque<Gap> gaps = new ArrayDeque<>();

    /** Adds a look's frames. Frames above the limit leave a gap. */
    synchronized void add(Passages news) {
        news.gaps().forEach(this::miss);
        for (Passage frame : news.frames()) {
            frames.add(frame);
            if (frames.size() > CAPACITY) {
                Passage oldest = frames.remove();
                miss(new Gap(oldest.namespace(), oldest.at(), oldest.at()));
            }
        }
    }

    synchronized Passages told() {
        return new Passages(new ArrayList<>(frames), new ArrayList<>(gaps));
    }

    /** Adds a gap: a period for which frames may be missing. */
    synchronized void miss(Gap gap) {
        gaps.add(gap);
        if (gaps.size() > GAPS) {
            // Merges the two oldest gaps, which loses no information about missing frames.
            Gap first = gaps.remove();
            Gap second = gaps.remove();
            gaps.addFirst(new Gap(
                    first.namespace() == second.namespace() ? first.namespace() : 0,
                    Math.min(first.from(), second.from()),
                    Math.max(first.to(), second.to())));
        }
    }
}
