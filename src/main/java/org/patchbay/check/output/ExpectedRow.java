package org.patchbay.check.output;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.patchbay.check.verdict.Prefix;

/** One row as the kernel would have a tool print it: what may stand in each of the columns of which a snapshot tells. */
final class ExpectedRow {
    private final Map<String, Predicate<Cell>> columns = new HashMap<>();

    /** This stands there; null for nothing. */
    ExpectedRow is(String column, Object value) {
        columns.put(column, cell -> cell.matches(value));
        return this;
    }

    /** What stands there is asked for so. */
    ExpectedRow where(String column, Predicate<Cell> asked) {
        columns.put(column, asked);
        return this;
    }

    /** One of these stands there. */
    ExpectedRow oneOf(String column, Object... values) {
        return among(column, Arrays.asList(values));
    }

    /** One of these stands there. */
    ExpectedRow among(String column, Collection<?> values) {
        columns.put(column, cell -> values.stream().anyMatch(cell::matches));
        return this;
    }

    /** An address, or the name of one, of which the kernel can't tell. */
    ExpectedRow address(String column, Object... values) {
        Collection<?> said = Arrays.asList(values);
        columns.put(
                column,
                cell -> cell instanceof Cell.Is(String text)
                                && Prefix.parse(text).isEmpty()
                                && !said.contains(text)
                        || said.stream().anyMatch(cell::matches));
        return this;
    }

    /** A list of which only these words are known to be in it or not. */
    ExpectedRow words(String column, Map<String, Boolean> known) {
        columns.put(column, cell -> !(cell instanceof Cell.Has(String word)) || known.getOrDefault(word, true));
        return this;
    }

    /** Whether it may be this row. */
    boolean agrees(Map<String, Cell> wanted) {
        return wanted.entrySet().stream()
                .allMatch(one -> columns.getOrDefault(one.getKey(), _ -> true).test(one.getValue()));
    }

    /** Whether it tells of all these columns. */
    boolean tells(Set<String> wanted) {
        return columns.keySet().containsAll(wanted);
    }
}
