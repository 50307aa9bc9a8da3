package org.patchbay.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.identity.LearnerId;
import org.patchbay.identity.SignedCookie;
import org.patchbay.progress.LabId;
import org.patchbay.progress.LabRecord;
import org.patchbay.progress.LabStore;
import org.patchbay.progress.NewLab;
import org.patchbay.web.Browser;

/** A lab's recordings, requested by its learner and others. The recordings exist; no machine is started. */
@QuarkusTest
class RecordingsPageTest {
    private static final String WHOLE = """
            {"version": 2, "width": 80, "height": 24, "timestamp": 1732468800}
            [0.250000, "o", "root@lab:~# "]
            [1.000000, "m", "step 10-create"]
            [2.500000, "m", "$ ip link add <veth0>"]
            [3.125000, "m", "passed 10-create/pair"]
            [4.000000, "m", "failed 10-create/gone"]
            [5.000000, "m", "solution shown: 20-up/first-end"]
            """;

    private final SecureRandom random = new SecureRandom();

    @TestHTTPResource
    URI server;

    @Inject
    LabStore labs;

    @Inject
    SignedCookie signed;

    @ConfigProperty(name = "patchbay.data")
    Path data;

    private LabRecord lab;
    private String recordings;
    private Browser browser;

    @BeforeEach
    void begin() {
        LearnerId owner = LearnerId.random(random);
        lab = labs.open(
                owner,
                "20-veth-pair",
                LabId.random(random),
                new NewLab(1, Optional.empty(), Optional.empty()),
                Instant.now());
        recordings = "/labs/" + lab.id() + "/recordings";
        browser = new Browser(server).as("learner=" + signed.sign(owner));
    }

    @ParameterizedTest
    @CsvSource({
        "en, Terminal 1, 'Passed: step 1, task 1', 'Solution shown: step 2, task 1', Step 1: , Nothing has been recorded",
        "zh, 终端 1, '已通过：第 1 步，任务 1', '为你演示：第 2 步，任务 1', 第 1 步：, 还没有录下任何内容"
    })
    void theMomentsOfARecordingAreLinks(
            String language, String terminal, String passed, String shown, String step, String none) throws Exception {
        browser.with("Accept-Language", language);
        assertThat(browser.get(recordings).body()).contains(none).doesNotContain("<pb-replay");
        record("t1", WHOLE);
        HttpResponse<String> page = browser.get(recordings);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains(terminal, "<a href=\"#t=3.125000\"", passed, shown, step)
                .contains("<code>ip link add &lt;veth0&gt;</code>")
                .contains("<time datetime=\"2024-11-24T17:20:03.125Z\">")
                .contains("failed 10-create/gone")
                .doesNotContain("style=");
        assertThat(browser.get(recordings + "/lab-aaaaa/t1").body()).contains(passed);
    }

    @Test
    void deletedRecordingsOfEarlierMachinesAreReported() throws Exception {
        record("t1", WHOLE);
        assertThat(browser.get(recordings).body()).doesNotContain("were removed");
        Path gone = data.resolve("labs").resolve(lab.id().value()).resolve("lab-00000");
        Files.createFile(Files.createDirectories(gone).resolve("removed"));
        assertThat(browser.get(recordings).body()).contains("were removed to limit the storage: 1 in total");
    }

    @Test
    void aVerdictLeadsToItsMoment() throws Exception {
        String verdicts = "/labs/" + lab.id() + "/verdicts/";
        assertThat(browser.get(verdicts + "10-create/pair").headers().firstValue("Location"))
                .contains(recordings + "?missing=moment");
        record("t1", WHOLE);
        assertThat(browser.get(recordings + "?missing=moment").body()).contains("No recording contains the moment");
        assertThat(browser.get(recordings).body()).doesNotContain("No recording contains the moment");
        record("t2", WHOLE.replace("passed 10-create/pair", "passed 20-up/first-end"));
        HttpResponse<String> answer = browser.get(verdicts + "20-up/first-end");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains(recordings + "/lab-aaaaa/t2#t=3.125000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[5.0, \"o\", \"cut", "\0\0\0\0\0\0"})
    void theFileIsHandedOutUpToItsLastWholeLineAndOnlyIfItGrew(String tail) throws Exception {
        record("t1", WHOLE + tail);
        HttpResponse<String> file = browser.get(recordings + "/lab-aaaaa/t1/cast");
        assertThat(file.body()).isEqualTo(WHOLE);
        assertThat(file.headers().firstValue("Content-Type")).contains("application/x-asciicast");
        assertThat(file.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"" + lab.id() + "-lab-aaaaa-t1.cast\"");
        browser.with("If-None-Match", file.headers().firstValue("ETag").orElseThrow());
        assertThat(browser.get(recordings + "/lab-aaaaa/t1/cast").statusCode()).isEqualTo(304);
        record("t1", WHOLE + "[5.000000, \"o\", \"more\"]\n");
        assertThat(browser.get(recordings + "/lab-aaaaa/t1/cast").body()).contains("more");
    }

    @Test
    void onlyThePagesThatPlayMayCompileAssembly() throws Exception {
        record("t1", WHOLE);
        for (String path : new String[] {recordings, recordings + "/lab-aaaaa/t1"}) {
            assertThat(browser.get(path)
                            .headers()
                            .firstValue("Content-Security-Policy")
                            .orElseThrow())
                    .contains("script-src 'self' 'wasm-unsafe-eval'; style-src 'self';");
        }
        for (String path : new String[] {recordings + "/lab-aaaaa/t1/cast", "/labs/" + lab.id(), "/"}) {
            assertThat(browser.get(path)
                            .headers()
                            .firstValue("Content-Security-Policy")
                            .orElseThrow())
                    .contains("script-src 'self'; style-src 'self';");
        }
    }

    @Test
    void othersGetNothing() throws Exception {
        record("t1", WHOLE);
        Browser stranger = new Browser(server);
        String[] paths = {
            recordings,
            recordings + "/lab-aaaaa/t1",
            recordings + "/lab-aaaaa/t1/cast",
            "/labs/" + lab.id() + "/verdicts/10-create/pair"
        };
        for (String path : paths) {
            assertThat(stranger.get(path).statusCode()).as(path).isEqualTo(401);
        }
        stranger.get("/");
        for (String path : paths) {
            HttpResponse<String> answer = stranger.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(403);
            assertThat(answer.body())
                    .contains("This lab belongs to another learner")
                    .doesNotContain("veth0");
        }
        assertThat(stranger.with("Accept-Language", "zh").get(recordings).body())
                .contains("这个实验属于别人");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/lab-aaaaa/t9", "/lab-bbbbb/t1", "/lab-aaaaa/t1.cast", "/lab-aaaaa/..%2f..%2fdb", "/%2e%2e/t1"})
    void aMissingRecordingIsNotFound(String path) throws Exception {
        record("t1", WHOLE);
        assertThat(browser.get(recordings + path).statusCode()).isEqualTo(404);
        assertThat(browser.get(recordings + path + "/cast").statusCode()).isEqualTo(404);
    }

    @Test
    void aRecordingWhoseBeginningIsLostHidesNoOther() throws Exception {
        record("t1", "\0\0\0\0");
        record("t2", WHOLE);
        assertThat(browser.get(recordings).body()).contains("Terminal 2").doesNotContain("Terminal 1");
    }

    private void record(String terminal, String content) throws IOException {
        Path folder = data.resolve("labs").resolve(lab.id().value()).resolve("lab-aaaaa");
        Files.writeString(Files.createDirectories(folder).resolve(terminal + ".cast"), content);
    }
}
