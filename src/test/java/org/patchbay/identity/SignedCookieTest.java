package org.patchbay.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedCookieTest {
    private final SecureRandom random = new SecureRandom();
    private final LearnerId learner = LearnerId.random(random);

    @TempDir
    Path folder;

    private SignedCookie cookie;

    @BeforeEach
    void makeKey() throws IOException {
        cookie = new SignedCookie(SigningKey.at(folder.resolve("key"), random));
    }

    @Test
    void readsBackWhatItSigned() {
        assertThat(cookie.verify(cookie.sign(learner))).contains(learner);
    }

    @Test
    void outlivesARestart() throws IOException {
        SignedCookie later = new SignedCookie(SigningKey.at(folder.resolve("key"), random));
        assertThat(later.verify(cookie.sign(learner))).contains(learner);
    }

    @Test
    void refusesEveryChangedCharacter() {
        String value = cookie.sign(learner);
        for (int i = 0; i < value.length(); i++) {
            char other = value.charAt(i) == 'a' ? 'b' : 'a';
            assertThat(cookie.verify(value.substring(0, i) + other + value.substring(i + 1)))
                    .as("character %d", i)
                    .isEmpty();
        }
    }

    @Test
    void refusesAnotherKeysSignature() throws IOException {
        SignedCookie other = new SignedCookie(SigningKey.at(folder.resolve("other"), random));
        assertThat(cookie.verify(other.sign(learner))).isEmpty();
    }

    @Test
    void refusesASignatureUnderAnotherName() {
        String signature = cookie.sign(learner).substring(cookie.sign(learner).lastIndexOf('.'));
        assertThat(cookie.verify("1." + LearnerId.random(random) + signature)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "1..", "1.abc.def", "2.aaaaaaaaaaaaaaaaaaaaaaaaaa.", "\0", "🙂", "1.\n.\n"})
    void refusesRubbish(String rubbish) {
        assertThat(cookie.verify(rubbish)).isEmpty();
    }

    @Test
    void refusesAnOversizedValue() {
        assertThat(cookie.verify("1." + "a".repeat(1_000_000))).isEmpty();
    }
}
