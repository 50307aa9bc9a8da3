package org.patchbay.check.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class QuoteTest {
    private static final String REQUEST = "11:40:13.000001 ARP, Request who-has 10.70.5.2 tell 10.70.5.1, length 28";
    private static final String PING =
            "11:40:12.000001 IP 10.70.5.1 > 10.70.5.2: ICMP echo request, id 1, seq 1, length 64";

    /** The order of the text is kept, whatever the order of the search. */
    @Test
    void a_command_is_quoted_once_and_its_frames_in_order_of_time() {
        Verdict.Passed passed = new Verdict.Passed(List.of(
                new Quote("tcpdump -n -i veth1", REQUEST),
                new Quote("arp -n", ""),
                new Quote("tcpdump -n -i veth1", PING + "\n" + REQUEST)));

        assertThat(passed.evidence())
                .containsExactly(new Quote("tcpdump -n -i veth1", PING + "\n" + REQUEST), new Quote("arp -n", ""));
    }

    @Test
    void rows_of_one_table_keep_their_order_under_one_heading() {
        Verdict.Passed passed = new Verdict.Passed(List.of(
                new Quote("route -n", "Destination Iface\n10.70.2.0 veth1"),
                new Quote("route -n", "Destination Iface\n10.70.2.0 veth0")));

        assertThat(passed.evidence())
                .containsExactly(new Quote("route -n", "Destination Iface\n10.70.2.0 veth1\n10.70.2.0 veth0"));
    }
}
