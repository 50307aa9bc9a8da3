package org.patchbay.web.socket;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.EnumNamingStrategies.KebabCaseStrategy;
import com.fasterxml.jackson.databind.annotation.EnumNaming;
import org.patchbay.web.OmitNull;

/** A page's request on the events socket. Missing components are null. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(PageRequest.Hello.class),
    @JsonSubTypes.Type(PageRequest.Answer.class),
    @JsonSubTypes.Type(PageRequest.Predict.class),
    @JsonSubTypes.Type(PageRequest.Hint.class),
    @JsonSubTypes.Type(PageRequest.View.class),
    @JsonSubTypes.Type(PageRequest.GoOn.class),
    @JsonSubTypes.Type(PageRequest.HandIn.class),
    @JsonSubTypes.Type(PageRequest.Rewind.class),
    @JsonSubTypes.Type(PageRequest.Undo.class),
    @JsonSubTypes.Type(PageRequest.Show.class),
    @JsonSubTypes.Type(PageRequest.EndShow.class),
    @JsonSubTypes.Type(PageRequest.TerminalRequest.class),
    @JsonSubTypes.Type(PageRequest.Network.class),
    @JsonSubTypes.Type(PageRequest.Watch.class),
    @JsonSubTypes.Type(PageRequest.EndWatch.class),
    @JsonSubTypes.Type(PageRequest.Start.class),
    @JsonSubTypes.Type(PageRequest.Stay.class)
})
sealed interface PageRequest {
    /** The first message: the last event that the page has. */
    @JsonTypeName("hello")
    record Hello(@OmitNull String epoch, long seq) implements PageRequest {}

    @JsonTypeName("answer")
    record Answer(String step, String question, String choice) implements PageRequest {}

    @JsonTypeName("predict")
    record Predict(String step, String prediction, String choice) implements PageRequest {}

    @JsonTypeName("hint")
    record Hint(String step, String task) implements PageRequest {}

    /**
     * Rewinds to the state in which that step was entered.
     *
     * @param undoable whether to do so only if it can be undone
     */
    @JsonTypeName("rewind")
    record Rewind(String step, boolean undoable) implements PageRequest {}

    /** Brings back what was left by the last rewind. */
    @JsonTypeName("undo")
    record Undo() implements PageRequest {}

    /** Starts the playback of a step's solutions. */
    @JsonTypeName("show")
    record Show(String step) implements PageRequest {}

    /** Stops the playback. */
    @JsonTypeName("end-show")
    record EndShow() implements PageRequest {}

    /** The page shows this step from now on. */
    @JsonTypeName("view")
    record View(String step) implements PageRequest {}

    /** Completes a step that has only text. */
    @JsonTypeName("go-on")
    record GoOn(String step) implements PageRequest {}

    /** Hands in graded work. */
    @JsonTypeName("hand-in")
    record HandIn() implements PageRequest {}

    @EnumNaming(KebabCaseStrategy.class)
    enum TerminalOperation {
        OPEN,
        CLOSE,
        RENAME
    }

    /**
     * @param id of the terminal to close or rename
     * @param name the new one
     */
    @JsonTypeName("terminal")
    record TerminalRequest(
            TerminalOperation op,
            @OmitNull String id,
            @OmitNull String name) implements PageRequest {}

    /** @param shown whether the page shows the network picture, and needs its updates */
    @JsonTypeName("network")
    record Network(boolean shown) implements PageRequest {}

    /** Starts a watch of all devices. */
    @JsonTypeName("watch")
    record Watch() implements PageRequest {}

    /** Stops the watch. */
    @JsonTypeName("end-watch")
    record EndWatch() implements PageRequest {}

    @JsonTypeName("start")
    record Start() implements PageRequest {}

    @JsonTypeName("stay")
    record Stay() implements PageRequest {}
}
