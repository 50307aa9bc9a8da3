package org.patchbay.progress;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Identifies one learner's lab; part of URLs, and its folder's name.
 *
 * @param value {@value #LENGTH} characters of {@code a-z2-7}: 80 random bits
 */
public record LabId(String value) {
    /** The id's length in characters. */
    public static final int LENGTH = 16;

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final Pattern SHAPE = Pattern.compile("[a-z2-7]{" + LENGTH + "}");

    /** @throws IllegalArgumentException if the value is invalid */
    public LabId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a lab id");
        }
    }

    /** A new lab's id. */
    public static LabId random(SecureRandom random) {
        StringBuilder drawn = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            drawn.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new LabId(drawn.toString());
    }

    /** Parses an id; empty if it is invalid. Total: accepts any text. */
    public static Optional<LabId> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new LabId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
