package org.patchbay.web.socket;

import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import jakarta.enterprise.context.SessionScoped;
import jakarta.inject.Inject;
import org.patchbay.lesson.LiveCourse;

/**
 * Notifies an author's page each time the course was reloaded, by the text frame {@code changed}. One instance per
 * connection.
 */
@WebSocket(path = "/course/events", endpointId = CourseSocket.ID)
@SessionScoped
public class CourseSocket {
    static final String ID = "course";

    private final LiveCourse course;
    private Runnable leave = () -> {};

    @Inject
    CourseSocket(LiveCourse course) {
        this.course = course;
    }

    @OnOpen
    void open(WebSocketConnection page) {
        leave = course.onChange(_ -> page.sendText("changed").subscribe().with(_ -> {}, _ -> {}));
    }

    @OnClose
    void close() {
        leave.run();
    }
}
