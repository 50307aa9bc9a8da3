package org.patchbay.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.check.Verdicts.fails;
import static org.patchbay.check.Verdicts.inconclusive;
import static org.patchbay.check.Verdicts.passes;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.patchbay.check.Scene.Program;
import org.patchbay.check.output.ArpOperation;
import org.patchbay.check.output.FramePattern;
import org.patchbay.check.output.IcmpType;
import org.patchbay.check.packet.Network;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.Diagnosis;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Quote;
import org.patchbay.observe.kernel.Execution.Sink;
import org.patchbay.observe.kernel.FdbEntry;
import org.patchbay.observe.parse.Frame;
import org.patchbay.observe.wire.Passage;
import org.patchbay.observe.wire.Passages;

class CapturedTest {
    private static final String HEAD = "tcpdump: verbose output suppressed, use -v[v]... for full protocol decode\n";
    private static final String REQUESTS = """
            11:40:29.528375 ARP, Request who-has 10.70.2.11 tell 10.70.2.10, length 28
            11:40:30.552338 ARP, Request who-has 10.70.2.11 tell 10.70.2.10, length 28
            """;
    private static final FramePattern REQUEST = arp(ArpOperation.REQUEST, "10.70.2.11", "10.70.2.10");
    private static final Captured ON_VETH1 =
            new Captured(DeviceName.parse("veth1"), REQUEST, 2, Optional.empty(), List.of());

