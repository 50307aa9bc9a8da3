package org.patchbay.web;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.patchbay.running.Handshake;

/** A minimal browser: keeps the learner's cookie, sends requests, follows no redirects. */
public final class Browser {
    private final URI server;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final List<String> extra = new ArrayList<>();
    private String cookie = "";

    public Browser(URI server) {
        this.server = server;
    }

    /** Sends this header with every request from now on. */
    public Browser with(String name, String value) {
        extra.add(name);
        extra.add(value);
        return this;
    }

    /** Continues as the learner of this cookie, without accepting another. */
    public Browser as(String learnerCookie) {
        cookie = learnerCookie;
        return this;
    }

    /** The learner cookie that it holds; empty before it was given one. */
    String cookie() {
        return cookie;
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    HttpResponse<String> post(String path, Map<String, String> form) throws IOException, InterruptedException {
        String body = form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** The status that a socket's handshake is answered with; 101 if it opens. */
    int handshake(String path) throws IOException, InterruptedException {
        return Handshake.status(server, path, headers());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).headers(headers());
    }

    private String[] headers() {
        List<String> all = new ArrayList<>(List.of("User-Agent", "test"));
        all.addAll(extra);
        if (!cookie.isEmpty()) {
            all.addAll(List.of("Cookie", cookie));
        }
        return all.toArray(String[]::new);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        response.headers().allValues("Set-Cookie").stream()
                .map(set -> set.split(";", 2)[0])
                .filter(set -> set.startsWith("learner="))
                .forEach(set -> cookie = set);
        return response;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
