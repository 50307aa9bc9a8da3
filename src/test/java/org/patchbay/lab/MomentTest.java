package org.patchbay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.terminal.Marker;

class MomentTest {
    private static final TaskKey TASK = new TaskKey("10-create", "pair");

    @ParameterizedTest
    @EnumSource(Moment.Outcome.class)
    void aVerdictIsReadAsItWasWritten(Moment.Outcome outcome) {
        assertThat(read(MomentText.judged(outcome, TASK))).isEqualTo(new Moment.Judged(outcome, TASK));
    }

    @Test
    void soAreTheOthers() {
        assertThat(read(MomentText.shown(TASK))).isEqualTo(new Moment.Shown(TASK));
        assertThat(read(MomentText.atStep("20-up"))).isEqualTo(new Moment.AtStep("20-up"));
        assertThat(read(MomentText.backAt("20-up"))).isEqualTo(new Moment.BackAt("20-up"));
        assertThat(read(MomentText.slept())).isEqualTo(new Moment.Slept());
        assertThat(read("4711 bytes lost")).isEqualTo(new Moment.Lost(4711));
    }

    @Test
    void aCommandIsNoVerdictWhateverItSays() {
        assertThat(read("$ passed 10-create/pair")).isEqualTo(new Moment.Command("passed 10-create/pair"));
        assertThat(read("$ step 20-up")).isEqualTo(new Moment.Command("step 20-up"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "passed", "passed a", "passed a/b/c", "step ", "99999999999999999999 bytes lost", "中文"})
    void anythingElseIsShownAsItStands(String label) {
        assertThat(read(label)).isEqualTo(new Moment.Other(label));
    }

    private static Moment read(String label) {
        return Moment.of(new Marker(0, label));
    }
}