    private static FramePattern arp(ArpOperation operation, String target, String sender) {
        return new FramePattern(
                Optional.of(operation),
                Optional.empty(),
                Optional.ofNullable(target),
                Optional.of(sender),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static FramePattern echo(String destination) {
        return new FramePattern(
                Optional.empty(),
                Optional.of(IcmpType.ECHO_REQUEST),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(destination));
    }

    private static String capture(String device, String frames) {
        return HEAD + "listening on " + device + ", link-type EN10MB (Ethernet), snapshot length 262144 bytes\n"
                + frames + "^C\n2 packets captured\n";
    }

    @Test
    void framesInTheLearnersOwnCaptureCount() {
        passes(ON_VETH1, Scene.ready().ran("tcpdump -n -i veth1", capture("veth1", REQUESTS)));
        passes(ON_VETH1, Scene.ready().ran("tcpdump -ni veth1", capture("veth1", REQUESTS)));
        String any = REQUESTS.replace("ARP", "veth1 B   ARP") + REQUESTS.replace("ARP", "veth0 Out ARP");
        passes(ON_VETH1, Scene.ready().ran("tcpdump -n -i any", capture("any", any)));
    }

    @Test
    void tooFewAreCounted() {
        String one = REQUESTS.substring(0, REQUESTS.indexOf('\n') + 1);
        Diagnosis few = fails(
                ON_VETH1,
                Scene.ready().ran("tcpdump -n -i veth1", capture("veth1", one)),
                Layer.TOOL,
                "tcpdump",
                "captured.few");
        assertThat(few.sentence().arguments()).containsEntry("seen", "1").containsEntry("wanted", "2");
        assertThat(few.evidence()).containsExactly(new Quote("tcpdump -n -i veth1", one.strip()));
        Diagnosis earlier = fails(
                ON_VETH1,
                Scene.ready()
                        .ran("tcpdump -n -i veth1", capture("veth1", one))
                        .ran("tcpdump -n -i veth1 -c 5", capture("veth1", "")),
                Layer.TOOL,
                "tcpdump",
                "captured.few");
        assertThat(earlier.evidence()).isEqualTo(few.evidence());
    }

    /** Without a capture, that is the first diagnosis. */
    @Test
    void aDeviceThatIsDownComesBeforeTheTool() {
        fails(ON_VETH1, Scene.pair(true, false), Layer.LINK, "veth1", "link.down");
        fails(ON_VETH1, Scene.pair(true, false).ran("ping 10.70.2.11", ""), Layer.LINK, "veth1", "link.down");
    }

    @Test
    void aPingThatWentElsewhereIsNamedAsThat() {
        String nothing = capture("veth1", "");
        Scene other = Scene.ready().ran("tcpdump -n -i veth1", nothing).ran("ping -c 1 10.70.2.17", "");
        Diagnosis elsewhere = fails(ON_VETH1, other, Layer.TOOL, "ping", "ping.other-address");
        assertThat(elsewhere.sentence().arguments())
                .containsEntry("tool", "ping -c 1 10.70.2.17")
                .containsEntry("seen", "`10.70.2.17`")
                .containsEntry("wanted", "10.70.2.11");
        Scene chain = Scene.ready()
                .ran("tcpdump -n -i veth1", nothing)
                .ran("t1", "ping -c 1 10.70.2.17; arp -n", "", Program.genuine("ping -c 1 10.70.2.17"));
        assertThat(fails(ON_VETH1, chain, Layer.TOOL, "ping", "ping.other-address")
                        .sentence()
                        .arguments())
                .containsEntry("tool", "ping -c 1 10.70.2.17");
        Scene by = Scene.ready().ran("tcpdump -n -i veth1", nothing).ran("ping -c 1 -I veth1 10.70.2.11", "");
        Diagnosis device = fails(ON_VETH1, by, Layer.TOOL, "ping", "ping.other-device");
        assertThat(device.sentence().arguments()).containsEntry("seen", "veth1").containsEntry("wanted", "veth0");
    }

    @Test
    void theToolComesFirst() {
        fails(ON_VETH1, Scene.ready(), Layer.TOOL, "tcpdump", "tool.not-run");
        fails(ON_VETH1, Scene.ready().ran("tcpdump -n -i lo", capture("lo", "")), Layer.TOOL, "lo", "capture.device");
        fails(
                ON_VETH1,
                Scene.ready()
                        .ran(
                                "t1",
                                "ip netns exec ns1 tcpdump -n -i veth1",
                                capture("veth1", REQUESTS),
                                Program.genuine("tcpdump -n -i veth1").in(Scene.NS1)),
                Layer.TOOL,
                "tcpdump",
                "capture.namespace");
        fails(
                ON_VETH1,
                Scene.ready().ran("tcpdump -n -r saved -i veth1", REQUESTS),
                Layer.TOOL,
                "tcpdump",
                "capture.file");
    }

    @Test
    void textThatAnotherProgramPrintedDoesNotCount() {
        Scene saved =
                Scene.ready().ran("t1", "cat saved.txt", capture("veth1", REQUESTS), Program.genuine("cat saved.txt"));
        Diagnosis pretended = fails(ON_VETH1, saved, Layer.TOOL, "tcpdump", "text.pretended");
        assertThat(pretended.sentence().arguments()).containsEntry("program", "cat");
        Scene alias = Scene.ready().ran("t1", "tcpdump -n -i veth1", capture("veth1", REQUESTS));
        fails(ON_VETH1, alias, Layer.TOOL, "tcpdump", "text.unseen");
        Scene typed = Scene.ready().ran("t1", "printf '%s' \"$saved\"", capture("veth1", REQUESTS));
        fails(ON_VETH1, typed, Layer.TOOL, "tcpdump", "text.pretended");
        Scene script = Scene.ready()
                .ran(
                        "t1",
                        "tcpdump -n -i veth1",
                        capture("veth1", REQUESTS),
                        Program.stranger("/root/bin/tcpdump", "tcpdump -n -i veth1"));
        fails(ON_VETH1, script, Layer.TOOL, "tcpdump", "text.pretended");
        Scene beside = Scene.ready()
                .ran(
                        "t1",
                        "tcpdump -n -i veth1 & cat saved.txt",
                        capture("veth1", REQUESTS),
                        Program.genuine("tcpdump -n -i veth1"),
                        Program.genuine("cat saved.txt"));
        fails(ON_VETH1, beside, Layer.TOOL, "tcpdump", "text.mixed");
        Scene builtin = Scene.ready()
                .ran(
                        "t1",
                        "tcpdump -c 1 -n -i veth1; printf '%s' \"$saved\"",
                        capture("veth1", REQUESTS),
                        Program.genuine("tcpdump -c 1 -n -i veth1"));
        fails(ON_VETH1, builtin, Layer.TOOL, "tcpdump", "text.mixed");
        Scene cleared = Scene.ready()
                .ran(
                        "t1",
                        "clear; tcpdump -n -i veth1",
                        capture("veth1", REQUESTS),
                        Program.stranger("/root/bin/clear", "clear"),
                        Program.genuine("tcpdump -n -i veth1"));
        fails(ON_VETH1, cleared, Layer.TOOL, "tcpdump", "text.mixed");
        Scene other = Scene.ready().ran("exec -a tcpdump ping 10.70.2.11", "PING 10.70.2.11 (10.70.2.11) 56(84)\n");
        fails(ON_VETH1, other, Layer.TOOL, "tcpdump", "tool.instead");
    }

    @Test
    void clearingTheScreenFirstAddsNoText() {
        for (String program : List.of("clear", "tset")) {
            Scene cleared = Scene.ready()
                    .ran(
                            "t1",
                            program + "; tcpdump -n -i veth1",
                            capture("veth1", REQUESTS),
                            Program.stranger("/usr/bin/" + program, program),
                            Program.genuine("tcpdump -n -i veth1"));
            passes(ON_VETH1, cleared);
        }
    }

    @Test
    void anotherProgramIsNamedOnlyIfItWasObserved() {
        String line = "date; uptime";
        String printed = "Mon Nov 30 11:40:13 UTC 2026\n 11:40:13 up 7 min,  0 user,  load average: 0.07, 0.02, 0.00\n";
        Scene times = Scene.ready().ran("t1", line, printed, Program.genuine("date"), Program.genuine("uptime"));
        fails(ON_VETH1, times, Layer.TOOL, "tcpdump", "tool.not-run");
        Scene lookedUp = Scene.ready().ran("t1", "command -v tcpdump", "/usr/bin/tcpdump\n");
        fails(ON_VETH1, lookedUp, Layer.TOOL, "tcpdump", "tool.not-run");
        Scene missed = Scene.ready().ran("t1", "tcpdump -n -i veth1", "");
        fails(ON_VETH1, missed, Layer.TOOL, "tcpdump", "tool.unseen");
        Program unseen = new Program("", "", List.of(), Scene.INIT, Sink.OTHER, false);
        Scene gone = Scene.ready().ran("t1", "tcpdump -n -i veth1", "", unseen, Program.genuine("date"));
        fails(ON_VETH1, gone, Layer.TOOL, "tcpdump", "tool.unseen");
        Scene shown =
                Scene.ready().ran("t1", "tcpdump -n -i veth1", capture("veth1", REQUESTS), unseen.to(Sink.TERMINAL));
        fails(ON_VETH1, shown, Layer.TOOL, "tcpdump", "text.unseen");
        Scene beside = Scene.ready()
                .ran(
                        "t1",
                        "tcpdump -n -i veth1; true",
                        capture("veth1", REQUESTS),
                        Program.genuine("tcpdump -n -i veth1"),
                        unseen.to(Sink.TERMINAL));
        fails(ON_VETH1, beside, Layer.TOOL, "tcpdump", "text.mixed-unseen");
    }

    @Test
    void filtersThatPassLinesOnDoNoHarm() {
        Program piped = Program.genuine("tcpdump -n -l -i veth1").to(Sink.PIPE);
        String line = "tcpdump -n -l -i veth1 | grep ARP";
        passes(ON_VETH1, Scene.ready().ran("t1", line, capture("veth1", REQUESTS), piped, Program.genuine("grep ARP")));
        passes(
                ON_VETH1,
                Scene.ready()
                        .ran(
                                "t1",
                                "tcpdump -n -l -i veth1 | tee log",
                                capture("veth1", REQUESTS),
                                piped,
                                Program.stranger("/usr/bin/tee", "tee log")));
        Scene saved = Scene.ready()
                .ran("t1", line + " saved", capture("veth1", REQUESTS), piped, Program.genuine("grep ARP saved"));
        fails(ON_VETH1, saved, Layer.TOOL, "tcpdump", "text.redirected");
        Scene file = Scene.ready()
                .ran(
                        "t1",
                        "tcpdump -n -i veth1 > log",
                        capture("veth1", ""),
                        Program.genuine("tcpdump -n -i veth1").to(Sink.FILE));
        fails(ON_VETH1, file, Layer.TOOL, "tcpdump", "text.redirected");
    }

    @Test
    void aCaptureInTheBackgroundIsReadOnInTheCommandsAfterIt() {
        Scene scene = Scene.ready();
        double start = Scene.NOW - 40;
        scene.ran(
                "t1",
                "tcpdump -n -i veth1 &",
                "[1] 214\n" + HEAD + "listening on veth1, link-type EN10MB (Ethernet), snapshot length 262144 bytes\n",
                start,
                start + 30,
                Program.genuine("tcpdump -n -i veth1"));
        scene.ran(
                "t1",
                "ping -c 2 10.70.2.11",
                "PING 10.70.2.11 (10.70.2.11) 56(84) bytes of data.\n" + REQUESTS,
                start + 5,
                start + 8,
                Program.genuine("ping -c 2 10.70.2.11"));
        passes(ON_VETH1, scene);
    }

    @Test
    void missingFramesAreExplainedFromTheDeviceUpwards() {
        String silent = capture("veth1", "");
        String line = "tcpdump -n -i veth1";
        fails(ON_VETH1, new Scene().ran(line, ""), Layer.LINK, "veth1", "link.missing");
        fails(ON_VETH1, Scene.pair(true, false).ran(line, silent), Layer.LINK, "veth1", "link.down");
        Scene nearDown = Scene.pair(false, true).address("veth0", "10.70.2.10", 24);
        fails(ON_VETH1, nearDown.ran(line, silent), Layer.LINK, "veth0", "link.peer-down");
        fails(ON_VETH1, Scene.pair(true, true).ran(line, silent), Layer.ADDRESS, "10.70.2.10", "address.nobody");
        Scene own = Scene.ready().address("veth1", "10.70.2.11", 24).ran(line, silent);
        Diagnosis local = fails(
                ON_VETH1,
                own.ran("t2", "ping 10.70.2.11", "", Program.genuine("ping 10.70.2.11")),
                Layer.ROUTE,
                "10.70.2.11",
                "ping.no-device");
        assertThat(local.sound()).containsExactly(Layer.LINK);
        Scene chosen = Scene.ready()
                .address("veth1", "10.70.2.11", 24)
                .ran(line, silent)
                .ran("t2", "ping -I veth0 10.70.2.11", "", Program.genuine("ping -I veth0 10.70.2.11"));
        fails(ON_VETH1, chosen, Layer.TOOL, "tcpdump", "captured.over");
        Scene known = Scene.ready().neighbour("veth0", "10.70.2.11", "02:00:00:00:00:03", "STALE");
        fails(ON_VETH1, known.ran(line, silent), Layer.ARP, "veth0", "neighbour.known");
        fails(ON_VETH1, Scene.ready().ran(line, silent), Layer.TOOL, "ping", "captured.nobody-sent");
    }

    @Test
    void aMissingReplyIsExplainedByItsSender() {
        Captured reply = new Captured(
                DeviceName.parse("veth1"), arp(ArpOperation.REPLY, null, "10.70.2.11"), 1, Optional.empty(), List.of());
        String line = "tcpdump -n -i veth1";
        fails(
                reply,
                Scene.ready().ran(line, capture("veth1", REQUESTS)),
                Layer.ADDRESS,
                "10.70.2.11",
                "address.nobody");
        Scene own = Scene.ready().address("veth1", "10.70.2.11", 24).ran(line, capture("veth1", REQUESTS));
        fails(reply, own, Layer.SETTING, "veth1", "setting.own-sender");
        own.setting("ipv4.conf.veth1.accept_local", 1).setting("ipv4.conf.all.rp_filter", 1);
        fails(reply, own, Layer.SETTING, "veth1", "setting.strict-path");
        own.setting("ipv4.conf.all.rp_filter", 2);
        fails(reply, own, Layer.TOOL, "tcpdump", "captured.none");
        Scene answered = Scene.ready()
                .ran(
                        line,
                        capture(
                                "veth1",
                                REQUESTS + "11:40:31.1 ARP, Reply 10.70.2.11 is-at 02:00:00:00:00:03, length 28\n"));
        passes(reply, answered);
    }

    @Test
    void absenceIsProvedOnlyByACaptureDuringTheWholeRun() {
        Ran ping = new Ran("ping", List.of("10.70.2.11"), Optional.empty());
        Captured crossing =
                new Captured(DeviceName.parse("veth1"), echo("10.70.2.11"), 1, Optional.of(ping), List.of());
        Not silent = new Not(crossing);
        double start = Scene.NOW - 40;
        Program tcpdump = Program.genuine("tcpdump -n -i veth1");
        Program run = Program.genuine("ping -c 3 10.70.2.11");
        passes(
                silent,
                Scene.ready()
                        .ran("t1", "tcpdump -n -i veth1", capture("veth1", ""), start, start + 20, tcpdump)
                        .ran("t2", "ping -c 3 10.70.2.11", "", start + 5, start + 8, run));
        fails(
                silent,
                Scene.ready()
                        .ran("t1", "tcpdump -n -i veth1", capture("veth1", ""), start, start + 6, tcpdump)
                        .ran("t2", "ping -c 3 10.70.2.11", "", start + 5, start + 8, run),
                Layer.TOOL,
                "veth1",
                "capture.not-all-during");
        fails(
                silent,
                Scene.ready().ran("t2", "ping -c 3 10.70.2.11", "", run),
                Layer.TOOL,
                "veth1",
                "capture.not-all-during");
        fails(silent, Scene.ready(), Layer.TOOL, "veth1", "capture.not-during");
        String seen = "11:40:29.528375 IP 10.70.2.10 > 10.70.2.11: ICMP echo request, id 1, seq 1, length 64\n";
        fails(
                silent,
                Scene.ready()
                        .ran("t1", "tcpdump -n -i veth1", capture("veth1", seen), start, start + 20, tcpdump)
                        .ran("t2", "ping -c 3 10.70.2.11", "", start + 5, start + 8, run),
                Layer.ROUTE,
                "veth1",
                "captured.seen");
    }

    private static Passage echoed(double at) {
        return new Passage(
                Scene.INIT,
                3,
                "veth1",
                at,
                false,
                84,
                Optional.empty(),
                Optional.of(new Frame.Ip(
                        "10.70.2.10",
                        OptionalInt.empty(),
                        "10.70.2.11",
                        OptionalInt.empty(),
                        Optional.of("ICMP"),
                        Optional.of(new Frame.Icmp("echo request", OptionalInt.of(9), OptionalInt.of(1))),
                        Optional.empty())));
    }

    @Test
    void framesDuringAPingElsewhereAreJudgedByTheKernel() {
        Ran ping = new Ran("ping", List.of("10.70.2.11"), Optional.of("ns1"));
        Not silent =
                new Not(new Captured(DeviceName.parse("veth1"), echo("10.70.2.11"), 1, Optional.of(ping), List.of()));
        double start = Scene.NOW - 40;
        Program tcpdump = Program.genuine("tcpdump -n -i veth1");
        Program run = Program.genuine("ping -c 3 10.70.2.11").in(Scene.NS1);
        Scene scene = Scene.ready()
                .ran("t2", "ping -c 3 10.70.2.11", "", start - 10, start - 7, run)
                .ran("t1", "tcpdump -n -i veth1", capture("veth1", ""), start, start + 20, tcpdump)
                .ran("t2", "ping -c 3 10.70.2.11", "", start + 5, start + 8, run);
        passes(silent, scene.passed());
        fails(silent, scene.passed(echoed(start + 6)), Layer.ROUTE, "veth1", "captured.passed");
        // An earlier run without a capture needs no frames.
        passes(silent, scene.passed(echoed(start - 9)));
        Passages.Gap lost = new Passages.Gap(Scene.INIT, start + 4, start + 9);
        inconclusive(
                silent, scene.passed(new Passages(List.of(), List.of(lost))).evidence(), "unseen.frames");
    }

    @Test
    void absenceWithoutACaptureIsInconclusive() {
        Captured reply = new Captured(
                DeviceName.parse("veth1"), arp(ArpOperation.REPLY, null, "10.70.2.11"), 1, Optional.empty(), List.of());
        inconclusive(new Not(reply), Scene.ready().evidence(), "unseen.absence");
        inconclusive(
                new Not(reply),
                Scene.ready().ran("tcpdump -n -i veth1", capture("veth1", "")).evidence(),
                "unseen.absence");
        passes(new Not(reply), Scene.ready().ran("tcpdump -n -i veth1", capture("veth1", REQUESTS)));
        inconclusive(
                new Not(reply), new Evidence(Scene.ready().evidence().snapshot(), Optional.empty()), "unseen.commands");
    }

    @Test
    void anEarlierCaptureIsNoFailureUntilTheLearnerTriesSomethingDuringIt() {
        double asked = Scene.NOW - 40;
        Program near = Program.genuine("tcpdump -n -i veth0");
        Scene ended = Scene.ready()
                .from(asked)
                .ran("t1", "tcpdump -n -i veth0", capture("veth0", REQUESTS), asked - 20, asked + 10, near);
        fails(ON_VETH1, ended, Layer.TOOL, "tcpdump", "tool.not-run");
        ended.ran("t2", "ip -br link show veth0", "", asked + 2, asked + 3, Program.genuine("ip -br link show veth0"));
        fails(ON_VETH1, ended, Layer.TOOL, "tcpdump", "tool.not-run");
        ended.ran("t2", "ping -c 1 10.70.2.11", "", asked + 12, asked + 15, Program.genuine("ping -c 1 10.70.2.11"));
        fails(ON_VETH1, ended, Layer.TOOL, "tcpdump", "tool.not-run");
        ended.ran("t2", "ping -c 1 10.70.2.11", "", asked + 5, asked + 8, Program.genuine("ping -c 1 10.70.2.11"));
        fails(ON_VETH1, ended, Layer.TOOL, "veth0", "capture.device");
    }

    /** The capture ran on from the step before. */
    @Test
    void framesFromBeforeTheStepNeitherCountNorAreQuoted() {
        double asked = Scene.NOW - 40;
        Scene running = Scene.ready()
                .ran(
                        "t1",
                        "tcpdump -n -i veth1",
                        capture("veth1", REQUESTS),
                        asked - 20,
                        asked + 10,
                        Program.genuine("tcpdump -n -i veth1"))
                .ran("t2", "ping -c 1 10.70.2.11", "", asked + 5, asked + 8, Program.genuine("ping -c 1 10.70.2.11"))
                .passed(request("veth1", 3, asked - 5), request("veth1", 3, asked + 6));
        passes(ON_VETH1, running);
        Diagnosis few = fails(ON_VETH1, running.from(asked), Layer.TOOL, "tcpdump", "captured.few");
        assertThat(few.sentence().arguments()).containsEntry("seen", "1");
        assertThat(few.evidence())
                .extracting(Quote::text)
                .containsExactly(REQUESTS.lines().toList().getLast());
        Scene before = running.passed(request("veth1", 3, asked - 5), request("veth1", 3, asked - 4));
        Diagnosis none = fails(ON_VETH1, before, Layer.TOOL, "tcpdump", "captured.none");
        assertThat(none.evidence()).extracting(Quote::text).containsExactly("listening on veth1");
    }

    @Test
    void aPingThatSelectedNoDeviceIsNamedAsThat() {
        Scene own = Scene.ready().address("veth1", "10.70.2.11", 24).ran("tcpdump -n -i veth1", capture("veth1", ""));
        fails(ON_VETH1, own, Layer.ROUTE, "10.70.2.11", "route.local");
        own.ran("t2", "ping -c 3 10.70.2.11", "", Program.genuine("ping -c 3 10.70.2.11"));
        Diagnosis ping = fails(ON_VETH1, own, Layer.ROUTE, "10.70.2.11", "ping.no-device");
        assertThat(ping.sentence().arguments()).containsEntry("tool", "ping -c 3 10.70.2.11");
        own.ran("t2", "arping -c 3 10.70.2.11", "", Program.genuine("arping -c 3 10.70.2.11"));
        Diagnosis arping = fails(ON_VETH1, own, Layer.ROUTE, "10.70.2.11", "ping.no-device");
        assertThat(arping.sentence().arguments()).containsEntry("tool", "arping -c 3 10.70.2.11");
        own.ran("t2", "ping -c 3 -I veth0 10.70.2.11", "", Program.genuine("ping -c 3 -I veth0 10.70.2.11"));
        fails(ON_VETH1, own, Layer.TOOL, "tcpdump", "captured.over");
    }

    @Test
    void aToolsNameInAnEarlierCommandIsNoAttempt() {
        Scene alias = Scene.ready()
                .ran("t1", "tcpdump -n -i veth1", capture("veth1", REQUESTS))
                .from(Scene.NOW - 10);
        fails(ON_VETH1, alias, Layer.TOOL, "tcpdump", "tool.not-run");
    }

    @Test
    void twoCapturesOnOneScreenCannotBeDistinguished() {
        double start = Scene.NOW - 40;
        Scene both = Scene.ready()
                .ran(
                        "t1",
                        "tcpdump -n -i veth0 & tcpdump -n -i veth1",
                        capture("veth0", REQUESTS) + capture("veth1", ""),
                        start,
                        start + 20,
                        Program.genuine("tcpdump -n -i veth0"),
                        Program.genuine("tcpdump -n -i veth1"));
        fails(ON_VETH1, both, Layer.TOOL, "tcpdump", "capture.mixed");
    }

    @Test
    void aFrameIsFollowedAlongItsPath() {
        Captured through = new Captured(
                DeviceName.parse("veth0"), REQUEST, 1, Optional.empty(), List.of(DeviceName.parse("veth1")));
        Scene near = Scene.ready()
                .ran("t1", "tcpdump -n -i veth0", capture("veth0", REQUESTS), Program.genuine("tcpdump -n -i veth0"));
        fails(through, near, Layer.TOOL, "veth1", "capture.not-followed");
        String later = REQUESTS.replace(":29.528375", ":29.528391");
        passes(
                through,
                near.ran("t2", "tcpdump -n -i veth1", capture("veth1", later), Program.genuine("tcpdump -n -i veth1")));
    }

    @Test
    void theFrameOnThePathIsOneAndTheSame() {
        Captured through = new Captured(
                DeviceName.parse("p1"),
                echo("10.70.2.11"),
                1,
                Optional.empty(),
                List.of(DeviceName.parse("p2"), DeviceName.parse("two/e2")));
        fails(through, followed("2"), Layer.TOOL, "two/e2", "capture.not-followed");
        passes(through, followed("1"));
    }

    /** Two requests come in at p1, the first leaves at p2; the one with this number is seen behind that. */
    private static Scene followed(String number) {
        String request = "11:40:29.52%d IP 10.70.2.10 > 10.70.2.11: ICMP echo request, id 1, seq %s, length 64\n";
        Scene scene = switched().scene();
        long two = scene.in("two").inode();
        return scene.ran(
                        "t1",
                        "tcpdump -n -i p1",
                        capture("p1", request.formatted(1, "1") + request.formatted(2, "2")),
                        Program.genuine("tcpdump -n -i p1"))
                .ran(
                        "t2",
                        "tcpdump -n -i p2",
                        capture("p2", request.formatted(3, "1")),
                        Program.genuine("tcpdump -n -i p2"))
                .ran(
                        "t3",
                        "ip netns exec two tcpdump -n -i e2",
                        capture("e2", request.formatted(4, number)),
                        Program.genuine("tcpdump -n -i e2").in(two));
    }

    @Test
    void aFaultBeforeTheNextDeviceComesBeforeAMissingCapture() {
        Captured through = new Captured(
                DeviceName.parse("veth0"), REQUEST, 1, Optional.empty(), List.of(DeviceName.parse("veth1")));
        Scene down = Scene.pair(true, false)
                .address("veth0", "10.70.2.10", 24)
                .ran("t1", "tcpdump -n -i veth0", capture("veth0", REQUESTS), Program.genuine("tcpdump -n -i veth0"))
                .ran("t2", "tcpdump -n -i veth1", capture("veth1", ""), Program.genuine("tcpdump -n -i veth1"));
        fails(through, down, Layer.LINK, "veth1", "link.down");
    }

    /** One and two are behind a bridge that knows where two is; three overhears. */
    private static Network switched() {
        Network network = new Network()
                .pair("one/e1", "p1")
                .pair("two/e2", "p2")
                .pair("three/e3", "p3")
                .bridge("sw", "p1", "p2", "p3")
                .address("one/e1", "10.70.2.10", 24)
                .address("two/e2", "10.70.2.11", 24);
        return network.neighbour("one/e1", "10.70.2.11", network.mac("two/e2"), "REACHABLE");
    }

    private static Network learned(Network network, String port) {
        return network.ports(
                "sw", false, List.of(), new FdbEntry(port, network.mac("two/e2"), OptionalInt.empty(), "learned"));
    }

    private static Scene overheard(Network network, String namespace) {
        return overheard(network, namespace, "10.70.2.11");
    }

    private static Scene overheard(Network network, String namespace, String destination) {
        long three = network.scene().in("three").inode();
        long pinging = network.scene().in(namespace).inode();
        return network.scene()
                .ran(
                        "t1",
                        "ip netns exec three tcpdump -n -i e3",
                        capture("e3", ""),
                        Program.genuine("tcpdump -n -i e3").in(three))
                .ran(
                        "t2",
                        "ping " + destination,
                        "",
                        Program.genuine("ping " + destination).in(pinging));
    }

    @Test
    void ofAReplyTheAddressThatWasPingedIsItsSource() {
        FramePattern reply = new FramePattern(
                Optional.empty(),
                Optional.of(IcmpType.ECHO_REPLY),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("10.70.2.11"),
                Optional.of("10.70.2.10"));
        Captured hears = new Captured(DeviceName.parse("three/e3"), reply, 1, Optional.empty(), List.of());
        Diagnosis elsewhere =
                fails(hears, overheard(switched(), "one", "10.70.2.12"), Layer.TOOL, "ping", "ping.other-address");
        assertThat(elsewhere.sentence().arguments())
                .containsEntry("seen", "`10.70.2.12`")
                .containsEntry("wanted", "10.70.2.11");
        fails(hears, overheard(switched(), "two"), Layer.TOOL, "ping", "captured.other-sender");
        fails(hears, overheard(switched(), "one"), Layer.TOOL, "tcpdump", "captured.over");
        double start = Scene.NOW - 40;
        Scene again = switched().scene();
        long one = again.in("one").inode();
        long three = again.in("three").inode();
        again.ran(
                        "t1",
                        "tcpdump -n -i e3",
                        capture("e3", ""),
                        start,
                        start + 20,
                        Program.genuine("tcpdump -n -i e3").in(three))
                .ran(
                        "t2",
                        "ping 10.70.2.11",
                        "",
                        start + 5,
                        start + 6,
                        Program.genuine("ping 10.70.2.11").in(one))
                .ran(
                        "t2",
                        "ping 10.70.2.12",
                        "",
                        start + 8,
                        start + 9,
                        Program.genuine("ping 10.70.2.12").in(one));
        fails(hears, again, Layer.TOOL, "ping", "ping.other-address");
    }

    @Test
    void anotherPortReceivesOnlyFloodedFrames() {
        Captured hears = echoFrom("10.70.2.10", "three/e3");
        fails(hears, overheard(learned(switched(), "p2"), "one"), Layer.BRIDGE, "p2", "bridge.steered");
        fails(hears, overheard(learned(switched(), "p3"), "one"), Layer.TOOL, "tcpdump", "captured.over");
        fails(hears, overheard(switched(), "one"), Layer.TOOL, "tcpdump", "captured.over");
        fails(hears, overheard(switched(), "two"), Layer.TOOL, "ping", "captured.other-sender");
    }

    /** One sends to two through a router, which may send on under its own address. */
    private static Scene routed(boolean forwards, String captured, String pinging) {
        Network network = new Network()
                .pair("one/e1", "r1")
                .pair("two/e2", "r2")
                .address("one/e1", "10.70.1.10", 24)
                .address("r1", "10.70.1.1", 24)
                .address("r2", "10.70.2.1", 24)
                .address("two/e2", "10.70.2.11", 24)
                .gateway("one", "0.0.0.0/0", "10.70.1.1", "e1");
        if (forwards) {
            network.forwards("init", "r1", "r2");
        }
        DeviceName on = DeviceName.parse(captured);
        long there = network.scene().in(on.namespace()).inode();
        long from = network.scene().in(pinging).inode();
        return network.scene()
                .ran(
                        "t1",
                        "tcpdump",
                        capture(on.name(), ""),
                        Program.genuine("tcpdump -n -i " + on.name()).in(there))
                .ran(
                        "t2",
                        "ping 10.70.2.11",
                        "",
                        Program.genuine("ping 10.70.2.11").in(from));
    }

    private static Captured echoFrom(String source, String on) {
        FramePattern request = new FramePattern(
                Optional.empty(),
                Optional.of(IcmpType.ECHO_REQUEST),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(source),
                Optional.of("10.70.2.11"));
        return new Captured(DeviceName.parse(on), request, 1, Optional.empty(), List.of());
    }

    @Test
    void behindARouterThePathContinues() {
        Captured arriving = echoFrom("10.70.1.10", "two/e2");
        fails(arriving, routed(false, "two/e2", "one"), Layer.SETTING, "ipv4.ip_forward", "setting.forwards-not");
        fails(arriving, routed(true, "two/e2", "one"), Layer.TOOL, "tcpdump", "captured.over");
        fails(arriving, routed(true, "two/e2", "init"), Layer.TOOL, "ping", "captured.other-sender");
        fails(echoFrom("10.70.2.1", "r2"), routed(true, "r2", "one"), Layer.TOOL, "tcpdump", "captured.over");
        fails(echoFrom("10.70.1.10", "lo"), routed(true, "lo", "one"), Layer.ROUTE, "10.70.2.11", "route.other-wire");
    }

    private static Passage request(String device, int index, double at) {
        return new Passage(
                Scene.INIT,
                index,
                device,
                at,
                false,
                28,
                Optional.of(new Frame.Arp("request", Optional.of("10.70.2.11"), "10.70.2.10", Optional.empty())),
                Optional.empty());
    }

    private static Scene listened(Passage... passed) {
        return Scene.ready()
                .ran(
                        "t1",
                        "tcpdump -n -i veth1",
                        capture("veth1", REQUESTS),
                        Scene.NOW - 40,
                        Scene.NOW - 20,
                        Program.genuine("tcpdump -n -i veth1"))
                .passed(passed);
    }

    @Test
    void onlyFramesThatTheKernelPassedCount() {
        double meanwhile = Scene.NOW - 30;
        Passage one = request("veth1", 3, meanwhile);
        Passage two = request("veth1", 3, meanwhile + 1);
        passes(ON_VETH1, listened(one, two));
        for (Scene scene : List.of(
                listened(),
                listened(one),
                listened(one, request("veth0", 2, meanwhile + 1)),
                listened(one, request("veth1", 3, Scene.NOW - 50)),
                listened(one, request("veth1", 3, Scene.NOW - 10)),
                listened(one, request("veth1", 7, meanwhile + 1)))) {
            fails(ON_VETH1, scene, Layer.TOOL, "tcpdump", "capture.unconfirmed");
        }
        Diagnosis none = fails(ON_VETH1, listened(one), Layer.TOOL, "tcpdump", "capture.unconfirmed");
        assertThat(none.sentence().arguments()).containsEntry("seen", "2").containsEntry("passed", "1");
    }

    @Test
    void aProbesPacketsConfirmNothing() {
        Passage one = request("veth1", 3, Scene.NOW - 30);
        Passage tried = new Passage(one.namespace(), 3, "veth1", one.at() + 1, false, 47, one.arp(), Optional.empty());
        fails(ON_VETH1, listened(one, tried), Layer.TOOL, "tcpdump", "capture.unconfirmed");
    }

    @Test
    void aGapInFramesProvesNoAbsence() {
        Passage one = request("veth1", 3, Scene.NOW - 30);
        for (long namespace : List.of(0L, Scene.INIT)) {
            Passages.Gap gap = new Passages.Gap(namespace, Scene.NOW - 50, Scene.NOW - 35);
            Scene scene = listened().passed(new Passages(List.of(one), List.of(gap)));
            inconclusive(ON_VETH1, scene.evidence(), "unseen.frames");
            inconclusive(new Not(absentReply()), scene.evidence(), "unseen.frames");
        }
        Passages.Gap before = new Passages.Gap(0, Scene.NOW - 50, Scene.NOW - 41);
        Passages.Gap elsewhere = new Passages.Gap(Scene.NS1, Scene.NOW - 50, Scene.NOW);
        Scene scene = listened().passed(new Passages(List.of(one), List.of(before, elsewhere)));
        fails(ON_VETH1, scene, Layer.TOOL, "tcpdump", "capture.unconfirmed");
    }

    private static Captured absentReply() {
        return new Captured(
                DeviceName.parse("veth1"), arp(ArpOperation.REPLY, null, "10.70.2.11"), 1, Optional.empty(), List.of());
    }

    @Test
    void aCaptureThatHidesAFrameDoesNotProveItsAbsence() {
        double meanwhile = Scene.NOW - 30;
        Passage request = request("veth1", 3, meanwhile);
        Passage reply = new Passage(
                Scene.INIT,
                3,
                "veth1",
                meanwhile,
                true,
                28,
                Optional.of(new Frame.Arp("reply", Optional.empty(), "10.70.2.11", Optional.of("02:00:00:00:00:03"))),
                Optional.empty());
        passes(new Not(absentReply()), listened(request, request("veth1", 3, meanwhile + 1)));
        fails(
                new Not(absentReply()),
                listened(request, request("veth1", 3, meanwhile + 1), reply),
                Layer.ROUTE,
                "veth1",
                "captured.passed");
    }

    @Test
    void aGenuineProgramWithAddedCodeIsNotTrusted() {
        Program loaded = Program.genuine("tcpdump -n -i veth1").loaded();
        fails(
                ON_VETH1,
                Scene.ready().ran("t1", "LD_PRELOAD=/x.so tcpdump -n -i veth1", capture("veth1", REQUESTS), loaded),
                Layer.TOOL,
                "tcpdump",
                "text.loader");
    }
}
