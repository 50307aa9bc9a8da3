package org.patchbay.check.frames;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.patchbay.observe.kernel.Connection;
import org.patchbay.observe.kernel.Connection.Flow;
import org.patchbay.observe.kernel.Snapshot;
import org.patchbay.observe.parse.Frame;

/** Which connections the kernels of a machine translate (conntrack(8)), so that a frame is known again behind that. */
record Translations(List<Connection> translated) {
    /** A packet passes few that translate it; more would be a circle. */
    private static final int MOST = 4;

    static Translations of(Snapshot snapshot) {
        return new Translations(snapshot.namespaces().stream()
                .flatMap(namespace -> namespace.connections().orElse(List.of()).stream())
                .filter(connection -> !connection.original().equals(turned(connection.reply())))
                .toList());
    }

    /** The payload with the addresses that it has where its connection was begun. */
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

    /** Of an echo its addresses decide: its number stays what it is, nearly always. */
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
