package org.patchbay.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** How the server is reached and where it keeps what it must not lose. The command line sets these. */
@ConfigMapping(prefix = "patchbay")
public interface ServerSettings {
    /** Address to listen on. Beyond the loopback a {@link #publicUrl} should be given. */
    @WithDefault("127.0.0.1")
    String host();

    /** TCP port to listen on; 0 for any free one. */
    @WithDefault("8080")
    int port();

    /**
     * Scheme, host and port by which browsers reach the server, such as {@code https://labs.example.edu}, where that
     * isn't where it listens: behind a proxy. {@code Origin} headers must name it, and with {@code https} cookies are
     * sent over nothing else.
     */
    Optional<URI> publicUrl();

    /** Absolute path of the folder for the database, keys, recordings and sandboxes. Made if there is none. */
    Path data();

    /** Absolute path of the folder with the course. */
    Path lessons();

    /**
     * Whether whoever comes is an author: every lab may be begun at any of its steps, and pages tell what is wrong with
     * the course's files. Not for learners.
     */
    @WithDefault("false")
    boolean author();
}
