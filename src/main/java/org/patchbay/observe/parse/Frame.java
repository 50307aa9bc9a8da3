package org.patchbay.observe.parse;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A frame as {@code tcpdump} printed it.
 *
 * @param time as printed: {@code 11:40:13.140366}, with a date ({@code -tttt}), or seconds; empty with {@code -t}
 * @param interfaceName with {@code -i any}: the device it was seen on
 * @param direction likewise: {@code In}, {@code Out}, {@code B} broadcast, {@code M} multicast, {@code P} for another host
 * @param sourceMac with {@code -e}
 * @param destinationMac with {@code -e}
 * @param protocol {@code ARP}, {@code IP}, {@code IP6}, or another as printed
 * @param length bytes, as printed last; tcpdump says which length that is
 * @param text the line or, with {@code -v}, the two lines as printed
 */
public record Frame(
        Optional<String> time,
        Optional<String> interfaceName,
        Optional<String> direction,
        Optional<String> sourceMac,
        Optional<String> destinationMac,
        String protocol,
        Payload payload,
        OptionalLong length,
        String text)
        implements Row {
    /** What the frame carries. */
    public sealed interface Payload {}

    /**
     * An ARP packet (RFC 826).
     *
     * @param op {@code request} or {@code reply}
     * @param targetIp the address to resolve; empty in a reply
     * @param senderIp the requester's address, or the resolved one in a reply
     * @param senderMac the resolved hardware address; empty in a request
     */
    public record Arp(String op, Optional<String> targetIp, String senderIp, Optional<String> senderMac)
            implements Payload {}

    /**
     * An IP packet of either version.
     *
     * @param transport {@code TCP}, {@code UDP}, {@code ICMP}, {@code ICMP6}; empty if tcpdump did not print it
     * @param tcpFlags as printed between brackets: {@code S.}
     */
    public record Ip(
            String source,
            OptionalInt sourcePort,
            String destination,
            OptionalInt destinationPort,
            Optional<String> transport,
            Optional<Icmp> icmp,
            Optional<String> tcpFlags)
            implements Payload {}

    /**
     * An ICMP message.
     *
     * @param type in tcpdump's words: {@code echo request}, {@code echo reply}, {@code unreachable}, {@code redirect},
     *     {@code time exceeded} …
     */
    public record Icmp(String type, OptionalInt id, OptionalInt seq) {}

    /** Something else: spanning tree, LLDP … */
    public record Other() implements Payload {}

    @Override
    public Map<String, Object> columns() {
        Map<String, Object> columns = new LinkedHashMap<>();
        time.ifPresent(value -> columns.put("time", value));
        interfaceName.ifPresent(value -> columns.put("interface", value));
        direction.ifPresent(value -> columns.put("direction", value));
        sourceMac.ifPresent(value -> columns.put("source_mac", value));
        destinationMac.ifPresent(value -> columns.put("destination_mac", value));
        columns.put("protocol", protocol);
        switch (payload) {
            case Arp arp -> {
                columns.put("op", arp.op());
                arp.targetIp().ifPresent(value -> columns.put("target_ip", value));
                columns.put("sender_ip", arp.senderIp());
                arp.senderMac().ifPresent(value -> columns.put("sender_mac", value));
            }
            case Ip ip -> ipColumns(ip, columns);
            case Other _ -> {}
        }
        length.ifPresent(value -> columns.put("length", value));
        columns.put("text", text);
        return columns;
    }

    private static void ipColumns(Ip ip, Map<String, Object> columns) {
        columns.put("source", ip.source());
        ip.sourcePort().ifPresent(value -> columns.put("source_port", value));
        columns.put("destination", ip.destination());
        ip.destinationPort().ifPresent(value -> columns.put("destination_port", value));
        ip.transport().ifPresent(value -> columns.put("transport", value));
        ip.icmp().ifPresent(icmp -> {
            Map<String, Object> parts = new LinkedHashMap<>();
            parts.put("type", icmp.type());
            icmp.id().ifPresent(value -> parts.put("id", value));
            icmp.seq().ifPresent(value -> parts.put("seq", value));
            columns.put("icmp", parts);
        });
        ip.tcpFlags().ifPresent(value -> columns.put("tcp_flags", value));
    }
}
