package org.patchbay.identity;

import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A code by which a learner continues in another browser. It grants access, so it is never logged, and only its {@link
 * ResumeSeal hash} is stored.
 *
 * @param value {@value #LENGTH} digits of Crockford's base 32, which has no easily confused characters: 60 random bits
 */
public record ResumeCode(String value) {
    /** The code's length in characters. */
    public static final int LENGTH = 12;

    private static final int GROUP = 4;
    /** Longer input is rejected unread. */
    private static final int LONGEST = 64;

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final Pattern SHAPE = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");
    private static final Pattern BETWEEN = Pattern.compile("[\\s\\p{Pd}]+");

    /** @throws IllegalArgumentException if the value is invalid */
    public ResumeCode {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a resume code");
        }
    }

    /** A new code. */
    public static ResumeCode random(SecureRandom random) {
        StringBuilder drawn = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            drawn.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new ResumeCode(drawn.toString());
    }

    /**
     * Parses a typed code: any case, full-width forms, blanks and dashes anywhere, O for 0, I and L for 1. Empty if it
     * is invalid. Total: accepts any text.
     */
    public static Optional<ResumeCode> read(String typed) {
        if (typed.length() > LONGEST) {
            return Optional.empty();
        }
        String plain = BETWEEN.matcher(Normalizer.normalize(typed, Normalizer.Form.NFKC))
                .replaceAll("")
                .toUpperCase(Locale.ROOT)
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        return SHAPE.matcher(plain).matches() ? Optional.of(new ResumeCode(plain)) : Optional.empty();
    }

    /** The code for display: groups of {@value #GROUP} with hyphens between. */
    public String grouped() {
        return value.replaceAll("(?<=\\G.{" + GROUP + "})(?!$)", "-");
    }

    /** Without the value, which must not be logged. */
    @Override
    public String toString() {
        return "ResumeCode";
    }
}
