package org.patchbay.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key for signing cookies and hashing resume codes: {@value #BYTES} random bytes in a file that only its owner can
 * read. It allows acting as any learner; if it is lost, all cookies and codes become invalid.
 */
public final class SigningKey {
    private static final int BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final SecretKey key;

    private SigningKey(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /**
     * Reads the key; creates it, with its folders, if the file does not exist. Simultaneous processes get the same key,
     * and a killed process leaves no partial file.
     *
     * @throws IOException if the file can't be read or created, or is invalid; the message says what to do
     */
    public static SigningKey at(Path file, SecureRandom random) throws IOException {
        if (Files.notExists(file)) {
            make(file, random);
        }
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length != BYTES) {
            throw new IOException(
                    "%s is not a signing key: found %d bytes, expected %d. Restore it, or delete it and all learners lose access"
                            .formatted(file, bytes.length, BYTES));
        }
        return new SigningKey(bytes);
    }

    /** HMAC-SHA256 (RFC 2104) over an ASCII text, in unpadded URL-safe base64: 43 characters. */
    String authenticate(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(text.getBytes(US_ASCII)));
        } catch (GeneralSecurityException e) {
            // Every Java platform has HmacSHA256 (java.security.Mac) and accepts any key for it.
            throw new IllegalStateException(e);
        }
    }

    private static void make(Path file, SecureRandom random) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(folder, file.getFileName().toString(), ".new", OWNER_ONLY);
        try {
            byte[] bytes = new byte[BYTES];
            random.nextBytes(bytes);
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(bytes));
                channel.force(true);
            }
            // Unlike a move, a link never replaces a key that another process created meanwhile.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // Another process was first; its key is used.
        } finally {
            Files.delete(draft);
        }
    }
}
