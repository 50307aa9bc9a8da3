package org.patchbay.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.patchbay.author.AuthoringException;
import org.patchbay.author.LessonTrials;
import org.patchbay.author.Tally;
import org.patchbay.author.TrialOutcome;
import org.patchbay.lab.trial.Trials;
import org.patchbay.lesson.BoundLesson;
import org.patchbay.sandbox.FileTree;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.SandboxException;
import org.patchbay.sandbox.SystemScheduler;
import org.patchbay.sandbox.qemu.CodeCache;
import org.patchbay.sandbox.qemu.QemuEngine;
import org.patchbay.sandbox.qemu.QemuSettings;
import org.patchbay.ssh.UserKeys;

/**
 * Runs trials of lessons in machines, without a server.
 *
 * @param image the folder of the VM image
 * @param data a folder for machines that no server uses
 */
public record TrialHost(Path image, Path data) {
    /**
     * Tries lessons. All machines are ended before it returns, and when the process is stopped.
     *
     * @param told called for each finished trial, one at a time
     * @throws AuthoringException if there can be no machines
     */
    public Tally run(List<BoundLesson> lessons, LessonTrials.Scope scope, Consumer<TrialOutcome> told)
            throws AuthoringException, InterruptedException {
        try (QemuEngine engine = new QemuEngine(new QemuSettings(image, data, UserKeys::in, CodeCache.AMPLE));
                SystemScheduler scheduler = new SystemScheduler()) {
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(engine::endAll));
            for (Profile profile : profiles(lessons)) {
                engine.prepare(
                        profile,
                        new ConsoleTemplateProgress(profile, System.err, ConsoleTemplateProgress.onTerminal()));
            }
            Path folder = Files.createTempDirectory(data, "trials");
            try {
                return new LessonTrials(new Trials(engine, folder, scheduler), scope).run(lessons, told);
            } finally {
                engine.endAll();
                FileTree.delete(folder);
            }
        } catch (SandboxException | IOException e) {
            throw new AuthoringException(e.getMessage(), e);
        }
    }

    private static Set<Profile> profiles(List<BoundLesson> lessons) {
        return lessons.stream().map(lesson -> Profile.of(lesson.profile())).collect(Collectors.toSet());
    }
}
