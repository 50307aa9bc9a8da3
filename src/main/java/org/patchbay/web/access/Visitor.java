package org.patchbay.web.access;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;
import org.patchbay.identity.LearnerId;
import org.patchbay.lesson.Language;
import org.patchbay.web.LanguageChoice;

/** Who asks, and what they read. One for each request. */
@RequestScoped
public class Visitor {
    private final HttpServerRequest request;
    private final LearnerCookie cookie;
    private final LanguageChoice languages;

    Visitor(HttpServerRequest request, LearnerCookie cookie, LanguageChoice languages) {
        this.request = request;
        this.cookie = cookie;
        this.languages = languages;
    }

    /** The learner by their cookie; empty without a genuine one. */
    public Optional<LearnerId> known() {
        return cookie.read(request);
    }

    /** The learner by their cookie, or else a new one; either way the answer carries a fresh cookie for them. */
    public LearnerId welcome() {
        LearnerId learner = known().orElseGet(cookie::newcomer);
        cookie.give(request.response(), learner);
        return learner;
    }

    /** From now on this browser is that learner's. */
    public void become(LearnerId learner) {
        cookie.give(request.response(), learner);
    }

    /** From now on this browser is nobody's. */
    public void leave() {
        cookie.take(request.response());
    }

    /** Whence the request comes: an IPv4 address, or the network of 64 bits that an IPv6 address is of. */
    public String network() {
        return networkOf(request.remoteAddress().hostAddress());
    }

    /** @param address in the notation of Vert.x, without a zone or with one */
    static String networkOf(String address) {
        String plain = address.replaceFirst("%.*", "");
        if (!plain.contains(":")) {
            return plain;
        }
        try {
            byte[] bits = InetAddress.getByName(plain).getAddress();
            return HexFormat.of().formatHex(bits, 0, bits.length / 2);
        } catch (UnknownHostException e) {
            // A literal with a colon is never looked up (InetAddress.getByName).
            return plain;
        }
    }

    public Language language() {
        return languages.of(request);
    }
}
