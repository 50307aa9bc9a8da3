package org.patchbay.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BoundedLineReaderTest {
    @Test
    void cutsAtEachEnd() throws IOException {
        assertThat(all("one\n\ntwo\n", 10)).containsExactly("one", "", "two");
    }

    @Test
    void aTextWithoutALineEndIsNoLine() throws IOException {
        assertThat(all("one\ntw", 10)).containsExactly("one");
        assertThat(all("", 10)).isEmpty();
    }

    @Test
    void aLineMaySpanManyReads() throws IOException {
        String longest = "x".repeat(100_000);
        assertThat(all(longest + "\n" + longest + "\n", 100_000)).containsExactly(longest, longest);
    }

    @Test
    void aLineThatIsTooLongIsRefusedBeforeItEnds() {
        assertThatThrownBy(() -> all("x".repeat(100_001), 100_000))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("more than 100000 bytes");
    }

    private static List<String> all(String text, int longest) throws IOException {
        BoundedLineReader lines = new BoundedLineReader(new ByteArrayInputStream(text.getBytes(UTF_8)), longest);
        List<String> all = new ArrayList<>();
        for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
            all.add(new String(line.get(), UTF_8));
        }
        return all;
    }
}
