package org.patchbay.lab.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.patchbay.check.frames.FrameEnd;
import org.patchbay.check.frames.FrameHop;
import org.patchbay.check.frames.FrameJourney;
import org.patchbay.check.frames.FrameJourneys;
import org.patchbay.observe.Command;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.parse.Frame;
import org.patchbay.observe.wire.FrameWatchResult;
import org.patchbay.sandbox.Profile;
import org.patchbay.terminal.Terminal;

/**
 * Paths of frames through Docker's network, out by MASQUERADE and in by DNAT, from captures and from a watch of all
 * devices, compared with tcpdump in every namespace.
 */
class FrameJourneysVmTest extends OwnMachine {
    /** The longest that the agent knows: it is ended when all has been sent. */
    private static final Duration WATCH = Duration.ofSeconds(30);

    /** {@code 11:40:13.140366 vethd5b3 P IP 172.17.0.2 > 203.0.113.80: ICMP echo request, id 1, seq 0, length 64} */
    private static final Pattern PRINTED =
            Pattern.compile("(\\d\\d:\\d\\d:\\d\\d\\.\\d{6}) (\\S+) +(\\S+) +IP (\\S+) > (\\S+): ");

    private static final Pattern ECHO = Pattern.compile("ICMP echo \\w+, id \\d+, seq \\d+");
    private static final Pattern BEGUN = Pattern.compile("(\\.\\d+) > \\S+ Flags \\[S]");

    /** A world outside with one host, and two containers, one of which publishes a port. */
    private static final String BUILT = """
            ip netns add world
            ip link add out0 type veth peer name eth0 netns world
            ip addr add 203.0.113.1/24 dev out0 && ip link set out0 up
            ip -n world addr add 203.0.113.80/24 dev eth0 && ip -n world link set eth0 up
            ip -n world link set lo up
            ip netns exec world sleep 1d </dev/null >/dev/null 2>&1 &
            echo "world=$!" >/run/places
            docker run -d --name one busybox sleep 1d
            docker run -d --name web -p 8080:80 busybox httpd -f -h /www
            docker inspect -f '{{.Name}}={{.State.Pid}}' one web | tr -d / >>/run/places
            """;

    /** The number of packet sockets in each namespace. */
    private static final String COUNTED = """
            . /run/places
            for place in self $world $one $web; do grep -c ' 0003 ' /proc/$place/net/packet; done >/run/heard
            """;

    /** Sent once the watch has begun, when each namespace has one more packet socket. */
    private static final String SENT = """
            . /run/places
            for place in self $world $one $web; do
              read -r before
              until [ "$(grep -c ' 0003 ' /proc/$place/net/packet)" -gt "$before" ]; do :; done
            done </run/heard
            nsenter -n -t $one ping -c 1 203.0.113.80
            nsenter -n -t $one ping -c 1 172.17.0.3
            printf 'GET / HTTP/1.0\\r\\n\\r\\n' | nsenter -n -t $world nc -w 5 203.0.113.1 8080
            """;

    private static final List<String> PLACES = List.of("", "world", "one", "web");

    @Override
    Profile profile() {
        return Profile.DOCKER;
    }

    /** One frame at one device, with the fields that both tcpdump and the kernel report. */
    private record Seen(String time, String device, boolean sent, String addresses) {
        /** Each socket stamps received TCP separately, microseconds apart. */
        Seen common() {
            boolean port = addresses.matches("(\\d+\\.){4}\\d+ > .*");
            return port && !sent ? new Seen("", device, false, addresses) : this;
        }
    }

    @Test
    void waysThroughDockerAreWhatTcpdumpPrintedEverywhere() throws Exception {
        machine.probe().run(BUILT, LIMIT);
        List<Terminal> terminals = new ArrayList<>(List.of(terminal()));
        while (terminals.size() < PLACES.size()) {
            terminals.add(machine.terminals().open());
        }
        for (int i = 0; i < PLACES.size(); i++) {
            String place = PLACES.get(i).isEmpty() ? "" : ". /run/places; nsenter -n -t $" + PLACES.get(i) + " ";
            type(terminals.get(i), place + "tcpdump -n -i any 'icmp or tcp'");
            await(terminals.get(i), "listening on any");
        }
        FrameWatchResult frameWatchResult = watchedWhileSending();
        for (Terminal terminal : terminals) {
            terminal.input(new byte[] {3});
            await(terminal, "packets captured");
        }
        machine.look();

        List<String> printed =
                terminals.stream().flatMap(terminal -> output(terminal).lines()).toList();
        FrameJourneys captured =
                FollowedFrames.NOTHING.after(Optional.of(machine)).journeys();
        FrameJourneys watched =
                FrameJourneys.NONE.after(machine.seen().orElseThrow(), CommandLog.EMPTY, List.of(frameWatchResult));
        assertThat(frameWatchResult.complete()).isTrue();
        for (FrameJourneys told : List.of(captured, watched)) {
            FrameJourney out = assertWay(told, printed, "172.17.0.2 > 203.0.113.80: ICMP echo request", 5);
            assertThat(did(out))
                    .containsExactly("hop.begins", "hop.enters", "hop.on-bridge", "hop.translates", "hop.receives");
            assertAnswered(told, out);
            FrameJourney across = assertWay(told, printed, "172.17.0.2 > 172.17.0.3: ICMP echo request", 4);
            assertThat(did(across)).containsExactly("hop.begins", "hop.enters", "hop.bridges", "hop.receives");
            assertAnswered(told, across);
            FrameJourney in = assertWay(told, printed, "> 203.0.113.1.8080: Flags [S]", 5);
            assertThat(did(in))
                    .containsExactly("hop.begins", "hop.receives", "hop.translates", "hop.bridges", "hop.receives");
            assertThat(in.hops().getLast().end()).map(FrameEnd::kind).contains(FrameEnd.Kind.TAKEN);
        }
    }

