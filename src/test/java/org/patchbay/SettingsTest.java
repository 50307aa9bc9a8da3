package org.patchbay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.patchbay.progress.DatabaseKind;
import org.patchbay.progress.DatabaseSettings;
import org.patchbay.sandbox.SandboxSettings;
import org.patchbay.server.MachineSettings;
import org.patchbay.web.ServerSettings;

/** Pins the settings' names and defaults: operators' files depend on them. */
class SettingsTest {
    private static final Map<String, String> REQUIRED =
            Map.of("patchbay.data", "/srv/patchbay", "patchbay.lessons", "/srv/lessons");

    private static final SandboxSettings USUAL = SandboxSettings.forMachine(16_384);

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

    @Test
    void machineDefaults() {
        MachineSettings settings = mapped(MachineSettings.class, Map.of());
        assertThat(settings.image()).isEqualTo(".patchbay/image");
        assertThat(settings.limits().over(USUAL)).isEqualTo(USUAL);
        assertThat(settings.limits().keptMib()).isEmpty();
        assertThat(settings.limits().recordedMib()).isEmpty();
    }

    @Test
    void machineNames() {
        MachineSettings.Limits limits = mapped(
                        MachineSettings.class,
                        Map.of(
                                "patchbay.limits.machines", "40",
                                "patchbay.limits.spare-machines", "50",
                                "patchbay.limits.queue-length", "60",
                                "patchbay.limits.idle", "30m",
                                "patchbay.limits.warning", "2m",
                                "patchbay.limits.kept-mib", "70",
                                "patchbay.limits.recorded-mib", "80"))
                .limits();
        SandboxSettings over = limits.over(USUAL);
        assertThat(over.machines()).isEqualTo(40);
        assertThat(over.spareMachines()).isEqualTo(40);
        assertThat(over.queueLength()).isEqualTo(60);
        assertThat(over.idle()).isEqualTo(Duration.ofMinutes(30));
        assertThat(over.warning()).isEqualTo(Duration.ofMinutes(2));
        assertThat(limits.keptMib()).hasValue(70);
        assertThat(limits.recordedMib()).hasValue(80);
    }

    @Test
    void everySettingIsDocumented() throws IOException {
        Set<String> documented = Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("docs/settings.md")))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toSet());
        assertThat(documented)
                .isEqualTo(Stream.of(ServerSettings.class, MachineSettings.class, DatabaseSettings.class)
                        .flatMap(mapping ->
                                ConfigMappings.getProperties(ConfigClass.configClass(mapping)).keySet().stream())
                        .collect(Collectors.toSet()));
    }

    private static <T> T mapped(Class<T> settings, Map<String, String> given) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(given, "given", 100))
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(settings)
                .build()
                .getConfigMapping(settings);
    }
}
