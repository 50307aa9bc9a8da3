package org.patchbay.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.patchbay.check.verdict.Layer;

/** The lessons that Patchbay comes with. */
class FoundingLessonsTest {
    private final Course course = Course.read(Fixtures.LESSONS);

    @Test
    void they_have_no_problems_and_both_languages() {
        assertThat(course.problems()).isEmpty();
        assertThat(course.languages()).containsExactly(Language.EN, Language.ZH);
        assertThat(course.lessons()).extracting(Lesson::id).contains("20-veth-pair", "30-who-answers-arp");
    }

    @Test
    void every_task_has_two_or_three_hints_and_every_common_mistake_its_diagnosis() {
        for (Lesson lesson : course.lessons()) {
            for (Step step : steps(lesson)) {
                assertThat(step.proses()).containsOnlyKeys(Language.EN, Language.ZH);
                for (Task task : step.tasks()) {
                    String name = lesson.id() + " " + step.id() + " " + task.id();
                    assertThat(task.faults()).as(name).isNotEmpty();
                    assertThat(task.solve()).as(name).isNotEmpty();
                    assertThat(step.prose(Language.EN).hints(task.id()))
                            .as(name)
                            .hasSizeBetween(2, 3)
                            .doesNotHaveDuplicates();
                }
            }
        }
    }

    /** Two lessons of a profile without Docker, in which a container can't be broken; the lesson on Docker breaks those. */
    @Test
    void the_founding_lab_has_faults_of_every_layer() {
        List<Fault> faults = Stream.of("20-veth-pair", "30-who-answers-arp")
                .flatMap(id -> steps(course.lesson(id).orElseThrow()).stream())
                .flatMap(step -> step.tasks().stream())
                .flatMap(task -> task.faults().stream())
                .distinct()
                .toList();
        assertThat(faults).hasSizeGreaterThanOrEqualTo(25);
        assertThat(faults.stream().map(Fault::layer).collect(Collectors.toSet()))
                .isEqualTo(EnumSet.complementOf(EnumSet.of(Layer.CONTAINER, Layer.ANSWER)));
        assertThat(steps(course.lesson("70-docker-opened").orElseThrow()))
                .flatExtracting(Step::tasks)
                .flatExtracting(Task::faults)
                .extracting(Fault::layer)
                .contains(Layer.CONTAINER);
    }

    @Test
    void no_hint_types_what_is_graded() {
        BoundLesson graded = course.lesson("80-build-it-yourself").orElseThrow().bind(1);
        assertThat(graded.graded()).isTrue();

        for (Step step : graded.steps()) {
            for (Task task : step.tasks()) {
                String told = String.join("\n", step.prose(Language.EN).hints(task.id()));
                for (Action action : task.solve()) {
                    assertThat(action)
                            .as(step.id())
                            .isInstanceOfSatisfying(
                                    Action.Type.class, typed -> assertThat(told).doesNotContain(typed.line()));
                }
            }
        }
    }

    @Test
    void a_lesson_is_of_a_length_that_can_be_done_at_one_sitting() {
        for (Lesson lesson : course.lessons()) {
            assertThat(lesson.minutes()).as(lesson.id()).isBetween(15, 40);
            assertThat(lesson.bind(1).steps()).as(lesson.id()).hasSizeBetween(5, 12);
        }
    }

    @Test
    void every_step_names_its_sources_in_both_languages() {
        for (Lesson lesson : course.lessons()) {
            lesson.text().files().forEach((name, text) -> {
                if (name.endsWith(".zh.md")) {
                    assertThat(text).as(lesson.id() + " " + name).containsPattern("(?m)^出处：");
                } else if (name.endsWith(".md")) {
                    assertThat(text).as(lesson.id() + " " + name).containsPattern("(?m)^Sources: ");
                }
            });
        }
    }

    @Test
    void every_wrong_answer_is_explained() {
        for (Lesson lesson : course.lessons()) {
            for (Step step : steps(lesson)) {
                for (Language language : List.of(Language.EN, Language.ZH)) {
                    step.prose(language)
                            .questions()
                            .forEach((id, asked) -> assertThat(asked.choices())
                                    .as(lesson.id() + " " + step.id() + " " + id)
                                    .allSatisfy(choice ->
                                            assertThat(choice.explanation()).isPresent()));
                }
            }
        }
    }

