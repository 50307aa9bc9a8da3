package org.patchbay.check.output;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.patchbay.check.verdict.Prefix;

/** A row that a tool would print for the kernel's state: the possible values of each known column. */
final class ExpectedRow {
    private final Map<String, Predicate<Cell>> columns = new HashMap<>();

    /** The column has this value; null for empty. */
    ExpectedRow is(String column, Object value) {
        columns.put(column, cell -> cell.matches(value));
        return this;
    }

    /** The column matches the cells that satisfy the predicate. */
    ExpectedRow where(String column, Predicate<Cell> asked) {
        columns.put(column, asked);
        return this;
    }

    /** The column has one of these values. */
    ExpectedRow oneOf(String column, Object... values) {
        return among(column, Arrays.asList(values));
    }

    /** The column has one of these values. */
    ExpectedRow among(String column, Collection<?> values) {
        columns.put(column, cell -> values.stream().anyMatch(cell::matches));
        return this;
    }

    /** The column has one of these addresses, or a name, which the kernel doesn't know. */
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

    /** The column is a list; only for these words it is known whether it has them. */
    ExpectedRow words(String column, Map<String, Boolean> known) {
        columns.put(column, cell -> !(cell instanceof Cell.Has(String word)) || known.getOrDefault(word, true));
        return this;
    }

    /** Whether the wanted row may be this one. */
    boolean agrees(Map<String, Cell> wanted) {
        return wanted.entrySet().stream()
                .allMatch(one -> columns.getOrDefault(one.getKey(), _ -> true).test(one.getValue()));
    }

    /** Whether all these columns are known. */
    boolean tells(Set<String> wanted) {
        return columns.keySet().containsAll(wanted);
    }
}
