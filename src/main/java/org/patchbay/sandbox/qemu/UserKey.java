package org.patchbay.sandbox.qemu;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.util.Arrays;
import java.util.Base64;

/**
 * The ed25519 key with which this server logs in to its sandboxes.
 *
 * @param file the private key in OpenSSH format (PROTOCOL.key of OpenSSH), mode 0600
 * @param publicBlob the public key as in RFC 8709, base64
 */
record UserKey(Path file, String publicBlob) {
    private static final String TYPE = "ssh-ed25519";
    private static final String COMMENT = "patchbay";

    /** The key in that folder; created if missing. */
    static UserKey in(Path folder) throws IOException {
        var file = folder.resolve("sandbox-key");
        var publicFile = folder.resolve("sandbox-key.pub");
        if (!Files.exists(file) || !Files.exists(publicFile)) {
            var pair = generate();
            write(publicFile, TYPE + " " + base64(publicBlob(pair)) + " " + COMMENT + "\n");
            write(file, openSsh(pair));
        }
        var line = Files.readString(publicFile).split(" ");
        if (line.length < 2) {
            throw new IOException("%s is damaged; remove it and start again".formatted(publicFile));
        }
        return new UserKey(file, line[1]);
    }

    private static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK lacks Ed25519", e);
        }
    }

    private static void write(Path file, String text) throws IOException {
        var fresh = Files.createTempFile(
                file.getParent(),
                "key",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static byte[] publicBytes(KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    }

    private static byte[] publicBlob(KeyPair pair) {
        return new Blob().string(TYPE).string(publicBytes(pair)).bytes();
    }

    private static String openSsh(KeyPair pair) {
        byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
        byte[] both = Arrays.copyOf(seed, 64);
        System.arraycopy(publicBytes(pair), 0, both, 32, 32);
        int check = new SecureRandom().nextInt();
        var secret = new Blob()
                .number(check)
                .number(check)
                .string(TYPE)
                .string(publicBytes(pair))
                .string(both)
                .string(COMMENT)
                .paddedTo(8);
        var whole = new Blob()
                .raw("openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII))
                .string("none")
                .string("none")
                .string("")
                .number(1)
                .string(publicBlob(pair))
                .string(secret.bytes());
        var wrapped = Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(whole.bytes());
        return "-----BEGIN OPENSSH PRIVATE KEY-----\n" + wrapped + "\n-----END OPENSSH PRIVATE KEY-----\n";
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** SSH's data types (RFC 4251, section 5). */
    private static final class Blob {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Blob raw(byte[] bytes) {
            try {
                out.write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return this;
        }

        Blob number(int value) {
            return raw(new byte[] {(byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value});
        }

        Blob string(byte[] bytes) {
            return number(bytes.length).raw(bytes);
        }

        Blob string(String text) {
            return string(text.getBytes(StandardCharsets.US_ASCII));
        }

        Blob paddedTo(int multiple) {
            for (int pad = 1; out.size() % multiple != 0; pad++) {
                out.write(pad);
            }
            return this;
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
