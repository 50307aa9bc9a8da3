package org.patchbay.check.output;

import java.util.List;
import java.util.Optional;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Quote;
import org.patchbay.observe.CommandLog;
import org.patchbay.observe.kernel.Namespace;
import org.patchbay.observe.parse.Frame;
import org.patchbay.observe.parse.Tcpdump;

/**
 * One run of the genuine tcpdump and the frames it showed.
 *
 * @param device that it listened on, if its arguments and its "listening on" line agree; else empty
 * @param shown its output on the terminal, as far as it is trustworthy
 * @param doubt why its text doesn't count
 */
public record TcpdumpRun(ToolRun run, Optional<String> device, Tcpdump shown, Optional<Message> doubt) {
    private static final String ANY = "any";

    /** All runs, ordered by start. */
    public static List<TcpdumpRun> of(CommandLog log) {
        List<ToolRun> runs = ToolRun.of(log, "tcpdump");
        return runs.stream().map(run -> capture(run, runs, log)).toList();
    }

    public boolean in(Namespace namespace) {
        return run.in(namespace);
    }

    public boolean listenedOn(String name) {
        return device.filter(on -> on.equals(name) || on.equals(ANY)).isPresent();
    }

    /** The frames that it showed of this device, without those of the agent's active probes. */
    public List<Frame> frames(String name) {
        return Mark.without(shown.frames().stream()
                .filter(frame -> frame.interfaceName().orElse(device.orElse("")).equals(name))
                .toList());
    }

    /**
     * Frames of a device, as output of the last of these runs that showed one of them.
     *
     * @param runs ordered by start
     */
    public static Quote quote(List<TcpdumpRun> runs, DeviceName on, List<Frame> frames) {
        List<String> texts = frames.stream().map(Frame::text).toList();
        String source = runs.reversed().stream()
                .filter(run -> run.frames(on.name()).stream().map(Frame::text).anyMatch(texts::contains))
                .findFirst()
                .or(() -> runs.reversed().stream().findFirst())
                .map(run -> run.run().typed())
                .orElse("tcpdump");
        return new Quote(source, String.join("\n", texts));
    }

    private static TcpdumpRun capture(ToolRun run, List<ToolRun> all, CommandLog log) {
        List<String> argv = run.execution().argv();
        List<String> given = argv.isEmpty() ? argv : argv.subList(1, argv.size());
        Optional<Message> doubt = run.doubt();
        if (List.of("-r", "-w", "-V").stream()
                .anyMatch(option -> Arguments.value(given, option).isPresent())) {
            doubt = Optional.of(Message.of("capture.file"));
        }
        Tcpdump shown = Tcpdump.parse(run.text(log));
        // A number is an index in tcpdump's list of devices; only tcpdump itself prints the name.
        Optional<String> asked = Arguments.value(given, "-i")
                .or(() -> Arguments.value(given, "--interface"))
                .filter(name -> !name.chars().allMatch(Character::isDigit));
        List<String> said = shown.listeningOn().stream().distinct().toList();
        Optional<String> device = asked.isPresent() ? asked : said.stream().findFirst();
        boolean mixed = said.size() > 1
                || asked.isPresent() && said.stream().anyMatch(name -> !name.equals(asked.get()))
                || all.stream().anyMatch(other -> other != run && sameScreen(run, other));
        if (mixed && doubt.isEmpty()) {
            doubt = Optional.of(Message.of("capture.mixed"));
        }
        return new TcpdumpRun(run, device, shown, doubt);
    }

    /** Whether two runs wrote to the same terminal at the same time. */
    private static boolean sameScreen(ToolRun one, ToolRun other) {
        return one.command().terminal().equals(other.command().terminal())
                && one.execution().pid() != other.execution().pid()
                && one.meets(other);
    }
}
