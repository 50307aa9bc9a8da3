package org.patchbay.web.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.check.verdict.Quote;
import org.patchbay.lab.event.LabEvent;
import org.patchbay.lab.event.LabState;
import org.patchbay.lab.event.Notice;
import org.patchbay.lab.event.PredictionState;
import org.patchbay.lab.event.Provisioning;
import org.patchbay.lab.event.QuestionState;
import org.patchbay.lab.event.StepState;
import org.patchbay.lab.event.TaskKey;
import org.patchbay.lab.event.TaskState;
import org.patchbay.lab.event.TerminalView;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Course;
import org.patchbay.lesson.Language;
import org.patchbay.lesson.Prediction;
import org.patchbay.lesson.Question;
import org.patchbay.lesson.Step;

/** Messages to a page, and above all what they must not contain yet. */
class EventMessageWriterTest {
    private final ObjectMapper json = new ObjectMapper();
    private final BoundLesson lesson =
            Course.read(Path.of("lessons")).lesson("20-veth-pair").orElseThrow().bind(7);
    private final EventMessageWriter writer = new EventMessageWriter(lesson, Language.EN, new Phrases(Language.EN));

    @Test
    void theWholeStateHasEveryStepAndTheProseOfOpenOnesOnly() {
        Map<String, StepState> steps = new HashMap<>();
        Map<TaskKey, TaskState> tasks = new HashMap<>();
        for (Step step : lesson.steps()) {
            steps.put(step.id(), steps.isEmpty() ? StepState.OPEN : StepState.LOCKED);
            step.tasks().forEach(task -> tasks.put(new TaskKey(step.id(), task.id()), new TaskState.Open()));
        }
        JsonNode state = json.valueToTree(writer.state(new LabState(
                5,
                new Provisioning.Waiting(2, 3, Duration.ofMinutes(4)),
                steps,
                tasks,
                Set.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(
                        new TerminalView("t1", "1", "init", Optional.empty(), false, false),
                        new TerminalView("t2", "2", "init", Optional.of("docker ps"), true, false)),
                List.of(Notice.SERVER_RESTARTED),
                Optional.empty())));
        assertThat(state.path("type").asText()).isEqualTo("state");
        assertThat(state.path("verdicts").propertyStream().map(Map.Entry::getKey))
                .as("in the lesson's order")
                .containsExactlyElementsOf(lesson.steps().stream()
                        .flatMap(step -> step.tasks().stream().map(task -> step.id() + "/" + task.id()))
                        .toList());
        assertThat(state.has("edition")).isFalse();
        assertThat(state.path("steps")).hasSameSizeAs(lesson.steps());
        assertThat(state.path("steps").path(0).path("html").asText()).isNotEmpty();
        assertThat(state.path("steps").path(1).has("html")).isFalse();
        assertThat(state.path("provisioning").toString())
                .isEqualTo("{\"phase\":\"waiting\",\"place\":2,\"of\":3,\"eta\":240}");
        assertThat(state.path("terminals").path(0).toString())
                .isEqualTo("{\"id\":\"t1\",\"name\":\"1\",\"namespace\":\"init\",\"busy\":false,\"ended\":false}");
        assertThat(state.path("terminals").path(1).path("slow").asBoolean()).isTrue();
        assertThat(state.path("notices").path(0).path("level").asText()).isEqualTo("info");
    }

    @Test
    void anExperimentsResultIsShownOnlyAfterIt() {
        Step step = lesson.steps().stream()
                .filter(candidate -> !candidate.predictions().isEmpty())
                .findFirst()
                .orElseThrow();
        Prediction prediction = step.predictions().getFirst();
        TaskKey key = new TaskKey(step.id(), prediction.id());
        Optional<String> chosen = Optional.of(prediction.choices().getFirst());
        JsonNode before = told(key, new PredictionState(chosen, false, List.of()));
        JsonNode after = told(key, new PredictionState(chosen, true, List.of(new Quote("arp -n", "(incomplete)"))));
        assertThat(before.path("state").has("actual")).isFalse();
        assertThat(before.path("state").has("after")).isFalse();
        assertThat(after.path("state").path("actual").asText()).isEqualTo(prediction.actual());
        assertThat(after.path("state").path("after").asText()).isNotEmpty();
        assertThat(before.path("state").has("seen")).isFalse();
        assertThat(after.path("state").path("seen").toString())
                .isEqualTo("[{\"source\":\"arp -n\",\"text\":\"(incomplete)\"}]");
    }

    private JsonNode told(TaskKey key, PredictionState state) {
        return json.valueToTree(writer.event(new LabEvent.PredictionChanged(key, state)));
    }

    @Test
    void onlyTheChosenAnswerIsExplained() {
        Step step = lesson.steps().stream()
                .filter(candidate -> !candidate.questions().isEmpty())
                .findFirst()
                .orElseThrow();
        Question question = step.questions().getFirst();
        TaskKey key = new TaskKey(step.id(), question.id());
        JsonNode untouched = json.valueToTree(writer.event(
                new LabEvent.QuestionChanged(key, new QuestionState(Optional.empty(), false, question.attempts()))));
        assertThat(untouched.path("state").has("explanation")).isFalse();
        assertThat(untouched.path("state").has("correct")).isFalse();
        JsonNode answered = json.valueToTree(writer.event(
                new LabEvent.QuestionChanged(key, new QuestionState(Optional.of(question.answer()), true, 0))));
        assertThat(answered.path("state").path("correct").asBoolean()).isTrue();
        assertThat(answered.path("state").path("explanation").asText()).isNotEmpty();
        assertThat(answered.path("state").has("answer")).isFalse();
    }

    @Test
    void theRightAnswerIsShownOnceNoAttemptIsLeft() {
        Step step = lesson.steps().stream()
                .filter(candidate -> !candidate.questions().isEmpty())
                .findFirst()
                .orElseThrow();
        Question question = step.questions().getFirst();
        TaskKey key = new TaskKey(step.id(), question.id());
        Optional<String> wrong = question.choices().stream()
                .filter(choice -> !question.right(choice))
                .findFirst();
        JsonNode before =
                json.valueToTree(writer.event(new LabEvent.QuestionChanged(key, new QuestionState(wrong, false, 1))));
        assertThat(before.path("state").has("answer")).isFalse();
        assertThat(before.path("state").has("answerExplanation")).isFalse();
        JsonNode after =
                json.valueToTree(writer.event(new LabEvent.QuestionChanged(key, new QuestionState(wrong, false, 0))));
        assertThat(after.path("state").path("answer").asText()).isEqualTo(question.answer());
        assertThat(after.path("state").path("answerExplanation").asText())
                .isNotEmpty()
                .isNotEqualTo(after.path("state").path("explanation").asText());
        assertThat(after.path("state").path("correct").asBoolean()).isFalse();
    }
}
