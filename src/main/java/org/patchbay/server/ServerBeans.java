package org.patchbay.server;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.patchbay.lab.LabServices;
import org.patchbay.lab.Labs;
import org.patchbay.lab.machine.CheckpointStore;
import org.patchbay.lab.machine.MachineWarmer;
import org.patchbay.lab.machine.ReconnectQueue;
import org.patchbay.lab.machine.Recordings;
import org.patchbay.lesson.LiveCourse;
import org.patchbay.progress.HandInStore;
import org.patchbay.progress.LabStore;
import org.patchbay.progress.ProgressStore;
import org.patchbay.sandbox.AdmissionQueue;
import org.patchbay.sandbox.IdleTimers;
import org.patchbay.sandbox.Pool;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.SandboxException;
import org.patchbay.sandbox.SandboxSettings;
import org.patchbay.sandbox.Scheduler;
import org.patchbay.sandbox.SystemScheduler;
import org.patchbay.sandbox.qemu.QemuEngine;
import org.patchbay.sandbox.qemu.QemuSettings;
import org.patchbay.ssh.UserKeys;
import org.patchbay.web.ServerSettings;

/** Wires the server's services: each gets its dependencies through its constructor. */
final class ServerBeans {
    private static final Duration PAGE_COMES_UP = Duration.ofSeconds(2);
    /** Reconnecting takes processor time on both sides, so more at once would not be faster. */
    private static final int RECONNECTS_PER_PROCESSOR = 2;

    @Produces
    @Singleton
    Scheduler scheduler() {
        return new SystemScheduler();
    }

    @Produces
    @Singleton
    SandboxSettings limits(MachineSettings settings) throws IOException {
        return settings.limits().over(SandboxSettings.forMachine(availableMiB()));
    }

    @Produces
    @Singleton
    QemuEngine engine(MachineSettings machines, ServerSettings server) throws SandboxException, InterruptedException {
        return new QemuEngine(new QemuSettings(Path.of(machines.image()), server.data(), UserKeys::in));
    }

    /** Releases the data folder for the next server, however the application ends. */
    void letGo(@Disposes QemuEngine engine) {
        engine.close();
    }

    @Produces
    @Singleton
    MachineWarmer warmer() {
        return new MachineWarmer();
    }

    @Produces
    @Singleton
    Pool pool(QemuEngine engine, MachineWarmer warmer, SandboxSettings limits) {
        return new Pool(engine, Profile.NET, warmer, limits, PAGE_COMES_UP);
    }

    /** Takes over earlier machines before the first request. */
    @Startup
    @Produces
    @Singleton
    Labs labs(
            Pool pool,
            MachineWarmer warmer,
            SandboxSettings limits,
            Scheduler scheduler,
            LabStore labs,
            ProgressStore progress,
            HandInStore handIns,
            LiveCourse course,
            ServerSettings settings,
            MachineSettings machines) {
        LabServices services = new LabServices(
                pool,
                warmer,
                new AdmissionQueue(limits, scheduler),
                new IdleTimers(limits, scheduler),
                labs,
                progress,
                handIns,
                new CheckpointStore(
                        pool,
                        settings.data().resolve("checkpoints"),
                        machines.limits().keptMib().orElse(CheckpointStore.USUAL_QUOTA_MIB)),
                new ReconnectQueue(
                        RECONNECTS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors()),
                machines.limits().recordedMib().orElse(Recordings.USUAL_MIB) * 1024L * 1024,
                scheduler);
        Labs made =
                new Labs(services, course, settings.author(), settings.data().resolve("labs"));
        made.resume();
        return made;
    }

    /** {@code MemAvailable} of proc_meminfo(5). */
    private static int availableMiB() throws IOException {
        return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                .filter(line -> line.startsWith("MemAvailable:"))
                .mapToInt(line -> Integer.parseInt(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(4096);
    }
}
