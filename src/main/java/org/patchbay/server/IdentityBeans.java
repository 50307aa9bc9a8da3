package org.patchbay.server;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.SecureRandom;
import org.patchbay.identity.ResumeSeal;
import org.patchbay.identity.SignedCookie;
import org.patchbay.identity.SigningKey;
import org.patchbay.web.ServerSettings;

/** Produces the objects that identify learners, from the key in the data folder. */
final class IdentityBeans {
    @Produces
    @Singleton
    SigningKey signingKey(ServerSettings settings) throws IOException {
        return SigningKey.at(settings.data().resolve("keys/cookie.key"), new SecureRandom());
    }

    @Produces
    @Singleton
    SignedCookie signedCookie(SigningKey key) {
        return new SignedCookie(key);
    }

    @Produces
    @Singleton
    ResumeSeal resumeSeal(SigningKey key) {
        return new ResumeSeal(key);
    }
}
