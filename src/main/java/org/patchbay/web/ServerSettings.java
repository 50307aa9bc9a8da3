package org.patchbay.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Addresses and folders of the server. Set by the command line. */
@ConfigMapping(prefix = "patchbay")
public interface ServerSettings {
    /** Address to listen on. Beyond the loopback, set {@link #publicUrl} too. */
    @WithDefault("127.0.0.1")
    String host();

    /** TCP port to listen on; 0 for any free one. */
    @WithDefault("8080")
    int port();

    /**
     * Scheme, host and port by which browsers reach the server, such as {@code https://labs.example.edu}, if it is
     * behind a proxy. {@code Origin} headers must match it, and with {@code https} cookies are sent over HTTPS only.
     */
    Optional<URI> publicUrl();

    /** Absolute path of the folder for the database, keys, recordings and sandboxes. Created if missing. */
    Path data();

    /** Absolute path of the folder with the course. */
    Path lessons();

    /**
     * Author mode: every lab may start at any of its steps, and pages report errors in the course's files. Not for
     * learners.
     */
    @WithDefault("false")
    boolean author();
}
