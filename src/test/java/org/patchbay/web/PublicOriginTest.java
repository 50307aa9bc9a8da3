package org.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicOriginTest {
    @ParameterizedTest
    @CsvSource({
        "https://labs.example.edu,       https://labs.example.edu",
        "https://labs.example.edu/,      https://labs.example.edu",
        "https://labs.example.edu:443,   https://labs.example.edu",
        "HTTPS://Labs.Example.edu,       https://labs.example.edu",
        "https://labs.example.edu:8443/, https://labs.example.edu:8443",
        "http://labs.example.edu:80,     http://labs.example.edu"
    })
    void aDeclaredAddressIsTheOnlyOrigin(URI url, String origin) {
        PublicOrigin here = origin("0.0.0.0", url);
        assertThat(here.owns(origin, "anything")).isTrue();
        assertThat(here.owns("http://anything", "anything")).isFalse();
        assertThat(here.owns("null", "null")).isFalse();
        assertThat(here.secure()).isEqualTo(origin.startsWith("https"));
        assertThat(here.answersTo("anything")).isTrue();
    }

    @Test
    void withoutOneTheHostHeaderDecides() {
        PublicOrigin here = origin("0.0.0.0", null);
        assertThat(here.owns("http://10.0.0.5:8080", "10.0.0.5:8080")).isTrue();
        assertThat(here.owns("http://10.0.0.5:8081", "10.0.0.5:8080")).isFalse();
        assertThat(here.owns("http://10.0.0.5:8080.evil.example", "10.0.0.5:8080"))
                .isFalse();
        assertThat(here.owns("null", "10.0.0.5:8080")).isFalse();
        assertThat(here.secure()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8080,       true",
        "localhost,            true",
        "LocalHost:1,          true",
        "a.localhost:8080,     true",
        "127.0.0.1:8080,       true",
        "[::1]:8080,           true",
        "evil.example:8080,    false",
        "localhost.evil.example, false",
        "127.0.0.1.evil.example, false",
        "'',                   false"
    })
    void theLoopbackAnswersToItsOwnNamesOnly(String host, boolean answers) {
        assertThat(origin("127.0.0.1", null).answersTo(host)).isEqualTo(answers);
        assertThat(origin("0.0.0.0", null).answersTo(host)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"labs.example.edu", "ftp://labs.example.edu", "https:///path"})
    void anInvalidAddressIsNamed(URI url) {
        assertThatThrownBy(() -> origin("127.0.0.1", url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(url.toString())
                .hasMessageContaining("such as https://labs.example.edu");
    }

    private static PublicOrigin origin(String host, URI url) {
        return new PublicOrigin(new ServerSettings() {
            @Override
            public String host() {
                return host;
            }

            @Override
            public int port() {
                return 8080;
            }

            @Override
            public Optional<URI> publicUrl() {
                return Optional.ofNullable(url);
            }

            @Override
            public Path data() {
                return Path.of("/data");
            }

            @Override
            public Path lessons() {
                return Path.of("/lessons");
            }

            @Override
            public boolean author() {
                return false;
            }
        });
    }
}
