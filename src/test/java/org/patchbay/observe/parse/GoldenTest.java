package org.patchbay.observe.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded {@code TOOL-WHAT.out} is parsed to its {@code TOOL-WHAT.json}, and corrupted copies do no harm. */
class GoldenTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Path> recordings() throws IOException, URISyntaxException {
        Path folder =
                Path.of(GoldenTest.class.getResource("route-zh.out").toURI()).getParent();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".out")).sorted().toList().stream();
        }
    }

    static String json(Tool tool, String text) throws JsonProcessingException {
        Parsed<? extends Row> parsed = tool.parse(text);
        List<?> all = parsed.rows().stream().map(Row::columns).toList();
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tool.single() ? all.getLast() : all);
    }

    private static Tool tool(Path recording) {
        String name = recording.getFileName().toString();
        return Arrays.stream(Tool.values())
                .filter(tool -> name.startsWith(tool.program() + "-"))
                .max(Comparator.comparing(tool -> tool.program().length()))
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void readsWhatTheToolPrinted(Path recording) throws IOException {
        String text = Files.readString(recording);
        assertThat(tool(recording).parse(text).problems()).isEmpty();
        JsonNode expected =
                JSON.readTree(Files.readString(Path.of(recording.toString().replace(".out", ".json"))));
        assertThat(JSON.readTree(json(tool(recording), text))).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void rubbishMadeOfItIsReadWithoutHarm(Path recording) throws IOException {
        String text = Files.readString(recording);
        Random random = new Random(text.hashCode());
        for (int round = 0; round < 60; round++) {
            String rubbish = mutated(text, random);
            for (Tool tool : Tool.values()) {
                Parsed<? extends Row> parsed = tool.parse(rubbish);
                assertThat(parsed.rows())
                        .allSatisfy(row -> assertThat(row.columns()).isNotEmpty());
                assertThat(parsed.problems()).hasSizeLessThanOrEqualTo(Parsed.PROBLEM_LIMIT);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void aCutTextNeverGivesAnInventedRow(Path recording) throws IOException {
        String text = Files.readString(recording);
        Tool tool = tool(recording);
        int whole = tool.parse(text).rows().size();
        for (int end = 0; end <= text.length(); end++) {
            assertThat(tool.parse(text.substring(0, end)).rows().size()).isLessThanOrEqualTo(whole);
        }
    }

    private static String mutated(String text, Random random) {
        StringBuilder changed = new StringBuilder(text);
        String strange = "\u0000\u001b[]P\\\r\n\b\t <>()[]:.,/0123456789-*?!中\ud83d\ude00\uffff";
        for (int i = 1 + random.nextInt(12); i > 0 && !changed.isEmpty(); i--) {
            int at = random.nextInt(changed.length());
            switch (random.nextInt(5)) {
                case 0 -> changed.setCharAt(at, strange.charAt(random.nextInt(strange.length())));
                case 1 -> changed.insert(at, strange.charAt(random.nextInt(strange.length())));
                case 2 -> changed.delete(at, Math.min(changed.length(), at + 1 + random.nextInt(20)));
                case 3 -> changed.insert(at, text, 0, Math.min(text.length(), random.nextInt(200)));
                default -> changed.setLength(at);
            }
        }
        return changed.toString();
    }
}
