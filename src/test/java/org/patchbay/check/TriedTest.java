package org.patchbay.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ResourceBundle;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.patchbay.check.verdict.Attempt;
import org.patchbay.check.verdict.Attempt.Ending;
import org.patchbay.check.verdict.Attempt.Sighting;
import org.patchbay.check.verdict.Diagnosis;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.EvidenceRequest;
import org.patchbay.check.verdict.Finding;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.Reach;
import org.patchbay.check.verdict.ScriptEnd;
import org.patchbay.check.verdict.Untried;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.check.verdict.Wording;

/** {@code reachable}, {@code arrives-as} and {@code script}: assertions that need active probes. */
class TriedTest {
    private static final Reachable PING = reachable("10.70.2.11");
    private static final EvidenceRequest ASKED = new EvidenceRequest.OfReach(PING.reach());
    private static final ArrivesAs HIDDEN = new ArrivesAs(
            Optional.empty(),
            "203.0.113.5",
            Optional.empty(),
            OptionalInt.of(80),
            "ns1",
            Optional.of("203.0.113.1"),
            OptionalInt.empty(),
            Optional.empty(),
            OptionalInt.empty());
    private static final ScriptSucceeds SCRIPT = new ScriptSucceeds(
            "test -e /root/done", Layer.TOOL, "done", Map.of("en", "It is not done.", "zh", "还没做完。"));

    private static Reachable reachable(String address) {
        return new Reachable(
                address,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                false);
    }

    private static Attempt attempt(Ending ending, String detail, Sighting... sightings) {
        return new Attempt(ending, detail, List.of(sightings), 1, 2);
    }

    private static Sighting seen(long namespace, String device, boolean incoming, Sighting.Kind kind) {
        return new Sighting(
                namespace, device, incoming, kind, Reach.Kind.ICMP, "10.70.2.10", 0, "10.70.2.11", 0, "IP …: ICMP");
    }

    private static Sighting segment(String source, String destination, int port) {
        return new Sighting(
                Scene.NS1,
                "eth0",
                true,
                Sighting.Kind.REQUEST,
                Reach.Kind.TCP,
                source,
                64_700,
                destination,
                port,
                "IP " + source);
    }

    private static Evidence evidence(Scene scene, EvidenceRequest request, Finding finding) {
        return scene.evidence().with(Map.of(request, finding));
    }

    private static Verdict judge(Assertion assertion, EvidenceRequest request, Finding finding) {
        return assertion.judge(evidence(Scene.ready(), request, finding));
    }

    private static Diagnosis failure(Verdict verdict) {
        return assertThat(verdict)
                .asInstanceOf(InstanceOfAssertFactories.type(Verdict.Failed.class))
                .actual()
                .diagnosis();
    }

