package org.patchbay.cli;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.patchbay.check.verdict.Diagnosis;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.check.verdict.Wording;
import org.patchbay.lesson.Task;

/** Writes verdicts as JSON, one task per line, with the keys of a lab's events. */
record VerdictJson(Wording wording) {
    /** Writes an array and a newline. */
    String array(Map<Task, Verdict> verdicts) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json =
                new JsonFactoryBuilder().rootValueSeparator("").build().createGenerator(text)) {
            json.writeRaw('[');
            String before = "\n";
            for (Map.Entry<Task, Verdict> one : verdicts.entrySet()) {
                json.writeRaw(before);
                task(json, one.getKey(), one.getValue());
                before = ",\n";
            }
            json.writeRaw(verdicts.isEmpty() ? "]\n" : "\n]\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private void task(JsonGenerator json, Task task, Verdict verdict) throws IOException {
        json.writeStartObject();
        json.writeStringField("task", task.id());
        json.writeNumberField("points", task.points());
        switch (verdict) {
            case Verdict.Passed(List<Quote> evidence) -> {
                json.writeStringField("state", "passed");
                quotes(json, evidence);
            }
            case Verdict.Failed(Diagnosis diagnosis) -> {
                json.writeStringField("state", "failed");
                json.writeFieldName("diagnosis");
                diagnosis(json, diagnosis);
            }
            case Verdict.Inconclusive inconclusive -> {
                json.writeStringField("state", "inconclusive");
                json.writeStringField("reason", wording.of(inconclusive.reason()));
            }
        }
        json.writeEndObject();
    }

    private void diagnosis(JsonGenerator json, Diagnosis diagnosis) throws IOException {
        json.writeStartObject();
        json.writeStringField("layer", name(diagnosis.layer()));
        json.writeStringField("layerName", wording.of(diagnosis.layer()));
        json.writeStringField("about", diagnosis.about());
        json.writeStringField("text", wording.of(diagnosis.sentence()));
        json.writeArrayFieldStart("sound");
        for (Layer layer : diagnosis.sound()) {
            json.writeString(name(layer));
        }
        json.writeEndArray();
        quotes(json, diagnosis.evidence());
        if (!diagnosis.see().isEmpty()) {
            json.writeStringField("see", diagnosis.see());
        }
        json.writeEndObject();
    }

    private static void quotes(JsonGenerator json, List<Quote> evidence) throws IOException {
        json.writeArrayFieldStart("evidence");
        for (Quote quote : evidence) {
            json.writeStartObject();
            json.writeStringField("source", quote.source());
            json.writeStringField("text", quote.text());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static String name(Layer layer) {
        return layer.name().toLowerCase(Locale.ROOT);
    }
}
