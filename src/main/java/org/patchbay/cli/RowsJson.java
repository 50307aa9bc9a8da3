package org.patchbay.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.patchbay.observe.parse.Parsed;
import org.patchbay.observe.parse.Row;
import org.patchbay.observe.parse.Tool;

/** Writes parsed output of a tool as JSON, one row per line. */
final class RowsJson {
    private final JsonGenerator json;

    private RowsJson(JsonGenerator json) {
        this.json = json;
    }

    /** Writes the rows and a newline in UTF-8. The stream stays open. */
    static void write(Tool tool, Parsed<? extends Row> parsed, OutputStream out) throws IOException {
        JsonFactory factory = new JsonFactoryBuilder()
                .rootValueSeparator("")
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build();
        try (JsonGenerator json = factory.createGenerator(out)) {
            RowsJson rows = new RowsJson(json);
            if (tool.single()) {
                rows.value(parsed.rows().getLast().columns());
            } else {
                rows.array(parsed.rows());
            }
            json.writeRaw('\n');
        }
    }

    private void array(List<? extends Row> rows) throws IOException {
        json.writeRaw('[');
        String before = "\n";
        for (Row row : rows) {
            json.writeRaw(before);
            value(row.columns());
            before = ",\n";
        }
        json.writeRaw(rows.isEmpty() ? "]" : "\n]");
    }

    /** Writes a value of {@link Row#columns()}. */
    private void value(Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case String text -> json.writeString(text);
            case Boolean truth -> json.writeBoolean(truth);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case BigInteger number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case List<?> list -> {
                json.writeStartArray();
                for (Object one : list) {
                    value(one);
                }
                json.writeEndArray();
            }
            case Map<?, ?> map -> {
                json.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    json.writeFieldName(entry.getKey().toString());
                    value(entry.getValue());
                }
                json.writeEndObject();
            }
            default -> throw new IllegalStateException("a column holds " + value.getClass());
        }
    }
}
