package org.patchbay.check.verdict;

import org.patchbay.observe.kernel.Connection;
import org.patchbay.observe.kernel.Connection.Flow;
import org.patchbay.observe.kernel.Listener;
import org.patchbay.observe.kernel.Namespace;

/** Formats sockets and tracked connections as ss(8) and conntrack(8) print them. */
public final class SocketText {
    private SocketText() {}

    /** A line of {@code ss -ltn} or {@code ss -lun}, without queue lengths. */
    public static Quote listener(Namespace namespace, Listener listener) {
        String state = listener.protocol().equals("tcp") ? "LISTEN" : "UNCONN";
        String any = listener.family() == 6 ? "[::]:*" : "0.0.0.0:*";
        return new Quote(
                ToolText.source(namespace, list(listener.protocol())),
                "%-6s … %20s %16s".formatted(state, local(listener), any));
    }

    public static String list(String protocol) {
        return protocol.equals("tcp") ? "ss -ltn" : "ss -lun";
    }

    /** {@code 127.0.0.1:80}, {@code *:80} for all of both families. */
    public static String local(Listener listener) {
        String address = listener.family() == 4
                ? listener.address()
                : listener.address().equals("::") ? "*" : "[" + listener.address() + "]";
        return address + ":" + listener.port();
    }

    /** A line of {@code conntrack -L}, without what was not observed. */
    public static Quote connection(Namespace namespace, Connection connection) {
        StringBuilder line = new StringBuilder("%-8s …".formatted(connection.protocol()));
        if (!connection.state().isEmpty()) {
            line.append(' ').append(connection.state());
        }
        line.append(flow(connection, connection.original()));
        if (!connection.replied()) {
            line.append(" [UNREPLIED]");
        }
        line.append(flow(connection, connection.reply()));
        if (connection.assured()) {
            line.append(" [ASSURED]");
        }
        return new Quote(ToolText.source(namespace, "conntrack -L"), line.toString());
    }

    private static String flow(Connection connection, Flow flow) {
        String addresses = " src=" + flow.source() + " dst=" + flow.destination();
        return connection.protocol().startsWith("icmp") || flow.sourcePort() == 0
                ? addresses
                : addresses + " sport=" + flow.sourcePort() + " dport=" + flow.destinationPort();
    }
}
