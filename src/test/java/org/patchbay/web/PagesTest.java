package org.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.identity.LearnerId;
import org.patchbay.identity.SignedCookie;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Course;
import org.patchbay.lesson.Language;
import org.patchbay.lesson.Step;
import org.patchbay.progress.HandIn;
import org.patchbay.progress.HandInStore;
import org.patchbay.progress.LabId;
import org.patchbay.progress.LabRecord;
import org.patchbay.progress.LabStore;
import org.patchbay.progress.NewLab;
import org.patchbay.progress.PassedTask;
import org.patchbay.progress.ProgressStore;
import org.patchbay.running.Handshake;

/** The pages as browsers, good and bad, get them. No machine is started. */
@QuarkusTest
class PagesTest {
    private static final String LESSON = "20-veth-pair";

    private final SecureRandom random = new SecureRandom();

    @TestHTTPResource
    URI server;

    @Inject
    LabStore labs;

    @Inject
    @DataSource("h2")
    Instance<AgroalDataSource> database;

    @Inject
    ProgressStore progress;

    @Inject
    HandInStore handIns;

    @Inject
    SignedCookie signed;

    private Browser browser;

    @BeforeEach
    void openBrowser() {
        browser = new Browser(server);
    }

    @Test
    void theFirstVisitCreatesALastingLearner() throws IOException, InterruptedException {
        HttpResponse<String> first = browser.get("/");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("Set-Cookie").orElseThrow())
                .contains("HTTPOnly", "SameSite=Lax", "Path=/", "Max-Age=34560000")
                .doesNotContain("Secure");
        String cookie = browser.cookie();
        browser.get("/");
        assertThat(browser.cookie()).isEqualTo(cookie);
    }

    @ParameterizedTest
    @CsvSource({"en, Builds on, Next for you, about 5 hours in all", "zh, 先修, 下一课, 共约 5 小时"})
    void theCourseShowsTheWayThroughItself(String language, String buildsOn, String next, String inAll)
            throws IOException, InterruptedException {
        String page = browser.with("Accept-Language", language).get("/").body();
        assertThat(page)
                .contains(buildsOn, inAll, "href=\"#lesson-20-veth-pair\"", "id=\"lesson-20-veth-pair\"")
                .containsOnlyOnce("<strong class=\"next\">" + next + "</strong>")
                .doesNotContain("class=\"met\"");
        assertThat(page.indexOf(next))
                .isBetween(page.indexOf("id=\"lesson-10-warm-up\""), page.indexOf("id=\"lesson-20-veth-pair\""));
    }

    @Test
    void theGlossaryHasAnAnchorForEachTermAndLessonsLeadToIt() throws IOException, InterruptedException {
        String glossary = browser.get("/glossary").body();
        assertThat(glossary).contains("<div id=\"veth\"", "<div id=\"martian\"", "veth(4)");
        String index = glossary.substring(glossary.indexOf("<nav class=\"index\""), glossary.indexOf("</nav>"));
        assertThat(Pattern.compile("<div id=\"([a-z0-9-]+)\"").matcher(glossary).results())
                .hasSizeGreaterThan(40)
                .allSatisfy(term -> assertThat(index).containsOnlyOnce("href=\"#" + term.group(1) + "\""));
        String lesson = browser.get("/lessons/" + LESSON).body();
        Matcher link = Pattern.compile("href=\"/glossary#([a-z0-9-]+)\"").matcher(lesson);
        List<String> terms =
                link.results().map(found -> found.group(1)).distinct().toList();
        assertThat(terms)
                .hasSizeGreaterThan(4)
                .allSatisfy(term -> assertThat(glossary).contains("<div id=\"" + term + "\""));
    }

    @Test
    void aLessonIsReadAsAWholeWithoutHintsAndAnswers() throws IOException, InterruptedException {
        HttpResponse<String> page = browser.get("/lessons/" + LESSON);
        assertThat(page.statusCode()).isEqualTo(200);
        BoundLesson bound =
                Course.read(Path.of("lessons"), 1).lesson(LESSON).orElseThrow().bind(1);
        for (Step step : bound.steps()) {
            assertThat(page.body()).contains(step.title().in(Language.EN));
            step.prose(Language.EN)
                    .hints()
                    .values()
                    .forEach(hints ->
                            hints.forEach(hint -> assertThat(page.body()).doesNotContain(hint)));
            step.predictions()
                    .forEach(made -> assertThat(page.body())
                            .doesNotContain(
                                    step.prose(Language.EN).after(made.id()).orElseThrow()));
        }
        assertThat(browser.get("/lessons/nothing").statusCode()).isEqualTo(404);
    }

    /** Values that each lab draws are marked as an example, or are those of the reader's lab. */
    @ParameterizedTest
    @CsvSource({"80-build-it-yourself", "90-clinic"})
    void aLessonIsReadAsItIsInTheReadersLab(String id) throws IOException, InterruptedException {
        assertThat(browser.get("/lessons/" + id).body())
                .contains("This is an example")
                .doesNotContain("those of your lab", "These are your values");
        LearnerId owner = LearnerId.random(random);
        labs.open(owner, id, LabId.random(random), new NewLab(42, Optional.empty(), Optional.empty()), Instant.now());
        HttpResponse<String> own = browser.as("learner=" + signed.sign(owner)).get("/lessons/" + id);
        assertThat(own.body()).contains("those of your lab").doesNotContain("This is an example");
        BoundLesson bound =
                Course.read(Path.of("lessons"), 1).lesson(id).orElseThrow().bind(42);
        assertThat(bound.parameters().values())
                .allSatisfy(value -> assertThat(own.body()).contains(value));
        assertThat(own.body())
                .contains(bound.steps().stream()
                        .map(step -> ". " + step.title().in(Language.EN) + "</h2>")
                        .toList());
    }

    @Test
    void aCompletedLessonOffersTheNextUncompletedOne() throws IOException, InterruptedException {
        LearnerId owner = LearnerId.random(random);
        browser.as("learner=" + signed.sign(owner));
        assertThat(browser.get("/labs/" + lab(owner).id()).body())
                .contains("next=\"30-who-answers-arp\" next-title=\"3. ");
        assertThat(browser.get("/labs/" + lab(owner, "90-clinic").id()).body()).doesNotContain("next-title");
        passAll(lab(owner, "30-who-answers-arp"));
        assertThat(browser.get("/labs/" + lab(owner).id()).body()).contains("next=\"40-namespaces\" next-title=\"4. ");
    }

    private void passAll(LabRecord lab) {
        BoundLesson lesson = Course.read(Path.of("lessons"), 1)
                .lesson(lab.lesson())
                .orElseThrow()
                .bind(1);
        for (Step step : lesson.steps()) {
            step.tasks()
                    .forEach(task -> progress.passed(
                            lab.id(), new PassedTask(step.id(), task.id(), task.points(), List.of(), Instant.now())));
        }
    }

    /** The circles beside a lesson have a text too. */
    @ParameterizedTest
    @CsvSource({"en, %d of %d tasks done", "zh, 任务已完成 %d / %d"})
    void howFarALearnerCameIsWritten(String language, String written) throws IOException, InterruptedException {
        int tasks = Course.read(Path.of("lessons"), 1).lesson(LESSON).orElseThrow().bind(1).steps().stream()
                .mapToInt(step -> step.tasks().size())
                .sum();
        LearnerId owner = LearnerId.random(random);
        browser.as("learner=" + signed.sign(owner)).with("Accept-Language", language);
        assertThat(unit()).contains(written.formatted(0, tasks));
        passAll(lab(owner));
        assertThat(unit()).contains(written.formatted(tasks, tasks));
    }

    private String unit() throws IOException, InterruptedException {
        String page = browser.get("/").body();
        int begin = page.indexOf("id=\"lesson-" + LESSON + "\"");
        return page.substring(begin, page.indexOf("</li>", begin));
    }

    @Test
    void aForgedCookieIsRejected() throws IOException, InterruptedException {
        LearnerId victim = LearnerId.random(random);
        LabRecord lab = lab(victim);
        String genuine = signed.sign(victim);
        String forged = genuine.substring(0, genuine.length() - 4) + "AAAA";

        Browser forger = browser.as("learner=" + forged);
        assertThat(forger.get("/labs/" + lab.id()).statusCode()).isEqualTo(401);
        assertThat(forger.handshake("/labs/" + lab.id() + "/echo")).isEqualTo(401);
        assertThat(forger.get("/").statusCode()).isEqualTo(200);
        assertThat(forger.cookie()).doesNotContain(victim.value());
    }

    @Test
    void aLabIsAccessibleToItsLearnerOnly() throws IOException, InterruptedException {
        LearnerId owner = LearnerId.random(random);
        LabRecord lab = lab(owner);
        Browser owners = new Browser(server).as("learner=" + signed.sign(owner));
        assertThat(owners.get("/labs/" + lab.id()).statusCode()).isEqualTo(200);
        assertThat(owners.handshake("/labs/" + lab.id() + "/echo")).isEqualTo(101);

        browser.get("/");
        assertThat(browser.get("/labs/" + lab.id()).statusCode()).isEqualTo(403);
        assertThat(browser.post("/labs/" + lab.id() + "/end", Map.of()).statusCode())
                .isEqualTo(403);
        assertThat(browser.handshake("/labs/" + lab.id() + "/echo")).isEqualTo(403);
        assertThat(new Browser(server).handshake("/labs/" + lab.id() + "/echo")).isEqualTo(401);
        assertThat(labs.find(lab.id()).orElseThrow().open()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"aaaaaaaaaaaaaaaa", "x", "..%2f..%2fetc", "%00", "AAAAAAAAAAAAAAAA"})
    void aLabThatIsNotThereIsNotFound(String id) throws IOException, InterruptedException {
        assertThat(browser.get("/labs/" + id).statusCode()).isEqualTo(404);
        assertThat(browser.handshake("/labs/" + id + "/echo")).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, http://evil.example",
        "Origin, null",
        "Origin, http://localhost:1",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site"
    })
    void anotherSitesPageMovesNothing(String header, String value) throws IOException, InterruptedException {
        LearnerId owner = LearnerId.random(random);
        LabRecord lab = lab(owner);
        browser.as("learner=" + signed.sign(owner)).with(header, value);
        HttpResponse<String> answer = browser.post("/labs/" + lab.id() + "/end", Map.of());
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("This request came from another site");
        assertThat(browser.post("/labs", Map.of("lesson", LESSON)).statusCode()).isEqualTo(403);
        assertThat(browser.post("/language", Map.of("lang", "zh", "back", "/")).statusCode())
                .isEqualTo(403);
        assertThat(browser.handshake("/labs/" + lab.id() + "/echo")).isEqualTo(403);
        assertThat(labs.find(lab.id()).orElseThrow().open()).isTrue();
    }

    @Test
    void itsOwnPageMovesWhatItMay() throws IOException, InterruptedException {
        LearnerId owner = LearnerId.random(random);
        LabRecord lab = lab(owner);
        browser.as("learner=" + signed.sign(owner))
                .with("Origin", "http://" + server.getAuthority())
                .with("Sec-Fetch-Site", "same-origin");
        assertThat(browser.handshake("/labs/" + lab.id() + "/echo")).isEqualTo(101);
        HttpResponse<String> ended = browser.post("/labs/" + lab.id() + "/end", Map.of());
        assertThat(ended.statusCode()).isEqualTo(303);
        assertThat(ended.headers().firstValue("Location")).contains("/#lesson-" + LESSON);
        assertThat(labs.find(lab.id()).orElseThrow().open()).isFalse();
        HttpResponse<String> over = browser.get("/labs/" + lab.id());
        assertThat(over.statusCode()).isEqualTo(410);
        assertThat(over.body()).contains("This lab has ended");

        String undo = "/labs/" + lab.id() + "/reopen";
        assertThat(browser.get("/").body())
                .contains("You have ended this lab. Its machine could not be saved.", "action=\"" + undo + "\"");
        assertThat(browser.with("Accept-Language", "zh").get("/").body()).contains("你已经结束了这个实验。");
        assertThat(browser.post(undo, Map.of()).headers().firstValue("Location"))
                .contains("/labs/" + lab.id());
        assertThat(labs.find(lab.id()).orElseThrow().open()).isTrue();
        assertThat(browser.get("/labs/" + lab.id()).statusCode()).isEqualTo(200);
        assertThat(browser.get("/").body()).doesNotContain(undo);
    }

    @Test
    void gradedWorkThatEndsUnjudgedIsNamedAndAResultStaysReadable() throws IOException, InterruptedException {
        LearnerId owner = LearnerId.random(random);
        LabRecord lab = lab(owner, "80-build-it-yourself");
        String page = "/labs/" + lab.id();
        browser.as("learner=" + signed.sign(owner));
        assertThat(browser.get("/").body()).contains("not handed in yet");
        browser.post(page + "/end", Map.of());
        assertThat(browser.get("/").body()).contains("without handing it in, so it has earned no points");
        assertThat(browser.get(page).statusCode()).isEqualTo(410);

        handIns.store(lab.id(), new HandIn(Instant.now(), List.of(), "{}", List.of()));
        assertThat(browser.get("/").body())
                .contains("You have ended this lab.", "<a href=\"" + page + "\">attempt 1: 0 of ")
                .doesNotContain("without handing it in");
        assertThat(browser.get(page).statusCode()).isEqualTo(200);
        assertThat(new Browser(server).get(page).statusCode()).isEqualTo(401);
    }

    @Test
    void aLabWhoseLessonIsGoneIsNotEndedForAnother() throws IOException, InterruptedException {
        LearnerId owner = LearnerId.random(random);
        LabRecord lab = lab(owner, "99-gone");
        HttpResponse<String> answer =
                browser.as("learner=" + signed.sign(owner)).post("/labs/" + lab.id() + "/again", Map.of());
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(labs.find(lab.id()).orElseThrow().open()).isTrue();
    }

    @Test
    void aResumeCodeLeadsAnotherBrowserToTheSameLearner() throws IOException, InterruptedException {
        LearnerId owner = LearnerId.random(random);
        LabRecord lab = lab(owner);
        String cookie = "learner=" + signed.sign(owner);
        browser.as(cookie);
        HttpResponse<String> drawn = browser.post("/resume/code", Map.of());
        assertThat(drawn.statusCode()).isEqualTo(200);
        assertThat(drawn.headers().firstValue("Cache-Control")).contains("no-store");
        String code = code(drawn);
        assertThat(browser.get("/resume").body()).doesNotContain(code);

        Browser other = new Browser(server);
        assertThat(other.get("/labs/" + lab.id()).statusCode()).isEqualTo(401);
        HttpResponse<String> entered = other.post(
                "/resume", Map.of("code", " " + code.toLowerCase(Locale.ROOT).replace('-', ' ')));
        assertThat(entered.statusCode()).isEqualTo(303);
        assertThat(entered.headers().firstValue("Location")).contains("/");
        assertThat(other.cookie()).isEqualTo(cookie);
        assertThat(other.get("/labs/" + lab.id()).statusCode()).isEqualTo(200);
        assertThat(other.handshake("/labs/" + lab.id() + "/echo")).isEqualTo(101);
    }

    @Test
    void anOldOrWithdrawnResumeCodeIsRejected() throws IOException, InterruptedException {
        LearnerId owner = LearnerId.random(random);
        lab(owner);
        browser.as("learner=" + signed.sign(owner));
        String first = code(browser.post("/resume/code", Map.of()));
        String second = code(browser.post("/resume/code", Map.of()));
        assertThat(enters(first).statusCode()).isEqualTo(403);
        assertThat(enters(second).statusCode()).isEqualTo(303);
        assertThat(browser.post("/resume/withdraw", Map.of()).statusCode()).isEqualTo(303);
        HttpResponse<String> refused = enters(second);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("This code is not valid", "aria-invalid=\"true\"");
        assertThat(refused.headers().allValues("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7K2M-9QXV-3D4", "7K2M-9QXV-3D4TT", "7K2M-9QXV-3D4U", "<script>", "' or 1=1 --"})
    void anInvalidResumeCodeIsReported(String typed) throws IOException, InterruptedException {
        HttpResponse<String> answer = enters(typed);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("A code has twelve letters and digits")
                .doesNotContain("<script>");
    }

    @Test
    void resumeCodesAreForLearnersAndTheirOwnPages() throws IOException, InterruptedException {
        assertThat(browser.post("/resume/code", Map.of()).statusCode()).isEqualTo(401);
        assertThat(browser.post("/resume/withdraw", Map.of()).statusCode()).isEqualTo(401);
        assertThat(browser.post("/resume", Map.of()).statusCode()).isEqualTo(400);
        LearnerId owner = LearnerId.random(random);
        lab(owner);
        Browser owners = new Browser(server).as("learner=" + signed.sign(owner));
        String code = code(owners.post("/resume/code", Map.of()));
        Browser foreign =
                new Browser(server).as("learner=" + signed.sign(owner)).with("Origin", "http://evil.example");
        for (String path : List.of("/resume", "/resume/code", "/resume/withdraw", "/resume/leave")) {
            assertThat(foreign.post(path, Map.of("code", code)).statusCode()).isEqualTo(403);
        }
        assertThat(enters(code).statusCode()).isEqualTo(303);
    }

    @Test
    void aBrowserCanBeLeft() throws IOException, InterruptedException {
        LearnerId owner = LearnerId.random(random);
        LabRecord lab = lab(owner);
        browser.as("learner=" + signed.sign(owner));
        HttpResponse<String> left = browser.post("/resume/leave", Map.of());
        assertThat(left.statusCode()).isEqualTo(303);
        assertThat(left.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("learner=;")
                .contains("Max-Age=0");
        assertThat(browser.get("/labs/" + lab.id()).statusCode()).isEqualTo(401);
        assertThat(labs.find(lab.id()).orElseThrow().open()).isTrue();
    }

    @Test
    void theCourseShowsTheCurrentStep() throws IOException, InterruptedException {
        assertThat(browser.get("/").body()).contains("Start the first lesson").doesNotContain("left-off");
        LearnerId owner = LearnerId.random(random);
        LabRecord lab = lab(owner);
        browser.as("learner=" + signed.sign(owner));
        assertThat(browser.get("/").body())
                .contains("Where you left off", "Step 1 of 8", "Continue with step 1")
                .doesNotContain("your machine is running");
        BoundLesson lesson =
                Course.read(Path.of("lessons"), 1).lesson(LESSON).orElseThrow().bind(1);
        Step first = lesson.steps().getFirst();
        first.tasks()
                .forEach(task -> progress.passed(
                        lab.id(), new PassedTask(first.id(), task.id(), task.points(), List.of(), Instant.now())));
        assertThat(browser.get("/").body())
                .contains("Step 2 of 8: " + lesson.steps().get(1).title().in(Language.EN), "Continue with step 2");
        labs.end(lab.id(), Instant.now());
        assertThat(browser.get("/").body()).contains("What comes next").doesNotContain("Where you left off");
    }

    private HttpResponse<String> enters(String code) throws IOException, InterruptedException {
        return new Browser(server).post("/resume", Map.of("code", code));
    }

    private static String code(HttpResponse<String> page) {
        return Pattern.compile("[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}(?=</output>)")
                .matcher(page.body())
                .results()
                .findFirst()
                .orElseThrow()
                .group();
    }

    @Test
    void aForeignHostNameForTheLoopbackIsRefused() throws IOException {
        assertThat(Handshake.status(server, "/", "Host", "rebound.example")).isEqualTo(421);
        assertThat(Handshake.status(server, "/labs/aaaaaaaaaaaaaaaa/echo", "Host", "rebound.example:8080"))
                .isEqualTo(421);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/labs/aaaaaaaaaaaaaaaa", "/nowhere", "/assets/nothing.js", "/health", "/labs"})
    void everyAnswerCarriesThePolicy(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = browser.get(path);
        assertThat(answer.headers().allValues("Content-Security-Policy"))
                .containsExactly("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
                        + "img-src 'self' data:; font-src 'self'; frame-ancestors 'none'; base-uri 'none'; "
                        + "form-action 'self'");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("same-origin");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("private, no-cache");
    }

    @Test
    void bundledFilesAreKeptForEverAndPagesNameThem() throws IOException, InterruptedException {
        String page = browser.get("/").body();
        String script = page.replaceFirst("(?s).*<script type=\"module\" src=\"(/assets/[^\"]+)\".*", "$1");
        HttpResponse<String> file = browser.get(script);
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Cache-Control")).contains("public, max-age=31536000, immutable");
        assertThat(file.headers().firstValue("Content-Type").orElseThrow()).contains("javascript");
        assertThat(page).doesNotContain("<style", "style=", "onclick=", "<script>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zh-CN,zh;q=0.9,en;q=0.8 | zh-Hans",
                "zh-TW                   | zh-Hans",
                "en-GB,en                | en",
                "de,en;q=0.5,zh;q=0.4    | en",
                "fr                      | en",
                "zh;q=0,en               | en",
                "*                       | en",
                ";;;q=x                  | en"
            })
    void theBrowserPrefersALanguage(String accepted, String shown) throws IOException, InterruptedException {
        assertThat(browser.with("Accept-Language", accepted).get("/").body()).contains("<html lang=\"" + shown + "\"");
    }

    @Test
    void aChosenLanguageStays() throws IOException, InterruptedException {
        HttpResponse<String> chosen = browser.post("/language", Map.of("lang", "zh", "back", "/"));
        assertThat(chosen.statusCode()).isEqualTo(303);
        assertThat(chosen.headers().firstValue("Location")).contains("/");
        String cookie = chosen.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        HttpResponse<String> page =
                new Browser(server).as(cookie).with("Accept-Language", "en").get("/nowhere");
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).contains("<html lang=\"zh-Hans\"", "这里什么也没有");
    }

    @Test
    void anInvalidFormGetsAnErrorPage() throws IOException, InterruptedException {
        List<HttpResponse<String>> answers = List.of(
                browser.post("/labs", Map.of()),
                browser.post("/labs", Map.of("lesson", "99-nothing")),
                browser.post("/labs", Map.of("lesson", "../../etc")),
                browser.post("/language", Map.of("lang", "fr", "back", "/")),
                browser.post("/language", Map.of("lang", "zh")),
                browser.post("/language", Map.of("lang", "zh", "back", "//evil.example")),
                browser.post("/language", Map.of("lang", "zh", "back", "/\\evil.example")),
                browser.post("/language", Map.of("lang", "zh", "back", "https://evil.example/")),
                browser.post("/language", Map.of("lang", "zh", "back", "/\r\nX: y")));
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("The server could not read this request");
        });
    }

    @Test
    void anOversizedFormIsRefused() throws IOException, InterruptedException {
        HttpResponse<String> answer = browser.post("/labs", Map.of("lesson", "x".repeat(100_000)));
        assertThat(answer.statusCode()).isEqualTo(413);
    }

    /** Its own words, and not that the server is broken: it may well be back in a moment. */
    @Test
    void aDatabaseThatFailsIsNamed() throws IOException, InterruptedException, SQLException {
        execute("alter table lab rename to lab_away");
        try {
            HttpResponse<String> answer = browser.get("/");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("The server cannot access its database");
        } finally {
            execute("alter table lab_away rename to lab");
        }
        assertThat(browser.get("/").statusCode()).isEqualTo(200);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.get().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void theServerReportsHealth() throws IOException, InterruptedException {
        HttpResponse<String> health = browser.get("/health");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("\"status\": \"UP\"", "\"h2\": \"UP\"");
    }

    private LabRecord lab(LearnerId owner) {
        return lab(owner, LESSON);
    }

    private LabRecord lab(LearnerId owner, String lesson) {
        return labs.open(
                owner, lesson, LabId.random(random), new NewLab(1, Optional.empty(), Optional.empty()), Instant.now());
    }
}
