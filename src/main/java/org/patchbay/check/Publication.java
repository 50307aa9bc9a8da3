package org.patchbay.check;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.patchbay.check.verdict.Transport;
import org.patchbay.observe.kernel.Container.PublishedPort;

/**
 * A published port of a container, as in {@code docker run -p}.
 *
 * @param address of the machine; any if left out
 * @param hostPort 1 to 65535; likewise {@code containerPort}
 */
public record Publication(Optional<String> address, int hostPort, int containerPort, Transport protocol) {
    private static final Pattern WRITTEN =
            Pattern.compile("(?:([0-9.]{7,15}|\\[[0-9a-f:]{2,39}]):)?([0-9]{1,5}):([0-9]{1,5})(?:/(tcp|udp))?");

    public Publication {
        if (!port(hostPort) || !port(containerPort)) {
            throw new IllegalArgumentException("a port is a number from 1 to 65535");
        }
    }

    private static boolean port(int number) {
        return number >= 1 && number <= 65535;
    }

    /**
     * Parses {@code 8080:80}, {@code 127.0.0.1:8080:80}, {@code 5353:53/udp}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Publication parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a published port: write 8080:80, 127.0.0.1:8080:80 or 5353:53/udp");
        }
        return new Publication(
                Optional.ofNullable(matcher.group(1))
                        .map(address -> address.replace("[", "").replace("]", "")),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                "udp".equals(matcher.group(4)) ? Transport.UDP : Transport.TCP);
    }

    boolean matches(PublishedPort port) {
        return port.hostPort() == hostPort
                && port.containerPort() == containerPort
                && port.protocol().equals(protocol.word())
                && address.map(port.hostAddress()::equals).orElse(true);
    }

    @Override
    public String toString() {
        return address.map(one -> one + ":").orElse("") + hostPort + "->" + containerPort + "/" + protocol.word();
    }
}
