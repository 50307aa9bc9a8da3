package org.patchbay.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Reads one value out of a JSON text. */
final class Json {
    private Json() {}

    static long number(String json, String key) {
        try {
            return new ObjectMapper().readTree(json).path(key).asLong();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
