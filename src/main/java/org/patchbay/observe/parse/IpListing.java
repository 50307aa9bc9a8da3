package org.patchbay.observe.parse;

import java.util.ArrayList;
import java.util.List;

/** One of the listings that iproute2 prints as text. */
interface IpListing {
    /**
     * Reads one line, which is not blank: begins an object, or adds to the last one. Rows hold maps that may still be added
     * to.
     *
     * @return whether the line belongs to such a listing; if not, nothing has changed
     */
    boolean read(String line, List<IpDraft> rows);

    /** What its lines are, for a problem's sentence. */
    String expected();

    /**
     * Reads the output of {@code ip} or {@code bridge}, JSON ({@code -j}, {@code -p}) or text. A listing may be empty, so no
     * output is one too. Total, linear in the text.
     */
    static Parsed<IpObject> parse(String text, IpListing listing) {
        String plain = TerminalText.plain(text);
        JsonRows json = JsonRows.find(plain);
        return json == null ? listing.parseText(plain) : json.read(listing.expected());
    }

    private Parsed<IpObject> parseText(String plain) {
        OutputLines lines = new OutputLines(plain);
        List<IpDraft> rows = new ArrayList<>();
        ParseProblems problems = new ParseProblems();
        while (lines.advance()) {
            boolean ours = lines.blank() || readLine(lines.line(), rows);
            if (!ours && lines.complete() && !lines.stranger()) {
                problems.add(lines.problem(expected()));
            }
        }
        return new Parsed<>(rows.stream().map(IpDraft::finished).toList(), problems.all());
    }

    /** With {@code -o} a backslash stands for a line's end. */
    private boolean readLine(String line, List<IpDraft> rows) {
        int from = 0;
        for (int end = line.indexOf('\\'); end >= 0; end = line.indexOf('\\', from)) {
            if (!line.substring(from, end).isBlank() && !read(line.substring(from, end), rows)) {
                return false;
            }
            from = end + 1;
        }
        String rest = line.substring(from);
        return rest.isBlank() || read(rest, rows);
    }
}
