package org.patchbay.running;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.ExecutionException;

/** A learner's browser without a screen: its cookie, its requests, its sockets. */
public final class LearnerClient implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final URI server;
    private final String cookie;

    /** A new learner, with the cookie of a first visit. */
    public LearnerClient(URI server) throws IOException, InterruptedException {
        this.server = server;
        this.cookie = http.send(HttpRequest.newBuilder(server).build(), HttpResponse.BodyHandlers.discarding())
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow(() -> new IOException("a first visit gave no cookie"))
                .split(";")[0];
    }

    private LearnerClient(URI server, String cookie) {
        this.server = server;
        this.cookie = cookie;
    }

    /**
     * A known learner.
     *
     * @param cookie theirs, as a request's header
     */
    public static LearnerClient of(URI server, String cookie) {
        return new LearnerClient(server, cookie);
    }

    /** The same learner at a server that took the first one's place. */
    public LearnerClient at(URI otherServer) {
        return new LearnerClient(otherServer, cookie);
    }

    /** A learner with another cookie at the same server. */
    LearnerClient withCookie(String other) {
        return new LearnerClient(server, other);
    }

    /** The learner's cookie as a request's header. */
    public String cookie() {
        return cookie;
    }

    /** A page's text. */
    public String get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** Begins or continues a lesson, and returns its lab's id. */
    public String begin(String lesson) throws IOException, InterruptedException {
        HttpResponse<String> answer = post("labs", "lesson=" + lesson);
        String location = answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new IOException("no lab but " + answer.statusCode() + ": " + answer.body()));
        return location.substring(location.lastIndexOf('/') + 1);
    }

    /** Restarts a lab's lesson at a step; the response redirects to the new lab, or is a refusal. */
    HttpResponse<String> restart(String lab, String step) throws IOException, InterruptedException {
        return post("labs/" + lab + "/restart", "step=" + step);
    }

    /** Ends a lab. */
    public void end(String lab) throws IOException, InterruptedException {
        post("labs/" + lab + "/end", "");
    }

    /** Undoes the end of a lab; returns where that leads. */
    String reopen(String lab) throws IOException, InterruptedException {
        return post("labs/" + lab + "/reopen", "")
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    /** Begins another attempt that replaces a lab, and returns its id. */
    String again(String lab) throws IOException, InterruptedException {
        return post("labs/" + lab + "/again", "")
                .headers()
                .firstValue("Location")
                .orElseThrow()
                .replaceFirst("^/labs/", "");
    }

    /** Opens a lab's events in English, from the beginning. */
    public EventsClient events(String lab) throws InterruptedException {
        EventsClient events = new EventsClient();
        open("labs/" + lab + "/events?lang=en", events);
        events.hello();
        return events;
    }

    /** Opens a terminal and shows all that is kept of it. */
    public TerminalClient terminal(String lab, String id) throws InterruptedException {
        return open("labs/" + lab + "/terminals/" + id + "?cols=100&rows=30", new TerminalClient());
    }

    /** Opens a terminal for a page that has everything before an offset. */
    public TerminalClient terminal(String lab, String id, long from) throws InterruptedException {
        return open("labs/" + lab + "/terminals/" + id + "?cols=100&rows=30&from=" + from, new TerminalClient());
    }

    /** Opens a terminal for a page that has everything before an offset of a stream, possibly of another machine. */
    TerminalClient terminal(String lab, String id, long from, String stream) throws InterruptedException {
        return open(
                "labs/" + lab + "/terminals/" + id + "?cols=100&rows=30&from=" + from + "&stream=" + stream,
                new TerminalClient());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** Opens a socket. */
    <T extends SocketClient> T open(String path, T client) throws InterruptedException {
        try {
            client.opened(handshake().buildAsync(socketAddress(path), client).get());
            return client;
        } catch (ExecutionException e) {
            throw new IllegalStateException("no socket at " + path, e.getCause());
        }
    }

    /** The HTTP status by which a socket is refused. */
    int refusal(String path, String... headers) throws InterruptedException {
        WebSocket.Builder handshake = handshake();
        for (int i = 0; i < headers.length; i += 2) {
            handshake.header(headers[i], headers[i + 1]);
        }
        try {
            handshake
                    .buildAsync(socketAddress(path), new WebSocket.Listener() {})
                    .get()
                    .abort();
            throw new IllegalStateException("a socket opened at " + path);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw new IllegalStateException("no answer at " + path, e.getCause());
        }
    }

    private WebSocket.Builder handshake() {
        return http.newWebSocketBuilder().header("Cookie", cookie);
    }

    private URI socketAddress(String path) {
        return URI.create(server.resolve(path).toString().replaceFirst("^http", "ws"));
    }

    private HttpResponse<String> post(String path, String form) throws IOException, InterruptedException {
        return http.send(
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).header("Cookie", cookie);
    }
}
