package org.patchbay.check.output;

import java.util.List;
import java.util.Map;

/** Condition on one column of a printed row. */
public sealed interface Cell {
    /** Equals this text or number. */
    record Is(String value) implements Cell {}

    /** Empty: the column is null or was not printed. Written {@code null} in a lesson. */
    record Missing() implements Cell {}

    /** A number not below this one. Written {@code >=1}. */
    record AtLeast(long bound) implements Cell {}

    /** A number not above this one. Written {@code <=1}. */
    record AtMost(long bound) implements Cell {}

    /** Contains this word, in an array's element or member, or in a string. Written {@code ~UP}. */
    record Has(String part) implements Cell {}

    /**
     * Parses a lesson's notation: null, a text or number, {@code >=1}, {@code <=1}, {@code ~UP}.
     *
     * @throws IllegalArgumentException if a bound is no number
     */
    static Cell parse(String text) {
        if (text == null) {
            return new Missing();
        }
        if (text.startsWith(">=")) {
            return new AtLeast(number(text));
        }
        if (text.startsWith("<=")) {
            return new AtMost(number(text));
        }
        return text.startsWith("~") ? new Has(text.substring(1)) : new Is(text);
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text.substring(2).strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' bounds no number", e);
        }
    }

    /** Whether a printed value matches; null is an empty or absent column. */
    default boolean matches(Object value) {
        return switch (this) {
            case Missing _ -> value == null;
            case Is(String wanted) -> value != null && same(wanted, value);
            case AtLeast(long bound) -> value instanceof Number number && number.doubleValue() >= bound;
            case AtMost(long bound) -> value instanceof Number number && number.doubleValue() <= bound;
            case Has(String part) ->
                value instanceof List<?> list
                        ? list.stream().anyMatch(one -> holds(one, part))
                        : value != null && value.toString().contains(part);
        };
    }

    /** Whether an element is the part, or an object with it as a member, such as an address of a device. */
    private static boolean holds(Object element, String part) {
        return switch (element) {
            case null -> false;
            case Map<?, ?> members -> members.values().stream().anyMatch(member -> holds(member, part));
            case List<?> list -> list.stream().anyMatch(one -> holds(one, part));
            default -> part.equals(element.toString());
        };
    }

    private static boolean same(String wanted, Object value) {
        if (value instanceof Double number) {
            try {
                return Double.parseDouble(wanted) == number;
            } catch (NumberFormatException e) {
                return false;
            }
        }
        return wanted.equalsIgnoreCase(value.toString());
    }

    /** The condition in a lesson's notation. */
    default String text() {
        return switch (this) {
            case Missing _ -> "null";
            case Is(String value) -> value;
            case AtLeast(long bound) -> ">=" + bound;
            case AtMost(long bound) -> "<=" + bound;
            case Has(String part) -> "~" + part;
        };
    }
}
