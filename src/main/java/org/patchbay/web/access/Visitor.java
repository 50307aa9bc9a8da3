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

/** The learner and language of a request. One per request. */
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

    /** The learner of the cookie; empty without a valid one. */
    public Optional<LearnerId> known() {
        return cookie.read(request);
    }

    /** The learner of the cookie, or a new one; the response renews the cookie. */
    public LearnerId welcome() {
        LearnerId learner = known().orElseGet(cookie::newcomer);
        cookie.give(request.response(), learner);
        return learner;
    }

    /** Sets this browser's learner. */
    public void become(LearnerId learner) {
        cookie.give(request.response(), learner);
    }

    /** Deletes this browser's cookie. */
    public void leave() {
        cookie.take(request.response());
    }

    /** The client's network: an IPv4 address, or the 64-bit prefix of an IPv6 address. */
    public String network() {
        return networkOf(request.remoteAddress().hostAddress());
    }

    /** @param address in Vert.x's notation, with or without a zone */
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
