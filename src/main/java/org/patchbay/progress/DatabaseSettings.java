package org.patchbay.progress;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Settings of the database. PostgreSQL has {@code url}, {@code username} and {@code password}. */
@ConfigMapping(prefix = "patchbay.database")
public interface DatabaseSettings {
    /** {@code h2}: a file under {@code patchbay.data}. {@code postgresql}: the server at {@code patchbay.database.url}. */
    @WithDefault("h2")
    DatabaseKind kind();

    /** JDBC address of the PostgreSQL database; not used with H2. */
    @WithDefault("jdbc:postgresql://localhost/patchbay")
    String url();

    /** PostgreSQL's user; not used with H2. */
    @WithDefault("patchbay")
    String username();

    /** PostgreSQL's password, if the server requires one; not used with H2. */
    Optional<String> password();
}
