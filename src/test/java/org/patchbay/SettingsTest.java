package org.patchbay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.patchbay.progress.DatabaseKind;
import org.patchbay.progress.DatabaseSettings;
import org.patchbay.web.ServerSettings;

/** Pins the settings' names and defaults: operators' files depend on them. */
class SettingsTest {
    private static final Map<String, String> REQUIRED =
            Map.of("patchbay.data", "/srv/patchbay", "patchbay.lessons", "/srv/lessons");

    @Test
    void serverDefaults() {
        ServerSettings settings = mapped(ServerSettings.class, REQUIRED);
        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.publicUrl()).isEmpty();
    }

    @Test
    void serverNames() {
        Map<String, String> given = new HashMap<>(REQUIRED);
        given.put("patchbay.host", "0.0.0.0");
        given.put("patchbay.port", "80");
        given.put("patchbay.public-url", "https://labs.example.edu");
        ServerSettings settings = mapped(ServerSettings.class, given);
        assertThat(settings.host()).isEqualTo("0.0.0.0");
        assertThat(settings.port()).isEqualTo(80);
        assertThat(settings.publicUrl()).contains(URI.create("https://labs.example.edu"));
        assertThat(settings.data()).isEqualTo(Path.of("/srv/patchbay"));
        assertThat(settings.lessons()).isEqualTo(Path.of("/srv/lessons"));
    }

    @Test
    void databaseDefaults() {
        DatabaseSettings settings = mapped(DatabaseSettings.class, Map.of());
        assertThat(settings.kind()).isEqualTo(DatabaseKind.H2);
        assertThat(settings.url()).isEqualTo("jdbc:postgresql://localhost/patchbay");
        assertThat(settings.username()).isEqualTo("patchbay");
        assertThat(settings.password()).isEmpty();
    }

    @Test
    void databaseNames() {
        DatabaseSettings settings = mapped(
                DatabaseSettings.class,
                Map.of(
                        "patchbay.database.kind", "postgresql",
                        "patchbay.database.url", "jdbc:postgresql://db/labs",
                        "patchbay.database.username", "labs",
                        "patchbay.database.password", "secret"));
        assertThat(settings.kind()).isEqualTo(DatabaseKind.POSTGRESQL);
        assertThat(settings.url()).isEqualTo("jdbc:postgresql://db/labs");
        assertThat(settings.username()).isEqualTo("labs");
        assertThat(settings.password()).contains("secret");
    }

    @Test
    void aWrongKindIsNamed() {
        assertThatThrownBy(() -> mapped(DatabaseSettings.class, Map.of("patchbay.database.kind", "oracle")))
                .hasMessageContaining("patchbay.database.kind")
                .hasMessageContaining("oracle");
    }

    private static <T> T mapped(Class<T> settings, Map<String, String> given) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(given, "given", 100))
                .withMapping(settings)
                .build()
                .getConfigMapping(settings);
    }
}
