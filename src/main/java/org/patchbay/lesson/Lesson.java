package org.patchbay.lesson;

import java.util.List;

/** A validated lesson whose parameters are not drawn yet. Immutable. */
public final class Lesson {
    private final LessonReader reader;
    private final LessonReader.Whole whole;

    /** @param whole with seed 0 */
    Lesson(LessonReader reader, LessonReader.Whole whole) {
        this.reader = reader;
        this.whole = whole;
    }

    /** Whether the text is valid as a lesson's folder name: lower-case letters, digits and hyphens, at most 40. */
    public static boolean isId(String text) {
        return Fields.isId(text);
    }

    /** The name of its folder, such as {@code 20-veth-pair}. */
    public String id() {
        return whole.lesson().id();
    }

    public Text title() {
        return whole.lesson().title();
    }

    /** One or two sentences. */
    public Text summary() {
        return whole.lesson().summary();
    }

    /** Its approximate duration in minutes. */
    public int minutes() {
        return whole.lesson().minutes();
    }

    /** The ids of its prerequisites, which come before it in its course. */
    public List<String> prerequisites() {
        return reader.prerequisites().stream().map(Prerequisite::lesson).toList();
    }

    /** The profile of its sandbox: {@code net}. */
    public String profile() {
        return whole.lesson().profile();
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
        return whole(seed).bind(seed);
    }

    /**
     * Bound lessons that together contain every case; one lesson if there are no cases.
     *
     * @throws IllegalStateException as {@link #bind}
     */
    public List<BoundLesson> rounds(long seed) {
        return whole(seed).rounds(seed);
    }

    /** Read again only for other values of its parameters. */
    private LessonReader.Whole whole(long seed) {
        if (seed == 0 || whole.lesson().parameters().isEmpty()) {
            return whole;
        }
        Problems problems = new Problems();
        return reader.read(seed, problems)
                .orElseThrow(() -> new IllegalStateException(
                        id() + " can't be bound: " + problems.all().getFirst()));
    }
}
