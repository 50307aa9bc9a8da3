package org.patchbay.web.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void aRequestIsUnderstood() throws JsonProcessingException {
        assertThat(json.readValue("{\"type\":\"hint\",\"step\":\"10-create\",\"task\":\"pair\"}", Request.class))
                .isEqualTo(new Request.Hint("10-create", "pair"));
        assertThat(json.readValue("{\"type\":\"hello\",\"epoch\":null,\"seq\":0}", Request.class))
                .isEqualTo(new Request.Hello(null, 0));
        assertThat(json.readValue("{\"type\":\"view\",\"step\":\"20-up\"}", Request.class))
                .isEqualTo(new Request.View("20-up"));
    }

    @Test
    void missingComponentsAreNull() throws JsonProcessingException {
        assertThat(json.readValue("{\"type\":\"answer\"}", Request.class))
                .isEqualTo(new Request.Answer(null, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "[]",
                "{}",
                "7",
                "{\"type\":\"sudo\"}",
                "{\"type\":\"org.patchbay.web.socket.Request$Stay\"}",
                "{\"type\":[\"stay\"]}",
                "{\"type\":\"hello\",\"seq\":\"many\"}",
                "{\"type\":\"hello\",\"seq\":99999999999999999999}",
                "{\"type\":\"hint\",\"step\":{\"a\":1}}"
            })
    void rubbishIsRefusedAsSuch(String text) {
        assertThatThrownBy(() -> json.readValue(text, Request.class)).isInstanceOf(JsonProcessingException.class);
    }
}
