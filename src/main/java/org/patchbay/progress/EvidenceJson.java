package org.patchbay.progress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.patchbay.check.verdict.Quote;

/** Stored form of evidence: a JSON array of {@code {"source": …, "text": …}}. */
final class EvidenceJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private EvidenceJson() {}

    static String write(List<Quote> evidence) {
        try {
            return JSON.writeValueAsString(evidence);
        } catch (JsonProcessingException e) {
            // Records of two strings can always be written.
            throw new IllegalStateException(e);
        }
    }

    static List<Quote> read(String stored) {
        try {
            return JSON.readValue(stored, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new ProgressException("Stored evidence can't be read: " + e.getOriginalMessage(), e);
        }
    }
}
