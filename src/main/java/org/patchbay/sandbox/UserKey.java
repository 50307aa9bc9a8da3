package org.patchbay.sandbox;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The ed25519 key with which this server logs in to its sandboxes.
 *
 * @param file the private key in OpenSSH format (PROTOCOL.key of OpenSSH), mode 0600
 * @param publicBlob the public key as in RFC 8709, base64
 */
public record UserKey(Path file, String publicBlob) {
    /** Provides the key that is kept in a folder, and generates it if there is none. */
    public interface Source {
        UserKey in(Path folder) throws IOException;
    }
}
