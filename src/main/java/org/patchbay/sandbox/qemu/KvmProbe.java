package org.patchbay.sandbox.qemu;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.patchbay.sandbox.Profile;

/**
 * Determines whether KVM works by running a guest: on some hosts {@code /dev/kvm} opens but guests hang. The result is
 * kept until the host reboots.
 */
final class KvmProbe {
    static final Path DEVICE = Path.of("/dev/kvm");

    private static final Logger LOG = Logger.getLogger(KvmProbe.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LIMIT_SECONDS = 6;
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private final Path data;
    private final ProcessIsolation isolation;

    KvmProbe(Path data, ProcessIsolation isolation) {
        this.data = data;
        this.isolation = isolation;
    }

    Accelerator accelerator(Image image) throws IOException, InterruptedException {
        if (!Files.exists(DEVICE)) {
            return Accelerator.TCG;
        }
        var boot = Files.readString(BOOT_ID).strip();
        var known = known().filter(finding -> finding.boot.equals(boot));
        if (known.isPresent()) {
            return known.get().accelerator;
        }
        var found = new Finding(boot, boots(image) ? Accelerator.KVM : Accelerator.TCG);
        LOG.infof("Machines run under %s", found.accelerator);
        Files.writeString(record(), JSON.writeValueAsString(found));
        return found.accelerator;
    }

    private boolean boots(Image image) throws IOException, InterruptedException {
        var folder = new MachineFolder(data.resolve("kvm-trial"));
        folder.delete();
        var user = isolation.user(0);
        folder = MachineFolder.create(folder.path(), isolation, user);
        try {
            var command = new ArrayList<>(isolation.prefix(user, Accelerator.KVM));
            command.addAll(new CommandLine(Accelerator.KVM, Profile.NET).trial("console"));
            var process =
                    Launcher.launch(folder, Launcher.Files.forTrial(readableKernel(image, folder, user)), command);
            boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly().waitFor();
            return ended && consoleOf(folder).contains("Kernel panic");
        } finally {
            folder.delete();
        }
    }

    private Path readableKernel(Image image, MachineFolder folder, OptionalInt user) throws IOException {
        var kernel = folder.run().resolve("kernel");
        Files.copy(image.kernel(), kernel);
        isolation.give(kernel, user);
        return kernel;
    }

    private static String consoleOf(MachineFolder folder) throws IOException {
        var console = folder.run().resolve("console");
        return Files.exists(console) ? Files.readString(console, StandardCharsets.ISO_8859_1) : "";
    }

    private Optional<Finding> known() throws IOException {
        try {
            return Files.exists(record())
                    ? Optional.of(JSON.readValue(Files.readString(record()), Finding.class))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private Path record() {
        return data.resolve("accelerator.json");
    }

    /** @param boot the host's boot id (random(4)) */
    private record Finding(String boot, Accelerator accelerator) {}
}
