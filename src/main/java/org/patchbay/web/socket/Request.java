package org.patchbay.web.socket;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/** A page's request on the events socket. Missing components are null. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(Request.Hello.class),
    @JsonSubTypes.Type(Request.Answer.class),
    @JsonSubTypes.Type(Request.Predict.class),
    @JsonSubTypes.Type(Request.Hint.class),
    @JsonSubTypes.Type(Request.View.class),
    @JsonSubTypes.Type(Request.GoOn.class),
    @JsonSubTypes.Type(Request.HandIn.class),
    @JsonSubTypes.Type(Request.Rewind.class),
    @JsonSubTypes.Type(Request.Show.class),
    @JsonSubTypes.Type(Request.EndShow.class),
    @JsonSubTypes.Type(Request.TerminalRequest.class),
    @JsonSubTypes.Type(Request.Network.class),
    @JsonSubTypes.Type(Request.Watch.class),
    @JsonSubTypes.Type(Request.EndWatch.class),
    @JsonSubTypes.Type(Request.Start.class),
    @JsonSubTypes.Type(Request.Stay.class)
})
sealed interface Request {
    /** The first frame: the last event that the page has. */
    @JsonTypeName("hello")
    record Hello(String epoch, long seq) implements Request {}

    @JsonTypeName("answer")
    record Answer(String step, String question, String choice) implements Request {}

    @JsonTypeName("predict")
    record Predict(String step, String prediction, String choice) implements Request {}

    @JsonTypeName("hint")
    record Hint(String step, String task) implements Request {}

    /** Rewinds to the state in which that step was entered. */
    @JsonTypeName("rewind")
    record Rewind(String step) implements Request {}

    /** Starts the playback of a step's solutions. */
    @JsonTypeName("show")
    record Show(String step) implements Request {}

    /** Stops the playback. */
    @JsonTypeName("end-show")
    record EndShow() implements Request {}

    /** The page shows this step from now on. */
    @JsonTypeName("view")
    record View(String step) implements Request {}

    /** Completes a step that has only text. */
    @JsonTypeName("go-on")
    record GoOn(String step) implements Request {}

    /** Hands in graded work. */
    @JsonTypeName("hand-in")
    record HandIn() implements Request {}

    /** @param op {@code open}, {@code close} or {@code rename} */
    @JsonTypeName("terminal")
    record TerminalRequest(String op, String id, String name) implements Request {}

    /** @param shown whether the page shows the network picture, and needs its updates */
    @JsonTypeName("network")
    record Network(boolean shown) implements Request {}

    /** Starts a watch of all devices. */
    @JsonTypeName("watch")
    record Watch() implements Request {}

    /** Stops the watch. */
    @JsonTypeName("end-watch")
    record EndWatch() implements Request {}

    @JsonTypeName("start")
    record Start() implements Request {}

    @JsonTypeName("stay")
    record Stay() implements Request {}
}
