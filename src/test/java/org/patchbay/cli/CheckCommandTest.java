package org.patchbay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.check.TranscriptJudge;
import org.patchbay.lesson.Course;
import org.patchbay.lesson.Lesson;
import org.patchbay.lesson.Task;
import org.patchbay.observe.transcript.Transcript;
import org.patchbay.observe.transcript.TypedLine;
import org.patchbay.terminal.SavedTerminal;
import org.patchbay.terminal.SavedTerminalException;
import picocli.CommandLine;

/** Checks of a student's hand-in. */
class CheckCommandTest {
    private static final String VETH = "20-veth-pair";
    private static final Path FIXTURES = Path.of("src/test/resources/org/patchbay/cli");
    private static final String PROMPT = "root@sandbox:~# ";

    @TempDir
    private Path folder;

    record Answer(int status, String out, String err) {
        JsonNode task(String id) throws Exception {
            for (JsonNode one : new ObjectMapper().readTree(out)) {
                if (one.path("task").asText().equals(id)) {
                    return one;
                }
            }
            throw new AssertionError("no task " + id + " in " + out);
        }

        String state(String id) throws Exception {
            return task(id).path("state").asText();
        }

        String layer(String id) throws Exception {
            return task(id).at("/diagnosis/layer").asText();
        }
    }

    static Answer check(String lesson, String step, Path... transcripts) {
        List<String> words = new ArrayList<>(List.of("check", lesson, step, "--lessons", "lessons"));
        Stream.of(transcripts).forEach(file -> words.addAll(List.of("--transcript", file.toString())));
        return run(words);
    }

