package org.patchbay.web.socket;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.EnumNamingStrategies.KebabCaseStrategy;
import com.fasterxml.jackson.databind.annotation.EnumNaming;
import java.util.List;
import java.util.Map;
import org.patchbay.web.OmitNull;
import org.patchbay.web.topology.Topology;

/**
 * The messages of the events socket to a page, in their JSON form; the socket adds the journal's {@code epoch} and the
 * event's number {@code seq}. All texts are in the socket's language. The page's {@code protocol/messages.ts} is
 * generated from these records and those of {@link PageRequest}.
 */
final class EventMessages {
    private EventMessages() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    sealed interface Message {}

    /**
     * The whole state of a lab. Tasks, questions and predictions are named {@code STEP/ID}.
     *
     * @param earned the tasks that have ever passed, including those that are open again
     * @param shown the points that tasks have earned, or can, whose solution was shown
     * @param shownCounts true if what was shown still earns points
     * @param handIn null where nothing is graded
     * @param edition null but for an author
     */
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
            @OmitNull Showing showing,
            @OmitNull Boolean shownCounts,
            @OmitNull HandIn handIn,
            List<TerminalInfo> terminals,
            List<NoticeMessage> notices,
            @OmitNull Edition edition)
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
    record ShowingMessage(@OmitNull Showing showing) implements Message {}

    @JsonTypeName("hand-in")
    record HandInMessage(HandIn handIn) implements Message {}

    @JsonTypeName("terminals")
    record TerminalsMessage(List<TerminalInfo> terminals) implements Message {}

    /** @param undo whether what it tells of can be undone; null for no */
    @JsonTypeName("notice")
    record NoticeMessage(
            NoticeLevel level, String text, @OmitNull Boolean undo) implements Message {}

    /** @param text of the notice to remove */
    @JsonTypeName("notice-withdrawn")
    record NoticeWithdrawnMessage(String text) implements Message {}

    /** Going back to that step could not be undone, and was not done. */
    @JsonTypeName("unkept")
    record UnkeptMessage(String step) implements Message {}

    @JsonTypeName("edition")
    record EditionMessage(Edition edition) implements Message {}

    /** @param topology null without a machine */
    @JsonTypeName("network")
    record NetworkMessage(@OmitNull Topology topology) implements Message {}

    /**
     * @param numbers of all known journeys, ordered by start
     * @param told those that are new to the page, or changed
     * @param watching null if no watch was requested
     */
    @JsonTypeName("journeys")
    record JourneysMessage(
            List<Long> numbers,
            List<Journey> told,
            @OmitNull Watching watching) implements Message {}

    @JsonTypeName("error")
    record ErrorMessage(String text) implements Message {}

    @EnumNaming(KebabCaseStrategy.class)
    enum Phase {
        WAITING,
        STARTING,
        CONNECTING,
        RECONNECTING,
        RESTORING,
        REWINDING,
        READY,
        LOST,
        ENDING,
        ASLEEP,
        ENDED,
        /** The lab has ended: it can be read, and has no machine. */
        CLOSED,
        FULL,
        FAILED
    }

    /**
     * @param place in the queue, from 1
     * @param of how many are in the queue
     * @param eta seconds until the next phase, or until the end while {@code ENDING}
     */
    record Provisioning(
            Phase phase,
            @OmitNull Integer place,
            @OmitNull Integer of,
            @OmitNull Long eta,
            @OmitNull String message) {}

    @EnumNaming(KebabCaseStrategy.class)
    enum StepStatus {
        LOCKED,
        OPEN,
        DONE
    }

    /**
     * @param index from 0
     * @param questionsFirst true if the tasks are judged once the questions are settled
     * @param html null while the step is locked
     */
    record StepInfo(
            String id,
            int index,
            String title,
            StepStatus state,
            @OmitNull Boolean questionsFirst,
            @OmitNull String html) {}

    @EnumNaming(KebabCaseStrategy.class)
    enum VerdictState {
        OPEN,
        HOLDING,
        PASSED,
        FAILED,
        INCONCLUSIVE,
        REGRESSED
    }

    record Verdict(
            VerdictState state,
            int points,
            @OmitNull String at,
            @OmitNull Diagnosis diagnosis,
            @OmitNull String reason) {}

    /** @param see a command that shows the fault; never the solution */
    record Diagnosis(
            String layer,
            String layerName,
            String about,
            String text,
            List<LayerName> sound,
            List<Quote> evidence,
            @OmitNull String see) {}

    /**
     * A task whose solution is being typed.
     *
     * @param terminal in which something was typed last; null before
     */
    record Showing(String step, String task, @OmitNull String terminal) {}

    /**
     * How a lab's lesson compares with its files.
     *
     * @param outdated whether the course has a newer one
     * @param problems as {@code file:line: message}
     */
    record Edition(boolean outdated, List<String> problems) {}

    record LayerName(String layer, String name) {}

    /**
     * The path of one frame.
     *
     * @param caption the frame's payload, in tcpdump's words
     * @param at when it was first seen
     * @param answer the number of the reply's journey
     */
    record Journey(
            long number,
            String caption,
            String at,
            List<Hop> hops,
            @OmitNull Long answer) {}

    @EnumNaming(KebabCaseStrategy.class)
    enum HopEnd {
        TAKEN,
        DROPPED,
        COPY,
        UNKNOWN
    }

    /**
     * One device that a frame passed.
     *
     * @param device the device's id in the {@link Topology}, while it exists
     * @param name as in tools
     * @param namespace the namespace's name in lessons
     * @param micros since the frame was first seen; may be out of order for a bridge's own device
     * @param shown as tcpdump printed it; null without a capture
     * @param after the index of the previous hop in the journey
     * @param end if no hop follows
     * @param why the reason for that end
     */
    record Hop(
            String device,
            String name,
            String namespace,
            boolean sent,
            long micros,
            String did,
            @OmitNull String shown,
            @OmitNull Integer after,
            @OmitNull HopEnd end,
            @OmitNull String why) {}

    /** A watch of all devices. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
    sealed interface Watching {
        /** @param seconds its total duration */
        @JsonTypeName("now")
        record Now(long seconds) implements Watching {}

        /**
         * @param frames how many were seen, counted at each device
         * @param complete whether none is missing
         */
        @JsonTypeName("done")
        record Done(int frames, boolean complete) implements Watching {}

        @JsonTypeName("failed")
        record Failed() implements Watching {}
    }

    record Quote(String source, String text) {}

    /**
     * @param explanation of the choice
     * @param answer the right choice, once no attempt is left
     * @param answerExplanation of that one
     */
    record Question(
            @OmitNull String chosen,
            @OmitNull Boolean correct,
            int attemptsLeft,
            @OmitNull String explanation,
            @OmitNull String answer,
            @OmitNull String answerExplanation,
            int points) {}

    /** @param seen the experiment's result in the learner's own machine */
    record Prediction(
            @OmitNull String chosen,
            @OmitNull String after,
            @OmitNull String actual,
            @OmitNull List<Quote> seen) {}

    @EnumNaming(KebabCaseStrategy.class)
    enum HandInStatus {
        OPEN,
        JUDGING,
        DONE
    }

    /**
     * @param hindrance why the last attempt failed
     * @param at when it was judged
     * @param points earned
     * @param of the most points
     */
    record HandIn(
            HandInStatus state,
            @OmitNull String hindrance,
            @OmitNull String at,
            @OmitNull Integer points,
            int of) {}

    @EnumNaming(KebabCaseStrategy.class)
    enum NoticeLevel {
        INFO,
        WARNING
    }

    /**
     * @param namespace {@code init}, a namespace's name, or {@code ns:} and its number
     * @param slow true if the running program is slow because the machine is emulated
     */
    record TerminalInfo(
            String id,
            String name,
            String namespace,
            boolean busy,
            @OmitNull String foreground,
            @OmitNull Boolean slow,
            boolean ended) {}
}
