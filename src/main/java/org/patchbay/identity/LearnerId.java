package org.patchbay.identity;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Names one learner. It says nothing about the person; whoever holds a cookie with it is that learner.
 *
 * @param value {@value #LENGTH} characters of {@code a-z2-7}: 130 random bits, so that nobody guesses another's
 */
public record LearnerId(String value) {
    /** Characters of an id. */
    public static final int LENGTH = 26;

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final Pattern SHAPE = Pattern.compile("[a-z2-7]{" + LENGTH + "}");

    /** @throws IllegalArgumentException if the value has another shape */
    public LearnerId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a learner id");
        }
    }

    /** A new learner. */
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
