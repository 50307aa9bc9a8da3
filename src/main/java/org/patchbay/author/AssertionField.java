package org.patchbay.author;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.patchbay.check.Assertion;
import org.patchbay.check.output.Cell;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.lesson.WrittenName;

/**
 * A field of an assertion that contains no further fields. Fields are read from the record components, so all kinds of
 * assertion are covered.
 *
 * @param key as a lesson writes it: {@code frame.target}
 * @param value a {@link DeviceName}, text, number, flag or word of an enum
 */
record AssertionField(String key, Object value) {
    private static final String COMBINED = "of";

    /** All of them, in the order of the keys. */
    static List<AssertionField> of(Assertion assertion) {
        List<AssertionField> assertionFields = new ArrayList<>();
        collect("", assertion, assertionFields);
        return List.copyOf(assertionFields);
    }

    private static void collect(String key, Object value, List<AssertionField> into) {
        switch (value) {
            case Optional<?> optional -> optional.ifPresent(one -> collect(key, one, into));
            case OptionalInt number -> number.ifPresent(one -> collect(key, one, into));
            case OptionalLong number -> number.ifPresent(one -> collect(key, one, into));
            case Collection<?> several ->
                several.stream()
                        .sorted(several instanceof List ? (a, b) -> 0 : Comparator.comparing(Object::toString))
                        .forEach(one -> collect(key, one, into));
            case Map<?, ?> columns ->
                columns.entrySet().stream()
                        .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
                        .forEach(entry -> collect(under(key, entry.getKey().toString()), entry.getValue(), into));
            case Cell.Is(String text) -> into.add(new AssertionField(key, text));
            // Bounds, parts and absences are not in commands.
            case Cell _ -> {}
            case DeviceName device -> into.add(new AssertionField(key, device));
            case Record fields -> {
                for (RecordComponent component : fields.getClass().getRecordComponents()) {
                    Object part = read(component, fields);
                    // A flag that is not set was not written.
                    if (component.getType() != boolean.class || part.equals(true)) {
                        collect(under(key, WrittenName.of(component)), part, into);
                    }
                }
            }
            case Object leaf -> into.add(new AssertionField(key, leaf));
        }
    }

    static String under(String key, String name) {
        return name.equals(COMBINED) ? key : key.isEmpty() ? name : key + "." + name;
    }

    static Object read(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("What a lesson can say is public: " + component, e);
        }
    }
}