    @Test
    void the_clinic_has_twelve_cases_or_more_of_which_three_are_drawn() {
        Lesson clinic = course.lesson("90-clinic").orElseThrow();

        List<Step> cases = steps(clinic).stream().filter(Step::isCase).toList();
        assertThat(cases).hasSizeGreaterThanOrEqualTo(12);
        assertThat(cases.stream()
                        .map(step -> step.question("layer").orElseThrow().answer())
                        .distinct())
                .hasSizeGreaterThanOrEqualTo(9);
        assertThat(clinic.bind(1).steps().stream().filter(Step::isCase)).hasSize(3);
        assertThat(clinic.bind(1).setup())
                .hasSize(clinic.bind(1).steps().stream()
                                .mapToInt(step -> step.breakage().size())
                                .sum()
                        + 1);
    }

    /** Markdown takes stars beside Chinese punctuation for stars. */
    @Test
    void no_emphasis_is_left_as_stars() {
        for (Lesson lesson : course.lessons()) {
            for (Step step : steps(lesson)) {
                for (Language language : Language.values()) {
                    assertThat(step.prose(language).html().replaceAll("(?s)<code.*?</code>", ""))
                            .as(lesson.id() + " " + step.id() + " " + language)
                            .doesNotContain("**");
                }
            }
        }
    }

    /** Six terminals are enough to type in; the commands need not be typed as well. */
    @Test
    void the_five_hops_have_a_button_for_each_command() {
        Step hops = steps(course.lesson("50-bridge").orElseThrow()).stream()
                .filter(step -> step.id().equals("80-five-hops"))
                .findFirst()
                .orElseThrow();
        List<String> typed = hops.tasks().getFirst().solve().stream()
                .filter(Action.Type.class::isInstance)
                .map(action -> ((Action.Type) action).line())
                .toList();
        assertThat(typed).hasSize(6);
        for (Language language : Language.values()) {
            assertThat(hops.prose(language).html().split("<pb-insert>")).hasSize(7);
            assertThat(typed)
                    .allSatisfy(line -> assertThat(hops.prose(language).html())
                            .containsPattern("<pb-insert>\\s*<pre>\\s*<code[^>]*>" + line));
        }
    }

