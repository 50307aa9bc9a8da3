package org.patchbay.lesson;

import java.util.LinkedHashMap;
import java.util.Map;
import org.patchbay.check.ArrivesAs;
import org.patchbay.check.Reachable;
import org.patchbay.check.ScriptSucceeds;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Reach;

/** Reads the assertions on what has to be tried out. */
final class TriedAssertions {
    private static final int LAST_PORT = 65_535;
    private static final int LARGEST = 65_507;

    private TriedAssertions() {}

    static Reachable reachable(Fields fields) {
        return new Reachable(
                fields.neededText("address"),
                fields.text("from"),
                fields.word("by", Reach.Kind.class),
                fields.number("port", 1, LAST_PORT),
                fields.text("device"),
                fields.text("source"),
                fields.number("size", 0, LARGEST),
                fields.flag("dont-fragment").orElse(false));
    }

    static ArrivesAs arrivesAs(Fields fields) {
        return new ArrivesAs(
                fields.text("from"),
                fields.neededText("to"),
                fields.word("by", Reach.Kind.class),
                fields.number("port", 1, LAST_PORT),
                fields.neededText("at"),
                fields.text("source"),
                fields.number("source-port", 1, LAST_PORT),
                fields.text("destination"),
                fields.number("destination-port", 1, LAST_PORT));
    }

    static ScriptSucceeds script(Fields fields) {
        return new ScriptSucceeds(
                fields.neededText("run"),
                Fields.word(fields.needed("layer"), Layer.class),
                fields.neededText("about"),
                AssertionReader.of(fields.needed("message"), TriedAssertions::message));
    }

    /** The text in English, and in as many other languages as there are. */
    private static Map<String, String> message(Fields fields) {
        Map<String, String> message = new LinkedHashMap<>();
        message.put(Language.EN.tag(), fields.neededText(Language.EN.tag()));
        for (Language language : Language.values()) {
            fields.text(language.tag()).ifPresent(text -> message.put(language.tag(), text));
        }
        return message;
    }
}
