package org.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.patchbay.lab.event.Provisioning;
import org.patchbay.lesson.Language;
import org.patchbay.running.Consoles;
import org.patchbay.running.EventsClient;
import org.patchbay.running.LearnerClient;
import org.patchbay.running.RunningServer;

/** Every state of a lab's machine is accessible on the page: in both languages and themes, wide and narrow. */
@Tag("browser")
@Tag("vm")
@ExtendWith(Consoles.class)
final class LabTroublesIT {
    private static final Path FOLDER = Path.of("target/running/troubles");
    private static final Path PICTURES = Path.of("target/browser/troubles");
    private static final String LESSON = "20-veth-pair";
    private static final String[] CROWDED = {
        "patchbay.limits.machines=1",
        "patchbay.limits.queue-length=1",
        "patchbay.limits.spare-machines=0",
        "patchbay.limits.kept-mib=32"
    };
    private static final String[] IMPATIENT = {
        "patchbay.limits.machines=1",
        "patchbay.limits.spare-machines=0",
        "patchbay.limits.idle=25S",
        "patchbay.limits.warning=9S",
        "patchbay.limits.kept-mib=32"
    };

    private final Set<String> seen = new HashSet<>();

    @Test
    void everyStateOfAMachineIsShownToEverybody() throws Exception {
        try (Chromium chromium = Chromium.launch()) {
            try {
                OnTwoScreens learner = OnTwoScreens.of(chromium);
                RunningServer first = RunningServer.start(FOLDER, CROWDED);
                try {
                    crowded(first, learner, OnTwoScreens.of(chromium));
                    rewound(first, learner);
                    lost(first, learner);
                    first.terminate();
                } catch (Exception | AssertionError e) {
                    chromium.picture(PICTURES);
                    first.kill();
                    first.folder().machines().forEach(ProcessHandle::destroyForcibly);
                    throw e;
                }
                learner.sound(".connection");
                ProcessHandle machine = first.folder().labMachines().getFirst();
                signal("STOP", machine);
                try (RunningServer second = RunningServer.start(FOLDER, IMPATIENT)) {
                    reconnected(second, machine, learner);
                    neglected(second, learner);
                    failed(second, learner);
                    gone(learner);
                }
                assertThat(seen).isEqualTo(all());
                assertThat(chromium.complaints()).isEmpty();
            } catch (RuntimeException | AssertionError e) {
                chromium.picture(PICTURES);
                throw e;
            }
        }
    }

    /** All places are in use: first a learner waits, then the queue is full, then a place is free. */
    private void crowded(RunningServer server, OnTwoScreens learner, OnTwoScreens late) throws Exception {
        String url = server.address().toString();
        try (LearnerClient occupant = new LearnerClient(server.address())) {
            String lab = occupant.begin(LESSON);
            EventsClient events = occupant.events(lab);
            events.awaitPhase("ready");
            learner.begin(url, LESSON);
            learner.at(1);
            says(learner, "waiting");
            late.begin(url, LESSON);
            late.at(1);
            says(late, "full");
            late.navigate(url);
            learner.upTo("starting");
            occupant.end(lab);
            says(learner, "starting");
            learner.upTo("connecting");
            says(learner, "connecting");
            learner.goOn();
        }
        new LabOnScreen(learner.wide()).awaitFirstPrompt();
        seen.add("ready");
    }

    private void rewound(RunningServer server, OnTwoScreens learner) throws Exception {
        LabOnScreen lab = new LabOnScreen(learner.wide());
        lab.type("ip link add veth0 type veth peer name veth1");
        lab.awaitTask("pair", "passed");
        server.awaitLog(" at step 20-up: ");
        // Too much to be kept: going back can't be undone, and is asked about.
        lab.type("head -c 40M /dev/urandom > /dev/shm/much");
        lab.awaitPrompt();
        learner.at(0).click(".step-foot .button.first").awaits("[data-step='20-up']");
        learner.click("[data-rewind]").sound("dialog.asking[open]");
        learner.narrow().keyboard().press("Escape");
        learner.upTo("rewinding");
        learner.wide().locator("dialog[data-rewinding] [data-yes]").click();
        learner.at(1);
        says(learner, "rewinding");
        learner.goOn().sound(".notice").click(".notice .quiet");
        lab.awaitPrompt();
    }

