package org.patchbay.web.page;

import java.util.List;
import java.util.Optional;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Language;
import org.patchbay.lesson.Step;

/**
 * The main action on the course page: begin, continue, or start the next lesson.
 *
 * @param kind the name of a {@link Kind}
 * @param lesson the id of its lesson; empty for none
 * @param number that lesson's, from 1
 * @param step the number of the learner's current step, from 1; 0 if unknown
 * @param steps the number of steps
 * @param stepTitle empty without a step
 * @param running whether the lab has a running machine
 */
public record Start(
        String kind, String lesson, int number, String title, int step, int steps, String stepTitle, boolean running) {
    enum Kind {
        /** No lesson was begun. */
        FIRST,
        /** A lab is open. */
        GO_ON,
        /** Some lessons are completed, and no lab is open. */
        NEXT,
        /** All lessons are completed. */
        DONE,
        /** There are no lessons. */
        NONE
    }

    /** @param step the learner's current one; empty if unknown */
    static Start goOn(LessonCard card, BoundLesson lesson, Optional<Step> step, Language language) {
        return new Start(
                Kind.GO_ON.name(),
                card.id(),
                card.number(),
                card.title(),
                step.map(lesson.steps()::indexOf).map(index -> index + 1).orElse(0),
                lesson.steps().size(),
                step.map(at -> at.title().in(language)).orElse(""),
                card.running());
    }

    /** Without an open lab: the next lesson, if there is one. */
    static Start among(List<LessonCard> cards) {
        boolean newcomer = cards.stream().noneMatch(LessonCard::begun);
        return cards.stream()
                .filter(LessonCard::next)
                .findFirst()
                .map(card -> at(newcomer ? Kind.FIRST : Kind.NEXT, card.id(), card.number(), card.title()))
                .orElseGet(() -> at(cards.isEmpty() ? Kind.NONE : Kind.DONE, "", 0, ""));
    }

    private static Start at(Kind kind, String lesson, int number, String title) {
        return new Start(kind.name(), lesson, number, title, 0, 0, "", false);
    }
}
