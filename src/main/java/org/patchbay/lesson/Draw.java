package org.patchbay.lesson;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Reproducible random draws: a seed gives the same results in every version, because grades depend on them. Uses a
 * digest, not a random generator whose algorithm may change.
 */
final class Draw {
    private Draw() {}

    /** A number, uniformly distributed over all longs, that depends on the seed and the purpose. */
    static long number(long seed, String... purpose) {
        byte[] words = String.join("\0", purpose).getBytes(StandardCharsets.UTF_8);
        ByteBuffer input =
                ByteBuffer.allocate(Long.BYTES + words.length).putLong(seed).put(words);
        return ByteBuffer.wrap(digest(input.array())).getLong();
    }

    /** A number from {@code from} to {@code to}, inclusive. */
    static long between(long from, long to, long seed, String... purpose) {
        return from + Long.remainderUnsigned(number(seed, purpose), to - from + 1);
    }

    /** SHA-256 of these bytes. */
    static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
