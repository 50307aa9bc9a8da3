package org.patchbay.check.frames;

import java.util.OptionalInt;
import org.patchbay.observe.parse.Frame;

/** A frame's payload in tcpdump's words. */
final class Caption {
    private Caption() {}

    static String of(Frame.Payload payload) {
        return switch (payload) {
            case Frame.Arp arp ->
                arp.op().equals("request")
                        ? "ARP, Request who-has " + arp.targetIp().orElse("?") + " tell " + arp.senderIp()
                        : "ARP, Reply " + arp.senderIp() + " is-at "
                                + arp.senderMac().orElse("?");
            case Frame.Ip ip ->
                "IP " + end(ip.source(), ip.sourcePort()) + " > " + end(ip.destination(), ip.destinationPort()) + ": "
                        + said(ip);
            case Frame.Other _ -> "?";
        };
    }

    private static String end(String address, OptionalInt port) {
        return port.isPresent() ? address + "." + port.getAsInt() : address;
    }

    private static String said(Frame.Ip ip) {
        return ip.icmp()
                .map(icmp -> "ICMP " + icmp.type() + number(", id ", icmp.id()) + number(", seq ", icmp.seq()))
                .or(() -> ip.tcpFlags().map(flags -> "Flags [" + flags + "]"))
                .or(ip::transport)
                .orElse("");
    }

    private static String number(String label, OptionalInt number) {
        return number.isPresent() ? label + number.getAsInt() : "";
    }
}
