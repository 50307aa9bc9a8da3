package org.patchbay.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.check.verdict.Diagnosis;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.identity.LearnerId;

/** What both databases must do alike. Every test has learners of its own, so one database serves them all. */
abstract class StoresContract {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.123456Z");

    private final SecureRandom random = new SecureRandom();
    private LearnerId learner;

    abstract Stores stores();

    @BeforeEach
    void aNewLearner() {
        learner = LearnerId.random(random);
    }

    @Test
    void aStoredLabIsReadBack() {
        LabRecord lab = open("20-veth-pair");
        assertThat(lab.learner()).isEqualTo(learner);
        assertThat(lab.attempt()).isEqualTo(1);
        assertThat(lab.created()).isEqualTo(NOON);
        assertThat(stores().labs().find(lab.id())).contains(lab);
        assertThat(stores().labs().find(LabId.random(random))).isEmpty();
    }

    @Test
    void anOpenLabIsContinued() {
        LabRecord lab = open("20-veth-pair");
        assertThat(open("20-veth-pair")).isEqualTo(lab);
        assertThat(open("30-who-answers-arp").id()).isNotEqualTo(lab.id());
    }

    @Test
    void anEndedLabIsFollowedByANewAttempt() {
        LabRecord first = open("20-veth-pair");
        stores().labs().end(first.id(), NOON.plusSeconds(60));
        stores().labs().end(first.id(), NOON.plusSeconds(120));
        LabRecord second = open("20-veth-pair");
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.newLab().seed()).isNotEqualTo(first.newLab().seed());
        assertThat(stores().labs().find(first.id()).orElseThrow().ended()).contains(NOON.plusSeconds(60));
        assertThat(stores().labs().open())
                .contains(second)
                .extracting(LabRecord::id)
                .doesNotContain(first.id());
    }

    @Test
    void simultaneousOpeningsGiveTheSameLab() {
        Set<LabId> labs = ConcurrentHashMap.newKeySet();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 16; i++) {
                threads.submit(() -> labs.add(open("20-veth-pair").id()));
            }
        }
        assertThat(labs).hasSize(1);
    }

    @Test
    void theMachineOfALabIsStored() {
        LabRecord lab = open("20-veth-pair");
        stores().labs().assignSandbox(lab.id(), Optional.of("lab-7k2m"));
        assertThat(stores().labs().find(lab.id()).orElseThrow().sandbox()).contains("lab-7k2m");
        stores().labs().assignSandbox(lab.id(), Optional.empty());
        assertThat(stores().labs().find(lab.id()).orElseThrow().sandbox()).isEmpty();
    }

    @Test
    void everythingAchievedIsReadBack() {
        LabId lab = open("20-veth-pair").id();
        EnteredStep step = new EnteredStep("10-create", NOON);
        PassedTask task = new PassedTask(
                "10-create", "pair", 2, List.of(new Quote("ip -br link", "veth0@veth1 UP \"✓\"\n中文")), NOON);
        GivenAnswer wrong = new GivenAnswer("40-where", "drop", 1, "wire", false, 0, NOON);
        GivenAnswer right = new GivenAnswer("40-where", "drop", 2, "stack", true, 1, NOON.plusSeconds(1));
        MadePrediction prediction = new MadePrediction("30-listen", "reply", "no-one", NOON);
        RevealedHint hint = new RevealedHint("10-create", "pair", 1, NOON);

        ProgressStore progress = stores().progress();
        assertThat(progress.entered(lab, step)).isTrue();
        assertThat(progress.passed(lab, task)).isTrue();
        assertThat(progress.answered(lab, wrong)).isTrue();
        assertThat(progress.answered(lab, right)).isTrue();
        assertThat(progress.predicted(lab, prediction)).isTrue();
        assertThat(progress.revealed(lab, hint)).isTrue();
        Rewind rewind = new Rewind(1, "10-create", NOON.plusSeconds(2));
        PassedSince again = new PassedSince(1, "10-create", "pair", NOON.plusSeconds(3));
        assertThat(progress.rewound(lab, rewind)).isTrue();
        assertThat(progress.rewound(lab, rewind)).isFalse();
        assertThat(progress.passedSince(lab, again)).isTrue();
        assertThat(progress.passedSince(lab, again)).isFalse();
        ShownSolution shown = new ShownSolution("10-create", "pair", NOON.plusSeconds(4));
        assertThat(progress.shown(lab, shown)).isTrue();
        assertThat(progress.shown(lab, shown)).isFalse();

        assertThat(progress.of(lab))
                .isEqualTo(new LabProgress(
                        List.of(step),
                        List.of(task),
                        List.of(wrong, right),
                        List.of(prediction),
                        List.of(hint),
                        List.of(rewind),
                        List.of(again),
                        List.of(shown)));
    }

    @Test
    void theFirstWriteWins() {
        LabId lab = open("20-veth-pair").id();
        ProgressStore progress = stores().progress();
        progress.entered(lab, new EnteredStep("10-create", NOON));
        progress.predicted(lab, new MadePrediction("30-listen", "reply", "no-one", NOON));
        progress.answered(lab, new GivenAnswer("40-where", "drop", 1, "wire", false, 0, NOON));

        assertThat(progress.entered(lab, new EnteredStep("10-create", NOON.plusSeconds(9))))
                .isFalse();
        assertThat(progress.predicted(lab, new MadePrediction("30-listen", "reply", "veth1", NOON)))
                .isFalse();
        assertThat(progress.answered(lab, new GivenAnswer("40-where", "drop", 1, "stack", true, 1, NOON)))
                .isFalse();
        LabProgress stored = progress.of(lab);
        assertThat(stored.steps()).containsExactly(new EnteredStep("10-create", NOON));
        assertThat(stored.predictions()).extracting(MadePrediction::choice).containsExactly("no-one");
        assertThat(stored.answers()).extracting(GivenAnswer::choice).containsExactly("wire");
    }

    @Test
    void aTaskPassesOnceUnderSimultaneousWrites() {
        LabId lab = open("20-veth-pair").id();
        AtomicInteger first = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 16; i++) {
                threads.submit(() -> {
                    if (stores().progress().passed(lab, new PassedTask("10-create", "pair", 2, List.of(), NOON))) {
                        first.incrementAndGet();
                    }
                });
            }
        }
        assertThat(first).hasValue(1);
        assertThat(stores().progress().of(lab).tasks()).hasSize(1);
    }

    @Test
    void largeEvidenceIsKept() {
        LabId lab = open("20-veth-pair").id();
        List<Quote> evidence = Collections.nCopies(50, new Quote("tcpdump -n", "\u001b".repeat(2_000)));
        stores().progress().passed(lab, new PassedTask("10-create", "pair", 2, evidence, NOON));
        assertThat(stores().progress().of(lab).tasks().getFirst().evidence()).isEqualTo(evidence);
    }

    @Test
    void progressOfNoLabIsRefused() {
        assertThatThrownBy(() -> stores().progress().entered(LabId.random(random), new EnteredStep("10-create", NOON)))
                .isInstanceOf(ProgressException.class);
    }

    @Test
    void theEndOfALabIsUndoneForAWhileAndNotBesideANewerOne() {
        LabStore labs = stores().labs();
        LabId lab = open("20-veth-pair").id();
        assertThat(labs.endedSince(NOON)).extracting(LabRecord::id).doesNotContain(lab);
        labs.end(lab, NOON);
        assertThat(labs.endedSince(NOON)).extracting(LabRecord::id).contains(lab);
        assertThat(labs.endedSince(NOON.plusSeconds(1)))
                .extracting(LabRecord::id)
                .doesNotContain(lab);
        assertThat(stores().progress().summary(learner))
                .extracting(LessonSummary::ended)
                .containsExactly(Optional.of(new LessonSummary.Ended(lab, NOON)));

        assertThat(labs.reopen(lab, NOON.plusSeconds(1))).isFalse();
        assertThat(labs.find(lab).orElseThrow().open()).isFalse();
        assertThat(labs.reopen(lab, NOON)).isTrue();
        assertThat(open("20-veth-pair").id()).isEqualTo(lab);

        labs.end(lab, NOON);
        LabId newer = open("20-veth-pair").id();
        assertThat(newer).isNotEqualTo(lab);
        assertThat(labs.reopen(lab, NOON)).isFalse();
        labs.end(newer, NOON);
        assertThat(labs.reopen(lab, NOON)).isFalse();
        assertThat(labs.reopen(newer, NOON)).isTrue();
    }

    @Test
    void theBestAttemptCounts() {
        LabId first = open("20-veth-pair").id();
        ProgressStore progress = stores().progress();
        progress.passed(first, new PassedTask("10-create", "pair", 2, List.of(), NOON));
        progress.passed(first, new PassedTask("20-up", "up", 1, List.of(), NOON));
        progress.answered(first, new GivenAnswer("40-where", "drop", 1, "stack", true, 1, NOON));
        stores().labs().end(first, NOON);
        LabId second = open("20-veth-pair").id();
        progress.passed(second, new PassedTask("10-create", "pair", 2, List.of(), NOON));
        LabId other = open("30-who-answers-arp").id();

        assertThat(progress.summary(learner))
                .containsExactly(
                        new LessonSummary("20-veth-pair", 2, Optional.of(second), Optional.empty(), List.of(), 2, 4),
                        new LessonSummary(
                                "30-who-answers-arp", 1, Optional.of(other), Optional.empty(), List.of(), 0, 0));
        assertThat(progress.summary(LearnerId.random(random))).isEmpty();
    }

    @Test
    void aLabsLessonTextIsKept() {
        KeptText text = new KeptText(
                LabId.random(random).value(),
                "20-veth-pair",
                List.of("en", "zh"),
                Map.of("lesson.yaml", "title: 一根网线\n", "10-create.md", "x".repeat(262_144)));
        assertThat(stores().labs().kept(text.version())).isEmpty();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                threads.submit(() -> stores().labs().keep(text));
            }
        }
        assertThat(stores().labs().kept(text.version())).contains(text);

        NewLab newLab = new NewLab(-7, Optional.of(text.version()), Optional.of("10-create"));
        LabRecord lab = stores().labs().open(learner, "20-veth-pair", LabId.random(random), newLab, NOON);
        assertThat(lab.newLab()).isEqualTo(newLab);
        assertThat(stores().labs().find(lab.id())).contains(lab);
    }

    @Test
    void aLabsLessonTextMustBeStoredFirst() {
        NewLab newLab = new NewLab(1, Optional.of("0".repeat(64)), Optional.empty());
        LabStore labs = stores().labs();
        LabId fresh = LabId.random(random);
        assertThatThrownBy(() -> labs.open(learner, "20-veth-pair", fresh, newLab, NOON))
                .isInstanceOf(ProgressException.class);
    }

    @Test
    void aHandInIsReadBackAsItWasStored() {
        LabId lab = open("80-build-it-yourself").id();
        HandIn handIn = handIn(NOON, 3);
        assertThat(stores().handIns().of(lab)).isEmpty();
        assertThat(stores().handIns().store(lab, handIn)).isTrue();
        assertThat(stores().handIns().of(lab)).contains(handIn);
        assertThat(handIn.points()).isEqualTo(3);
        assertThat(stores().progress().summary(learner))
                .containsExactly(new LessonSummary(
                        "80-build-it-yourself",
                        1,
                        Optional.of(lab),
                        Optional.empty(),
                        List.of(new LessonSummary.Result(lab, 1, 3)),
                        1,
                        3));
    }

    @Test
    void simultaneousHandInsAreStoredOnce() {
        LabId lab = open("80-build-it-yourself").id();
        AtomicInteger first = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 16; i++) {
                int points = i;
                threads.submit(() -> {
                    if (stores().handIns().store(lab, handIn(NOON.plusSeconds(points), points))) {
                        first.incrementAndGet();
                    }
                });
            }
        }
        assertThat(first).hasValue(1);
        HandIn stored = stores().handIns().of(lab).orElseThrow();
        assertThat(stored).isEqualTo(handIn(stored.at(), stored.points()));
    }

    @Test
    void aHandInThatCantBeStoredWholeIsNotStored() {
        LabId lab = open("80-build-it-yourself").id();
        HandIn twice = new HandIn(
                NOON,
                List.of(
                        new JudgedTask("10-rooms", "rooms", new Verdict.Passed(List.of()), 1),
                        new JudgedTask("10-rooms", "rooms", new Verdict.Passed(List.of()), 1)),
                "{}",
                List.of());
        assertThat(stores().handIns().store(lab, twice)).isFalse();
        assertThat(stores().handIns().of(lab)).isEmpty();
        assertThatThrownBy(() -> stores().handIns().store(LabId.random(random), handIn(NOON, 1)))
                .isInstanceOf(ProgressException.class);
    }

    /** One task of each outcome, and more of a machine's state than a column for short texts holds. */
    private static HandIn handIn(Instant at, int points) {
        Diagnosis diagnosis = new Diagnosis(
                Layer.ARP,
                "10.1.2.3",
                Message.of("link.missing", "device", "veth0"),
                List.of(Layer.LINK, Layer.ADDRESS),
                List.of(new Quote("ip neigh", "10.1.2.3 FAILED ✓")),
                "ip neigh");
        return new HandIn(
                at,
                List.of(
                        new JudgedTask("10-rooms", "rooms", new Verdict.Passed(List.of(new Quote("ip", "中文"))), points),
                        new JudgedTask("20-wires", "blue", new Verdict.Failed(diagnosis), 0),
                        new JudgedTask("20-wires", "red", new Verdict.Inconclusive(Message.of("unseen")), 0)),
                "{\"namespaces\":\"" + "x".repeat(2_000_000) + "\"}",
                List.of(new RecordedTo("lab-7k2m", "t1", 4711)));
    }

    @Test
    void aResumeCodeHoldsUntilItExpires() {
        ResumeStore codes = stores().resumeCodes();
        String seal = seal();
        codes.keep(learner, seal, NOON.plusSeconds(60), NOON);
        assertThat(codes.learner(seal, NOON.plusSeconds(59))).contains(learner);
        assertThat(codes.expiry(learner, NOON.plusSeconds(59))).contains(NOON.plusSeconds(60));
        assertThat(codes.learner(seal, NOON.plusSeconds(60))).isEmpty();
        assertThat(codes.expiry(learner, NOON.plusSeconds(60))).isEmpty();
        assertThat(codes.learner(seal(), NOON)).isEmpty();
        assertThat(codes.learner("' or ''='", NOON)).isEmpty();
    }

    @Test
    void aNewResumeCodeTakesThePlaceOfTheOldOne() {
        ResumeStore codes = stores().resumeCodes();
        LearnerId other = LearnerId.random(random);
        String first = seal();
        String second = seal();
        String others = seal();
        codes.keep(learner, first, NOON.plusSeconds(60), NOON);
        codes.keep(other, others, NOON.plusSeconds(60), NOON);
        codes.keep(learner, second, NOON.plusSeconds(90), NOON);
        assertThat(codes.learner(first, NOON)).isEmpty();
        assertThat(codes.learner(second, NOON)).contains(learner);
        assertThat(codes.expiry(learner, NOON)).contains(NOON.plusSeconds(90));
        codes.withdraw(learner);
        assertThat(codes.learner(second, NOON)).isEmpty();
        assertThat(codes.learner(others, NOON)).contains(other);
    }

    /** Ordered by the latest progress in them, not by their start. */
    @Test
    void theNewestLabIsTheOneWithTheLatestProgress() {
        ProgressStore progress = stores().progress();
        assertThat(progress.newest(learner)).isEmpty();
        LabId first = open("20-veth-pair").id();
        LabId second = open("30-who-answers-arp").id();
        progress.entered(second, new EnteredStep("10-nobody", NOON.plusSeconds(1)));
        assertThat(progress.newest(learner)).contains(second);
        progress.passed(first, new PassedTask("10-create", "pair", 2, List.of(), NOON.plusSeconds(2)));
        assertThat(progress.newest(learner)).contains(first);
        progress.answered(second, new GivenAnswer("40-where", "drop", 1, "wire", false, 0, NOON.plusSeconds(3)));
        assertThat(progress.newest(learner)).contains(second);
        progress.rewound(first, new Rewind(1, "10-create", NOON.plusSeconds(4)));
        assertThat(progress.newest(learner)).contains(first);
        stores().labs().end(first, NOON.plusSeconds(5));
        assertThat(progress.newest(learner)).contains(second);
        stores().labs().end(second, NOON.plusSeconds(5));
        assertThat(progress.newest(learner)).isEmpty();
    }

    private String seal() {
        return LearnerId.random(random).value();
    }

    private NewLab newLab() {
        return new NewLab(random.nextLong(), Optional.empty(), Optional.empty());
    }

    private LabRecord open(String lesson) {
        return stores().labs().open(learner, lesson, LabId.random(random), newLab(), NOON);
    }
}
