package org.patchbay.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The test plays the agent, at the other end of two pipes. */
@Timeout(240)
class AgentClientTest {
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private AgentClient client;
    private final AgentJson json = new AgentJson();
    private final BlockingQueue<AgentNotice> notices = new LinkedBlockingQueue<>();
    private final FutureTask<Void> listening = new FutureTask<>(() -> {
        client.listen();
        return null;
    });
    private OutputStream say;
    private BufferedReader asked;

    @BeforeEach
    void connect() throws IOException {
        PipedOutputStream fromAgent = new PipedOutputStream();
        PipedOutputStream toAgent = new PipedOutputStream();
        say = fromAgent;
        asked = new BufferedReader(new InputStreamReader(new PipedInputStream(toAgent, 1 << 20), UTF_8));
        client = new AgentClient(new PipedInputStream(fromAgent, 1 << 20), toAgent, json, notices::add);
        Thread.ofPlatform().daemon().start(listening);
    }

    @AfterEach
    void hangUp() throws IOException {
        say.close();
    }

    @Test
    void answersFindTheirQuestionsInAnyOrder() throws Exception {
        CompletableFuture<JsonNode> first = ask("look", Map.of("executionsAfter", 7));
        JsonNode one = json.parse(asked.readLine().getBytes(UTF_8));
        CompletableFuture<JsonNode> second = ask("terminals", Map.of());
        JsonNode two = json.parse(asked.readLine().getBytes(UTF_8));
        assertThat(one.path("op").asText()).isEqualTo("look");
        assertThat(one.path("executionsAfter").asLong()).isEqualTo(7);

        say("{\"id\":" + two.path("id") + ",\"result\":\"two\"}\n{\"id\":" + one.path("id") + ",\"result\":\"one\"}");
        assertThat(first.get().asText()).isEqualTo("one");
        assertThat(second.get().asText()).isEqualTo("two");
    }

    @Test
    void aRefusalIsReported() throws Exception {
        CompletableFuture<JsonNode> answer = ask("close", Map.of("terminal", "t9"));
        JsonNode question = json.parse(asked.readLine().getBytes(UTF_8));
        say("{\"id\":" + question.path("id") + ",\"error\":\"no such terminal\"}");
        assertThatThrownBy(answer::get).hasRootCauseMessage("The machine's agent refused 'close': no such terminal.");
    }

    @Test
    void noAnswerInTimeIsAnError() {
        assertThatThrownBy(() -> client.ask("look", Map.of(), Duration.ofMillis(1)))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("did not answer 'look'");
    }

    @Test
    void pendingAndNewRequestsFailWhenTheAgentDisconnects() throws Exception {
        CompletableFuture<JsonNode> waiting = ask("look", Map.of());
        asked.readLine();
        say.close();
        assertThatThrownBy(waiting::get).hasRootCauseInstanceOf(ProbeException.class);
        listening.get();
        assertThatThrownBy(() -> client.ask("look", Map.of(), LIMIT)).isInstanceOf(ProbeException.class);
    }

    @Test
    void invalidOutputEndsTheConnection() throws Exception {
        say("this is no JSON");
        assertThatThrownBy(listening::get).hasCauseInstanceOf(ProbeException.class);
    }

    @Test
    void anUnexpectedResponseIsDropped() throws Exception {
        say("{\"id\":4711,\"result\":{}}\n{\"notice\":\"changed\",\"seq\":3}");
        assertThat(notices.take()).isEqualTo(new AgentNotice.Changed(3));
    }

    @Test
    void noticesComeAsTheirKinds() throws Exception {
        say("""
                {"notice":"terminal","id":"t2","ended":true,"exitStatus":130}
                {"notice":"lost"}
                {"notice":"weather","sun":true}
                {"notice":"execution","execution":{"seq":9,"pid":5,"parent":4,"program":"route","path":"/usr/sbin/route",\
                "argv":["route","-n"],"namespace":4026531840,"terminal":"t1","stdout":"TERMINAL","tampered":false,"startedAt":1.5}}""");
        assertThat(notices.take()).isEqualTo(new AgentNotice.TerminalEnded("t2", OptionalInt.of(130)));
        assertThat(notices.take()).isEqualTo(new AgentNotice.Changed(0));
        assertThat(notices.take()).isEqualTo(new AgentNotice.Unknown("weather"));
        assertThat(notices.take()).isInstanceOfSatisfying(AgentNotice.Executed.class, executed -> {
            assertThat(executed.seq()).isEqualTo(9);
            assertThat(executed.execution().argv()).containsExactly("route", "-n");
            assertThat(executed.execution().endedAt()).isEmpty();
        });
    }

    private CompletableFuture<JsonNode> ask(String operation, Map<String, ?> arguments) {
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                answer.complete(client.ask(operation, arguments, LIMIT));
            } catch (ProbeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    private void say(String lines) throws IOException {
        say.write((lines + "\n").getBytes(UTF_8));
        say.flush();
    }
}
