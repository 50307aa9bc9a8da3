package org.patchbay.lesson;

import java.util.List;

/** A validated lesson whose parameters are not drawn yet. Immutable. */
public final class Lesson {
    private final LessonReader reader;
    private final BoundLesson sample;

    Lesson(LessonReader reader, BoundLesson sample) {
        this.reader = reader;
        this.sample = sample;
    }

    /** Whether the text is valid as a lesson's folder name: lower-case letters, digits and hyphens, at most 40. */
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

    /** Its approximate duration in minutes. */
    public int minutes() {
        return sample.minutes();
    }

    /** The ids of its prerequisites, which come before it in its course. */
    public List<String> prerequisites() {
        return reader.prerequisites().stream().map(Prerequisite::lesson).toList();
    }

    /** The profile of its sandbox: {@code net}. */
    public String profile() {
        return sample.profile();
    }

    /** Its complete source. */
    public LessonText text() {
        return new LessonText(id(), reader.languages(), reader.files().texts());
    }

    /**
     * Draws parameters, order of choices, and cases. The same seed gives an equal lesson.
     *
     * @throws IllegalStateException if this seed makes the lesson invalid, which was not found with the sample seeds;
     *     the message names file and line
     */
    public BoundLesson bind(long seed) {
        // Cached for repeated requests: binding takes some 15 ms.
        if (seed == sample.seed()) {
            return sample;
        }
        Problems problems = new Problems();
        return reader.bind(seed, problems).orElseThrow(() -> new IllegalStateException(describe(problems.all())));
    }

    /**
     * Bound lessons that together contain every case; one lesson if there are no cases.
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
