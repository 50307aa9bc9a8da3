package org.patchbay.check.output;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.patchbay.observe.parse.Row;
import org.patchbay.observe.parse.Tool;

/** Finds the lines of a tool's output from which a row was parsed, for quoting. */
public final class RowLines {
    /** The most lines that are quoted completely. */
    private static final int MOST = 4;
    /** Limit in characters for searching; each step of the search parses half of the rest. */
    private static final int LIMIT = 64 * 1024;

    private final Tool tool;
    private final List<String> lines;

    public RowLines(Tool tool, String text) {
        this.tool = tool;
        this.lines = text.length() > LIMIT ? List.of() : text.lines().toList();
    }

    /**
     * The lines of a row, from its start until all its relevant parts are there; of many the first and the last.
     *
     * @param index of the row in the whole text
     * @return empty if they can't be determined
     */
    public String of(int index, Predicate<Row> whole) {
        int start = least(1, count -> rows(count).size() > index);
        if (start == 0) {
            return "";
        }
        int end = least(start, count -> whole.test(rows(count).get(index)));
        List<String> found = lines.subList(start - 1, end == 0 ? start : end);
        return String.join(
                        "\n",
                        found.size() <= MOST
                                ? found
                                : List.of(found.getFirst(), "…", found.get(found.size() - 2), found.getLast()))
                .stripIndent()
                .strip();
    }

    private List<? extends Row> rows(int count) {
        return tool.parse(String.join("\n", lines.subList(0, count)) + "\n").rows();
    }

    /** The least number of lines, at least {@code from}, for which it holds; 0 if there is none. */
    private int least(int from, IntPredicate holds) {
        int low = from;
        int high = lines.size();
        if (low > high || !holds.test(high)) {
            return 0;
        }
        while (low < high) {
            int middle = (low + high) / 2;
            if (holds.test(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
