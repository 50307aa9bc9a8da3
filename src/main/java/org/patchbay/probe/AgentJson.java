package org.patchbay.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;

/**
 * Converts the agent's JSON to records: members are named like components, an optional one may be absent, any other
 * missing member is an error, unknown ones are ignored. Thread-safe.
 */
final class AgentJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** @throws ProbeException if the line is no JSON object */
    JsonNode parse(byte[] line) throws ProbeException {
        try {
            JsonNode message = MAPPER.readTree(line);
            if (!message.isObject()) {
                throw new ProbeException(
                        "The machine's agent sent " + message.getNodeType() + " in place of an object.");
            }
            return message;
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /** @throws ProbeException if the JSON does not match the record */
    <T> T as(Class<T> shape, JsonNode json) throws ProbeException {
        try {
            T value = MAPPER.treeToValue(json, shape);
            if (value == null) {
                throw new ProbeException("The machine's agent sent no " + shape.getSimpleName() + ".");
            }
            return value;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw malformed(e);
        }
    }

    byte[] request(Object request) {
        try {
            return MAPPER.writeValueAsBytes(request);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a request is a record of plain values", e);
        }
    }

    private static ProbeException malformed(Exception cause) {
        return cause instanceof ProbeException already
                ? already
                : new ProbeException("The machine's agent sent an invalid message: " + cause.getMessage(), cause);
    }
}
