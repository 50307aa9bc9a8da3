package org.patchbay.sandbox.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patchbay.sandbox.Profile;

class CommandLineTest {
    private final CommandLine line = new CommandLine(Accelerator.TCG, Profile.NET);
    private final List<String> template = line.template("quiet", "console", OptionalInt.empty());
    private final List<String> clone = line.clone("lab-7k2m4", 2222, CodeCache.FRUGAL);

    @Test
    void aCloneHasTheDevicesOfItsTemplate() {
        for (var option : new String[] {"-machine", "-cpu", "-m", "-device", "-serial", "-accel"}) {
            assertThat(values(clone, option)).as(option).isEqualTo(values(template, option));
        }
        assertThat(values(clone, "-device"))
                .satisfiesExactly(
                        disk -> assertThat(disk).startsWith("virtio-blk-pci,"),
                        card -> assertThat(card).startsWith("virtio-net-pci,"));
        assertThat(clone).contains("-nodefaults", "-no-user-config", "-no-reboot");
    }

    @Test
    void onlyTheTemplateWritesToItsMemory() {
        assertThat(values(template, "-object")).singleElement().asString().contains("share=on");
        assertThat(values(clone, "-object")).singleElement().asString().contains("share=off");
    }

    @Test
    void theOnlyWayInIsOnTheLoopbackAndThereIsNoneOut() {
        assertThat(values(clone, "-netdev"))
                .containsExactly("user,id=net,restrict=on,ipv6=off,hostfwd=tcp:127.0.0.1:2222-10.0.2.15:22");
        assertThat(values(template, "-netdev")).containsExactly("user,id=net,restrict=on,ipv6=off");
    }

    @Test
    void qemuMayNeitherSpawnNorGainRights() {
        for (var command : List.of(template, clone)) {
            assertThat(values(command, "-sandbox"))
                    .containsExactly("on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny");
        }
    }

    @ParameterizedTest
    @EnumSource
    void translatedCodeIsBounded(Profile profile) {
        var command = new CommandLine(Accelerator.TCG, profile).clone("lab-7k2m4", 2222, CodeCache.FRUGAL);
        assertThat(values(command, "-accel")).singleElement().asString().matches("tcg,tb-size=[1-9][0-9]{1,2}");
    }

    private static List<String> values(List<String> command, String option) {
        return IntStream.range(0, command.size() - 1)
                .filter(i -> command.get(i).equals(option))
                .mapToObj(i -> command.get(i + 1))
                .toList();
    }
}
