package org.patchbay.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.patchbay.observe.Command;

class CommandScannerTest {
    private static final double TIME = 100;

    /** What bash with the image's shell integration prints, and the commands in it. */
    private record Session(String name, String stream, List<Cut> commands) {
        @Override
        public String toString() {
            return name;
        }
    }

    private record Cut(String line, String output, OptionalInt status, OptionalLong namespace, boolean running) {}

    static Stream<Session> sessions() {
        return Stream.of(
                new Session(
                        "one command",
                        prompt("7", 1) + run("7", "ip link", "1: lo: <LOOPBACK>\r\n") + done("7", 0) + prompt("7", 1),
                        List.of(ended("ip link", "1: lo: <LOOPBACK>\n", 0, 1))),
                new Session(
                        "colours, a progress line and what is longer than a line",
                        prompt("7", 1)
                                + run("7", "x", "\033[1;31mred\033[0m\r\n10%\r20%\r\n中文\r\n")
                                + done("7", 1)
                                + prompt("7", 1),
                        List.of(ended("x", "red\n20%\n中文\n", 1, 1))),
                new Session(
                        "several lines, a here-document, a semicolon",
                        prompt("7", 1)
                                + run("7", "cat <<E\\x0aa\\x3bb\\x0aE", "a;b\r\n")
                                + done("7", 0)
                                + prompt("7", 1),
                        List.of(ended("cat <<E\na;b\nE", "a;b\n", 0, 1))),
                new Session(
                        "Ctrl-C of ping, Ctrl-Z, fg",
                        prompt("7", 1)
                                + run("7", "ping 10.0.0.1", "PING\r\n^C\r\n--- statistics ---\r\n")
                                + done("7", 130)
                                + prompt("7", 1)
                                + run("7", "sleep 9", "^Z\r\n[1]+  Stopped  sleep 9\r\n")
                                + done("7", 148)
                                + prompt("7", 1)
                                + run("7", "fg", "sleep 9\r\n"),
                        List.of(
                                ended("ping 10.0.0.1", "PING\n^C\n--- statistics ---\n", 130, 1),
                                ended("sleep 9", "^Z\n[1]+  Stopped  sleep 9\n", 148, 1),
                                running("fg", "sleep 9\n", 1))),
                new Session(
                        "an empty line and Ctrl-C at the prompt are no commands",
                        prompt("7", 1)
                                + "\r\n"
                                + undone("7")
                                + prompt("7", 1)
                                + "abc^C\r\n"
                                + undone("7")
                                + prompt("7", 1)
                                + run("7", "true", "")
                                + done("7", 0),
                        List.of(ended("true", "", 0, 1))),
                new Session(
                        "a nested shell in another namespace, left by exit",
                        prompt("7", 1)
                                + run("7", "ip netns exec a bash", "")
                                + prompt("9", 2)
                                + run("9", "ip addr", "2: veth1\r\n")
                                + done("9", 0)
                                + prompt("9", 2)
                                + run("9", "exit 3", "exit\r\n")
                                + done("7", 3)
                                + prompt("7", 1)
                                + run("7", "ls", "f\r\n")
                                + done("7", 0),
                        List.of(
                                ended("ip netns exec a bash", "", 3, 1),
                                ended("ip addr", "2: veth1\n", 0, 2),
                                new Cut("exit 3", "exit\n", OptionalInt.empty(), OptionalLong.of(2), false),
                                ended("ls", "f\n", 0, 1))),
                new Session(
                        "a shell without marks: its text belongs to the command that started it",
                        prompt("7", 1)
                                + run("7", "sh", "# echo hi\r\nhi\r\n# exit\r\n")
                                + done("7", 0)
                                + prompt("7", 1),
                        List.of(ended("sh", "# echo hi\nhi\n# exit\n", 0, 1))),
                new Session(
                        "a marked shell inside one without marks",
                        prompt("7", 1)
                                + run("7", "sh", "# bash\r\n")
                                + prompt("9", 1)
                                + run("9", "id", "root\r\n")
                                + done("9", 0)
                                + prompt("9", 1)
                                + "exit\r\n"
                                + done("7", 0),
                        List.of(ended("sh", "# bash\n", 0, 1), ended("id", "root\n", 0, 1))),
                new Session(
                        "three shells deep, the middle one killed with the inner one",
                        prompt("7", 1)
                                + run("7", "bash", "")
                                + prompt("8", 1)
                                + run("8", "nsenter -t 1 -n", "")
                                + prompt("9", 2)
                                + run("9", "tcpdump", "listening\r\n")
                                + done("7", 137)
                                + prompt("7", 1),
                        List.of(
                                ended("bash", "", 137, 1),
                                new Cut("nsenter -t 1 -n", "", OptionalInt.empty(), OptionalLong.of(1), false),
                                new Cut("tcpdump", "listening\n", OptionalInt.empty(), OptionalLong.of(2), false))),
                new Session(
                        "a shell that took the place of another by exec",
                        prompt("7", 1)
                                + run("7", "exec bash", "")
                                + prompt("7", 1)
                                + run("7", "true", "")
                                + done("7", 0),
                        List.of(
                                new Cut("exec bash", "", OptionalInt.empty(), OptionalLong.of(1), false),
                                ended("true", "", 0, 1))),
                new Session(
                        "the line told before the command starts, or not at all",
                        prompt("7", 1)
                                + "echo a\r\n\033]633;E;echo a\007\033]133;C;aid=7\007a\r\n"
                                + done("7", 0)
                                + prompt("7", 1)
                                + "ecko\b\b\033[Kho b\r\n\033]133;C;aid=7\007b\r\n"
                                + done("7", 0),
                        List.of(ended("echo a", "a\n", 0, 1), ended("echo b", "b\n", 0, 1))),
                new Session(
                        "a program that prints marks of its own can't rename the command that runs",
                        prompt("7", 1) + run("7", "cat fake", "x\r\n\033]633;E;ip link;aid=7\007y\r\n") + done("7", 0),
                        List.of(ended("cat fake", "x\ny\n", 0, 1))));
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void cutsRightWhereverTheStreamIsSplit(Session session) {
        byte[] bytes = session.stream().getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            CommandScanner scanner = new CommandScanner("t1");
            scanner.feed(bytes, 0, cut, TIME);
            scanner.feed(bytes, cut, bytes.length - cut, TIME);
            assertThat(cuts(scanner)).as("split at %d", cut).isEqualTo(session.commands());
        }
    }

