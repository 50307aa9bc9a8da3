package org.patchbay.server;

import java.io.PrintStream;
import java.time.Duration;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.qemu.TemplateProgressListener;

/** Prints a template's progress on a console: one updated line, or separate lines if the output is no terminal. */
final class ConsoleTemplateProgress implements TemplateProgressListener {
    private static final int WIDTH = 24;

    private final Profile profile;
    private final PrintStream out;
    private final boolean moving;
    private Phase shown;

    ConsoleTemplateProgress(Profile profile, PrintStream out, boolean moving) {
        this.profile = profile;
        this.out = out;
        this.moving = moving;
    }

    /** Whether this process writes to a terminal, on which a line can move. */
    static boolean onTerminal() {
        return System.console() != null && System.console().isTerminal();
    }

    @Override
    public void progress(Phase phase, int percent, Duration elapsed) {
        if (moving) {
            int filled = percent * WIDTH / 100;
            out.printf(
                    "\r\033[KPreparing the virtual machine (%s)  %s%s %3d %%  %d s  %s%s",
                    profile.key(),
                    "#".repeat(filled),
                    ".".repeat(WIDTH - filled),
                    percent,
                    elapsed.toSeconds(),
                    phase,
                    percent == 100 ? "\n" : "");
            out.flush();
        } else if (phase != shown) {
            out.printf(
                    "Preparing the machine template (%s): %s (%d s)%n",
                    profile.key(), words(phase), elapsed.toSeconds());
        }
        shown = phase;
    }

    private static String words(Phase phase) {
        return switch (phase) {
            case PROBE -> "finding out what runs it";
            case LOAD -> "loading its memory";
            case BOOT -> "booting it once";
            case SAVE -> "keeping its state";
        };
    }
}