    private static void inconclusive(Verdict verdict, String key) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Inconclusive.class,
                        unknown -> assertThat(unknown.reason().key()).isEqualTo(key));
    }

    @Test
    void onlyAReplyProvesReachability() {
        assertThat(judge(PING, ASKED, attempt(Ending.ANSWERED, ""))).isInstanceOf(Verdict.Passed.class);
        assertThat(judge(new Not(PING), ASKED, attempt(Ending.ANSWERED, ""))).isInstanceOf(Verdict.Failed.class);
        for (Ending ending : List.of(Ending.SILENT, Ending.REFUSED, Ending.UNSENT, Ending.UNRESOLVED)) {
            assertThat(judge(PING, ASKED, attempt(ending, "x"))).isInstanceOf(Verdict.Failed.class);
            assertThat(judge(new Not(PING), ASKED, attempt(ending, "x"))).isInstanceOf(Verdict.Passed.class);
        }
    }

    @Test
    void anUntriedProbeIsInconclusiveUnderANegationToo() {
        inconclusive(PING.judge(Scene.ready().evidence()), "unseen.untried");
        inconclusive(new Not(PING).judge(Scene.ready().evidence()), "unseen.untried");
        inconclusive(judge(new Not(PING), ASKED, Untried.CAPTURING), "unseen.capturing");
        inconclusive(HIDDEN.judge(Scene.ready().evidence()), "unseen.untried");
        inconclusive(new Not(HIDDEN).judge(Scene.ready().evidence()), "unseen.untried");
        inconclusive(SCRIPT.judge(Scene.ready().evidence()), "unseen.untried");
        inconclusive(new Not(SCRIPT).judge(Scene.ready().evidence()), "unseen.untried");
    }

    @Test
    void aVisibleFaultIsReportedWithoutAProbeButItsNegationIsNot() {
        Evidence down = evidence(Scene.pair(true, false).address("veth0", "10.70.2.10", 24), ASKED, Untried.CAPTURING);
        assertThat(failure(PING.judge(down)).layer()).isEqualTo(Layer.LINK);
        inconclusive(new Not(PING).judge(down), "unseen.capturing");
    }

    @Test
    void aPingFromBeforeAFaultIsNoProof() {
        String answered = "PING 10.70.2.11 (10.70.2.11) 56(84) bytes of data.\n"
                + "64 bytes from 10.70.2.11: icmp_seq=1 ttl=64 time=0.05 ms\n";
        Scene broken = Scene.pair(true, false).address("veth0", "10.70.2.10", 24);
        Verdict verdict =
                PING.judge(broken.ran("ping -c 1 10.70.2.11", answered).evidence());
        assertThat(verdict).isNotInstanceOf(Verdict.Passed.class);
    }

    @Test
    void thePacketsLastPlaceIsReportedIfTheStateShowsNoFault() {
        // Policy routing or an unknown rule: the packet walk can't decide, the probe can.
        Scene scene = Scene.ready().in("ns1").address("eth0", "10.70.2.11", 24).in("init");
        Verdict lost = PING.judge(evidence(
                scene, ASKED, attempt(Ending.SILENT, "", seen(Scene.INIT, "veth1", true, Sighting.Kind.REQUEST))));
        assertThat(failure(lost).evidence()).isNotNull();
    }

    @Test
    void arrivalIsJudgedByItsEffect() {
        EvidenceRequest request = HIDDEN.needs().stream()
                .filter(EvidenceRequest.OfArrival.class::isInstance)
                .findFirst()
                .orElseThrow();
        Attempt good = attempt(Ending.ARRIVED, "", segment("203.0.113.1", "203.0.113.5", 80));
        assertThat(judge(HIDDEN, request, good)).isInstanceOf(Verdict.Passed.class);
        assertThat(judge(new Not(HIDDEN), request, good)).isInstanceOf(Verdict.Failed.class);
        Attempt bare = attempt(Ending.ARRIVED, "", segment("10.70.2.10", "203.0.113.5", 80));
        Diagnosis diagnosis = failure(judge(HIDDEN, request, bare));
        assertThat(diagnosis.layer()).isEqualTo(Layer.NAT);
        assertThat(diagnosis.sentence().key()).isEqualTo("arrival.source");
        assertThat(diagnosis.sentence().arguments())
                .containsEntry("seen", "10.70.2.10")
                .containsEntry("wanted", "203.0.113.1");
        assertThat(judge(new Not(HIDDEN), request, bare)).isInstanceOf(Verdict.Passed.class);
    }

    @Test
    void aScriptSpeaksForItselfAndABrokenOneSaysNothing() {
        EvidenceRequest request = new EvidenceRequest.OfScript(SCRIPT.run());
        assertThat(judge(SCRIPT, request, new ScriptEnd(0, "fine"))).isInstanceOf(Verdict.Passed.class);
        Diagnosis diagnosis = failure(judge(SCRIPT, request, new ScriptEnd(1, "no such file")));
        assertThat(diagnosis.layer()).isEqualTo(Layer.TOOL);
        assertThat(diagnosis.about()).isEqualTo("done");
        assertThat(diagnosis.evidence()).containsExactly(new Quote("sh", "no such file"));
        assertThat(wording("en").of(diagnosis.sentence())).isEqualTo("It is not done.");
        assertThat(wording("zh").of(diagnosis.sentence())).isEqualTo("还没做完。");
        assertThat(judge(new Not(SCRIPT), request, new ScriptEnd(1, ""))).isInstanceOf(Verdict.Passed.class);
        for (int status : List.of(126, 127, 137)) {
            inconclusive(judge(SCRIPT, request, new ScriptEnd(status, "")), "unseen.script");
            inconclusive(judge(new Not(SCRIPT), request, new ScriptEnd(status, "")), "unseen.script");
        }
    }

    private static Wording wording(String language) {
        return new Wording(ResourceBundle.getBundle("messages.diagnosis", Locale.forLanguageTag(language)));
    }

    @Test
    void invalidValuesAreRefused() {
        assertThatThrownBy(() -> reachable("fe80::1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> reachable("there")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Reachable(
                        "10.0.0.1",
                        Optional.empty(),
                        Optional.of(Reach.Kind.UDP),
                        OptionalInt.of(53),
                        Optional.empty(),
                        Optional.empty(),
                        OptionalInt.empty(),
                        false))
                .hasMessageContaining("datagram");
        assertThatThrownBy(() -> new ScriptSucceeds(" ", Layer.NAT, "x", Map.of("en", "x")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ScriptSucceeds("true", Layer.NAT, "x", Map.of("zh", "x")))
                .hasMessageContaining("'en'");
    }
}
