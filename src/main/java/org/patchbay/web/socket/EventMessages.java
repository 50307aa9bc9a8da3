package org.patchbay.web.socket;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import java.util.Map;
import org.patchbay.web.topology.Topology;

/**
 * The messages of the events socket to a page, in their JSON form; the socket adds the journal's {@code epoch} and the
 * event's number {@code seq}. All texts are in the socket's language.
 */
final class EventMessages {
    private EventMessages() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(State.class),
        @JsonSubTypes.Type(ProvisioningMessage.class),
        @JsonSubTypes.Type(StepMessage.class),
        @JsonSubTypes.Type(TaskMessage.class),
        @JsonSubTypes.Type(QuestionMessage.class),
        @JsonSubTypes.Type(PredictionMessage.class),
        @JsonSubTypes.Type(HintMessage.class),
        @JsonSubTypes.Type(ShownMessage.class),
        @JsonSubTypes.Type(ShowingMessage.class),
        @JsonSubTypes.Type(HandInMessage.class),
        @JsonSubTypes.Type(TerminalsMessage.class),
        @JsonSubTypes.Type(NoticeMessage.class),
        @JsonSubTypes.Type(NoticeWithdrawnMessage.class),
        @JsonSubTypes.Type(EditionMessage.class),
        @JsonSubTypes.Type(NetworkMessage.class),
        @JsonSubTypes.Type(JourneysMessage.class),
        @JsonSubTypes.Type(ErrorMessage.class)
    })
    @JsonInclude(JsonInclude.Include.NON_NULL)
    sealed interface Message {}

    @JsonTypeName("state")
    record State(
            Provisioning provisioning,
            List<StepInfo> steps,
            Map<String, Verdict> verdicts,
            List<String> earned,
            Map<String, Question> questions,
            Map<String, Prediction> predictions,
            Map<String, List<String>> hints,
            Map<String, Integer> hintCounts,
            Map<String, Integer> shown,
            Showing showing,
            Boolean shownCounts,
            HandIn handIn,
            List<Terminal> terminals,
            List<NoticeMessage> notices,
            Edition edition)
            implements Message {}

    @JsonTypeName("provisioning")
    record ProvisioningMessage(Provisioning provisioning) implements Message {}

    @JsonTypeName("step")
    record StepMessage(StepInfo step) implements Message {}

    @JsonTypeName("task")
    record TaskMessage(String step, String task, Verdict verdict) implements Message {}

    @JsonTypeName("question")
    record QuestionMessage(String step, String question, Question state) implements Message {}

    @JsonTypeName("prediction")
    record PredictionMessage(String step, String prediction, Prediction state) implements Message {}

    @JsonTypeName("hint")
    record HintMessage(String step, String task, List<String> hints) implements Message {}

    /** @param earns the points that the task has earned or can still earn, now that its solution was shown */
    @JsonTypeName("shown")
    record ShownMessage(String step, String task, int earns) implements Message {}

    /** @param showing null when nothing is shown */
    @JsonTypeName("showing")
    record ShowingMessage(Showing showing) implements Message {}

    @JsonTypeName("hand-in")
    record HandInMessage(HandIn handIn) implements Message {}

    @JsonTypeName("terminals")
    record TerminalsMessage(List<Terminal> terminals) implements Message {}

    @JsonTypeName("notice")
    record NoticeMessage(String level, String text) implements Message {}

    /** @param text of the notice to remove */
    @JsonTypeName("notice-withdrawn")
    record NoticeWithdrawnMessage(String text) implements Message {}

    @JsonTypeName("edition")
    record EditionMessage(Edition edition) implements Message {}

    /** @param topology null without a machine */
    @JsonTypeName("network")
    record NetworkMessage(Topology topology) implements Message {}

    /**
     * @param numbers of all known journeys, ordered by start
     * @param told those that are new to the page, or changed
     * @param watching null if no watch was requested
     */
    @JsonTypeName("journeys")
    record JourneysMessage(List<Long> numbers, List<Journey> told, Watching watching) implements Message {}

    @JsonTypeName("error")
    record ErrorMessage(String text) implements Message {}

    /** @param eta in seconds; its meaning depends on the phase */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Provisioning(String phase, Integer place, Integer of, Long eta, String message) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StepInfo(
            String id,
            int index,
            String title,
            String state,
            int points,
            int tasks,
            Boolean questionsFirst,
            String html) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Verdict(String state, int points, String at, Diagnosis diagnosis, String reason) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Diagnosis(
            String layer,
            String layerName,
            String about,
            String text,
            List<LayerName> sound,
            List<Quote> evidence,
            String see) {}

    /** @param terminal in which something was typed last; null before */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Showing(String step, String task, String terminal) {}

    /** @param problems as {@code file:line: message} */
    record Edition(boolean outdated, List<String> problems) {}

    record LayerName(String layer, String name) {}

    /**
     * @param caption the frame's payload, in tcpdump's words
     * @param kind {@code arp-request}, {@code arp-reply}, {@code echo-request}, {@code echo-reply} or {@code other}
     * @param at when it was first seen
     * @param answer the number of the reply's journey
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Journey(long number, String caption, String kind, String at, List<Hop> hops, Long answer) {}

    /**
     * @param device the device's id in the {@link Topology}, while it exists
     * @param name as in tools
     * @param namespace the namespace's name in lessons
     * @param micros since the frame was first seen; may be out of order for a bridge's own device
     * @param shown as tcpdump printed it; null without a capture
     * @param after the index of the previous hop in the journey
     * @param end {@code taken}, {@code dropped} or {@code unknown}, if no hop follows
     * @param why the reason for that end
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Hop(
            String device,
            String name,
            String namespace,
            boolean sent,
            long micros,
            String did,
            String shown,
            Integer after,
            String end,
            String why) {}

    /**
     * A watch of all devices.
     *
     * @param state {@code now}, {@code done} or {@code failed}
     * @param seconds its total duration
     * @param frames how many were seen, counted at each device
     * @param complete whether none is missing
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Watching(String state, Long seconds, Integer frames, Boolean complete) {}

    record Quote(String source, String text) {}

    /**
     * @param explanation of the choice
     * @param answer the right choice, once no attempt is left
     * @param answerExplanation of that one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Question(
            String chosen,
            Boolean correct,
            int attemptsLeft,
            String explanation,
            String answer,
            String answerExplanation,
            int points) {}

    /** @param seen the experiment's result in the learner's own machine */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Prediction(String chosen, String after, String actual, List<Quote> seen) {}

    /**
     * @param state {@code open}, {@code judging} or {@code done}
     * @param hindrance why the last attempt failed
     * @param at when it was judged
     * @param points earned
     * @param of the most points
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record HandIn(String state, String hindrance, String at, Integer points, int of) {}

    /** @param slow whether the running program is slow because the machine is emulated; null if not */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Terminal(
            String id, String name, String namespace, boolean busy, String foreground, Boolean slow, boolean ended) {}
}