    /** What each experiment has to show, as its check is written: the fact that was predicted, not something that came before it. */
    private static final Map<String, List<String>> SHOWN = Map.ofEntries(
            Map.entry("10-warm-up/50-neighbours/empty", List.of("tool=arp", "flags_mask=Is[value=C]")),
            Map.entry(
                    "10-warm-up/60-on-the-wire/first", List.of("arp=Optional[REQUEST]", "icmp=Optional[ECHO_REQUEST]")),
            Map.entry("20-veth-pair/20-up/one-end", List.of("veth0, kind", "veth1, kind")),
            Map.entry("20-veth-pair/50-near-end/reply", List.of("on=veth0", "atLeast=2")),
            Map.entry("20-veth-pair/60-far-end/far", List.of("on=veth1", "sender=Optional[10.70.2.10]")),
            Map.entry("20-veth-pair/80-delete/left", List.of("device=veth0", "device=veth1", "absent=true")),
            Map.entry(
                    "30-who-answers-arp/20-second-address/routes", List.of("tool=route", "value=veth0", "value=veth1")),
            Map.entry("30-who-answers-arp/30-two-routes/stranger", List.of("tool=ip-route", "value=veth0")),
            Map.entry("30-who-answers-arp/40-not-on-the-wire/path", List.of("on=lo")),
            Map.entry("30-who-answers-arp/42-local-table/now-where", List.of("on=veth1")),
            Map.entry("30-who-answers-arp/60-through-the-wire/reply", List.of("NeighbourIs", "INCOMPLETE")),
            Map.entry("30-who-answers-arp/85-strict/larger", List.of("NeighbourIs", "INCOMPLETE")),
            Map.entry("30-who-answers-arp/90-life/gone", List.of("part=PROBE", "part=FAILED")),
            Map.entry(
                    "40-namespaces/20-move-one-end/keeps",
                    List.of("LinkIs[device=blue/veth1", "AddressIs[device=blue/veth1")),
            Map.entry("40-namespaces/40-answered/who", List.of("arp=Optional[REPLY]", "icmp=Optional[ECHO_REPLY]")),
            Map.entry("40-namespaces/70-own-ports/taken", List.of("Optional[blue]", "Optional.empty")),
            Map.entry("40-namespaces/80-the-end/veth0", List.of("device=veth0", "absent=true")),
            Map.entry("50-bridge/10-loose-ends/who", List.of("NeighbourIs[device=c1/veth1", "INCOMPLETE")),
            Map.entry("50-bridge/30-first-words/mac", List.of("tool=arp", "02:00:00:00:00:01")),
            Map.entry("50-bridge/50-flood/seen", List.of("on=c3/veth3", "FdbHas")),
            Map.entry("50-bridge/60-hub/all", List.of("icmp=Optional[ECHO_REQUEST]", "icmp=Optional[ECHO_REPLY]")),
            Map.entry("50-bridge/90-own-address/party", List.of("tool=arp", "LinkIs[device=br0")),
            Map.entry("50-bridge/95-filtered/still", List.of("tool=ping", "NeighbourIs[device=c1/veth1")),
            Map.entry("60-out-of-the-bridge/10-no-way-out/first", List.of("tool=ping", "Not[of=RouteIs")),
            Map.entry("60-out-of-the-bridge/20-forward/where", List.of("on=br0", "ipv4.ip_forward")),
            Map.entry("60-out-of-the-bridge/30-one-way/back", List.of("on=world/eth0", "Not[of=RouteIs")),
            Map.entry("60-out-of-the-bridge/40-masquerade/outside", List.of("on=br0", "on=eth0")),
            Map.entry(
                    "60-out-of-the-bridge/60-published/door", List.of("tool=nc", "Not[of=RuleIs", "Not[of=ListenerIs")),
            Map.entry("60-out-of-the-bridge/80-doorkeeper/port", List.of("Reachable", "Not[of=RuleIs")),
            Map.entry("70-docker-opened/20-run/appears", List.of("tool=ip-link", "part=veth")),
            Map.entry("70-docker-opened/50-two/gateway", List.of("NeighbourIs[device=container:one/eth0")),
            Map.entry("70-docker-opened/70-own-network/wires", List.of("container:one/eth0", "container:one/eth1")),
            Map.entry("70-docker-opened/80-gone/veth", List.of("Not[of=ContainerIs", "Not[of=NamespaceIs")));

    /** A wrong result that passes an experiment would tell learners with the right prediction that they were wrong. */
    @Test
    void every_experiment_shows_what_its_prediction_is_about() {
        Map<String, String> checks = new TreeMap<>();
        for (Lesson lesson : course.lessons()) {
            for (Step step : steps(lesson)) {
                for (Prediction prediction : step.predictions()) {
                    Task experiment = step.tasks().stream()
                            .filter(task -> task.id().equals(prediction.before()))
                            .findFirst()
                            .orElseThrow();
                    checks.put(
                            lesson.id() + "/" + step.id() + "/" + prediction.id(),
                            experiment.assertion().toString());
                }
            }
        }
        assertThat(checks.keySet()).containsExactlyInAnyOrderElementsOf(SHOWN.keySet());
        checks.forEach((prediction, check) -> assertThat(check).as(prediction).contains(SHOWN.get(prediction)));
    }

    /** {@code -I} is explained where it is first used. */
    @Test
    void the_device_of_a_ping_is_chosen_only_after_that_was_explained() {
        Lesson lesson = course.lesson("30-who-answers-arp").orElseThrow();
        for (Language language : Language.values()) {
            assertThat(steps(lesson).stream()
                            .filter(step -> step.prose(language).html().contains("-I"))
                            .findFirst()
                            .map(Step::id))
                    .contains("60-through-the-wire");
        }
    }

    /** The name of a table, tool or namespace would reveal where to look before the question about it is answered. */
    @Test
    void the_clinics_evidence_task_reads_alike_in_all_cases() {
        List<Step> cases = steps(course.lesson("90-clinic").orElseThrow()).stream()
                .filter(Step::isCase)
                .toList();
        for (Language language : Language.values()) {
            assertThat(cases.stream().map(step -> step.prose(language).tasks().get("evidence")))
                    .containsOnly(cases.getFirst().prose(language).tasks().get("evidence"));
        }
    }

    /** Also those that not everybody draws. */
    private static List<Step> steps(Lesson lesson) {
        return lesson.rounds(1).stream()
                .flatMap(round -> round.steps().stream())
                .distinct()
                .toList();
    }
}
