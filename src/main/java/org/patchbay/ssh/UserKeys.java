package org.patchbay.ssh;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import org.patchbay.sandbox.UserKey;

/** Generates and reads the key with which this server logs in to its sandboxes. */
public final class UserKeys {
    private UserKeys() {}

    /**
     * The key in that folder; generated if missing. Only one thread at a time may call this for a folder.
     *
     * @throws IOException if it can't be read or written
     */
    public static UserKey in(Path folder) throws IOException {
        Path file = folder.resolve("sandbox-key");
        try {
            if (!Files.exists(file)) {
                generate(file);
            }
            KeyPair key = KeyPair.load(new JSch(), file.toString());
            return new UserKey(file, Base64.getEncoder().encodeToString(key.getPublicKeyBlob()));
        } catch (JSchException e) {
            throw new IOException("%s is damaged; remove it and start again".formatted(file), e);
        }
    }

    private static void generate(Path file) throws IOException, JSchException {
        // A temporary file is its owner's alone.
        Path fresh = Files.createTempFile(file.getParent(), "key", ".new");
        try (OutputStream out = Files.newOutputStream(fresh)) {
            KeyPair.genKeyPair(new JSch(), KeyPair.ED25519).writeOpenSSHv1PrivateKey(out, null);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
