package org.patchbay.progress;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Where progress is kept. PostgreSQL's {@code url}, {@code username} and {@code password} stand beside it. */
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

    /** PostgreSQL's password, unless the server asks for none; not used with H2. */
    Optional<String> password();
}
