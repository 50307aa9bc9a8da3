package org.patchbay.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Signs and verifies learner cookies. The value is {@code 1.<learner id>.<signature>}: the version of this format, the
 * id, and HMAC-SHA256 (RFC 2104) of the part before it, in unpadded URL-safe base64. Thread-safe.
 */
public final class SignedCookie {
    private static final String VERSION = "1";
    private static final Pattern SHAPE =
            Pattern.compile(VERSION + "\\.([a-z2-7]{" + LearnerId.LENGTH + "})\\.([A-Za-z0-9_-]{43})");

    private final SigningKey key;

    public SignedCookie(SigningKey key) {
        this.key = key;
    }

    /** The cookie's value for this learner. */
    public String sign(LearnerId learner) {
        String signed = VERSION + "." + learner.value();
        return signed + "." + key.authenticate(signed);
    }

    /** The learner of a cookie's value; empty unless this key signed it. Total: accepts any text. */
    public Optional<LearnerId> verify(String value) {
        Matcher matcher = SHAPE.matcher(value);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        LearnerId learner = new LearnerId(matcher.group(1));
        boolean genuine = MessageDigest.isEqual(sign(learner).getBytes(US_ASCII), value.getBytes(US_ASCII));
        return genuine ? Optional.of(learner) : Optional.empty();
    }
}
