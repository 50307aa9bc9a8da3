package org.patchbay.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.check.Verdicts.fails;
import static org.patchbay.check.Verdicts.passes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patchbay.check.Scene.Program;
import org.patchbay.check.output.FramePattern;
import org.patchbay.check.output.IcmpType;
import org.patchbay.check.packet.Network;
import org.patchbay.check.packet.Plan;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.Diagnosis;
import org.patchbay.check.verdict.Layer;

/** A fault that keeps a frame from devices on its path is named, wherever it is, in two networks. */
class FrameWayTest {
    private static final String HEAD =
            "listening on %s, link-type EN10MB (Ethernet), snapshot length 262144 bytes\n%s^C\n2 packets captured\n";

    private static FramePattern icmp(IcmpType type, String source, String destination) {
        return new FramePattern(
                Optional.empty(),
                Optional.of(type),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(source),
                Optional.of(destination));
    }

    /** From the first namespace over the bridge to the second. */
    private static Captured request(Plan plan) {
        return new Captured(
                DeviceName.parse(plan.at(plan.a)),
                icmp(IcmpType.ECHO_REQUEST, plan.net + 1, plan.net + 2),
                1,
                Optional.empty(),
                List.of(
                        DeviceName.parse(plan.init(plan.p1)),
                        DeviceName.parse(plan.init(plan.br)),
                        DeviceName.parse(plan.init(plan.p2)),
                        DeviceName.parse(plan.at(plan.b))));
    }

    private static Captured reply(Plan plan) {
        return new Captured(
                DeviceName.parse(plan.at(plan.b)),
                icmp(IcmpType.ECHO_REPLY, plan.net + 2, plan.net + 1),
                1,
                Optional.empty(),
                List.of(DeviceName.parse(plan.at(plan.a))));
    }

    /** Captures run everywhere, and the first devices show the frame. */
    private static Scene listening(Network network, Captured captured, int seen) {
        List<DeviceName> places = new ArrayList<>(List.of(captured.on()));
        places.addAll(captured.path());
        FramePattern frame = captured.frame();
        String kind = frame.icmp().orElseThrow() == IcmpType.ECHO_REQUEST ? "request" : "reply";
        Scene scene = network.scene();
        for (int place = 0; place < places.size(); place++) {
            DeviceName on = places.get(place);
            String text = place < seen
                    ? "11:40:29.52837%d IP %s > %s: ICMP echo %s, id 1, seq 1, length 64\n"
                            .formatted(
                                    place,
                                    frame.source().orElseThrow(),
                                    frame.destination().orElseThrow(),
                                    kind)
                    : "";
            scene = scene.ran(
                    "t" + place,
                    "tcpdump -n -i " + on.name() + " icmp",
                    HEAD.formatted(on.name(), text),
                    Program.genuine("tcpdump -n -i " + on.name() + " icmp")
                            .in(scene.in(on.namespace()).inode()));
        }
        return scene;
    }

    @ParameterizedTest
    @EnumSource
    void aFrameThatPassesEverywhereIsFollowed(Plan plan) {
        passes(request(plan), listening(plan.bridged(), request(plan), 5));
        passes(reply(plan), listening(plan.bridged(), reply(plan), 2));
    }

    @ParameterizedTest
    @EnumSource
    void aPortTakenOffItsBridgeIsNamedWhetherItsNeighbourIsKnownOrNot(Plan plan) {
        Network loose = plan.bridged().unplug(plan.init(plan.p2));
        fails(request(plan), listening(loose, request(plan), 0), Layer.BRIDGE, plan.p2, "bridge.loose");
        Network before = plan.bridged();
        Network known = before.neighbour(plan.at(plan.a), plan.net + 2, before.mac(plan.at(plan.b)), "STALE")
                .unplug(plan.init(plan.p2));
        fails(request(plan), listening(known, request(plan), 3), Layer.BRIDGE, plan.p2, "bridge.loose");
    }

    @ParameterizedTest
    @EnumSource
    void theFirstFaultOnThePathIsNamed(Plan plan) {
        Network far = plan.bridged().down(plan.at(plan.b), plan.init(plan.p2));
        fails(request(plan), listening(far, request(plan), 0), Layer.LINK, plan.at(plan.b), "link.down");
        Network bare = plan.bridged().withoutAddress(plan.at(plan.b));
        fails(request(plan), listening(bare, request(plan), 0), Layer.ADDRESS, plan.net + 2, "address.nobody-there");
    }

    @ParameterizedTest
    @EnumSource
    void aReplyMissesForWhateverIsBrokenOnTheWayThereOrBack(Plan plan) {
        Network loose = plan.bridged().unplug(plan.init(plan.p1));
        fails(reply(plan), listening(loose, reply(plan), 0), Layer.BRIDGE, plan.p1, "bridge.loose");
        Network deaf = plan.bridged().setting(plan.b, "ipv4.icmp_echo_ignore_all", 1);
        fails(
                reply(plan),
                listening(deaf, reply(plan), 0),
                Layer.SETTING,
                "ipv4.icmp_echo_ignore_all",
                "setting.echo-ignored");
    }

    private static Scene pinged(Scene scene, Plan plan, double start, double end) {
        return scene.ran(
                "t9",
                "ping -c 1 " + plan.net + 2,
                "",
                start,
                end,
                Program.genuine("ping -c 1 " + plan.net + 2).in(scene.in(plan.a).inode()));
    }

    private static Scene listened(Plan plan, double start, double end) {
        Scene scene = plan.bridged().scene();
        return scene.ran(
                "t0",
                "tcpdump -n -i " + plan.eth,
                HEAD.formatted(plan.eth, ""),
                start,
                end,
                Program.genuine("tcpdump -n -i " + plan.eth).in(scene.in(plan.a).inode()));
    }

    @ParameterizedTest
    @EnumSource
    void aCaptureBeforeOrAfterThePingIsNamedOldOrTooLate(Plan plan) {
        Captured request = request(plan);
        double now = Scene.NOW;
        Diagnosis over = fails(
                request,
                pinged(listened(plan, now - 60, now - 50), plan, now - 40, now - 39),
                Layer.TOOL,
                "tcpdump",
                "captured.over");
        assertThat(over.sentence().arguments())
                .containsEntry("tool", "tcpdump -n -i " + plan.eth)
                .containsEntry("ping", "ping -c 1 " + plan.net + 2);
        Scene first = pinged(plan.bridged().scene(), plan, now - 60, now - 59);
        Scene late = first.ran(
                "t0",
                "tcpdump -n -i " + plan.eth,
                HEAD.formatted(plan.eth, ""),
                now - 50,
                now - 40,
                Program.genuine("tcpdump -n -i " + plan.eth).in(first.in(plan.a).inode()));
        fails(request, late, Layer.TOOL, "tcpdump", "captured.late");
        fails(
                request,
                pinged(listened(plan, now - 60, now - 50), plan, now - 55, now - 54),
                Layer.TOOL,
                "tcpdump",
                "captured.none");
    }
}
