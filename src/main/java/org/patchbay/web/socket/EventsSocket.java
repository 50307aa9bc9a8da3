package org.patchbay.web.socket;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.SessionScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;
import org.patchbay.check.frames.FrameJourneys;
import org.patchbay.lab.Lab;
import org.patchbay.lab.Labs;
import org.patchbay.lab.event.DeclinedException;
import org.patchbay.lab.event.FramesView;
import org.patchbay.lab.event.Journal;
import org.patchbay.lab.event.LabEvent;
import org.patchbay.lab.event.LabState;
import org.patchbay.lesson.Language;
import org.patchbay.progress.LabId;
import org.patchbay.progress.ProgressException;

/**
 * The events socket of a lab: events to the page, requests from it, in JSON. One instance per connection. Access is
 * checked before, at the upgrade.
 */
@WebSocket(path = "/labs/{lab}/events")
@SessionScoped
public class EventsSocket {
    private static final Logger LOG = Logger.getLogger(EventsSocket.class);

    private final Labs labs;
    private final ObjectMapper json;

    private WebSocketConnection connection;
    private Lab lab;
    private Phrases phrases;
    private EventMessageWriter writer;
    private Thread reader;
    private boolean closed;
    /** Unsubscribes from the network picture; empty while the page doesn't show it, which costs nothing. */
    private Optional<Runnable> picture = Optional.empty();

    private FrameJourneys shown = FrameJourneys.NONE;

    @Inject
    EventsSocket(Labs labs, ObjectMapper json) {
        this.labs = labs;
        this.json = json;
    }

    @OnOpen
    @RunOnVirtualThread
    void open(WebSocketConnection opened) {
        connection = opened;
        Language language = SocketLanguage.of(opened);
        phrases = new Phrases(language);
        if (!joined(LabId.parse(opened.pathParam("lab")))) {
            opened.closeAndAwait();
            return;
        }
        writer = new EventMessageWriter(lab.lesson(), language, phrases);
    }

    /** A page that disconnects before it has joined never leaves. */
    private synchronized boolean joined(Optional<LabId> id) {
        if (!closed) {
            lab = id.flatMap(labs::join).orElse(null);
        }
        return lab != null;
    }

