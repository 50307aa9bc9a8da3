package org.patchbay.check.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.observe.parse.Frame;
import org.patchbay.observe.parse.Tcpdump;

/** A probe's packets are distinguished from the learner's, and vice versa. */
class MarkTest {
    private static final List<String> OURS = List.of(
            "11:40:13.000001 ARP, Request who-has 10.1.1.2 tell 10.1.1.1, length 47",
            "11:40:13.000002 ARP, Reply 10.1.1.2 is-at 9e:52:99:be:37:52, length 28",
            "11:40:13.000003 IP 10.1.1.1 > 10.1.1.2: ICMP echo request, id 47806, seq 47806, length 64",
            "11:40:13.000004 IP 10.1.1.2 > 10.1.1.1: ICMP echo reply, id 47806, seq 47806, length 64",
            "11:40:13.000005 IP 10.1.1.1.64701 > 10.1.1.2.80: Flags [S], seq 1348629113, win 64240, length 0",
            "11:40:13.000006 IP 10.1.1.2.80 > 10.1.1.1.64701: Flags [S.], seq 7, ack 1348629114, win 65160, length 0");
    private static final List<String> THEIRS = List.of(
            "11:40:14.000001 ARP, Request who-has 10.1.1.2 tell 10.1.1.1, length 28",
            "11:40:14.000002 ARP, Reply 10.1.1.2 is-at 9e:52:99:be:37:52, length 28",
            "11:40:14.000003 IP 10.1.1.1 > 10.1.1.2: ICMP echo request, id 47806, seq 1, length 64",
            "11:40:14.000004 IP 10.1.1.1.40000 > 10.1.1.2.80: Flags [S], seq 1, win 64240, length 0");

    @Test
    void onlyTheMarkedFramesAreLeftOut() {
        assertThat(left(OURS)).isEmpty();
        assertThat(left(THEIRS)).isEqualTo(THEIRS);
    }

    @Test
    void aReplyIsTheLearnersOnceTheyHaveSentARequest() {
        assertThat(left(List.of(OURS.get(0), OURS.get(1), THEIRS.get(0), THEIRS.get(1))))
                .containsExactly(THEIRS.get(0), THEIRS.get(1));
        assertThat(left(List.of(OURS.get(0), "11:40:15.000001 ARP, Reply 10.1.1.3 is-at 9e:52:99:be:37:53, length 28")))
                .hasSize(1);
    }

    private static List<String> left(List<String> lines) {
        return Mark.without(Tcpdump.parse(String.join("\n", lines) + "\n").frames()).stream()
                .map(Frame::text)
                .toList();
    }
}
