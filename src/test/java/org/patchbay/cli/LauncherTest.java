package org.patchbay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher where something that it needs is missing or broken: it ends with status 2 and a message with the fault
 * and the command that fixes it. It runs as itself, in a folder of its own; what it would install or build with is
 * there or not as each test has it, and does nothing.
 */
class LauncherTest {
    /** The launcher's script interpreter and tools. */
    private static final List<String> TOOLS = List.of(
            "awk",
            "bash",
            "cat",
            "cut",
            "df",
            "dirname",
            "env",
            "find",
            "grep",
            "head",
            "id",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sed",
            "sha256sum",
            "sort",
            "tail",
            "touch",
            "tr",
            "xargs");

    /** The programs that it searches for; fakes without effect. */
    private static final List<String> NEEDED = List.of(
            "mvn",
            "npm",
            "node",
            "qemu-system-x86_64",
            "qemu-img",
            "mmdebstrap",
            "go",
            "mke2fs",
            "setpriv",
            "newuidmap");

    @TempDir
    Path folder;

    private Path programs;

    @BeforeEach
    void make() throws IOException {
        Files.copy(Path.of("patchbay"), folder.resolve("patchbay"));
        script("vm-image/build", "exit 1");
        programs = Files.createDirectory(folder.resolve("programs"));
        for (String tool : TOOLS) {
            replace(tool, "exec /usr/bin/" + tool + " \"$@\"");
        }
        for (String needed : NEEDED) {
            replace(needed, "exit 1");
        }
        replace("apt-get", "exit 0");
        replace("sudo", "exit 1");
    }

    @Test
    void withoutPermissionTheInstallCommandForAllMissingPackagesIsShown() throws Exception {
        remove("mvn", "mmdebstrap");
        user("1000", "ada");

        assertThat(serve()).isEqualTo("""
                patchbay: Packages are missing. Install them, then start again:
                  sudo apt-get update && sudo apt-get install --no-install-recommends mmdebstrap maven
                """);
    }

    @Test
    void withoutAptThePackagesAreNamed() throws Exception {
        remove("mvn", "apt-get");

        assertThat(serve()).startsWith("patchbay: ").contains("apt-get").endsWith(": maven\n");
    }

    @Test
    void aPackageWhoseProgramIsGoneIsPutBack() throws Exception {
        remove("qemu-img");
        user("0", "root");

        assertThat(serve()).endsWith("""
                patchbay: The package qemu-utils is installed, but qemu-img is missing. Reinstall it:
                  sudo apt-get install --reinstall qemu-utils
                """);
    }

    @Test
    void anInstallationThatFailsIsShown() throws Exception {
        remove("mvn");
        user("0", "root");
        replace("apt-get", "echo 'E: no way to the archive'; exit 100");

        assertThat(serve())
                .contains("E: no way to the archive\n")
                .contains("patchbay: Looking up packages failed (exit 100). Its full output is in ");
    }

    @Test
    void aJdkWithoutItsJavaIsPassedOver() throws Exception {
        Path broken = folder.resolve("jdk/bin");
        script("jdk/bin/javac", "exit 1");
        Files.writeString(broken.resolveSibling("release"), "JAVA_VERSION=\"25.0.1\"\n");
        remove("mvn", "apt-get");

        assertThat(run(Map.of("JAVA_HOME", broken.getParent().toString()))).endsWith(": maven\n");
    }

    @Test
    void anImageFolderThatCannotBeCreatedIsReportedWithTheFix() throws Exception {
        built();
        user("1000", "ada");

        assertThat(run(Map.of("PATCHBAY_IMAGE", "/proc/image"))).endsWith("""
                patchbay: ada cannot write to /proc/image. Change its owner:
                  sudo mkdir -p /proc/image && sudo chown -R ada /proc/image
                """);
    }

    @Test
    void aFullDiskIsReportedBeforeAnythingIsBuilt() throws Exception {
        built();
        replace(
                "df",
                "printf 'Filesystem 1048576-blocks Used Available Capacity Mounted on\\n/dev/x 5000 4000 1000 80%% /small\\n'");

        assertThat(serve())
                .contains("has 1000 MiB free, but 4096 MiB are needed. Free some space; this lists what uses it:\n"
                        + "  sudo du -xm --max-depth=2 /small | sort -n | tail\n");
    }

    /** Background processes of a script ignore interrupts by default, and would continue building. */
    @Test
    void ctrlCEndsALongStepToo() throws Exception {
        built();
        Path begun = folder.resolve("begun");
        new ProcessBuilder("mkfifo", begun.toString()).start().waitFor();
        replace("mvn", "echo $$ >'" + begun + "'; exec /usr/bin/sleep 1000");

        Process launcher = launch(Map.of(), "setsid", "env", "--default-signal=INT", "bash", "./patchbay", "serve");
        try {
            ProcessHandle step = ProcessHandle.of(
                            Long.parseLong(Files.readString(begun).strip()))
                    .orElseThrow();
            new ProcessBuilder("kill", "-INT", "--", "-" + launcher.pid())
                    .start()
                    .waitFor();
            step.onExit().get(240, TimeUnit.SECONDS);
            assertThat(launcher.waitFor(240, TimeUnit.SECONDS)).isTrue();
        } finally {
            launcher.destroyForcibly();
        }
    }

    /** Pretends that the server is built: the launcher checks the image next. */
    private void built() throws IOException {
        replace("mvn", "mkdir -p target/quarkus-app && touch target/quarkus-app/quarkus-run.jar");
        for (String source : List.of("src/main", "lessons/schema", "target")) {
            Files.createDirectories(folder.resolve(source));
        }
        Files.createFile(folder.resolve("pom.xml"));
    }

    private void user(String number, String name) throws IOException {
        replace("id", "[ \"$1\" = -u ] && echo " + number + " || echo " + name);
    }

    private void remove(String... names) throws IOException {
        for (String name : names) {
            Files.deleteIfExists(programs.resolve(name));
        }
    }

    private void replace(String name, String body) throws IOException {
        Files.deleteIfExists(programs.resolve(name));
        script("programs/" + name, body);
    }

    private void script(String file, String body) throws IOException {
        Path script = folder.resolve(file);
        Files.createDirectories(script.getParent());
        Files.writeString(script, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String serve() throws IOException, InterruptedException {
        return run(Map.of());
    }

    /** Its message, once it has ended with status 2. */
    private String run(Map<String, String> environment) throws IOException, InterruptedException {
        Process process = launch(environment, "bash", "./patchbay", "serve");
        try {
            assertThat(process.waitFor(240, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(said()).isEqualTo(2);
        } finally {
            process.destroyForcibly();
        }
        return said();
    }

    private Process launch(Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        builder.environment().keySet().retainAll(Set.of("HOME", "LANG", "LC_ALL"));
        builder.environment().put("PATH", programs.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("said"));
    }
}
