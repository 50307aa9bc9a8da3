package org.patchbay.observe.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ParseProblemTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ROUTE | line 1: expected the headings of a routing table, found 'hello world'",
                "ARP | line 1: expected an entry of the ARP table, found 'hello world'",
                "PING | line 1: expected 'PING ADDRESS (ADDRESS) …', found 'hello world'",
                "TCPDUMP | line 1: expected a frame or 'listening on DEVICE', found 'hello world'",
            })
    void foreignLinesAreReportedWithTheirNumber(Tool tool, String message) {
        Parsed<? extends Row> parsed = tool.parse("hello world\n");
        assertThat(parsed.rows()).isEmpty();
        assertThat(parsed.problems()).extracting(ParseProblem::toString).containsExactly(message);
    }

    @Test
    void anUnknownLineInATableIsAProblemAndTheRestIsRead() {
        Parsed<RouteEntry> parsed = RouteTable.parse("""
                Kernel IP routing table
                Destination     Gateway         Genmask         Flags Metric Ref    Use Iface
                what is this
                10.70.2.0       0.0.0.0         255.255.255.0   U     0      0        0 veth0
                """);
        assertThat(parsed.rows()).hasSize(1);
        assertThat(parsed.problems())
                .extracting(ParseProblem::toString)
                .containsExactly("line 3: expected a route, found 'what is this'");
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsAnOutputOnlyOfToolsThatMayPrintNothing(Tool tool) {
        boolean mayPrintNothing = switch (tool) {
            case ARP, IPTABLES_SAVE, IP_LINK, IP_ADDRESS, IP_ROUTE, IP_NEIGH, BRIDGE_FDB, BRIDGE_LINK -> true;
            case ROUTE, IFCONFIG, PING, TCPDUMP, IPTABLES -> false;
        };
        assertThat(tool.parse("").problems().isEmpty()).isEqualTo(mayPrintNothing);
    }

    @Test
    void anEmptyRoutingTableHasNoRows() {
        Parsed<RouteEntry> parsed = RouteTable.parse("""
                Kernel IP routing table
                Destination     Gateway         Genmask         Flags Metric Ref    Use Iface
                """);
        assertThat(parsed.rows()).isEmpty();
        assertThat(parsed.problems()).isEmpty();
    }
}
