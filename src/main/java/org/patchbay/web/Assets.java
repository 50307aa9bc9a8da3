package org.patchbay.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** The bundled front-end: which file stands for which name. Immutable. */
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
     * Where a file is served.
     *
     * @param name without the hash, such as {@code lab.js}
     * @throws IllegalArgumentException if the front-end has no such file
     */
    public String path(String name) {
        return of(name, manifest.paths());
    }

    /**
     * Where the scripts are served that a script imports, without which it does not begin.
     *
     * @param name as {@link #path} takes it
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

    /** @param imports the paths that the file of a name imports */
    private record Manifest(Map<String, String> paths, Map<String, List<String>> imports) {}
}
