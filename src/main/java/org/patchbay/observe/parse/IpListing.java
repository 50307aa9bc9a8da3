package org.patchbay.observe.parse;

import java.util.ArrayList;
import java.util.List;

/** A text format of iproute2's listings. */
interface IpListing {
    /**
     * Parses one nonblank line, which begins an object or adds to the last one. Rows hold maps that may still be added
     * to.
     *
     * @return whether the line belongs to such a listing; if not, nothing has changed
     */
    boolean read(String line, List<IpDraft> rows);

    /** What its lines look like, for {@link ParseProblem#expected()}. */
    String expected();

    /**
     * Parses the output of {@code ip} or {@code bridge}: JSON ({@code -j}, {@code -p}) or text. Empty text is an empty
     * listing. Total; linear in the text.
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

    /** With {@code -o} a backslash replaces a line break. */
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
