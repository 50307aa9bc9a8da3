package org.patchbay.check.frames;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.patchbay.observe.kernel.Connection;
import org.patchbay.observe.kernel.Connection.Flow;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.observe.parse.Frame;

/** The connections that a machine's kernels translate (conntrack(8)), to recognize frames after translation. */
record Translations(List<Connection> translated) {
    /** The most translations per packet; more would be a loop. */
    private static final int MOST = 4;

    static Translations of(Snapshot snapshot) {
        return new Translations(snapshot.namespaces().stream()
                .flatMap(namespace -> namespace.connections().orElse(List.of()).stream())
                .filter(connection -> !connection.original().equals(turned(connection.reply())))
                .toList());
    }

    /** The payload with the addresses that it had before translation. */
    Frame.Payload untranslated(Frame.Payload payload) {
        Frame.Payload now = payload;
        for (int i = 0; i < MOST && now instanceof Frame.Ip ip; i++) {
            Frame.Ip before = before(ip);
            if (before.equals(ip)) {
                break;
            }
            now = before;
        }
        return now;
    }

    private Frame.Ip before(Frame.Ip ip) {
        for (Connection connection : translated) {
            if (ip.transport()
                    .filter(one -> one.toLowerCase(Locale.ROOT).equals(connection.protocol()))
                    .isEmpty()) {
                continue;
            }
            if (carries(ip, turned(connection.reply()))) {
                return with(ip, connection.original());
            }
            if (carries(ip, connection.reply())) {
                return with(ip, turned(connection.original()));
            }
        }
        return ip;
    }

    /** Compares an echo by its addresses: its id nearly always stays the same. */
    private static boolean carries(Frame.Ip ip, Flow flow) {
        return ip.source().equals(flow.source())
                && ip.destination().equals(flow.destination())
                && (ip.sourcePort().isEmpty() || ip.sourcePort().getAsInt() == flow.sourcePort())
                && (ip.destinationPort().isEmpty() || ip.destinationPort().getAsInt() == flow.destinationPort());
    }

    private static Frame.Ip with(Frame.Ip ip, Flow flow) {
        boolean ports = ip.sourcePort().isPresent() && ip.destinationPort().isPresent();
        return new Frame.Ip(
                flow.source(),
                ports ? OptionalInt.of(flow.sourcePort()) : OptionalInt.empty(),
                flow.destination(),
                ports ? OptionalInt.of(flow.destinationPort()) : OptionalInt.empty(),
                ip.transport(),
                ip.icmp(),
                ip.tcpFlags());
    }

    private static Flow turned(Flow flow) {
        return new Flow(flow.destination(), flow.destinationPort(), flow.source(), flow.sourcePort());
    }
}
