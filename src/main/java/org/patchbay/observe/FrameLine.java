package org.patchbay.observe;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A line that begins a frame: time, device and direction, Ethernet addresses, protocol; then the packet.
 *
 * @param rest what stands behind the protocol
 */
record FrameLine(
        Optional<String> time,
        Optional<String> interfaceName,
        Optional<String> direction,
        Optional<String> sourceMac,
        Optional<String> destinationMac,
        String protocol,
        String rest,
        String text) {
    /** Empty when the line begins no frame. */
    static Optional<FrameLine> of(String line) {
        if (line.isEmpty() || line.charAt(0) == '\t' || line.startsWith("  ")) {
            return Optional.empty();
        }
        // With -ttt a blank stands before the difference.
        Cursor cursor = new Cursor(line.startsWith(" ") ? line.substring(1) : line);
        Optional<String> time = cursor.time();
        Optional<String[]> any = cursor.deviceAndDirection();
        Optional<String> name = any.map(found -> found[0]);
        Optional<String> direction = any.map(found -> found[1]);
        Optional<String[]> ethernet = any.isPresent() ? cursor.cookedHeader() : cursor.ethernetHeader();
        Optional<String> source = ethernet.map(found -> found[0]).filter(mac -> !mac.isEmpty());
        Optional<String> destination = ethernet.map(found -> found[1]).filter(mac -> !mac.isEmpty());
        String protocol = ethernet.isPresent() ? ethernet.get()[2] : cursor.protocol();
        boolean begun = time.isPresent() || any.isPresent() || ethernet.isPresent();
        boolean known = protocol.equals("ARP") || protocol.equals("IP") || protocol.equals("IP6");
        if (protocol.isEmpty() || !begun && !known) {
            return Optional.empty();
        }
        return Optional.of(new FrameLine(time, name, direction, source, destination, protocol, cursor.rest(), line));
    }

    /** Whether the packet stands on the next line, as with {@code -v} for IP. */
    boolean continues() {
        return protocol.equals("IP") && rest.startsWith("(") && rest.endsWith(")");
    }

    /** The frame, when all of it stands on this line. Empty if the line was cut before it said enough. */
    Optional<Frame> frame(boolean complete) {
        return frame(rest, text, complete);
    }

    /** The frame, whose packet stands on the next line, indented. */
    Optional<Frame> continued(String next, boolean complete) {
        return next.startsWith("    ") ? frame(next.strip(), text + "\n" + next, complete) : Optional.empty();
    }

    private Optional<Frame> frame(String packet, String whole, boolean complete) {
        OptionalLong length = PacketText.length(packet);
        Optional<Frame.Payload> payload = switch (protocol) {
            case "ARP" -> PacketText.arp(packet);
            case "IP", "IP6" -> PacketText.ip(packet);
            default -> Optional.of(new Frame.Other());
        };
        // An address at the end of a cut line may lack digits; tcpdump ends most lines with a length.
        return payload.filter(_ -> complete || length.isPresent())
                .map(found -> new Frame(
                        time, interfaceName, direction, sourceMac, destinationMac, protocol, found, length, whole));
    }
}
