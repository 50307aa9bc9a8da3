package org.patchbay.lab.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.terminal.Marker;

class RecordingMarkerTest {
    private static final TaskKey TASK = new TaskKey("10-create", "pair");

    @ParameterizedTest
    @EnumSource(RecordingMarker.Result.class)
    void aVerdictIsReadAsItWasWritten(RecordingMarker.Result outcome) {
        assertThat(read(MarkerText.judged(outcome, TASK))).isEqualTo(new RecordingMarker.Judged(outcome, TASK));
    }

    @Test
    void otherMarkersAreReadBack() {
        assertThat(read(MarkerText.shown(TASK))).isEqualTo(new RecordingMarker.Shown(TASK));
        assertThat(read(MarkerText.atStep("20-up"))).isEqualTo(new RecordingMarker.AtStep("20-up"));
        assertThat(read(MarkerText.backAt("20-up"))).isEqualTo(new RecordingMarker.BackAt("20-up"));
        assertThat(read(MarkerText.slept())).isEqualTo(new RecordingMarker.Slept());
        assertThat(read("4711 bytes lost")).isEqualTo(new RecordingMarker.Lost(4711));
    }

    @Test
    void aCommandIsNoVerdictWhateverItPrints() {
        assertThat(read("$ passed 10-create/pair")).isEqualTo(new RecordingMarker.Command("passed 10-create/pair"));
        assertThat(read("$ step 20-up")).isEqualTo(new RecordingMarker.Command("step 20-up"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "passed", "passed a", "passed a/b/c", "step ", "99999999999999999999 bytes lost", "中文"})
    void anythingElseIsShownUnchanged(String label) {
        assertThat(read(label)).isEqualTo(new RecordingMarker.Other(label));
    }

    private static RecordingMarker read(String label) {
        return RecordingMarker.of(new Marker(0, label));
    }
}
