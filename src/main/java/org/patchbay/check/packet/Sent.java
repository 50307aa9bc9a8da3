package org.patchbay.check.packet;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.patchbay.check.verdict.Attempt;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.Reach;

/** Describes active probes and their results in the words of tools. */
public final class Sent {
    private static final int QUOTED = 12;

    private Sent() {}

    /** @throws IllegalArgumentException for an IPv6 address, which is not supported */
    public static void checkFamily(String address) {
        if (address.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "'" + address + "' is not an IPv4 address, the only kind that is tested");
        }
    }

    /** The default protocol. */
    public static Reach.Kind kind(OptionalInt port) {
        return port.isPresent() ? Reach.Kind.TCP : Reach.Kind.ICMP;
    }

    /** The layer to blame if such traffic passes but must not. */
    public static Layer layer(Reach.Kind kind) {
        return switch (kind) {
            case ARP -> Layer.ARP;
            case ICMP -> Layer.ROUTE;
            case TCP, UDP -> Layer.TRANSPORT;
        };
    }

    /** A command with which a learner can send the same. */
    public static String command(Reach reach) {
        Optional<String> chosen = reach.source().or(reach::via);
        String command = switch (reach.kind()) {
            case ARP ->
                "arping -c 1" + reach.via().map(device -> " -I " + device).orElse("") + " " + reach.address();
            case ICMP ->
                "ping -c 1" + chosen.map(one -> " -I " + one).orElse("")
                        + (reach.size().isPresent() ? " -s " + reach.size().getAsInt() : "")
                        + (reach.dontFragment() ? " -M do" : "") + " " + reach.address();
            case TCP ->
                "nc -vz" + reach.source().map(one -> " -s " + one).orElse("") + " " + reach.address() + " "
                        + reach.port().orElse(0);
            case UDP -> "nc -vzu " + reach.address() + " " + reach.port().orElse(0);
        };
        return InNamespace.command(reach.from(), command);
    }

    /** The places where it was seen, one line per device, and its result if that has a text. */
    public static Quote quote(Reach reach, Attempt attempt) {
        String seen = attempt.sightings().stream()
                .limit(QUOTED)
                .map(one -> one.device() + (one.incoming() ? " In  " : " Out ") + one.text())
                .collect(Collectors.joining("\n"));
        boolean more = !attempt.detail().isEmpty() && !seen.contains(attempt.detail());
        return new Quote(command(reach), seen + (more ? (seen.isEmpty() ? "" : "\n") + attempt.detail() : ""));
    }
}