    @Test
    void reportsStartLineAndEnd() {
        CommandScanner scanner = new CommandScanner("t1");
        List<Command> changes = feed(scanner, prompt("7", 4026531840L) + run("7", "route -n", ""), 10);
        assertThat(changes).allMatch(Command::running);
        assertThat(changes.getLast().line()).isEqualTo("route -n");
        assertThat(changes.getLast().startedAt()).isEqualTo(10);
        assertThat(scanner.foreground().orElseThrow().line()).isEqualTo("route -n");
        assertThat(scanner.takePrinted()).isEmpty();

        assertThat(feed(scanner, "Kernel IP", 11)).isEmpty();
        assertThat(scanner.takePrinted()).isEmpty();
        assertThat(feed(scanner, " routing table\r\nDest", 12)).isEmpty();
        assertThat(scanner.takePrinted().orElseThrow().output()).isEqualTo("Kernel IP routing table\nDest");
        assertThat(scanner.takePrinted()).isEmpty();

        List<Command> end = feed(scanner, "\r\n" + done("7", 0), 13);
        assertThat(end).hasSize(1);
        assertThat(end.getFirst().running()).isFalse();
        assertThat(end.getFirst().endedAt()).isEqualTo(13);
        assertThat(end.getFirst().namespace()).hasValue(4026531840L);
        assertThat(scanner.foreground()).isEmpty();
    }

    @Test
    void outputAtThePromptFollowsTheCommandBefore() {
        CommandScanner scanner = new CommandScanner("t1");
        String begun = prompt("7", 1) + run("7", "tcpdump -i veth1 &", "[1] 9\r\n") + done("7", 0) + prompt("7", 1);
        feed(scanner, begun, TIME);
        assertThat(scanner.hasAside()).isFalse();
        feed(scanner, "one\r\ntwo\r\nthr", TIME);
        assertThat(scanner.hasAside()).isTrue();
        Command told = scanner.takeAside().orElseThrow();
        assertThat(told.line()).isEqualTo("tcpdump -i veth1 &");
        assertThat(told.output()).isEqualTo("[1] 9\n");
        assertThat(told.afterwards()).isEqualTo("one\ntwo\nthr");
        assertThat(scanner.hasAside()).isFalse();
        feed(scanner, "ee\r\n" + run("7", "ls", "a\r\n") + done("7", 0) + prompt("7", 1) + "four\r\n", TIME);
        assertThat(scanner.log().commands())
                .extracting(Command::output, Command::afterwards)
                .containsExactly(tuple("[1] 9\n", "one\ntwo\nthree\ntyped\n"), tuple("a\n", "four\n"));
    }

    @Test
    void theEndOfTheTerminalEndsWhatRuns() {
        CommandScanner scanner = new CommandScanner("t1");
        feed(scanner, prompt("7", 1) + run("7", "bash", "") + prompt("8", 1) + run("8", "yes", "y\r\n"), TIME);
        assertThat(scanner.end(20)).extracting(Command::line).containsExactly("yes", "bash");
        assertThat(scanner.log().commands()).noneMatch(Command::running);
    }

