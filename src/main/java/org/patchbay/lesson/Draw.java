package org.patchbay.lesson;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Chance that can be repeated: a learner's seed gives the same draws on every machine and in every version, for ever,
 * because grades refer to them. So it is a digest, not a random generator whose algorithm may change.
 */
final class Draw {
    private Draw() {}

    /** A number, evenly spread over all longs, that depends on the seed and on what it is drawn for. */
    static long number(long seed, String... purpose) {
        byte[] words = String.join("\0", purpose).getBytes(StandardCharsets.UTF_8);
        ByteBuffer input =
                ByteBuffer.allocate(Long.BYTES + words.length).putLong(seed).put(words);
        return ByteBuffer.wrap(digest(input.array())).getLong();
    }

    /** A number from {@code from} to {@code to}, both included. */
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
