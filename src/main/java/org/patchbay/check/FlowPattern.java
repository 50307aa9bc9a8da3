package org.patchbay.check;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.patchbay.check.verdict.Prefix;
import org.patchbay.observe.kernel.Connection.Flow;

/**
 * A pattern for one direction of a tracked connection.
 *
 * @param source an address or a prefix; likewise {@code destination}
 * @param sourcePort 1 to 65535; likewise {@code destinationPort}
 */
public record FlowPattern(
        Optional<String> source,
        @Between(from = 1, to = 65_535) OptionalInt sourcePort,
        Optional<String> destination,
        @Between(from = 1, to = 65_535) OptionalInt destinationPort) {
    public FlowPattern {
        if (source.isEmpty() && sourcePort.isEmpty() && destination.isEmpty() && destinationPort.isEmpty()) {
            throw new IllegalArgumentException(
                    "a direction needs one of source, source-port, destination, destination-port");
        }
        Stream.of(source, destination).flatMap(Optional::stream).forEach(text -> {
            if (Prefix.parse(text).isEmpty()) {
                throw new IllegalArgumentException("'" + text + "' is not an address");
            }
        });
    }

    boolean matches(Flow flow) {
        return inside(source, flow.source())
                && same(sourcePort, flow.sourcePort())
                && inside(destination, flow.destination())
                && same(destinationPort, flow.destinationPort());
    }

    private static boolean inside(Optional<String> wanted, String seen) {
        return wanted.flatMap(Prefix::parse)
                .map(prefix -> Prefix.parse(seen)
                        .filter(one -> prefix.contains(one.address()))
                        .isPresent())
                .orElse(true);
    }

    private static boolean same(OptionalInt wanted, int seen) {
        return wanted.isEmpty() || wanted.getAsInt() == seen;
    }

    /** The pattern as conntrack(8) writes it. */
    String text() {
        return Stream.of(
                        source.map(one -> "src=" + one),
                        destination.map(one -> "dst=" + one),
                        port("sport=", sourcePort),
                        port("dport=", destinationPort))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
    }

    private static Optional<String> port(String name, OptionalInt port) {
        return port.isPresent() ? Optional.of(name + port.getAsInt()) : Optional.empty();
    }
}
