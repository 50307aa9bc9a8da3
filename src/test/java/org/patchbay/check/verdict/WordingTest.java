package org.patchbay.check.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordingTest {
    private static final Pattern KEY = Pattern.compile(
            "\"((?:unseen|namespace|bridge|fdb|rule|conntrack|filter|nat|transport|listening|container|network|link|veth|address|neighbour|route|setting|tool|text|ping|capture|captured|printed|reach|arrival|script|transcript|hop)\\.[a-z-]+)\"");
    private static final Pattern ROW = Pattern.compile("\\brow: \\{([^}]*)}");
    private static final Pattern ARGUMENT = Pattern.compile("\\{([a-z0-9]+)}");

    private static ResourceBundle bundle(String language) {
        return ResourceBundle.getBundle("messages.diagnosis", Locale.forLanguageTag(language));
    }

    private static Set<String> used() throws IOException {
        Set<String> keys = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java/org/patchbay/check"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                Matcher matcher = KEY.matcher(Files.readString(source));
                while (matcher.find()) {
                    keys.add(matcher.group(1));
                }
            }
        }
        return keys;
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void everySentenceThatIsUsedIsThereAndNoOther(String language) throws IOException {
        Set<String> expected = used();
        Arrays.stream(Layer.values()).forEach(layer -> expected.add("layer." + layer));
        bundle("en").keySet().stream().filter(key -> key.startsWith("column.")).forEach(expected::add);
        assertThat(new TreeSet<>(bundle(language).keySet())).isEqualTo(expected);
    }

    @Test
    void bothLanguagesSayTheSameOfTheSame() {
        for (String key : bundle("en").keySet()) {
            assertThat(arguments(bundle("zh").getString(key)))
                    .as(key)
                    .isEqualTo(arguments(bundle("en").getString(key)));
        }
    }

    /** A learner never reads a column's name in JSON. */
    @Test
    void everyColumnThatALessonAsksForHasWords() throws IOException {
        Set<String> columns = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("lessons"))) {
            for (Path step :
                    files.filter(file -> file.toString().endsWith(".md")).toList()) {
                ROW.matcher(Files.readString(step))
                        .results()
                        .flatMap(row -> Arrays.stream(row.group(1).split(",")))
                        .map(cell -> "column." + cell.split(":")[0].strip())
                        .forEach(columns::add);
            }
        }
        assertThat(columns).isNotEmpty();
        assertThat(bundle("en").keySet()).containsAll(columns);
    }

    private static List<String> arguments(String sentence) {
        return ARGUMENT.matcher(sentence)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void argumentsAreFilledInOnce() {
        Message message = Message.of("link.peer-down", "device", "{device2}", "device2", "veth1");
        assertThat(new Wording(bundle("en")).of(message))
                .isEqualTo(
                        "`veth1`, the other end of `{device2}`, is DOWN. A veth pair carries traffic only while both "
                                + "ends are up.");
        assertThat(new Wording(bundle("zh")).of(Layer.ROUTE)).isEqualTo("路由");
        assertThat(new Wording(bundle("en")).of(Message.of("no.such"))).isEqualTo("no.such");
    }
}
