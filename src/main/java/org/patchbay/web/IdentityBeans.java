package org.patchbay.web;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.SecureRandom;
import org.patchbay.identity.SignedCookie;
import org.patchbay.identity.SigningKey;

/** Makes what tells learners apart, from the key in the data folder. */
final class IdentityBeans {
    @Produces
    @Singleton
    SignedCookie signedCookie(ServerSettings settings) throws IOException {
        return new SignedCookie(SigningKey.at(settings.data().resolve("keys/cookie.key"), new SecureRandom()));
    }
}
