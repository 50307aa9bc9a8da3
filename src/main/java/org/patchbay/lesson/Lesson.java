package org.patchbay.lesson;

import java.util.List;

/** One lesson, checked, its parameters not yet drawn. Immutable. */
public final class Lesson {
    private final LessonReader reader;
    private final BoundLesson sample;

    Lesson(LessonReader reader, BoundLesson sample) {
        this.reader = reader;
        this.sample = sample;
    }

    /** Whether a lesson's folder may have this name: small letters, digits and hyphens, at most 40. */
    public static boolean isId(String text) {
        return Fields.isId(text);
    }

    /** The name of its folder, such as {@code 20-veth-pair}. */
    public String id() {
        return sample.id();
    }

    public Text title() {
        return sample.title();
    }

    /** One or two sentences. */
    public Text summary() {
        return sample.summary();
    }

    /** About how long it takes. */
    public int minutes() {
        return sample.minutes();
    }

    /** The ids of the lessons that it builds on, which come before it in its course. */
    public List<String> prerequisites() {
        return reader.prerequisites().stream().map(Prerequisite::lesson).toList();
    }

    /** What its sandbox must be prepared for: {@code net}. */
    public String profile() {
        return sample.profile();
    }

    /** All that it was made of. */
    public LessonText text() {
        return new LessonText(id(), reader.languages(), reader.files().texts());
    }

    /**
     * Draws the parameters, the order of choices, and the cases. The same seed gives an equal lesson.
     *
     * @throws IllegalStateException if what was drawn makes no lesson, which reading did not find with its sample seeds;
     *     the message names file and line
     */
    public BoundLesson bind(long seed) {
        // What whoever only looks at lessons asks for again and again; to read one takes some 15 ms.
        if (seed == sample.seed()) {
            return sample;
        }
        Problems problems = new Problems();
        return reader.bind(seed, problems).orElseThrow(() -> new IllegalStateException(describe(problems.all())));
    }

    /**
     * The same as several learners get it, of whom each of its cases is drawn by one at least; one lesson where it has no
     * cases.
     *
     * @throws IllegalStateException as {@link #bind}
     */
    public List<BoundLesson> rounds(long seed) {
        Problems problems = new Problems();
        List<BoundLesson> rounds = reader.rounds(seed, problems);
        if (rounds.isEmpty()) {
            throw new IllegalStateException(describe(problems.all()));
        }
        return rounds;
    }

    private String describe(List<Problem> problems) {
        return id() + " can't be bound: " + problems.getFirst();
    }
}
