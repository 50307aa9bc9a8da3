package org.patchbay.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A server replaces one that has ended, at the same address, and the pages of many labs don't wait for it to be ready.
 * {@code ./patchbay test -Dit.test=RestartIT -Dtests.restart.labs=25} does it with 25 labs.
 */
@Tag("vm")
@ExtendWith(Consoles.class)
class RestartIT {
    private static final Path FOLDER = Path.of("target", "running", "restarts");
    private static final int LABS = Integer.getInteger("tests.restart.labs", 4);
    private static final String[] SETTINGS = {"patchbay.limits.spare-machines=0", "patchbay.limits.machines=" + 3 * LABS
    };

    private final List<OpenPage> pages = new ArrayList<>();
    private List<ProcessHandle> machines = List.of();

    @Test
    void everyLabHasTheMachineThatItHadAndNoOther() throws Exception {
        RunningServer killed = RunningServer.start(FOLDER, SETTINGS);
        RunningServer newest = killed;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < LABS; i++) {
                pages.add(OpenPage.begin(killed, "20-veth-pair"));
            }
            machines = killed.folder().labMachines();
            assertThat(machines).hasSize(LABS);

            List<Future<?>> back = comeBack(threads);
            killed.kill();
            RunningServer terminated = killed.successor(SETTINGS);
            newest = terminated;
            allAsBefore(terminated, back);

            back = comeBack(threads);
            terminated.terminate();
            newest = terminated.successor(SETTINGS);
            allAsBefore(newest, back);
            newest.close();
        } finally {
            newest.kill();
            newest.folder().machines().forEach(ProcessHandle::destroyForcibly);
        }
    }

    private List<Future<?>> comeBack(ExecutorService threads) {
        List<Future<?>> back = new ArrayList<>();
        for (OpenPage page : pages) {
            back.add(threads.submit(() -> {
                page.comeBack();
                return null;
            }));
        }
        return back;
    }

    private void allAsBefore(RunningServer server, List<Future<?>> back) throws Exception {
        server.awaitReady();
        for (Future<?> page : back) {
            page.get();
        }
        for (OpenPage page : pages) {
            assertThat(server.folder().recordedMachines(page.lab())).isEqualTo(1);
        }
        assertThat(server.folder().labMachines()).containsExactlyInAnyOrderElementsOf(machines);
    }
}
