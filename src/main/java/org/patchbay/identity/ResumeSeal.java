package org.patchbay.identity;

/**
 * Turns a resume code into what is kept of it: HMAC-SHA256 (RFC 2104) under the server's key. Who reads the database
 * alone can neither turn it back nor try codes against it. Safe for use by several threads.
 */
public final class ResumeSeal {
    /** No cookie begins like this, so neither can stand for the other. */
    private static final String PURPOSE = "resume.";

    private final SigningKey key;

    public ResumeSeal(SigningKey key) {
        this.key = key;
    }

    /** Always the same for a code: 43 characters of URL-safe base64. */
    public String of(ResumeCode code) {
        return key.authenticate(PURPOSE + code.value());
    }
}
