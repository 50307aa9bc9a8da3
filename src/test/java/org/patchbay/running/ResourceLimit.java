package org.patchbay.running;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lowers a soft limit (setrlimit(2)) of a running process, which needs no privileges, and restores it when closed. */
public final class ResourceLimit implements AutoCloseable {
    private final long pid;
    private final Limited what;
    private final String before;

    /** Limited resources. */
    public enum Limited {
        /** The size of each file that it writes, in bytes (RLIMIT_FSIZE): a write beyond it fails, as on a full disk. */
        FILE_SIZE("fsize", "Max file size"),
        /** One more than the largest number of a file that it opens (RLIMIT_NOFILE). */
        OPEN_FILES("nofile", "Max open files");

        private final String option;
        private final String row;

        Limited(String option, String row) {
            this.option = option;
            this.row = row;
        }
    }

    private ResourceLimit(long pid, Limited what, String before) {
        this.pid = pid;
        this.what = what;
        this.before = before;
    }

    /** Sets it. */
    public static ResourceLimit of(RunningServer server, Limited what, long value) {
        try {
            ResourceLimit limit = new ResourceLimit(server.pid(), what, soft(server.pid(), what));
            limit.set(Long.toString(value));
            return limit;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As proc_pid_limits(5) shows it. */
    private static String soft(long pid, Limited what) throws IOException {
        Matcher row = Pattern.compile(what.row + " +(\\w+) .*")
                .matcher(Files.readString(Path.of("/proc", Long.toString(pid), "limits")));
        if (!row.find()) {
            throw new IOException("no limit called " + what.row);
        }
        return row.group(1);
    }

    private void set(String value) {
        try {
            Process prlimit = new ProcessBuilder(
                            "prlimit", "--pid", Long.toString(pid), "--" + what.option + "=" + value + ":")
                    .inheritIO()
                    .start();
            if (prlimit.waitFor() != 0) {
                throw new IOException("prlimit failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        set(before);
    }
}
