package org.patchbay.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.patchbay.lab.event.Notice;

/** Kept machines take no more of the disk than a learner may have. */
@Tag("vm")
@ExtendWith(Consoles.class)
class QuotaIT {
    private static final Path FOLDER = Path.of("target", "running", "quota");
    private static final String LESSON = "20-veth-pair";
    /** More than a machine of this test takes, with 8 MiB of its learner's, and less than two. */
    private static final String QUOTA = "patchbay.limits.kept-mib=24";

    private static final List<String> WAY = List.of(
            "ip link add veth0 type veth peer name veth1",
            "ip link set veth0 up",
            "ip link set veth1 up",
            "ip address add 10.70.2.10/24 dev veth0");

    @Test
    void theOldestAreDeletedButNotForOneThatIsTooLarge() throws Exception {
        try (RunningServer server = RunningServer.start(FOLDER, QUOTA, "patchbay.limits.spare-machines=0");
                LearnerClient learner = new LearnerClient(server.address())) {
            ReadyLab lab = ReadyLab.begin(learner, LESSON);
            EventsClient events = lab.events();
            TerminalClient terminal = lab.terminal();
            terminal.ask("head -c 8M /dev/urandom > /dev/shm/mine");
            terminal.type(WAY.get(0));
            server.awaitLog("Saved a checkpoint of lab " + lab.id() + " at step 20-up");
            assertThat(kept(server, lab.id())).containsExactly("20-up");

            terminal.type(WAY.get(1));
            events.awaitPassed("20-up", "first-end");
            terminal.type(WAY.get(2));
            server.awaitLog("Saved a checkpoint of lab " + lab.id() + " at step 30-address");
            terminal.type(WAY.get(3));
            lab.answer("30-address", "prefix", "neighbours");
            server.awaitLog("Saved a checkpoint of lab " + lab.id() + " at step 40-read");
            assertThat(kept(server, lab.id())).doesNotContain("20-up").contains("40-read");

            lab.rewind("40-read");
            events.awaitNotice(Notice.REWOUND);
            lab.rewind("30-address");
            TerminalClient again = lab.terminal("t1").prompted();
            again.ask("head -c 40M /dev/urandom > /dev/shm/much");
            again.type(WAY.get(3));
            server.awaitLog("Failed to save a checkpoint of lab " + lab.id() + " at step 40-read");
            assertThat(kept(server, lab.id())).contains("40-read");

            events.send("{\"type\":\"rewind\",\"step\":\"40-read\",\"undoable\":true}");
            events.await(
                    "unkept",
                    event -> event.path("type").asText().equals("unkept")
                            && event.path("step").asText().equals("40-read"));

            lab.rewind("40-read");
            TerminalClient older = lab.terminal("t1");
            older.await(WAY.get(3) + ".*# ");
            assertThat(older.ask("ls /dev/shm")).isEqualTo("mine");
            lab.end();
        }
    }

    @Test
    void recordingsOfTheOldestMachinesAreDeletedWithANotice() throws Exception {
        try (RunningServer server = RunningServer.start(
                        FOLDER, "patchbay.limits.recorded-mib=1", "patchbay.limits.spare-machines=0");
                LearnerClient learner = new LearnerClient(server.address())) {
            ReadyLab lab = ReadyLab.begin(learner, LESSON);
            String first = lab.terminal().ask("hostname");
            lab.terminal().ask("head -c 1500K /dev/zero | tr '\\0' x");
            lab.rewind("10-create");
            lab.events().awaitNotice(Notice.RECORDINGS_REMOVED);
            assertThat(server.folder().recording(lab.id(), "t1").getParent().getFileName())
                    .hasToString(lab.terminal("t1").prompted().ask("hostname"))
                    .isNotEqualTo(first);
            assertThat(learner.get("labs/" + lab.id() + "/recordings"))
                    .contains("were removed to limit the storage: 1 in total");
            lab.end();
        }
    }

    private static List<String> kept(RunningServer server, String lab) throws Exception {
        try (var folders = Files.walk(server.folder().data().resolve("checkpoints"), 3)) {
            return folders.filter(folder -> folder.getParent().endsWith(lab))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
