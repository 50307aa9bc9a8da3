package org.patchbay.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MarkSplitterTest {
    @Test
    void marksAreTakenOutAndTheRestIsPassedOnUnchanged() {
        assertThat(split("a\033]133;A;aid=7\007b\033]633;E;ip link\\x3b ls;aid=7\033\\c\033]0;title\007d"))
                .containsExactly(
                        "a",
                        new ShellMark.PromptStart("7"),
                        "b",
                        new ShellMark.CommandLine("7", "ip link; ls"),
                        "c\033]0;title\007d");
    }

    @Test
    void malformedMarksStayAsTheyAre() {
        for (String text : List.of(
                "\033]133;Z\007",
                "\033]633;P;netns=x\033\\",
                "\033]133\007",
                "\033]1337;File=\007",
                "\033]633;P\007")) {
            assertThat(split(text)).as(text).containsExactly(text);
        }
    }

    @Test
    void anotherEscapeOrCanAbortsAMark() {
        assertThat(split("\033]133;A\033[31mred\033]133;D;0\007"))
                .containsExactly(
                        "\033]133;A\033[31mred",
                        new ShellMark.CommandEnd("", OptionalInt.of(0), OptionalDouble.empty()));
        assertThat(split("\033]133;A\030x")).containsExactly("\033]133;A\030x");
        assertThat(split("\033]133;A\033\033]133;B\007"))
                .containsExactly("\033]133;A\033", new ShellMark.InputStart(""));
    }

    @Test
    void commandLinesAreUnescaped() {
        assertThat(split("\033]633;E;printf '\\\\n\\x0a\\xe4\\xb8\\xad' \\q;aid=1\007"))
                .containsExactly(new ShellMark.CommandLine("1", "printf '\\n\n中' \\q"));
    }

    @Test
    void aMarkWithoutAnEndHoldsBoundedMemory() {
        Collected collected = new Collected();
        MarkSplitter splitter = new MarkSplitter(collected);
        byte[] start = bytes("\033]633;E;");
        splitter.feed(start, 0, start.length);
        byte[] filler = bytes("x".repeat(10_000));
        for (int i = 0; i < 1_000; i++) {
            splitter.feed(filler, 0, filler.length);
        }
        byte[] end = bytes("\007after");
        splitter.feed(end, 0, end.length);
        assertThat(collected.parts).hasSize(2);
        assertThat(((ShellMark.CommandLine) collected.parts.getFirst()).line())
                .hasSize(MarkSplitter.LIMIT - "\033]633;E;".length());
        assertThat(collected.parts.getLast()).isEqualTo("after");
    }

    @Test
    void invalidMarksArePassedOnWholeHoweverTheyAreSplit() {
        Random random = new Random(11);
        byte[] alphabet = bytes("\033\033\033]]136;;ABCDE\\\007\030x");
        for (int round = 0; round < 500; round++) {
            byte[] rubbish = new byte[60];
            for (int i = 0; i < rubbish.length; i++) {
                rubbish[i] = alphabet[random.nextInt(alphabet.length)];
            }
            List<Object> whole = split(new String(rubbish, StandardCharsets.ISO_8859_1));
            for (int cut = 0; cut <= rubbish.length; cut++) {
                Collected collected = new Collected();
                MarkSplitter splitter = new MarkSplitter(collected);
                splitter.feed(rubbish, 0, cut);
                splitter.feed(rubbish, cut, rubbish.length);
                assertThat(collected.parts).isEqualTo(whole);
            }
        }
    }

    private static List<Object> split(String text) {
        Collected collected = new Collected();
        byte[] bytes = bytes(text);
        new MarkSplitter(collected).feed(bytes, 0, bytes.length);
        return collected.parts;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Adjoining texts as one. */
    private static final class Collected implements MarkSplitter.Sink {
        private final List<Object> parts = new ArrayList<>();

        @Override
        public void text(byte[] bytes, int from, int to) {
            String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
            if (!parts.isEmpty() && parts.getLast() instanceof String before) {
                parts.set(parts.size() - 1, before + text);
            } else {
                parts.add(text);
            }
        }

        @Override
        public void mark(ShellMark mark) {
            parts.add(mark);
        }
    }
}
