package org.patchbay.web;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The origin of this server's pages: scheme, host and port, as in the {@code Origin} header (RFC 6454). Immutable. */
@Singleton
public final class PublicOrigin {
    private static final Pattern LITERAL_ADDRESS = Pattern.compile("[0-9.]+|\\[[0-9a-f:.]+]");

    private final Optional<String> declared;
    private final boolean loopbackOnly;

    PublicOrigin(ServerSettings settings) {
        this.declared = settings.publicUrl().map(PublicOrigin::origin);
        this.loopbackOnly = loopback(settings.host());
    }

    /** Whether browsers reach the server by HTTPS only. */
    public boolean secure() {
        return declared.filter(origin -> origin.startsWith("https:")).isPresent();
    }

    /**
     * Whether an origin is this server's.
     *
     * @param origin the {@code Origin} header's value
     * @param host the {@code Host} header's value
     */
    public boolean owns(String origin, String host) {
        return declared.map(origin::equals)
                .orElseGet(() -> origin.equals("http://" + host) || origin.equals("https://" + host));
    }

    /**
     * Whether the server accepts this host name. On a loopback address without a public URL only loopback names (RFC
     * 6761) are accepted, against DNS rebinding.
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
