package org.patchbay.lab;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.patchbay.check.VethPair;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.Diagnosis;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.lesson.Language;
import org.patchbay.lesson.Prediction;
import org.patchbay.lesson.Prose;
import org.patchbay.lesson.Question;
import org.patchbay.lesson.Step;
import org.patchbay.lesson.Task;
import org.patchbay.lesson.Text;
import org.patchbay.lesson.When;
import org.patchbay.observe.Command;
import org.patchbay.observe.CommandLog;

/** A small lesson and its texts. */
public final class Lessons {
    public static final Verdict PASSED = new Verdict.Passed(List.of());

    private Lessons() {}

    /** Three steps: a task {@code pair} with a prediction, nothing but prose, and a question with a hint. */
    public static BoundLesson small(When when) {
        Step create = step(
                "10-create",
                List.of(task("pair", when)),
                List.of(),
                List.of(new Prediction("state", "pair", List.of("up", "down"), "down")));
        Step read = step("20-read", List.of(), List.of(), List.of());
        Step ask = step(
                "30-ask",
                List.of(),
                List.of(new Question("where", 2, 2, List.of("stack", "wire"), "stack")),
                List.of());
        return new BoundLesson(
                "small",
                text("Small"),
                text("A lesson"),
                1,
                "net",
                false,
                7,
                Map.of(),
                List.of(),
                List.of(create, read, ask));
    }

    /** Two steps, each with a task {@code pair}. */
    public static BoundLesson twoTasks() {
        List<Task> pair = List.of(task("pair", new When.Now()));
        return new BoundLesson(
                "two-tasks",
                text("Two"),
                text("A lesson"),
                1,
                "net",
                false,
                7,
                Map.of(),
                List.of(),
                List.of(step("10-create", pair, List.of(), List.of()), step("20-again", pair, List.of(), List.of())));
    }

    /** Two steps: the tasks {@code pair} and {@code again}, and the task {@code pair}. */
    public static BoundLesson twoInTheFirst() {
        Task pair = task("pair", new When.Now());
        List<Task> both = List.of(pair, task("again", new When.Now()));
        return new BoundLesson(
                "two-in-the-first",
                text("Two"),
                text("A lesson"),
                1,
                "net",
                false,
                7,
                Map.of(),
                List.of(),
                List.of(
                        step("10-create", both, List.of(), List.of()),
                        step("20-again", List.of(pair), List.of(), List.of())));
    }

    /** One step, a case: a question {@code what} and a task {@code pair}. */
    public static BoundLesson clinic() {
        Step plain = step(
                "10-create",
                List.of(task("pair", new When.Now())),
                List.of(new Question("what", 2, 1, List.of("link", "route"), "link")),
                List.of());
        Step broken = new Step(
                plain.id(),
                plain.title(),
                plain.tasks(),
                plain.questions(),
                plain.predictions(),
                plain.proses(),
                List.of("ip link del veth0"));
        return new BoundLesson(
                "clinic",
                text("Clinic"),
                text("A lesson"),
                1,
                "net",
                false,
                7,
                Map.of(),
                broken.breakage(),
                List.of(broken));
    }

    public static Task task(String id, When when) {
        return new Task(
                id,
                3,
                when,
                false,
                new VethPair(List.of(DeviceName.parse("veth0"), DeviceName.parse("veth1"))),
                List.of(),
                List.of(),
                List.of());
    }

    public static When stays(int seconds) {
        return new When.Stays(Duration.ofSeconds(seconds));
    }

    public static Verdict failed(String about, String sentence) {
        return new Verdict.Failed(
                new Diagnosis(Layer.LINK, about, Message.of(sentence), List.of(), List.of(), "ip link"));
    }

    public static CommandLog ran(String line) {
        return new CommandLog(List.of(command(1, line, "", false, 10)));
    }

    public static Command command(int number, String line, String output, boolean running, double startedAt) {
        return new Command(
                "t1",
                number,
                line,
                output,
                running,
                OptionalInt.empty(),
                OptionalLong.empty(),
                startedAt,
                running ? 0 : startedAt + 1,
                List.of());
    }

    public static Step step(String id, List<Task> tasks, List<Question> questions, List<Prediction> predictions) {
        Map<String, Prose.Asked> asked = new LinkedHashMap<>();
        questions.forEach(question -> asked.put(
                question.id(),
                new Prose.Asked(
                        "Where?",
                        question.choices().stream()
                                .map(choice -> new Prose.Choice(choice, choice, Optional.of("Because: " + choice)))
                                .toList())));
        Prose prose = new Prose(
                "<p>" + id + "</p>",
                new LinkedHashMap<>(),
                Map.of("where", List.of("<p>Look at the source.</p>")),
                asked,
                Map.of(),
                Map.of("state", "<p>It is down.</p>"));
        return new Step(id, text(id), tasks, questions, predictions, Map.of(Language.EN, prose));
    }

    public static Text text(String words) {
        return new Text(Map.of(Language.EN, words));
    }
}
