package org.patchbay.web;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where pages of this server come from: scheme, host and port, as browsers write them in {@code Origin} (RFC 6454).
 * Immutable.
 */
@Singleton
public final class PublicOrigin {
    private static final Pattern LITERAL_ADDRESS = Pattern.compile("[0-9.]+|\\[[0-9a-f:.]+]");

    private final Optional<String> declared;
    private final boolean loopbackOnly;

    PublicOrigin(ServerSettings settings) {
        this.declared = settings.publicUrl().map(PublicOrigin::origin);
        this.loopbackOnly = loopback(settings.host());
    }

    /** Whether browsers reach the server by HTTPS and nothing else. */
    public boolean secure() {
        return declared.filter(origin -> origin.startsWith("https:")).isPresent();
    }

    /**
     * Whether a page of this origin belongs to this server.
     *
     * @param origin of the page that asks: an {@code Origin} header's value
     * @param host of this server by the asker's account: the {@code Host} header's value
     */
    public boolean owns(String origin, String host) {
        return declared.map(origin::equals)
                .orElseGet(() -> origin.equals("http://" + host) || origin.equals("https://" + host));
    }

    /**
     * Whether the server answers to this name. One that listens on the loopback without a public address answers only
     * to names that every resolver leaves there (RFC 6761), so that a stranger's name that was made to point to
     * 127.0.0.1 (DNS rebinding) reaches nothing.
     *
     * @param host the {@code Host} header's value
     */
    public boolean answersTo(String host) {
        if (declared.isPresent() || !loopbackOnly) {
            return true;
        }
        String name = host.replaceFirst(":[0-9]+$", "").toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || LITERAL_ADDRESS.matcher(name).matches();
    }

    private static String origin(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        boolean https = scheme.equals("https");
        if (url.getHost() == null || !(https || scheme.equals("http"))) {
            throw new IllegalArgumentException(
                    "patchbay.public-url is '%s': give scheme and host, such as https://labs.example.edu"
                            .formatted(url));
        }
        boolean usual = url.getPort() == -1 || url.getPort() == (https ? 443 : 80);
        return scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + (usual ? "" : ":" + url.getPort());
    }

    private static boolean loopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
