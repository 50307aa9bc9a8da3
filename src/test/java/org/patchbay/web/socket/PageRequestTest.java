package org.patchbay.web.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageRequestTest {
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void aRequestIsUnderstood() throws JsonProcessingException {
        assertThat(json.readValue("{\"type\":\"hint\",\"step\":\"10-create\",\"task\":\"pair\"}", PageRequest.class))
                .isEqualTo(new PageRequest.Hint("10-create", "pair"));
        assertThat(json.readValue("{\"type\":\"hello\",\"epoch\":null,\"seq\":0}", PageRequest.class))
                .isEqualTo(new PageRequest.Hello(null, 0));
        assertThat(json.readValue("{\"type\":\"view\",\"step\":\"20-up\"}", PageRequest.class))
                .isEqualTo(new PageRequest.View("20-up"));
    }

    @Test
    void missingComponentsAreNull() throws JsonProcessingException {
        assertThat(json.readValue("{\"type\":\"answer\"}", PageRequest.class))
                .isEqualTo(new PageRequest.Answer(null, null, null));
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
                "{\"type\":\"org.patchbay.web.socket.PageRequest$Stay\"}",
                "{\"type\":[\"stay\"]}",
                "{\"type\":\"hello\",\"seq\":\"many\"}",
                "{\"type\":\"hello\",\"seq\":99999999999999999999}",
                "{\"type\":\"hint\",\"step\":{\"a\":1}}"
            })
    void rubbishIsRefusedAsSuch(String text) {
        assertThatThrownBy(() -> json.readValue(text, PageRequest.class)).isInstanceOf(JsonProcessingException.class);
    }
}
