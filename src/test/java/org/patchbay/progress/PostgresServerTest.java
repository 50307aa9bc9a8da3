package org.patchbay.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.patchbay.identity.LearnerId;

/** One setting moves the server to PostgreSQL: it makes its tables there and uses no other database. */
@Tag("postgres")
@QuarkusTest
@QuarkusTestResource(value = PostgresResource.class, restrictToAnnotatedClass = true)
class PostgresServerTest {
    private final SecureRandom random = new SecureRandom();

    @TestHTTPResource("/health")
    URI health;

    @Inject
    Stores stores;

    @Test
    void keepsLabsThere() {
        LabRecord lab = stores.labs()
                .open(
                        LearnerId.random(random),
                        "20-veth-pair",
                        LabId.random(random),
                        new NewLab(1, Optional.empty(), Optional.empty()),
                        Instant.EPOCH);
        assertThat(stores.labs().find(lab.id())).contains(lab);
    }

    @Test
    void reportsHealth() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String answer = http.send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            assertThat(answer).contains("\"postgresql\": \"UP\"").doesNotContain("h2");
        }
    }
}
