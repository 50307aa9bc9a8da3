package org.patchbay.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** The bundled front-end's files by name. Immutable. */
@Singleton
public final class Assets {
    /** The path under which the bundled files are served. */
    public static final String FOLDER = "/assets/";

    private static final String MANIFEST = "META-INF/patchbay/assets.json";

    private final Manifest manifest;

    Assets(ObjectMapper json) throws IOException {
        try (InputStream file = Thread.currentThread().getContextClassLoader().getResourceAsStream(MANIFEST)) {
            if (file == null) {
                throw new IOException("The front-end is not in the class path: build with Maven, which bundles it");
            }
            this.manifest = json.readValue(file, Manifest.class);
        }
    }

    /**
     * The URL path of a file.
     *
     * @param name without the hash, such as {@code lab.js}
     * @throws IllegalArgumentException if there is no such file
     */
    public String path(String name) {
        return of(name, manifest.paths());
    }

    /**
     * The URL paths of all scripts that a script imports statically.
     *
     * @param name as for {@link #path}
     */
    public List<String> imports(String name) {
        return of(name, manifest.imports());
    }

    private static <T> T of(String name, Map<String, T> values) {
        T value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the front-end has no " + name + ", only " + values.keySet());
        }
        return value;
    }

    /** @param imports the imported paths by file name */
    private record Manifest(Map<String, String> paths, Map<String, List<String>> imports) {}
}
