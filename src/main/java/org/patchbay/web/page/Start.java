package org.patchbay.web.page;

import java.util.List;
import java.util.Optional;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Language;
import org.patchbay.lesson.Step;

/**
 * What the course page offers first: to begin, to go on where one left off, or what comes next.
 *
 * @param kind the name of a {@link Kind}
 * @param lesson the id of the lesson that it leads to; empty for none
 * @param number that lesson's, from 1
 * @param step the number of the step where the learner stands, from 1; 0 if that can't be said
 * @param steps how many there are
 * @param stepTitle empty if there is no step
 * @param running whether the lab's machine is at work
 */
public record Start(
        String kind, String lesson, int number, String title, int step, int steps, String stepTitle, boolean running) {
    enum Kind {
        /** Nothing has been begun. */
        FIRST,
        /** A lab is open. */
        GO_ON,
        /** Some lessons are done, and no lab is open. */
        NEXT,
        /** All are done. */
        DONE,
        /** There is no lesson. */
        NONE
    }

    /** @param step where the learner stands in it; empty if that can't be said */
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
