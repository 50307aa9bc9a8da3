package org.patchbay.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeCodeTest {
    private final SecureRandom random = new SecureRandom();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7K2M-9Q1V-3D40",
                "7k2m9q1v3d40",
                " 7K2M 9QIV 3D4O ",
                "7K2M–9QLV—3D4o",
                "７Ｋ２Ｍ－９Ｑ１Ｖ－３Ｄ４０",
                "7K2M\u00a09Q1V\u30003D40"
            })
    void itIsReadHoweverItWasTyped(String typed) {
        assertThat(ResumeCode.read(typed)).contains(new ResumeCode("7K2M9Q1V3D40"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7K2M-9Q1V-3D4", "7K2M-9Q1V-3D400", "7K2M-9Q1V-3D4U", "7K2M.9Q1V.3D40", "\u0000"})
    void anInvalidCodeIsRejected(String typed) {
        assertThat(ResumeCode.read(typed)).isEmpty();
        assertThat(ResumeCode.read(typed.repeat(10_000))).isEmpty();
        assertThatThrownBy(() -> new ResumeCode(typed)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aShownCodeIsReadBackAndUnique() {
        Set<ResumeCode> drawn = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            ResumeCode code = ResumeCode.random(random);
            assertThat(code.grouped()).matches("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}");
            assertThat(ResumeCode.read(code.grouped())).contains(code);
            assertThat(code.toString()).doesNotContain(code.value());
            drawn.add(code);
        }
        assertThat(drawn).hasSize(1_000);
    }

    @Test
    void aHashDependsOnCodeAndKey() throws IOException {
        ResumeSeal seal = new ResumeSeal(SigningKey.at(folder.resolve("a"), random));
        ResumeSeal elsewhere = new ResumeSeal(SigningKey.at(folder.resolve("b"), random));
        ResumeCode code = ResumeCode.random(random);
        assertThat(seal.of(code))
                .hasSize(43)
                .isEqualTo(seal.of(new ResumeCode(code.value())))
                .isNotEqualTo(seal.of(ResumeCode.random(random)))
                .isNotEqualTo(elsewhere.of(code))
                .doesNotContain(code.value());
    }
}
