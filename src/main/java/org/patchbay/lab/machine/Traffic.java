package org.patchbay.lab.machine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import org.patchbay.observe.wire.Passage;
import org.patchbay.observe.wire.Passages;
import org.patchbay.observe.wire.Passages.Gap;

/** The frames that a sandbox's kernel has told of: at most {@value #CAPACITY}, the newest. Thread-safe. */
final class Traffic {
    static final int CAPACITY = 8192;

    private static final int GAPS = 256;

    private final ArrayDeque<Passage> frames = new ArrayDeque<>();
    private final ArrayDeque<Gap> gaps = new ArrayDeque<>();

    /** Adds what a look has told. What there is no room for leaves a gap. */
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

    /** Notes a time in which frames may have passed that nobody has told of. */
    synchronized void miss(Gap gap) {
        gaps.add(gap);
        if (gaps.size() > GAPS) {
            // The two oldest become one, which says no less.
            Gap first = gaps.remove();
            Gap second = gaps.remove();
            gaps.addFirst(new Gap(
                    first.namespace() == second.namespace() ? first.namespace() : 0,
                    Math.min(first.from(), second.from()),
                    Math.max(first.to(), second.to())));
        }
    }
}