    private void lost(RunningServer server, OnTwoScreens learner) {
        ProcessHandle machine = server.folder().labMachines().getFirst();
        learner.upTo("lost");
        machine.destroyForcibly();
        says(learner, "lost");
        learner.upTo("restoring");
        says(learner, "restoring");
        learner.goOn().sound(".notice");
        new LabOnScreen(learner.wide()).awaitPrompt();
    }

    /** At another server, while the machine runs and does not answer. */
    private void reconnected(RunningServer server, ProcessHandle machine, OnTwoScreens learner) throws Exception {
        learner.navigate(server.address()
                .resolve(URI.create(learner.wide().url()).getPath())
                .toString());
        learner.upTo("ending").at(1);
        says(learner, "reconnecting");
        signal("CONT", machine);
    }

    private static void signal(String name, ProcessHandle process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** The machine is idle twice; the second time it has become too large to be saved. */
    private void neglected(RunningServer server, OnTwoScreens learner) throws Exception {
        LabOnScreen lab = new LabOnScreen(learner.wide());
        says(learner, "ending");
        learner.upTo("asleep");
        says(learner, "asleep");
        // Also beside the lesson on a narrow page.
        learner.at(0);
        PlaywrightAssertions.assertThat(learner.narrow().locator("pb-lab > pb-provisioning .banner"))
                .isVisible();
        Accessibility.assertSound(learner.narrow(), Language.ZH);
        learner.at(1);
        // The pages hear of no end before all has been looked at.
        learner.upTo("ending");
        learner.wide().locator(".machine-area .banner button").click();
        lab.type("head -c 40M /dev/urandom > /dev/shm/much");
        ProcessHandle machine = server.folder().labMachines().getFirst();
        learner.sound(".notice").click(".notice .quiet");
        learner.goOn();
        says(learner, "ended");
        machine.onExit().get(4, TimeUnit.MINUTES);
    }

    /** Where machines keep what they need there is no room for them; then there is again. */
    private void failed(RunningServer server, OnTwoScreens learner) throws IOException {
        Path machines = server.folder().path().resolve("data/sandboxes");
        Path away = machines.resolveSibling("away");
        Files.move(machines, away);
        Files.createFile(machines);
        learner.wide().locator(".machine-area .banner button").click();
        says(learner, "failed");
        Files.delete(machines);
        Files.move(away, machines);
        learner.wide().locator(".machine-area .banner button").click();
        new LabOnScreen(learner.wide()).awaitPrompt();
    }

    /** Ended by its learner on a page elsewhere. */
    private static void gone(OnTwoScreens learner) {
        Page wide = learner.wide();
        wide.request().post(wide.url() + "/end");
        learner.sound(".connection[role=alert]");
        PlaywrightAssertions.assertThat(wide.locator(".banner")).hasCount(0);
    }

    private void says(OnTwoScreens learner, String phase) {
        learner.sound(".machine-area [data-phase='" + phase + "']");
        for (Page page : List.of(learner.wide(), learner.narrow())) {
            String shown = page.locator(".machine-area [data-phase='" + phase + "'] > p")
                    .first()
                    .innerText();
            // Passing seconds are shown, but not announced.
            PlaywrightAssertions.assertThat(page.locator("pb-lab > [role=status]"))
                    .containsText(shown.replaceFirst("\\d+.*", "").strip());
        }
        seen.add(phase);
    }

    /** Except for a closed lab, which has no machine: {@code HandInIT} reads one. */
    private static Set<String> all() {
        return Stream.of(Provisioning.class.getPermittedSubclasses())
                .filter(phase -> phase != Provisioning.Closed.class)
                .map(phase -> phase.getSimpleName().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }
}
