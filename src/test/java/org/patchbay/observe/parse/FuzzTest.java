package org.patchbay.observe.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever comes in, a parser gives an answer, in time that grows as the text does. {@code -Dpatchbay.fuzz.tries=100000}
 * tries for longer, {@code -Dpatchbay.fuzz.seed=…} elsewhere; a failure names the seed that brings it back.
 */
class FuzzTest {
    private static final int TRIES = Integer.getInteger("patchbay.fuzz.tries", 400);
    private static final long SEED = Long.getLong("patchbay.fuzz.seed", 4711);
    /** Long enough that a parser that looks back over all of it for every character would need weeks. */
    private static final int LONG = 2_000_000;

    private static List<String> recordings() throws Exception {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = GoldenTest.recordings()) {
            for (Path file : files.toList()) {
                texts.add(Files.readString(file));
            }
        }
        return texts;
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anythingIsAnswered(Tool tool) throws Exception {
        List<String> texts = recordings();
        for (int i = 0; i < TRIES; i++) {
            long seed = SEED + i;
            String text = text(texts, new Random(seed));
            try {
                answers(tool, text);
            } catch (RuntimeException | StackOverflowError | AssertionError e) {
                fail("%s, -Dpatchbay.fuzz.seed=%d -Dpatchbay.fuzz.tries=1".formatted(tool, seed), e);
            }
        }
    }

    private static void answers(Tool tool, String text) throws IOException {
        Parsed<? extends Row> parsed = tool.parse(text);
        assertThat(parsed.problems()).hasSizeLessThanOrEqualTo(Parsed.PROBLEM_LIMIT);
        // A row, and a name for its columns, need a character each at the least.
        assertThat(parsed.rows()).hasSizeLessThanOrEqualTo(text.length());
        for (Row row : parsed.rows()) {
            assertThat(row.columns()).isNotEmpty();
        }
        assertThat(tool.parse(text)).isEqualTo(parsed);
        if (!(tool.single() && parsed.rows().isEmpty())) {
            assertThat(GoldenTest.json(tool, text)).isNotEmpty();
        }
    }

    private static String text(List<String> texts, Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> bytes(random);
            case 1 -> pick(texts, random) + pick(texts, random);
            case 2 -> cut(pick(texts, random), random);
            case 3 -> interleaved(pick(texts, random), pick(texts, random), random);
            case 4 -> words(texts, random);
            default -> changed(pick(texts, random), random);
        };
    }

    private static String pick(List<String> texts, Random random) {
        return texts.get(random.nextInt(texts.size()));
    }

    private static String bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return new String(bytes, random.nextBoolean() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    }

    private static String cut(String text, Random random) {
        int from = random.nextInt(text.length() + 1);
        return text.substring(from, from + random.nextInt(text.length() - from + 1));
    }

    private static String interleaved(String one, String other, Random random) {
        StringBuilder both = new StringBuilder();
        String[] first = one.split("\n");
        String[] second = other.split("\n");
        for (int i = 0, j = 0; i < first.length || j < second.length; ) {
            boolean take = j >= second.length || i < first.length && random.nextBoolean();
            both.append(take ? first[i++] : second[j++]).append(random.nextInt(9) == 0 ? "\r\n" : "\n");
        }
        return both.toString();
    }

    /** The words of all tools in random order. */
    private static String words(List<String> texts, Random random) {
        StringBuilder all = new StringBuilder();
        for (int i = random.nextInt(60); i > 0; i--) {
            String[] words = pick(texts, random).split("[ \n]+");
            all.append(words[random.nextInt(words.length)]).append(random.nextInt(5) == 0 ? '\n' : ' ');
        }
        return all.toString();
    }

    private static String changed(String text, Random random) {
        StringBuilder changed = new StringBuilder(text);
        String strange = "\u0000\u001b[]{}P\\\r\n\b\t \"<>()[]:.,/0123456789-*?!%@#$\u4e2d\ud83d\ude00\uffff\u009b";
        for (int i = 1 + random.nextInt(20); i > 0 && !changed.isEmpty(); i--) {
            int at = random.nextInt(changed.length());
            switch (random.nextInt(4)) {
                case 0 -> changed.setCharAt(at, strange.charAt(random.nextInt(strange.length())));
                case 1 -> changed.insert(at, strange.charAt(random.nextInt(strange.length())));
                case 2 -> changed.delete(at, Math.min(changed.length(), at + 1 + random.nextInt(20)));
                default -> changed.insert(at, text, 0, random.nextInt(text.length()));
            }
        }
        return changed.toString();
    }

    static Stream<String> patterns() {
        return Stream.of(
                "(",
                "[",
                "{",
                "[{",
                "[{\"a\":",
                "<",
                ">",
                " > ",
                ": ",
                "a ",
                "1 ",
                ",",
                "\\",
                "\"",
                "\r",
                "ab\b\b",
                "\u001b[9",
                "\u001b[999999999C",
                "\u001b[1K",
                "\u001b]0;",
                "length ",
                "ethertype ",
                "1: a: <",
                "Chain a (policy b)\n",
                "\tnexthop via 10.0.0.1 dev a weight 1\n",
                "    inet 10.0.0.1/8 scope global a\n",
                "-A a -j b -c 1 1 ",
                "PING a (10.0.0.1)\n",
                "64 bytes from 10.0.0.1: icmp_seq=1 ttl=64 time=0.1 ms\n",
                "10.0.0.1 a ",
                "a: flags=1<",
                "12:00:00.000000 IP (tos 0x0)\n",
                "12:00:00.000000 IP 10.0.0.1 > 10.0.0.2: ICMP ",
                ":a - [0:0]\n",
                "*a\n",
                "$ ");
    }

    @ParameterizedTest
    @MethodSource("patterns")
    @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aLongTextTakesNoLongerThanItsLengthAllows(String pattern) throws Exception {
        String repeated = pattern.repeat(LONG / pattern.length());
        for (Tool tool : Tool.values()) {
            String begin = switch (tool) {
                case ROUTE -> "Kernel IP routing table\nDestination Gateway Genmask Flags Metric Ref Use Iface\n";
                case IPTABLES -> "Chain INPUT (policy ACCEPT)\ntarget prot opt source destination\n";
                case PING -> "PING 10.0.0.1 (10.0.0.1) 56(84) bytes of data.\n";
                case IFCONFIG -> "a: flags=1<UP>  mtu 1\n        ";
                case IP_LINK, IP_ADDRESS, BRIDGE_LINK -> "1: a: <UP> mtu 1\n";
                case IP_ROUTE -> "default dev a\n";
                case ARP, TCPDUMP, IPTABLES_SAVE, IP_NEIGH, BRIDGE_FDB -> "";
            };
            assertThat(tool.parse(begin + repeated).problems()).hasSizeLessThanOrEqualTo(Parsed.PROBLEM_LIMIT);
            assertThat(tool.parse(begin + "x" + repeated).problems()).hasSizeLessThanOrEqualTo(Parsed.PROBLEM_LIMIT);
        }
    }
}
