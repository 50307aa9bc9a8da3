package org.patchbay.cli;

import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Exit status: 0 success, 1 the thing asked about is not so, 2 wrong usage or the machine can't. */
@QuarkusMain
@Command(
        name = "patchbay",
        description = "Teaches how Linux connects containers, hands on.",
        mixinStandardHelpOptions = true,
        subcommands = {ServeCommand.class, LintCommand.class, NewCommand.class, ParseCommand.class, TryCommand.class})
public final class Main {
    /** @param args as typed */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