    @Test
    void aFloodIsKeptWithItsBeginningAndItsEnd() {
        CommandScanner scanner = new CommandScanner("t1");
        feed(scanner, prompt("7", 1) + run("7", "seq", ""), TIME);
        StringBuilder numbers = new StringBuilder();
        for (int i = 0; i < 300_000; i++) {
            numbers.append(i).append("\r\n");
        }
        feed(scanner, numbers.toString(), TIME);
        feed(scanner, done("7", 0), TIME);
        String output = scanner.log().commands().getFirst().output();
        assertThat(output).hasSizeLessThanOrEqualTo(Command.OUTPUT_LIMIT);
        assertThat(output).hasSizeGreaterThan(Command.OUTPUT_LIMIT * 9 / 10);
        assertThat(output).startsWith("0\n1\n2\n").contains("\n…\n").endsWith("299998\n299999\n");
    }

    @Test
    void theLogIsBounded() {
        CommandScanner scanner = new CommandScanner("t1");
        for (int i = 1; i <= 1_000; i++) {
            feed(scanner, prompt("7", 1) + run("7", "echo " + i, i + "\r\n") + done("7", 0), TIME);
        }
        List<Command> commands = scanner.log().commands();
        assertThat(commands).hasSize(CommandHistory.COMMANDS);
        assertThat(commands.getLast().number()).isEqualTo(1_000);
        String big = "x".repeat(200_000) + "\r\n";
        for (int i = 1; i <= 20; i++) {
            feed(scanner, prompt("7", 1) + run("7", "big", big) + done("7", 0), TIME);
        }
        assertThat(scanner.log().commands().stream()
                        .mapToInt(c -> c.output().length())
                        .sum())
                .isLessThanOrEqualTo(CommandHistory.CHARACTERS);
    }

    @Test
    void shellsThatAPrograminventsDontGrowWithoutEnd() {
        CommandScanner scanner = new CommandScanner("t1");
        for (int i = 0; i < 10_000; i++) {
            feed(scanner, prompt("" + i, 1) + run("" + i, "x", ""), TIME);
        }
        assertThat(scanner.log().commands()).hasSize(CommandHistory.COMMANDS + CommandScanner.DEPTH);
    }

    @Test
    void anyBytesAreAccepted() {
        Random random = new Random(5);
        byte[] alphabet = "\033]133;CDABE6aid=;\007\\\n\r7".getBytes(StandardCharsets.UTF_8);
        CommandScanner scanner = new CommandScanner("t1");
        for (int round = 0; round < 2_000; round++) {
            byte[] rubbish = new byte[random.nextInt(100)];
            for (int i = 0; i < rubbish.length; i++) {
                rubbish[i] =
                        random.nextInt(4) == 0 ? (byte) random.nextInt(256) : alphabet[random.nextInt(alphabet.length)];
            }
            scanner.feed(rubbish, 0, rubbish.length, TIME);
        }
        scanner.gap();
        scanner.end(TIME);
        assertThat(scanner.log().commands()).noneMatch(Command::running);
    }

    private static List<Cut> cuts(CommandScanner scanner) {
        List<Cut> cuts = new ArrayList<>();
        for (Command command : scanner.log().commands()) {
            cuts.add(new Cut(
                    command.line(), command.output(), command.exitStatus(), command.namespace(), command.running()));
        }
        return cuts;
    }

    private static List<Command> feed(CommandScanner scanner, String text, double time) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return scanner.feed(bytes, 0, bytes.length, time);
    }

    private static String prompt(String aid, long namespace) {
        return "\033]633;P;netns=" + namespace + ";aid=" + aid + "\007\033]133;A;aid=" + aid
                + "\007root@lab:~# \033]133;B;aid=" + aid + "\007";
    }

    private static String run(String aid, String line, String output) {
        return "typed\r\n\033]133;C;aid=" + aid + "\007\033]633;E;" + line + ";aid=" + aid + "\007" + output;
    }

    private static String done(String aid, int status) {
        return "\033]133;D;" + status + ";aid=" + aid + "\007";
    }

    private static String undone(String aid) {
        return "\033]133;D;aid=" + aid + "\007";
    }

    private static Cut ended(String line, String output, int status, long namespace) {
        return new Cut(line, output, OptionalInt.of(status), OptionalLong.of(namespace), false);
    }

    private static Cut running(String line, String output, long namespace) {
        return new Cut(line, output, OptionalInt.empty(), OptionalLong.of(namespace), true);
    }
}
