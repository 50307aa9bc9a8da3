package org.patchbay.lesson;

import java.util.List;

/**
 * One {@code check} for each key of the vocabulary, with all required keys. Changed copies show which keys the reader
 * knows.
 */
final class AssertionSamples {
    /** In the order of docs/lessons.md. */
    static final List<String> ALL = List.of(
            "{link: {device: veth0}}",
            "{veth-pair: {ends: [veth0, veth1]}}",
            "{namespace: {name: ns1}}",
            "{bridge-port: {device: veth0, bridge: br0}}",
            "{fdb: {bridge: br0, port: veth0, mac: '02:00:00:00:00:01'}}",
            "{address: {device: veth0, cidr: 10.0.0.1/24}}",
            "{neighbour: {device: veth0, address: 10.0.0.2}}",
            "{route: {destination: 10.0.0.2}}",
            "{sysctl: {setting: ipv4.ip_forward, is: [1]}}",
            "{rule: {chain: FORWARD, match: {in: br0}, action: drop}}",
            "{conntrack: {original: {source: 10.0.0.1}, reply: {destination: 10.0.0.9}}}",
            "{listening: {port: 80}}",
            "{container: {name: web}}",
            "{docker-network: {name: web}}",
            "{reachable: {address: 10.0.0.2}}",
            "{arrives-as: {to: 10.0.0.2, at: ns1}}",
            "{script: {run: 'true', layer: nat, about: web, message: {en: 'No.'}}}",
            "{captured: {on: veth0, frame: {arp: request}, during: {tool: ping, after: {tool: arp}}}}",
            "{printed: {tool: arp, row: {address: 10.0.0.2}}}",
            "{ran: {tool: arp, after: {tool: ping}}}",
            "{all: [{ran: {tool: arp}}]}",
            "{any: [{ran: {tool: arp}}]}",
            "{not: {ran: {tool: arp}}}");

    private AssertionSamples() {}

    static YamlNode.Mapping mapping(String text) {
        return (YamlNode.Mapping) YamlReader.read(text, 0);
    }

    /** Why the reader refuses this; empty text if it does not. */
    static String refusal(YamlNode sample) {
        try {
            AssertionReader.read(sample);
            return "";
        } catch (Flaw flaw) {
            return flaw.getMessage();
        }
    }

    /** The keys that the reader's message lists for an unknown one. */
    static List<String> known(String refusal) {
        String mark = "known here: ";
        int at = refusal.indexOf(mark);
        return at < 0
                ? List.of()
                : List.of(refusal.substring(at + mark.length()).split(", "));
    }
}
