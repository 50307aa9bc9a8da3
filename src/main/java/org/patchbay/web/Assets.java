package org.patchbay.web;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The bundled front-end: which file stands for which name. Immutable. */
@Singleton
public final class Assets {
    /** The path under which the bundled files are served. */
    static final String FOLDER = "/assets/";

    private static final String MANIFEST = "META-INF/patchbay/assets.json";

    private final Map<String, String> paths;

    Assets(ObjectMapper json) throws IOException {
        try (InputStream manifest =
                Thread.currentThread().getContextClassLoader().getResourceAsStream(MANIFEST)) {
            if (manifest == null) {
                throw new IOException("The front-end is not in the class path: build with Maven, which bundles it");
            }
            this.paths = Map.copyOf(json.readValue(manifest, new TypeReference<Map<String, String>>() {}));
        }
    }

    /**
     * Where a file is served.
     *
     * @param name without the hash, such as {@code lab.js}
     * @throws IllegalArgumentException if the front-end has no such file
     */
    public String path(String name) {
        String path = paths.get(name);
        if (path == null) {
            throw new IllegalArgumentException("the front-end has no " + name + ", only " + paths.keySet());
        }
        return path;
    }
}
