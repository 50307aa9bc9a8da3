package org.patchbay.identity;

/**
 * Hashes resume codes for storage: HMAC-SHA256 (RFC 2104) with the server's key. The database alone allows neither
 * reading nor guessing a code. Thread-safe.
 */
public final class ResumeSeal {
    /** No cookie has this prefix, so that a hash can't be used as a cookie's signature or vice versa. */
    private static final String PURPOSE = "resume.";

    private final SigningKey key;

    public ResumeSeal(SigningKey key) {
        this.key = key;
    }

    /** The code's hash, 43 characters of URL-safe base64. */
    public String of(ResumeCode code) {
        return key.authenticate(PURPOSE + code.value());
    }
}
