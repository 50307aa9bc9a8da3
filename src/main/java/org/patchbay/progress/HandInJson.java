package org.patchbay.progress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.patchbay.check.verdict.Diagnosis;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.Verdict;

/** Stored form of a hand-in: verdicts with their evidence or diagnosis, and the recordings' positions. */
final class HandInJson {
    private static final String PASSED = "passed";
    private static final String FAILED = "failed";
    private static final String INCONCLUSIVE = "inconclusive";

    private final ObjectMapper json = new ObjectMapper();

    String outcome(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed _ -> PASSED;
            case Verdict.Failed _ -> FAILED;
            case Verdict.Inconclusive _ -> INCONCLUSIVE;
        };
    }

    String account(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed(List<Quote> evidence) -> write(evidence);
            case Verdict.Failed(Diagnosis diagnosis) -> write(diagnosis);
            case Verdict.Inconclusive(Message reason) -> write(reason);
        };
    }

    Verdict verdict(String outcome, String account) {
        return switch (outcome) {
            case PASSED -> new Verdict.Passed(read(account, new TypeReference<List<Quote>>() {}));
            case FAILED -> new Verdict.Failed(read(account, new TypeReference<Diagnosis>() {}));
            case INCONCLUSIVE -> new Verdict.Inconclusive(read(account, new TypeReference<Message>() {}));
            default -> throw new ProgressException("A stored verdict can't be read: " + outcome, null);
        };
    }

    String recordings(List<RecordedTo> recordings) {
        return write(recordings);
    }

    List<RecordedTo> recordings(String stored) {
        return read(stored, new TypeReference<>() {});
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            // Records of strings, numbers and enums can always be written.
            throw new IllegalStateException(e);
        }
    }

    private <T> T read(String stored, TypeReference<T> type) {
        try {
            return json.readValue(stored, type);
        } catch (JsonProcessingException e) {
            throw new ProgressException("A stored hand-in can't be read: " + e.getOriginalMessage(), e);
        }
    }
}