    private FrameWatchResult watchedWhileSending() throws Exception {
        machine.probe().run(COUNTED, LIMIT);
        FutureTask<FrameWatchResult> watching = new FutureTask<>(() -> machine.watch(WATCH));
        Thread.ofVirtual().start(watching);
        machine.probe().run(SENT, LIMIT);
        machine.probe().endWatch();
        return watching.get();
    }

    /** The first frame of that kind was seen where, when and with which addresses tcpdump printed it, and nowhere else. */
    private static FrameJourney assertWay(FrameJourneys told, List<String> printed, String wanted, int hops) {
        String first = printed.stream()
                .filter(line -> line.contains(wanted))
                .min(Comparator.naturalOrder())
                .orElseThrow();
        List<Seen> expected = printed.stream()
                .filter(line -> identity(line).equals(identity(first)))
                .map(FrameJourneysVmTest::seen)
                .sorted(Comparator.comparing(Seen::time).thenComparing(Seen::device))
                .map(Seen::common)
                .toList();
        FrameJourney journey = told.journeys().stream()
                .filter(one -> one.caption().contains(wanted))
                .findFirst()
                .orElseThrow(() -> new AssertionError(wanted + " is none of "
                        + told.journeys().stream().map(FrameJourney::caption).toList()));
        assertThat(journey.hops().stream()
                        .map(FrameJourneysVmTest::seen)
                        .sorted(Comparator.comparing(Seen::time).thenComparing(Seen::device))
                        .map(Seen::common))
                .as(wanted)
                .containsExactlyElementsOf(expected)
                .hasSize(hops);
        return journey;
    }

    private static void assertAnswered(FrameJourneys told, FrameJourney asked) {
        assertThat(asked.hops().getLast().end()).map(FrameEnd::kind).contains(FrameEnd.Kind.TAKEN);
        assertThat(told.journeys())
                .filteredOn(one -> asked.answer().isPresent()
                        && one.number() == asked.answer().getAsLong())
                .singleElement()
                .satisfies(answer -> assertThat(answer.hops()).hasSameSizeAs(asked.hops()));
    }

    private static List<String> did(FrameJourney journey) {
        return journey.hops().stream().map(hop -> hop.did().key()).toList();
    }

    /** What stays of a packet when its addresses are translated. */
    private static String identity(String line) {
        Matcher echo = ECHO.matcher(line);
        Matcher begun = BEGUN.matcher(line);
        return echo.find() ? echo.group() : begun.find() ? begun.group(1) + "[S]" : line;
    }

    private static Seen seen(String line) {
        Matcher matcher = PRINTED.matcher(line);
        assertThat(matcher.find()).as(line).isTrue();
        return new Seen(
                matcher.group(1),
                matcher.group(2),
                matcher.group(3).equals("Out"),
                matcher.group(4) + " > " + matcher.group(5));
    }

    private static Seen seen(FrameHop hop) {
        assertThat(hop.passage().payload()).isInstanceOf(Frame.Ip.class);
        Frame.Ip ip = (Frame.Ip) hop.passage().payload();
        long micros = Math.floorMod(Math.round(hop.passage().at() * 1e6), 86_400_000_000L);
        return new Seen(
                LocalTime.ofNanoOfDay(micros * 1000).format(DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS")),
                hop.passage().device(),
                hop.passage().sent(),
                end(ip.source(), ip.sourcePort()) + " > " + end(ip.destination(), ip.destinationPort()));
    }

    private static String end(String address, OptionalInt port) {
        return port.isPresent() ? address + "." + port.getAsInt() : address;
    }

    private void await(Terminal terminal, String text) throws InterruptedException {
        assertThat(waiter.await(() -> output(terminal).contains(text), LIMIT))
                .as("'%s' in %s", text, output(terminal))
                .isTrue();
    }

    private static String output(Terminal terminal) {
        return terminal.commands().commands().stream().map(Command::output).collect(Collectors.joining("\n"));
    }
}
