package org.patchbay.web.socket;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/** What a page asks of a lab over the events socket. A component that the page left out is null. */
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
    /** The first frame: what the page saw last. */
    @JsonTypeName("hello")
    record Hello(String epoch, long seq) implements Request {}

    @JsonTypeName("answer")
    record Answer(String step, String question, String choice) implements Request {}

    @JsonTypeName("predict")
    record Predict(String step, String prediction, String choice) implements Request {}

    @JsonTypeName("hint")
    record Hint(String step, String task) implements Request {}

    /** Back to where that step was entered. */
    @JsonTypeName("rewind")
    record Rewind(String step) implements Request {}

    /** What is still to be done in that step is to be solved before the learner's eyes. */
    @JsonTypeName("show")
    record Show(String step) implements Request {}

    /** Nothing more of it is to be typed. */
    @JsonTypeName("end-show")
    record EndShow() implements Request {}

    /** The page shows this step from now on. */
    @JsonTypeName("view")
    record View(String step) implements Request {}

    /** The learner goes on from a step that only asks to be read. */
    @JsonTypeName("go-on")
    record GoOn(String step) implements Request {}

    /** Graded work is to be judged now, once. */
    @JsonTypeName("hand-in")
    record HandIn() implements Request {}

    /** @param op {@code open}, {@code close} or {@code rename} */
    @JsonTypeName("terminal")
    record TerminalRequest(String op, String id, String name) implements Request {}

    /** @param shown whether the page shows the network's picture, and is to be told how it changes */
    @JsonTypeName("network")
    record Network(boolean shown) implements Request {}

    /** All devices are to be watched for a while. */
    @JsonTypeName("watch")
    record Watch() implements Request {}

    /** Enough was seen of them. */
    @JsonTypeName("end-watch")
    record EndWatch() implements Request {}

    @JsonTypeName("start")
    record Start() implements Request {}

    @JsonTypeName("stay")
    record Stay() implements Request {}
}
