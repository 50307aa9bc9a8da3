package org.patchbay.check.verdict;

import java.util.Objects;
import java.util.Optional;
import org.patchbay.observe.kernel.Namespace;

/**
 * A device's name in lessons. Written {@code veth0}, or {@code ns1/veth0} for a namespace other than the one the
 * machine booted with: neither name can contain a slash.
 *
 * @param namespace {@link Namespace#INIT}, a name of ip-netns(8), or {@code container:NAME} of a running container
 * @param name at most 15 characters (IFNAMSIZ)
 */
public record DeviceName(String namespace, String name) {
    public DeviceName {
        Objects.requireNonNull(namespace);
        if (name.isEmpty()
                || name.length() > 15
                || name.chars().anyMatch(c -> c == '/' || c == ' ' || c >= '\t' && c <= '\r')) {
            throw new IllegalArgumentException("'" + name + "' is not a device name");
        }
        if (namespace.isEmpty() || namespace.indexOf('/') >= 0) {
            throw new IllegalArgumentException("'" + namespace + "' is not a namespace name");
        }
    }

    /** The name; empty if either part is invalid. */
    public static Optional<DeviceName> of(String namespace, String name) {
        try {
            return Optional.of(new DeviceName(namespace, name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Parses {@code veth0} or {@code ns1/veth0}; throws {@link IllegalArgumentException} for anything else. */
    public static DeviceName parse(String text) {
        int slash = text.lastIndexOf('/');
        return slash < 0
                ? new DeviceName(Namespace.INIT, text)
                : new DeviceName(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return namespace.equals(Namespace.INIT) ? name : namespace + "/" + name;
    }
}
