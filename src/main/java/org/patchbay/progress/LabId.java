package org.patchbay.progress;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names one learner's lab; part of its pages' and sockets' addresses and its folder's name.
 *
 * @param value {@value #LENGTH} characters of {@code a-z2-7}: 80 random bits
 */
public record LabId(String value) {
    /** Characters of an id. */
    public static final int LENGTH = 16;

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final Pattern SHAPE = Pattern.compile("[a-z2-7]{" + LENGTH + "}");

    /** @throws IllegalArgumentException if the value has another shape */
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

    /** The id that a piece of an address stands for; empty if it can't be one. Total: any text may be given. */
    public static Optional<LabId> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new LabId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
