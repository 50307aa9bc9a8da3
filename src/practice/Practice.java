import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Plays learners before a server that is being taught a quick start: pages, labs, and keys typed at a prompt. Run by
 * {@code ./patchbay} as a source file; the argument is the server's port on this machine. Prints nothing, or why it could
 * not be done.
 */
public final class Practice {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern LESSON = Pattern.compile("name=\"lesson\" value=\"([^\"]+)\"");
    private static final Pattern ASSET = Pattern.compile("(?:src|href)=\"(/assets/[^\"]+)\"");
    private static final int LABS = 4;
    private static final int PAGES = 25;
    private static final int LINES = 40;
    private static final int KEYS = 50;

    private final URI server;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private Practice(URI server) {
        this.server = server;
    }

    public static void main(String[] arguments) {
        int status = 0;
        try {
            Practice practice = new Practice(URI.create("http://127.0.0.1:" + arguments[0]));
            for (int i = 1; i <= LABS; i++) {
                practice.lab(i == LABS ? LINES : 1);
            }
        } catch (Exception e) {
            System.out.println(e.getMessage() == null ? e.toString() : e.getMessage());
            status = 1;
        }
        // Its threads would keep this process.
        System.exit(status);
    }

    private void lab(int lines) throws Exception {
        String lesson = first(LESSON, page("/"));
        String lab = post("/labs", "lesson=" + lesson);
        for (int i = 0; i < PAGES; i++) {
            page("/");
            page(lab);
        }
        for (String asset : all(ASSET, page(lab))) {
            get(asset, "gzip");
        }
        Screen events = new Screen();
        Screen screen = new Screen();
        WebSocket news = open(lab + "/events?lang=en", events);
        news.sendText("{\"type\":\"hello\",\"epoch\":null,\"seq\":0}", true).join();
        WebSocket terminal = open(lab + "/terminals/t1?cols=100&rows=30", screen);
        screen.await();
        for (int line = 0; line < lines; line++) {
            for (int key = 0; key < KEYS; key++) {
                screen.forget();
                type(terminal, "a");
                screen.await();
            }
            type(terminal, "\025true\r");
            screen.await();
        }
        terminal.abort();
        news.abort();
        post(lab + "/end", "");
    }

    private static void type(WebSocket terminal, String text) {
        terminal.sendBinary(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), true)
                .join();
    }

    private String page(String path) throws IOException, InterruptedException {
        return new String(get(path, "identity"), StandardCharsets.UTF_8);
    }

    private byte[] get(String path, String encoding) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                .header("Accept-Encoding", encoding)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
    }

    /** Where it leads. */
    private String post(String path, String form) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString())
                .headers()
                .firstValue("Location")
                .orElseThrow(() -> new IOException(path + " led nowhere"));
    }

    private WebSocket open(String path, Screen screen) {
        String cookie = cookies.getCookieStore().getCookies().stream()
                .map(one -> one.getName() + "=" + one.getValue())
                .collect(Collectors.joining("; "));
        return client.newWebSocketBuilder()
                .header("Cookie", cookie)
                .buildAsync(URI.create("ws" + server.resolve(path).toString().substring("http".length())), screen)
                .join();
    }

    private static String first(Pattern pattern, String text) throws IOException {
        return all(pattern, text).stream()
                .findFirst()
                .orElseThrow(() -> new IOException("nothing like " + pattern + " came"));
    }

    private static List<String> all(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results().map(found -> found.group(1)).toList();
    }

    /** Counts what the server sends. */
    private static final class Screen implements WebSocket.Listener {
        private final Semaphore frames = new Semaphore(0);

        void forget() {
            frames.drainPermits();
        }

        void await() throws IOException, InterruptedException {
            if (!frames.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("nothing came from its machine for " + PATIENCE.toSeconds() + " s");
            }
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer bytes, boolean last) {
            frames.release();
            socket.request(1);
            return null;
        }
    }
}
