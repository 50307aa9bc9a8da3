package org.patchbay.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.patchbay.lab.event.Notice;

/** A lab's page with two terminals, which comes back as a browser's does when its server goes, but with hardly a pause. */
final class OpenPage {
    private static final long PATIENCE_MINUTES = 5;
    private static final long PAUSE_MILLISECONDS = 50;

    private final LearnerClient learner;
    private final String lab;
    private final Shell first;
    private final Shell second;
    private EventsClient events;

    private OpenPage(LearnerClient learner, String lab, EventsClient events)
            throws TimeoutException, InterruptedException {
        this.learner = learner;
        this.lab = lab;
        this.events = events;
        first = new Shell("t1");
        events.send("{\"type\":\"terminal\",\"op\":\"open\"}");
        events.await("second terminal", OpenPage::hasBoth);
        second = new Shell("t2");
    }

    /** Begins a lesson and waits for its machine. */
    static OpenPage begin(RunningServer server, String lesson)
            throws IOException, TimeoutException, InterruptedException {
        LearnerClient learner = new LearnerClient(server.address());
        String lab = learner.begin(lesson);
        EventsClient events = learner.events(lab);
        events.awaitPhase("ready");
        return new OpenPage(learner, lab, events);
    }

    String lab() {
        return lab;
    }

    /** After the server's end, reconnects until the lab has its machine. */
    void comeBack() throws TimeoutException, InterruptedException {
        events.awaitClose();
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(PATIENCE_MINUTES);
        Optional<JsonNode> state = connect();
        while (state.filter(OpenPage::ready).isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("the machine of lab " + lab + " did not come, but " + state);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLISECONDS));
            state = connect();
        }
        assertThat(state).get().matches(OpenPage::hasBoth);
        events.awaitNotice(Notice.SERVER_RESTARTED);
        first.comeBack();
        second.comeBack();
    }

    /** The lab's state; empty if there is no server, or it is about to end. Leaves a lab that is not ready. */
    private Optional<JsonNode> connect() throws TimeoutException, InterruptedException {
        try {
            events = learner.events(lab);
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
        Optional<JsonNode> state = events.awaitStateOrClose();
        if (state.filter(OpenPage::ready).isEmpty()) {
            first.tryOnce();
            events.close();
        }
        return state;
    }

    private static boolean ready(JsonNode state) {
        return state.at("/provisioning/phase").asText().equals("ready");
    }

    private static boolean hasBoth(JsonNode frame) {
        return frame.path("terminals").size() == 2;
    }

    private final class Shell {
        private final String id;
        private final String pid;
        private final String stream;
        private TerminalClient terminal;
        private int typed;

        private Shell(String id) throws TimeoutException, InterruptedException {
            this.id = id;
            terminal = learner.terminal(lab, id).prompted();
            stream = stream();
            pid = terminal.ask("typed=0; echo $$");
        }

        private void tryOnce() throws InterruptedException {
            try {
                learner.terminal(lab, id, terminal.end(), stream).close();
            } catch (IllegalStateException e) {
                // As gone as the rest.
            }
        }

        /** It is the earlier shell; input sent as early as the page allowed was executed. */
        private void comeBack() throws TimeoutException, InterruptedException {
            terminal = learner.terminal(lab, id, terminal.end(), stream);
            assertThat(stream()).isEqualTo(stream);
            terminal.type("typed=$((typed + 1))");
            typed++;
            assertThat(terminal.ask("echo $$ $typed")).isEqualTo(pid + " " + typed);
        }

        private String stream() throws TimeoutException, InterruptedException {
            return terminal.awaitControl("start", any -> true).path("stream").asText();
        }
    }
}
