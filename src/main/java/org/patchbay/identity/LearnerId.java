package org.patchbay.identity;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Identifies one learner, without information about the person; the cookie that holds it grants access.
 *
 * @param value {@value #LENGTH} characters of {@code a-z2-7}: 130 random bits, so it can't be guessed
 */
public record LearnerId(String value) {
    /** The id's length in characters. */
    public static final int LENGTH = 26;

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final Pattern SHAPE = Pattern.compile("[a-z2-7]{" + LENGTH + "}");

    /** @throws IllegalArgumentException if the value is invalid */
    public LearnerId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a learner id");
        }
    }

    /** A new id. */
    public static LearnerId random(SecureRandom random) {
        return new LearnerId(draw(random));
    }

    private static String draw(RandomGenerator random) {
        StringBuilder drawn = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            drawn.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return drawn.toString();
    }

    @Override
    public String toString() {
        return value;
    }
}