    private static Answer run(List<String> words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = new CommandLine(new Main())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words.toArray(String[]::new));
        return new Answer(status, out.toString(), err.toString());
    }

    private Path file(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void tasksWhoseOutputIsInTheTextPass() throws Exception {
        Answer answer = check(VETH, "40-read", FIXTURES.resolve("read.txt"));
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.state("devices")).isEqualTo("passed");
        assertThat(answer.state("routes")).isEqualTo("passed");
        assertThat(answer.state("neighbours")).isEqualTo("passed");
        assertThat(answer.task("routes").at("/evidence/0/source").asText()).isEqualTo("route -n");
        assertThat(answer.task("routes").path("points").asInt()).isEqualTo(1);
    }

    @Test
    void aCaptureInTheBackgroundCounts() throws Exception {
        Answer answer = check(VETH, "50-near-end", FIXTURES.resolve("near-end.txt"));
        assertThat(answer.status()).as(answer.out() + answer.err()).isZero();
        assertThat(answer.state("request-leaves")).isEqualTo("passed");
    }

    @Test
    void theSameDiagnosisAsFarAsTheTextShowsIt() throws Exception {
        String capture = Files.readString(FIXTURES.resolve("near-end.txt"));
        Answer device = check(VETH, "50-near-end", file("lo.txt", capture.replace("veth0", "lo")));
        assertThat(device.status()).isEqualTo(1);
        assertThat(device.state("request-leaves")).isEqualTo("failed");
        assertThat(device.layer("request-leaves")).isEqualTo("tool");
        assertThat(device.task("request-leaves").at("/diagnosis/about").asText())
                .isEqualTo("lo");

        Answer few = check(VETH, "50-near-end", file("few.txt", capture.replaceAll("11:40:3.*\n", "")));
        assertThat(few.task("request-leaves").at("/diagnosis/text").asText()).contains("1 of 2");

        Answer other = check(VETH, "40-read", file("ip.txt", PROMPT + "ip route\n10.70.2.0/24 dev veth0\n"));
        assertThat(other.layer("routes")).isEqualTo("tool");
        assertThat(other.task("routes").at("/diagnosis/about").asText()).isEqualTo("route");
    }

    @Test
    void aTaskThatNeedsTheKernelIsInconclusive() throws Exception {
        Answer state =
                check(VETH, "10-create", file("create.txt", PROMPT + "ip link add veth0 type veth peer veth1\n"));
        assertThat(state.status()).isEqualTo(1);
        assertThat(state.state("pair")).isEqualTo("inconclusive");
        assertThat(state.task("pair").path("reason").asText()).contains("kernel");

        String silent = Files.readString(FIXTURES.resolve("near-end.txt")).replaceAll("11:40:.*\n", "");
        Answer nothing = check(VETH, "50-near-end", file("silent.txt", silent));
        assertThat(nothing.state("request-leaves")).isEqualTo("inconclusive");
        assertThat(nothing.task("request-leaves").path("reason").asText()).contains("veth0");
    }

    @Test
    void outputFromBeforeIsNamedAsOldWhereTheTextShowsIt() throws Exception {
        String over = PROMPT + "timeout -s INT 2 tcpdump -n -i veth0\n"
                + "listening on veth0, link-type EN10MB (Ethernet), snapshot length 262144 bytes\n0 packets captured\n"
                + PROMPT + "ping -c 1 -W 1 10.70.2.11\n"
                + "1 packets transmitted, 0 received, 100% packet loss, time 0ms\n" + PROMPT + "\n";
        Answer capture = check(VETH, "50-near-end", file("over.txt", over));
        assertThat(capture.state("request-leaves")).isEqualTo("failed");
        assertThat(capture.layer("request-leaves")).isEqualTo("tool");
        assertThat(capture.task("request-leaves").at("/diagnosis/text").asText())
                .contains("ended before `ping -c 1 -W 1 10.70.2.11`");

        String routes = PROMPT + "route -n\nKernel IP routing table\n"
                + "Destination Gateway Genmask Flags Metric Ref Use Iface\n" + PROMPT
                + "ip address add 10.70.2.10/24 dev veth0\n" + PROMPT + "\n";
        Answer row = check(VETH, "40-read", file("before.txt", routes));
        assertThat(row.state("routes")).isEqualTo("inconclusive");
        assertThat(row.task("routes").path("reason").asText())
                .contains("`route -n` ran before `ip address add 10.70.2.10/24 dev veth0`");
    }

    @Test
    void textThatTheToolDidNotPrintFails() throws Exception {
        String row = "10.70.2.0  0.0.0.0  255.255.255.0  U  0  0  0 veth0";
        String table = "Kernel IP routing table\nDestination Gateway Genmask Flags Metric Ref Use Iface\n" + row + "\n";
        for (String line : List.of(
                "cat saved.txt",
                "echo route -n; cat x",
                "./route -n",
                "route -n > /dev/null; cat saved.txt",
                "route -n; echo '" + row + "'")) {
            Answer answer = check(VETH, "40-read", file("fake.txt", PROMPT + line + "\n" + table));
            assertThat(answer.state("routes")).as(line).isEqualTo("failed");
        }
        Answer there = check(VETH, "40-read", file("ns.txt", PROMPT + "ip netns exec far route -n\n" + table));
        assertThat(there.state("routes")).isEqualTo("failed");
        assertThat(there.task("routes").at("/diagnosis/text").asText()).contains("far");
        Answer inside = check(
                VETH, "40-read", file("in.txt", PROMPT + "ip netns exec far bash\n" + PROMPT + "route -n\n" + table));
        assertThat(inside.state("routes")).isEqualTo("failed");
        Answer back = check(
                VETH,
                "40-read",
                file(
                        "back.txt",
                        PROMPT + "ip netns exec far bash\n" + PROMPT + "exit\nexit\n" + PROMPT + "route -n\n" + table));
        assertThat(back.state("routes")).isEqualTo("passed");
        Answer somewhere = check(VETH, "40-read", file("pid.txt", PROMPT + "nsenter -n -t 314 route -n\n" + table));
        assertThat(somewhere.state("routes")).isEqualTo("inconclusive");
    }

    @Test
    void asciicastOfBothVersions() throws Exception {
        String text = Files.readString(FIXTURES.resolve("read.txt")).replace("\n", "\r\n");
        StringBuilder two =
                new StringBuilder("{\"version\": 2, \"width\": 80, \"height\": 24, \"timestamp\": 1795000000}\n");
        StringBuilder three = new StringBuilder(
                "{\"version\": 3, \"term\": {\"cols\": 80, \"rows\": 24}, \"timestamp\": 1795000000}\n# a remark\n");
        ObjectMapper json = new ObjectMapper();
        for (int at = 0; at < text.length(); at += 37) {
            String part = json.writeValueAsString(text.substring(at, Math.min(text.length(), at + 37)));
            two.append("[").append(at / 10.0).append(", \"o\", ").append(part).append("]\n");
            three.append("[0.1, \"o\", ").append(part).append("]\n");
        }
        two.append("[99999, \"r\", \"90x30\"]\n");
        three.append("[1.5, \"x\", \"0\"]\n");
        assertThat(check(VETH, "40-read", file("two.cast", two.toString())).status())
                .isZero();
        assertThat(check(VETH, "40-read", file("three.cast", three.toString())).status())
                .isZero();
        // A recording that still grows ends anywhere.
        String cut = two.substring(0, two.lastIndexOf("]") - 3);
        assertThat(check(VETH, "40-read", file("cut.cast", cut)).status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n\n",
                "no prompt in here",
                "{\"version\": 1}",
                "{\"version\": 2, ",
                "{\"version\": 2}\n[1, \"o\"]\n",
                "{\"version\": 2}\n{}\n",
                "{\"version\": 3}\n[\"a\", \"o\", \"b\"]\n"
            })
    void anInvalidTranscriptIsReported(String text) throws Exception {
        Answer answer = check(VETH, "40-read", file("bad", text));
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err())
                .startsWith("patchbay: ")
                .contains("bad is not a saved terminal: ")
                .hasLineCount(1);
    }

    @Test
    void missingElementsAreReported() throws Exception {
        assertThat(check(VETH, "40-read", folder.resolve("none")).err()).contains("it is not there");
        assertThat(check(VETH, "40-read", folder).status()).isEqualTo(2);
        Path read = FIXTURES.resolve("read.txt");
        assertThat(check(VETH, "45-none", read).err())
                .contains("There is no step '45-none'")
                .contains("40-read");
        assertThat(check("no-lesson", "40-read", read).status()).isEqualTo(2);
        assertThat(run(List.of("check", VETH, "40-read")).status()).isEqualTo(2);
        Path large = folder.resolve("large");
        Files.write(large, new byte[16 * 1024 * 1024 + 1]);
        assertThat(check(VETH, "40-read", large).err()).contains("more than 16 MiB");
    }

    /** Whatever comes in: verdicts or one sentence, and no exception. */
    @Test
    void rubbishIsAnswered() throws Exception {
        List<String> texts = List.of(
                Files.readString(FIXTURES.resolve("read.txt")),
                Files.readString(FIXTURES.resolve("near-end.txt")),
                "{\"version\": 2, \"timestamp\": 5}\n[0.5, \"o\", \"root@h:~# arp -n\\r\\n\"]\n",
                "\u001b]633;P;Netns=4\u0007\u001b]133;A\u0007root@h:~# \u001b]133;B\u0007arp -n\n\u001b]133;C\u0007x\n\u001b]133;D;0\u0007");
        List<Task> tasks = new ArrayList<>();
        for (Lesson lesson : Course.read(Path.of("lessons"), 1).lessons()) {
            lesson.bind(1).steps().forEach(step -> tasks.addAll(step.tasks()));
        }
        int tries = Integer.getInteger("patchbay.fuzz.tries", 400);
        for (int seed = 0; seed < tries; seed++) {
            byte[] rubbish = rubbish(texts, new Random(seed));
            try {
                List<TypedLine> commands = SavedTerminal.read("t1", rubbish).commands();
                assertThat(commands).hasSizeBetween(1, 300);
                TranscriptJudge judge = new TranscriptJudge(Transcript.of(List.of(commands, commands), false));
                tasks.forEach(task -> assertThat(judge.judge(task.assertion())).isNotNull());
            } catch (SavedTerminalException e) {
                assertThat(e.getMessage()).isNotBlank().hasLineCount(1);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static byte[] rubbish(List<String> texts, Random random) {
        String strange = "\u0000\u001b[]{}\\\r\n\b\t \"'`<>()|&;$#%,:0123456789-*?!@\u4e2d\ud83d\uffff\u009b";
        StringBuilder text = new StringBuilder(texts.get(random.nextInt(texts.size())));
        for (int i = random.nextInt(60); i > 0 && !text.isEmpty(); i--) {
            int at = random.nextInt(text.length());
            String other = texts.get(random.nextInt(texts.size()));
            switch (random.nextInt(4)) {
                case 0 -> text.setCharAt(at, strange.charAt(random.nextInt(strange.length())));
                case 1 -> text.insert(at, strange.charAt(random.nextInt(strange.length())));
                case 2 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(40)));
                default -> text.insert(at, other, 0, random.nextInt(other.length()));
            }
        }
        return text.toString().getBytes(random.nextBoolean() ? StandardCharsets.UTF_8 : StandardCharsets.UTF_16);
    }

    /** Half a megabyte of each: what looked back over all of it for every line would not come to an end. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "root@h:~# tcpdump -n -i veth0 &\n",
                "root@h:~# a&a&a&a|b|c;$((((",
                "root@h:~# route -n\n10.0.0.0 0.0.0.0 255.0.0.0 U 0 0 0 a\n",
                "$ ",
                "# '\"",
                "> \\\n",
                "root@h:~# sudo sudo sudo ip netns exec a bash\n",
                "\u001b]133;C\u0007\u001b]133;D\u0007"
            })
    void aLongTextIsAnsweredToo(String part) throws Exception {
        Path file = file("long", part.repeat(500_000 / part.length()));
        assertThat(check(VETH, "50-near-end", file).status()).isPositive();
    }
}
