package org.patchbay.lab.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.lab.Lessons;
import org.patchbay.lab.machine.Executions;
import org.patchbay.lesson.Action;
import org.patchbay.lesson.Task;
import org.patchbay.lesson.When;
import org.patchbay.observe.Command;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.Address;
import org.patchbay.observe.kernel.Execution;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.kernel.Snapshot;

/** The steps between evidence and a valid verdict: {@link ActivityGate}, {@link HoldTimer}, {@link Executions}. */
class JudgingTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Verdict MISSING = Lessons.failed("veth0", "link.missing");

    private final Task task = Lessons.task("pair", new When.Now());
    private final ActivityGate activityGate = new ActivityGate();

    @Test
    void anUntriedTaskShowsNoFailure() {
        assertThat(acted(MISSING, CommandLog.EMPTY)).isFalse();
        assertThat(acted(MISSING, Lessons.ran("ls"))).isFalse();
        assertThat(acted(MISSING, Lessons.ran("ip link add veth0"))).isTrue();
    }

    @Test
    void aChangedDiagnosisIsShownOnceSomethingRan() {
        acted(MISSING, CommandLog.EMPTY);
        Verdict down = Lessons.failed("veth0", "link.down");
        assertThat(acted(down, CommandLog.EMPTY)).isFalse();
        assertThat(acted(down, Lessons.ran("sh ./mine"))).isTrue();
    }

    @Test
    void aCommandWithoutOutputYetIsNoFailedAttempt() {
        String heading = "tcpdump: verbose output suppressed\nlistening on veth0\n";
        assertThat(acted(MISSING, running(heading))).isFalse();
        assertThat(acted(MISSING, running(heading + "ARP, Request\n"))).isTrue();
    }

    private boolean acted(Verdict verdict, CommandLog commands) {
        return activityGate.acted(Map.of(task, verdict), commands).contains(task);
    }

    private static Task solvedBy(String id, String... lines) {
        List<Action> solve = Arrays.stream(lines)
                .<Action>map(line -> new Action.Type("a", line))
                .toList();
        Task plain = Lessons.task(id, new When.Now());
        return new Task(id, 3, plain.when(), false, plain.assertion(), solve, List.of(), List.of());
    }

    /** None of these names what its diagnosis is about. */
    @ParameterizedTest
    @CsvSource({
        "sysctl -w net.ipv4.conf.veth1.accept_local=1, sysctl -w net.ipv4.conf.veth0.accept_local=1",
        "sysctl -w net.ipv4.conf.veth1.log_martians=1, echo 1 > /proc/sys/net/ipv4/conf/veth0/log_martians",
        "ip neigh flush dev veth0, ip n flush dev veth1",
        "ip netns exec c1 ping -c 3 10.70.5.2, ping -c 1 10.70.5.7",
        "tcpdump -n -i east, ip netns exec west tcpdump -i any",
        "ip neigh, ip -n red neighbour show",
        "ip link set br0 type bridge ageing_time 0, ip link set br0 up",
        "brctl setageing br0 0, ip link set br0 up",
        "ip link add veth0 type veth peer name veth1, sudo ip link add west type veth peer name east",
    })
    void everyFailedAttemptGetsAnAnswer(String solution, String attempt) {
        Map<Task, Verdict> open = Map.of(solvedBy("one", solution), Lessons.failed("other", "link.missing"));
        assertThat(activityGate.acted(open, CommandLog.EMPTY)).isEmpty();
        assertThat(activityGate.acted(open, Lessons.ran(attempt))).isEqualTo(open.keySet());
    }

    @ParameterizedTest
    @CsvSource({
        "ip link set veth1_p master br0, grep -s . ipv4/conf/veth1_p/forwarding",
        "ip link set veth1 up, cat /proc/sys/net/ipv4/conf/veth1/accept_local",
        "ip link add veth0 type veth peer name veth1, ip link show",
        "ip neigh flush dev veth0, ip neigh show dev veth0",
        "route -n, ip -br link",
        "ip address add 10.70.2.10/24 dev veth0, sleep 24",
    })
    void lookingAroundIsNoAttempt(String solution, String looked) {
        Map<Task, Verdict> open = Map.of(solvedBy("one", solution), Lessons.failed("other", "link.missing"));
        assertThat(activityGate.acted(open, Lessons.ran(looked))).isEmpty();
    }

    /** All three diagnoses name {@code ip}, and each has changed since there is a run of it. */
    @Test
    void anotherSubcommandIsNoAttempt() {
        Task addresses = solvedBy("addresses", "ip address");
        Task route = solvedBy("route", "ip route get 203.0.113.5");
        Task neighbours = solvedBy("neighbours", "ip neigh");
        List<Task> all = List.of(addresses, route, neighbours);
        activityGate.acted(verdicts(all, Lessons.failed("ip", "tool.not-run")), CommandLog.EMPTY);
        Map<Task, Verdict> otherwise = verdicts(all, Lessons.failed("ip", "tool.arguments"));
        assertThat(activityGate.acted(otherwise, Lessons.ran("ip a"))).containsExactly(addresses);
        assertThat(activityGate.acted(otherwise, Lessons.ran("ip r get 192.0.2.8")))
                .containsExactlyInAnyOrder(addresses, route);
    }

    private static Map<Task, Verdict> verdicts(List<Task> tasks, Verdict verdict) {
        Map<Task, Verdict> verdicts = new LinkedHashMap<>();
        tasks.forEach(one -> verdicts.put(one, verdict));
        return verdicts;
    }

    @Test
    void anAttemptIsAnsweredOnceAtTheMostSimilarTask() {
        Task up = solvedBy("up", "ip link set veth0 up");
        Task address = solvedBy("address", "ip address add 10.70.2.10/24 dev veth0");
        Task ping = solvedBy("ping", "ping -c 1 10.70.2.11", "arp -n");
        Map<Task, Verdict> open = new LinkedHashMap<>();
        for (Task each : List.of(up, address, ping)) {
            open.put(each, Lessons.failed("other", "link.missing"));
        }
        Command first = Lessons.command(1, "ip address add 10.70.2.10/24 dev veth7", "", false, 10);
        assertThat(activityGate.acted(open, new CommandLog(List.of(first)))).containsExactly(address);
        Command second = Lessons.command(2, "ip link set veth0 up", "", false, 12);
        open.put(up, Lessons.PASSED);
        assertThat(activityGate.acted(open, new CommandLog(List.of(first, second))))
                .as("what earned a task is no failed attempt at another")
                .containsExactlyInAnyOrder(up, address);
        Command third = Lessons.command(3, "ping -c 1 10.70.2.12", "", false, 14);
        CommandLog all = new CommandLog(List.of(first, second, third));
        Verdict untried = new Verdict.Inconclusive(Message.of("unseen.untried"));
        Map<Task, Verdict> trying = new LinkedHashMap<>(open);
        trying.put(address, untried);
        assertThat(activityGate.acted(trying, all))
                .as("what it has earned is not known yet")
                .doesNotContain(ping);
        assertThat(activityGate.acted(open, all)).contains(ping);
    }

    @Test
    void theStartOfASolutionIsNoFailedAttempt() {
        Task answered =
                solvedBy("answered", "sysctl -w net.ipv4.conf.veth1.accept_local=1", "ping -c 2 -I veth0 10.70.2.11");
        Map<Task, Verdict> open = Map.of(answered, Lessons.failed("other", "link.missing"));
        Command right = Lessons.command(1, "sysctl -w net.ipv4.conf.veth1.accept_local=1", "", false, 10);
        assertThat(activityGate.acted(open, new CommandLog(List.of(right)))).isEmpty();
        Command wrong = Lessons.command(1, "sysctl -w net.ipv4.conf.veth0.accept_local=1", "", false, 10);
        assertThat(new ActivityGate().acted(open, new CommandLog(List.of(wrong))))
                .containsExactly(answered);
        Command last = Lessons.command(2, "ping -c 1 -I veth0 10.70.2.11", "", false, 12);
        assertThat(activityGate.acted(open, new CommandLog(List.of(right, last))))
                .containsExactly(answered);
    }

    @Test
    void aMissingRunIsShownOnlyAfterAnAttemptAtThatTask() {
        Task silent = solvedBy("silent", "ip -n c1 neigh flush dev veth1", "ip netns exec c1 ping -c 2 -W 1 10.70.5.2");
        activityGate.acted(Map.of(silent, Lessons.failed("FORWARD", "rule.policy")), CommandLog.EMPTY);
        Map<Task, Verdict> open = Map.of(silent, Lessons.failed("ip", "tool.not-run"));
        Command listener = Lessons.command(1, "ip netns exec c2 tcpdump -n -i veth2 icmp", "1\n2\n3\n", true, 10);
        Command policy = Lessons.command(2, "iptables -P FORWARD DROP", "", false, 12);
        Command address = Lessons.command(3, "ip -n c1 address add 10.70.5.9/24 dev veth1", "", false, 14);
        assertThat(activityGate.acted(open, new CommandLog(List.of(listener, policy, address))))
                .isEmpty();
        Command ping = Lessons.command(4, "ip netns exec c1 ping -c 1 10.70.5.1", "", false, 16);
        assertThat(activityGate.acted(open, new CommandLog(List.of(listener, policy, address, ping))))
                .containsExactly(silent);
    }

    @Test
    void aCommandOfAnotherOpenTaskIsNoAttemptAtThisOne() {
        Task silent = solvedBy("silent", "tcpdump -n -i veth1", "ping -c 3 10.70.2.11");
        Task overLo = solvedBy("over-lo", "tcpdump -n -i lo", "ping -c 3 10.70.2.11");
        Map<Task, Verdict> open = new LinkedHashMap<>();
        open.put(silent, Lessons.failed("veth1", "tool.not-run"));
        open.put(overLo, Lessons.failed("lo", "tool.not-run"));
        assertThat(activityGate.acted(open, CommandLog.EMPTY)).isEmpty();
        open.put(overLo, Lessons.failed("veth1", "capture.device"));
        Command listening = Lessons.command(1, "tcpdump -n -i veth1", "", true, 10);
        Command ping = Lessons.command(2, "ping -c 3 10.70.2.11", "", false, 12);
        assertThat(activityGate.acted(open, new CommandLog(List.of(listening, ping))))
                .doesNotContain(overLo);
        open.put(silent, Lessons.PASSED);
        Command heard = Lessons.command(1, "tcpdump -n -i veth1", "", false, 10);
        assertThat(activityGate.acted(open, new CommandLog(List.of(heard, ping))))
                .containsExactly(silent);
        Command oneLine =
                Lessons.command(5, "tcpdump -n -i veth1 & sleep 1; ping -c 2 10.70.2.11", "1\n2\n3\n", false, 13);
        open.put(silent, Lessons.failed("veth1", "capture.not-during"));
        assertThat(new ActivityGate()
                        .acted(
                                open,
                                under(
                                        oneLine,
                                        execution(7, 13.1, "tcpdump", "-n", "-i", "veth1"),
                                        execution(8, 13.2, "sleep", "1"),
                                        execution(9, 13.3, "ping", "-c", "2", "10.70.2.11"))))
                .doesNotContain(overLo);
        open.put(silent, Lessons.PASSED);
        Command wrong = Lessons.command(3, "tcpdump -n -i veth0", "", false, 14);
        assertThat(activityGate.acted(open, new CommandLog(List.of(heard, ping, wrong))))
                .contains(overLo);
    }

    @Test
    void listingATableBeforeFillingItIsNoAttempt() {
        Task known = solvedBy("known", "ping -c 1 192.0.2.1", "arp -n");
        activityGate.acted(Map.of(known, Lessons.failed("arp", "tool.not-run")), CommandLog.EMPTY);
        Map<Task, Verdict> open = Map.of(known, Lessons.failed("eth0", "address.none"));
        Command looked = Lessons.command(1, "arp -n", "", false, 10);
        Command ping = Lessons.command(2, "ping -c 1 192.0.2.1", "", false, 12);
        Command again = Lessons.command(3, "arp -n", "", false, 14);
        assertThat(activityGate.acted(open, new CommandLog(List.of(looked)))).isEmpty();
        assertThat(activityGate.acted(open, new CommandLog(List.of(looked, ping))))
                .as("the first look, now that it was filled")
                .isEmpty();
        assertThat(activityGate.acted(open, new CommandLog(List.of(looked, ping, again))))
                .containsExactly(known);
    }

    @ParameterizedTest
    @CsvSource({
        "ping -c 1 192.0.2.1, arp -n, neighbour.missing",
        "ip netns exec c1 ping -c 1 10.70.5.2, bridge fdb show br br0 dynamic, fdb.missing",
    })
    void listingATableThatIsStillEmptyIsAnswered(String fill, String list, String key) {
        Map<Task, Verdict> open = Map.of(solvedBy("known", fill, list), Lessons.failed("other", key));
        activityGate.acted(open, CommandLog.EMPTY);
        assertThat(activityGate.acted(open, Lessons.ran(list))).isEqualTo(open.keySet());
    }

    @Test
    void aListingInANestedShellIsKnownByWhatRan() {
        Map<Task, Verdict> open =
                Map.of(solvedBy("one", "ip netns exec c1 arp -n"), Lessons.failed("other", "tool.not-run"));
        Command shell = Lessons.command(1, "ip netns exec c1 bash", "\n\n\n\n", true, 10);
        assertThat(activityGate.acted(open, new CommandLog(List.of(shell)))).isEmpty();
        assertThat(activityGate.acted(open, under(shell, execution(7, 10.1, "arp"))))
                .isNotEmpty();
    }

    @Test
    void anEarlierCommandIsNoFailedAttempt() {
        CommandLog listened = new CommandLog(List.of(Lessons.command(1, "tcpdump -n -i veth0", "", false, 10)));
        assertThat(acted(MISSING, listened.from(11))).isFalse();
        assertThat(acted(MISSING, listened.from(9))).isTrue();
    }

    @Test
    void aCommandInAnEarlierShellCountsAsActed() {
        CommandLog inside =
                under(Lessons.command(1, "ip netns exec veth0 bash", "", false, 10), execution(7, 12, "ip"));
        assertThat(acted(MISSING, inside.from(13))).isFalse();
        assertThat(acted(MISSING, inside.from(11))).isTrue();
    }

    @Test
    void aTaskThatMustHoldForAWhileCountsOnlyThen() {
        Task steady = Lessons.task("pair", Lessons.stays(3));
        HoldTimer holdTimer = new HoldTimer();
        Evidence quiet = evidence(7, CommandLog.EMPTY);
        assertThat(holdTimer.remaining(steady, Lessons.PASSED, quiet, NOON)).contains(Duration.ofSeconds(3));
        assertThat(holdTimer.remaining(steady, Lessons.PASSED, quiet, NOON.plusSeconds(2)))
                .contains(Duration.ofSeconds(1));
        assertThat(holdTimer.remaining(steady, MISSING, quiet, NOON.plusSeconds(2)))
                .isEmpty();
        assertThat(holdTimer.remaining(steady, Lessons.PASSED, quiet, NOON.plusSeconds(4)))
                .contains(Duration.ofSeconds(3));
        assertThat(holdTimer.remaining(steady, Lessons.PASSED, quiet, NOON.plusSeconds(7)))
                .isEmpty();
        assertThat(holdTimer.remaining(task, Lessons.PASSED, quiet, NOON)).isEmpty();
    }

    @Test
    void aDeviceRecreatedBetweenLooksRestartsTheTimer() {
        Task steady = Lessons.task("pair", Lessons.stays(3));
        HoldTimer holdTimer = new HoldTimer();
        holdTimer.remaining(steady, Lessons.PASSED, evidence(7, CommandLog.EMPTY), NOON);
        assertThat(holdTimer.remaining(steady, Lessons.PASSED, evidence(9, CommandLog.EMPTY), NOON.plusSeconds(2)))
                .as("the device of that name has another number")
                .contains(Duration.ofSeconds(3));
        assertThat(holdTimer.remaining(steady, Lessons.PASSED, evidence(9, CommandLog.EMPTY), NOON.plusSeconds(4)))
                .contains(Duration.ofSeconds(1));
        Verdict unseen = new Verdict.Inconclusive(Message.of("unseen.state"));
        holdTimer.remaining(steady, unseen, new Evidence(Optional.empty(), Optional.empty()), NOON.plusSeconds(4));
        assertThat(holdTimer.remaining(steady, Lessons.PASSED, evidence(9, CommandLog.EMPTY), NOON.plusSeconds(5)))
                .as("nobody could look in between")
                .contains(Duration.ofSeconds(3));
    }

    @Test
    void aStateThatARunningCommandMadeCountsOnceItHasSettled() {
        Command both = Lessons.command(1, "ip link add veth0 …; sleep 1; ip link del veth0", "", true, 10);
        Evidence atWork = evidence(7, under(both, execution(7, 10.1, "ip")));
        HoldTimer holdTimer = new HoldTimer();
        assertThat(holdTimer.remaining(task, Lessons.PASSED, atWork, NOON)).contains(HoldTimer.SETTLED);
        Evidence ended = evidence(7, Lessons.ran("ip link add veth0"));
        assertThat(holdTimer.remaining(task, Lessons.PASSED, ended, NOON.plusMillis(100)))
                .isEmpty();
        assertThat(holdTimer.remaining(task, Lessons.PASSED, atWork, NOON.plus(HoldTimer.SETTLED)))
                .isEmpty();
        Task once = Lessons.task("pair", new When.Ever());
        assertThat(new HoldTimer().remaining(once, Lessons.PASSED, atWork, NOON))
                .isEmpty();
    }

    @Test
    void aStateCountsOnceItHasSettledWhileAnAddressHasALimitedLifetime() {
        Command added = Lessons.command(1, "ip address add 10.0.0.1/24 dev veth0 valid_lft 1", "", false, 10);
        CommandLog done = new CommandLog(List.of(added));
        Evidence temporary = evidence(
                7, done, new Address("veth0", 4, "10.0.0.1", 24, "global", Optional.empty(), Optional.of(true)));
        HoldTimer holdTimer = new HoldTimer();
        assertThat(holdTimer.remaining(task, Lessons.PASSED, temporary, NOON)).contains(HoldTimer.SETTLED);
        assertThat(holdTimer.remaining(task, Lessons.PASSED, temporary, NOON.plus(HoldTimer.SETTLED)))
                .as("a long lifetime, as of a DHCP lease, counts as well")
                .isEmpty();
        Evidence permanent = evidence(7, done, new Address("veth0", 4, "10.0.0.1", 24, "global"));
        assertThat(new HoldTimer().remaining(task, Lessons.PASSED, permanent, NOON))
                .isEmpty();
    }

    @Test
    void aReadOnlyCommandNeedsNoSettling() {
        Command listening = Lessons.command(1, "tcpdump -n -i veth0", "", true, 10);
        Evidence watched = evidence(7, under(listening, execution(7, 10.1, "tcpdump")));
        assertThat(new HoldTimer().remaining(task, Lessons.PASSED, watched, NOON))
                .isEmpty();
        Command inside = Lessons.command(1, "ip netns exec ns1 bash", "", true, 10);
        Evidence nested = evidence(7, under(inside, execution(7, 10.1, "ip"), execution(7, 10.2, "bash")));
        assertThat(new HoldTimer().remaining(task, Lessons.PASSED, nested, NOON))
                .isEmpty();
    }

    private static Evidence evidence(int index, CommandLog commands, Address... addresses) {
        Link veth0 = new Link(
                index,
                "veth0",
                "veth",
                true,
                true,
                "UP",
                1500,
                "02:00:00:00:00:01",
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalInt.empty(),
                List.of());
        Namespace init = new Namespace(
                1,
                true,
                List.of(),
                List.of(1),
                List.of(veth0),
                List.of(addresses),
                List.of(),
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new Evidence(Optional.of(new Snapshot(20, List.of(init), Optional.empty())), Optional.of(commands));
    }

    private static CommandLog under(Command command, Execution... executions) {
        Executions known = new Executions();
        known.add(List.of(executions));
        return known.joined(new CommandLog(List.of(command)));
    }

    @Test
    void aProgramRanUnderTheCommandThatWasTheLastToStartBeforeIt() {
        Executions executions = new Executions();
        executions.add(List.of(execution(7, 10.1), execution(8, 20.1), execution(9, 5)));
        CommandLog joined = executions.joined(new CommandLog(
                List.of(Lessons.command(1, "ip link", "", false, 10), Lessons.command(2, "ip addr", "", false, 20))));
        assertThat(joined.commands())
                .extracting(command ->
                        command.executions().stream().map(Execution::pid).toList())
                .containsExactly(List.of(7), List.of(8));
    }

    @Test
    void endedExecutionsStayEndedAndTheOldestAreDropped() {
        Executions executions = new Executions();
        Execution running = execution(1, 10.1);
        executions.add(List.of(ended(running)));
        executions.add(List.of(running));
        CommandLog log = Lessons.ran("ip link");
        assertThat(executions.joined(log).commands().getFirst().executions()).containsExactly(ended(running));
        for (int pid = 2; pid < Executions.CAPACITY + 2; pid++) {
            executions.add(List.of(execution(pid, 10.2)));
        }
        assertThat(executions.joined(log).commands().getFirst().executions())
                .hasSize(Executions.CAPACITY)
                .noneMatch(execution -> execution.pid() == 1);
    }

    private static CommandLog running(String output) {
        Command tcpdump = Lessons.command(1, "tcpdump -i veth0", output, true, 10);
        return new CommandLog(List.of(tcpdump));
    }

    private static Execution execution(int pid, double startedAt) {
        return execution(pid, startedAt, "ip");
    }

    private static Execution execution(int pid, double startedAt, String... argv) {
        return new Execution(
                pid,
                1,
                argv[0],
                "/usr/sbin/" + argv[0],
                List.of(argv),
                1,
                "t1",
                Execution.Sink.TERMINAL,
                startedAt,
                OptionalDouble.empty(),
                OptionalInt.empty(),
                false);
    }

    private static Execution ended(Execution running) {
        return new Execution(
                running.pid(),
                running.parent(),
                running.program(),
                running.path(),
                running.argv(),
                running.namespace(),
                running.terminal(),
                running.stdout(),
                running.startedAt(),
                OptionalDouble.of(11),
                OptionalInt.of(0),
                false);
    }
}
