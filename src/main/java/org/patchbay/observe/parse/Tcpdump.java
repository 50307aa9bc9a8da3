package org.patchbay.observe.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The output of {@code tcpdump} 4.9 or newer: with {@code -n}, {@code -e}, {@code -v}, {@code -t} to {@code -ttttt},
 * {@code -i any}; alone, or with other output between its lines, as when it runs in the background.
 *
 * @param listeningOn the devices of its "listening on" lines, in order
 * @param frames in the order printed
 * @param captured the last count of "packets captured"; empty while it runs
 * @param problems set if nothing is tcpdump's output; other lines between its own are no problem
 */
public record Tcpdump(
        List<String> listeningOn, List<Frame> frames, OptionalLong captured, List<ParseProblem> problems) {
    private static final String EXPECTED = "a frame or 'listening on DEVICE'";

    public Tcpdump {
        listeningOn = List.copyOf(listeningOn);
        frames = List.copyOf(frames);
        problems = List.copyOf(problems);
    }

    /** The frames, as a parser's result. */
    public Parsed<Frame> parsed() {
        return new Parsed<>(frames, problems);
    }

    /** Parses the output. Total; linear in the text. */
    public static Tcpdump parse(String text) {
        OutputLines lines = new OutputLines(text);
        List<String> listeningOn = new ArrayList<>();
        List<Frame> frames = new ArrayList<>();
        OptionalLong captured = OptionalLong.empty();
        boolean spoken = false;
        ParseProblem first = new ParseProblem(1, EXPECTED, "");
        FrameLine pending = null;
        while (lines.advance()) {
            String line = lines.line();
            if (first.found().isEmpty() && !lines.blank()) {
                first = lines.problem(EXPECTED);
            }
            if (pending != null) {
                Optional<Frame> frame = pending.continued(line, lines.complete());
                pending = null;
                if (frame.isPresent()) {
                    frames.add(frame.get());
                    continue;
                }
            }
            Optional<FrameLine> head = FrameLine.of(line);
            if (head.isPresent() && head.get().continues()) {
                pending = head.get();
            } else if (head.isPresent()) {
                head.get().frame(lines.complete()).ifPresent(frames::add);
            } else {
                int at = line.indexOf("listening on ");
                spoken |= at >= 0 || line.startsWith("tcpdump: ");
                if (at >= 0) {
                    String rest = line.substring(at + "listening on ".length());
                    int comma = rest.indexOf(',');
                    listeningOn.add(comma < 0 ? rest.strip() : rest.substring(0, comma));
                }
                if (line.endsWith("captured")) {
                    captured = count(line, captured);
                    spoken |= captured.isPresent();
                }
            }
        }
        return new Tcpdump(listeningOn, frames, captured, frames.isEmpty() && !spoken ? List.of(first) : List.of());
    }

    /** Whether a line begins a frame or is one of tcpdump's own remarks. */
    static boolean says(String line) {
        return line.startsWith("tcpdump: ")
                || line.startsWith("listening on ")
                || line.endsWith(" captured")
                || line.endsWith(" received by filter")
                || line.endsWith(" dropped by kernel")
                || FrameLine.of(line).isPresent();
    }

    /** {@code 3 packets captured}, {@code 1 packet captured}. */
    private static OptionalLong count(String line, OptionalLong before) {
        List<String> words = LineTokens.of(line);
        boolean summary = words.size() == 3 && words.get(1).startsWith("packet");
        return summary ? LineTokens.integer(words.getFirst()) : before;
    }
}
