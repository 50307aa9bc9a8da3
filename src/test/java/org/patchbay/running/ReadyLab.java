package org.patchbay.running;

import java.io.IOException;
import java.util.concurrent.TimeoutException;

/**
 * A learner's lab once its machine is ready.
 *
 * @param events its page's events
 * @param terminal its first, at its prompt
 */
public record ReadyLab(LearnerClient learner, String id, EventsClient events, TerminalClient terminal) {
    /** Begins or continues a lesson. */
    public static ReadyLab begin(LearnerClient learner, String lesson)
            throws IOException, TimeoutException, InterruptedException {
        return of(learner, learner.begin(lesson));
    }

    /** Goes on with a lab. */
    static ReadyLab of(LearnerClient learner, String id) throws TimeoutException, InterruptedException {
        EventsClient events = learner.events(id);
        events.awaitPhase("ready");
        return new ReadyLab(learner, id, events, learner.terminal(id, "t1").prompted());
    }

    /** One of its terminals, with all that is kept of it. */
    public TerminalClient terminal(String terminal) throws InterruptedException {
        return learner.terminal(id, terminal);
    }

    /** The events of another page, from the start. */
    EventsClient anotherPage() throws InterruptedException {
        return learner.events(id);
    }

    /** Rewinds to a step, and waits for the restored machine. */
    void rewind(String step) throws TimeoutException, InterruptedException {
        change(rewinding(step));
    }

    /** Sends what puts another machine in the place of this one, and waits for that. */
    void change(String request) throws TimeoutException, InterruptedException {
        events.send(request);
        events.awaitPhase("rewinding");
        events.awaitPhase("ready");
    }

    /** The request for a rewind to a step. */
    static String rewinding(String step) {
        return "{\"type\":\"rewind\",\"step\":\"" + step + "\"}";
    }

    /** Answers a question. */
    public void answer(String step, String question, String choice) {
        events.send("{\"type\":\"answer\",\"step\":\"%s\",\"question\":\"%s\",\"choice\":\"%s\"}"
                .formatted(step, question, choice));
    }

    /** Ends it. */
    public void end() throws IOException, InterruptedException {
        learner.end(id);
    }
}