    @OnTextMessage
    @RunOnVirtualThread
    void message(String text) {
        if (lab == null) {
            return;
        }
        PageRequest request;
        try {
            request = json.readValue(text, PageRequest.class);
        } catch (JsonProcessingException e) {
            refuse(phrases.rubbish());
            return;
        }
        if (request == null) {
            refuse(phrases.rubbish());
            return;
        }
        try {
            handle(request);
        } catch (DeclinedException e) {
            refuse(phrases.refusal(e.reason()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ProgressException e) {
            LOG.errorf("Lab %s: %s", lab.id(), e.getMessage());
            refuse(phrases.notStored());
        }
    }

    @OnBinaryMessage
    @RunOnVirtualThread
    void binary(Buffer ignored) {
        refuse(phrases.rubbish());
    }

    @OnClose
    @RunOnVirtualThread
    synchronized void close() {
        closed = true;
        if (lab != null) {
            picture.ifPresent(Runnable::run);
            lab.leave();
        }
        if (reader != null) {
            reader.interrupt();
        }
    }

    private void handle(PageRequest request) throws DeclinedException, InterruptedException {
        switch (request) {
            case PageRequest.Hello hello -> {
                if (reader == null) {
                    reader = Thread.ofVirtual().name("events-" + lab.id()).start(() -> tell(hello));
                }
            }
            case PageRequest.Answer answer ->
                lab.answer(text(answer.step()), text(answer.question()), text(answer.choice()));
            case PageRequest.Predict predict ->
                lab.predict(text(predict.step()), text(predict.prediction()), text(predict.choice()));
            case PageRequest.Hint hint -> lab.hint(text(hint.step()), text(hint.task()));
            case PageRequest.View view -> lab.view(text(view.step()));
            case PageRequest.GoOn on -> lab.goOn(text(on.step()));
            case PageRequest.HandIn _ -> lab.handIn();
            case PageRequest.Rewind rewind -> {
                lab.touch();
                rewind(text(rewind.step()), rewind.undoable());
            }
            case PageRequest.Undo _ -> {
                lab.touch();
                lab.undo();
            }
            case PageRequest.Show show -> {
                lab.touch();
                lab.playbacks().begin(text(show.step()), phrases.shownTerminal());
            }
            case PageRequest.EndShow _ -> lab.playbacks().end();
            case PageRequest.TerminalRequest terminal -> handle(terminal);
            case PageRequest.Network network -> show(network.shown());
            case PageRequest.Watch _ -> {
                lab.touch();
                lab.frameWatch().begin();
            }
            case PageRequest.EndWatch _ -> lab.frameWatch().end();
            case PageRequest.Start _ -> lab.start();
            case PageRequest.Stay _ -> lab.touch();
        }
    }

    private void rewind(String step, boolean undoable) throws DeclinedException, InterruptedException {
        if (!undoable) {
            lab.rewind(step);
        } else if (!lab.goBack(step)) {
            send(null, new EventMessages.UnkeptMessage(step));
        }
    }

    private void handle(PageRequest.TerminalRequest request) throws DeclinedException {
        lab.touch();
        switch (request.op()) {
            case OPEN -> lab.labTerminals().open();
            case CLOSE -> lab.labTerminals().close(text(request.id()));
            case RENAME -> lab.labTerminals().rename(text(request.id()), text(request.name()));
            case null -> refuse(phrases.rubbish());
        }
    }

    /** Sends everything that the page has not seen, then events as they happen, at the page's pace. */
    private void tell(PageRequest.Hello hello) {
        Journal journal = lab.journal();
        long seen = journal.epoch().equals(hello.epoch()) ? hello.seq() : -1;
        try {
            while (connection.isOpen()) {
                switch (seen < 0 ? new Journal.Reading.Behind() : journal.after(seen)) {
                    case Journal.Reading.Behind _ -> {
                        seen = whole();
                        picture();
                        journeys();
                    }
                    case Journal.Reading.Events events -> {
                        boolean changed = false;
                        boolean seenFrames = false;
                        for (Journal.Entry entry : events.entries()) {
                            if (entry.sequence() <= seen) {
                                // Included in the state that was sent.
                                continue;
                            }
                            seen = entry.sequence();
                            switch (entry.event()) {
                                case LabEvent.NetworkChanged _ -> changed = true;
                                case LabEvent.FramesSeen _ -> seenFrames = true;
                                case LabEvent.Rewound _ -> {
                                    seen = whole();
                                    changed = true;
                                    seenFrames = true;
                                }
                                case LabEvent.Told told -> send(entry.sequence(), writer.event(told));
                            }
                        }
                        if (changed) {
                            picture();
                        }
                        if (seenFrames) {
                            journeys();
                        }
                    }
                    case Journal.Reading.Closed _ -> {
                        connection.closeAndAwait();
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (CompletionException e) {
            LOG.debugf("A page of lab %s disconnected: %s", lab.id(), e.getMessage());
        } catch (RuntimeException e) {
            // Close the socket, so that the page reconnects and gets the whole state.
            LOG.errorf(e, "Failed to send an event to a page of lab %s", lab.id());
            connection.close().subscribe().with(done -> {}, failure -> {});
        }
    }

    /** Sends the whole state, and returns the number of the last event in it. */
    private long whole() {
        LabState state = lab.state();
        send(state.sequence(), writer.state(state));
        return state.sequence();
    }

    /** @param sequence the event's number; null for other messages */
    private void send(Long sequence, EventMessages.Message frame) {
        ObjectNode node = json.valueToTree(frame);
        node.put("epoch", lab.journal().epoch());
        node.put("seq", sequence);
        connection.sendTextAndAwait(node.toString());
    }

    private synchronized void show(boolean shown) {
        if (shown && picture.isEmpty() && !closed) {
            picture = Optional.of(lab.picture().show());
        } else if (!shown) {
            picture.ifPresent(Runnable::run);
            picture = Optional.empty();
        }
        picture();
        journeys();
    }

    /** Not an event: a page that missed pictures needs only the newest. */
    private synchronized void picture() {
        if (picture.isPresent()) {
            send(null, writer.network(lab.picture().network()));
        }
    }

    /** Not an event; sends only journeys that the page does not have. */
    private synchronized void journeys() {
        if (picture.isPresent()) {
            FramesView now = lab.picture().frames();
            send(null, writer.journeys(now, shown));
            shown = now.journeys();
        }
    }

    private void refuse(String text) {
        if (writer != null) {
            send(null, writer.error(text));
        }
    }

    private static String text(String given) {
        return given == null ? "" : given;
    }
}
