package org.patchbay.sandbox.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.sandbox.SandboxException;

class ImageTest {
    @TempDir
    private Path folder;

    private void image(String... files) throws Exception {
        for (String file : files) {
            Files.writeString(folder.resolve(file), "x");
        }
    }

    @Test
    void serverAndAgentSpeakTheSameVersion() throws Exception {
        assertThat(Files.readString(Path.of("vm-image/agent/PROTOCOL")).strip()).isEqualTo(Image.PROTOCOL);

        image("base.img", "vmlinuz", "initrd.img", "digest");
        Files.writeString(folder.resolve("protocol"), Image.PROTOCOL + "\n");
        assertThat(Image.in(folder).digest()).isEqualTo("x");
    }

    @Test
    void anImageOfAnotherVersionIsRefusedInOneSentence() throws Exception {
        image("base.img", "vmlinuz", "initrd.img", "digest");
        Files.writeString(folder.resolve("protocol"), "999\n");
        assertThatThrownBy(() -> Image.in(folder))
                .isInstanceOf(SandboxException.class)
                .hasMessage("The VM image in " + folder
                        + " is of another version than this server: its agent speaks version"
                        + " '999', the server version " + Image.PROTOCOL
                        + "; rebuild the image with vm-image/build, or start with ./patchbay serve");

        Files.delete(folder.resolve("protocol"));
        assertThatThrownBy(() -> Image.in(folder))
                .hasMessageContaining("a version that it does not name")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aPartThatIsMissingIsNamed() throws Exception {
        image("base.img", "vmlinuz", "digest", "protocol");
        assertThatThrownBy(() -> Image.in(folder))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining(folder.resolve("initrd.img").toString());
    }
}
