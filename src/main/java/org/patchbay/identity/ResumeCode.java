package org.patchbay.identity;

import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a learner types into another browser to go on there as themselves. Whoever has it is that learner, so it is never
 * logged and kept nowhere but under its {@link ResumeSeal seal}.
 *
 * @param value {@value #LENGTH} digits of Crockford's base 32, which has no letter that is read as another: 60 random bits
 */
public record ResumeCode(String value) {
    /** Characters of a code. */
    public static final int LENGTH = 12;

    private static final int GROUP = 4;
    /** More than anybody types; what is longer is not looked at. */
    private static final int LONGEST = 64;

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final Pattern SHAPE = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");
    private static final Pattern BETWEEN = Pattern.compile("[\\s\\p{Pd}]+");

    /** @throws IllegalArgumentException if the value has another shape */
    public ResumeCode {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a resume code");
        }
    }

    /** A new one. */
    public static ResumeCode random(SecureRandom random) {
        StringBuilder drawn = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            drawn.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new ResumeCode(drawn.toString());
    }

    /**
     * The code that somebody typed: in capital or small letters, of full width too, with blanks and dashes anywhere, and
     * with O for 0, I and L for 1. Empty if it can't be one. Total: any text may be given.
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

    /** As it is shown: in groups of {@value #GROUP} with hyphens between. */
    public String grouped() {
        return value.replaceAll("(?<=\\G.{" + GROUP + "})(?!$)", "-");
    }

    /** Without the value, lest it get into a log. */
    @Override
    public String toString() {
        return "ResumeCode";
    }
}
