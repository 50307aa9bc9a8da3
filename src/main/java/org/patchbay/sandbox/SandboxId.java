package org.patchbay.sandbox;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The name of one sandbox, also its host name and its folder's name.
 *
 * @param value 1 to 32 characters of {@code a-z}, {@code 0-9} and {@code -}, the first a letter
 */
public record SandboxId(String value) {
    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    /** Without characters that are easily confused: 0 and o, 1 and l and i. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

    /** @throws IllegalArgumentException if the value is invalid */
    public SandboxId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a sandbox id: '" + value + "'");
        }
    }

    /** A random name like {@code lab-7k2m4}, short for a prompt. Not secret; the caller checks that it is unique. */
    public static SandboxId draw(RandomGenerator random) {
        var name = new StringBuilder("lab-");
        for (int i = 0; i < 5; i++) {
            name.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new SandboxId(name.toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
