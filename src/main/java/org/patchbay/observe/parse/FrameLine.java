package org.patchbay.observe.parse;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A line that begins a frame: time, device and direction, Ethernet addresses, protocol; then the packet.
 *
 * @param packetAt where in the line the packet begins, after the protocol
 */
record FrameLine(
        Optional<String> time,
        Optional<String> interfaceName,
        Optional<String> direction,
        Optional<String> sourceMac,
        Optional<String> destinationMac,
        String protocol,
        int packetAt,
        String text) {
    /** Parses a line; empty if it begins no frame. */
    static Optional<FrameLine> of(String line) {
        if (line.isEmpty() || line.charAt(0) == '\t' || line.startsWith("  ")) {
            return Optional.empty();
        }
        Cursor cursor = new Cursor(line);
        Optional<String> time = cursor.time();
        Optional<String[]> any = cursor.deviceAndDirection();
        Optional<String[]> ethernet = any.isPresent() ? cursor.cookedHeader() : cursor.ethernetHeader();
        String protocol = ethernet.isPresent() ? ethernet.get()[2] : cursor.protocol();
        boolean begun = time.isPresent() || any.isPresent() || ethernet.isPresent();
        boolean known = protocol.equals("ARP") || protocol.equals("IP") || protocol.equals("IP6");
        if (protocol.isEmpty() || !begun && !known) {
            return Optional.empty();
        }
        return Optional.of(new FrameLine(
                time,
                any.map(found -> found[0]),
                any.map(found -> found[1]),
                ethernet.map(found -> found[0]).filter(mac -> !mac.isEmpty()),
                ethernet.map(found -> found[1]).filter(mac -> !mac.isEmpty()),
                protocol,
                cursor.at(),
                line));
    }

    /** Whether the packet is on the next line, as with {@code -v} for IP. */
    boolean continues() {
        return protocol.equals("IP")
                && text.startsWith("(", packetAt)
                && text.stripTrailing().endsWith(")");
    }

    /** The frame of this line alone. Empty if the line was cut too early. */
    Optional<Frame> frame(boolean complete) {
        return frame(new PacketText(text, packetAt), text, complete);
    }

    /** The frame, with its packet on the next line, indented. */
    Optional<Frame> continued(String next, boolean complete) {
        return next.startsWith("    ")
                ? frame(new PacketText(next.strip(), 0), text + "\n" + next, complete)
                : Optional.empty();
    }

    private Optional<Frame> frame(PacketText packet, String whole, boolean complete) {
        OptionalLong length = packet.length();
        // An address at the end of a cut line may lack digits; most lines of tcpdump end with a length.
        if (!complete && length.isEmpty()) {
            return Optional.empty();
        }
        Optional<Frame.Payload> payload = switch (protocol) {
            case "ARP" -> packet.arp();
            case "IP", "IP6" -> packet.ip();
            default -> Optional.of(new Frame.Other());
        };
        return payload.map(found ->
                new Frame(time, interfaceName, direction, sourceMac, destinationMac, protocol, found, length, whole));
    }
}
