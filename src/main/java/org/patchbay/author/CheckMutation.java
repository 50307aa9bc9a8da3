package org.patchbay.author;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.patchbay.check.Any;
import org.patchbay.check.Assertion;
import org.patchbay.check.Not;
import org.patchbay.check.output.Cell;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.lesson.WrittenName;

/**
 * An assertion with one field changed. It must fail where the original assertion holds; otherwise the check
 * ignores that field. This tests fields whose values are in no command. Negations and alternatives have no mutations, because a changed
 * one may rightly hold.
 *
 * @param key as a lesson writes it: {@code row.ipv4_addr}
 * @param words {@code 10.70.2.10 → 10.70.2.17}
 */
record CheckMutation(String key, String words, Assertion assertion) {
    /** Without the lesson's other devices and namespaces, so that each new name is unused. */
    private static final WrongValues STRANGE = new WrongValues(new Surroundings(List.of()), true);

    private static final String ABSENT = "absent";

    /** Replaces a value inside a record. */
    private record Altered(String key, String words, Object whole) {
        Altered within(UnaryOperator<Object> outer) {
            return new Altered(key, words, outer.apply(whole));
        }
    }

    /** All of them, in the order of the keys. */
    static List<CheckMutation> of(Assertion assertion) {
        return altered("", assertion).stream()
                .filter(one -> one.whole() instanceof Assertion)
                .map(one -> new CheckMutation(one.key(), one.words(), (Assertion) one.whole()))
                .toList();
    }

    private static List<Altered> altered(String key, Object value) {
        return switch (value) {
            case Not _, Any _ -> List.of();
            case Optional<?> one ->
                one.map(found -> within(altered(key, found), Optional::of)).orElse(List.of());
            case OptionalInt number ->
                number.isPresent()
                        ? within(altered(key, number.getAsInt()), other -> OptionalInt.of((Integer) other))
                        : List.of();
            case List<?> several -> elements(key, several);
            case Map<?, ?> columns -> entries(key, columns);
            case Cell.Is(String text) -> within(altered(key, text), other -> new Cell.Is((String) other));
            case Cell _ -> List.of();
            case DeviceName device ->
                leaf(key, device, device.name(), name -> new DeviceName(device.namespace(), name));
            case Record fields -> components(key, fields);
            case Boolean flag -> List.of(new Altered(key, flag + " → " + !flag, !flag));
            case Integer number -> leaf(key, number, number.toString(), Integer::valueOf);
            case String text -> leaf(key, text, text, other -> other);
            case Enum<?> word -> leaf(key, word, WrittenName.of(word), other -> constant(word, other));
            case Object _ -> List.of();
        };
    }

    private static List<Altered> within(List<Altered> altered, UnaryOperator<Object> outer) {
        return altered.stream().map(one -> one.within(outer)).toList();
    }

    private interface Reading {
        Object of(String text);
    }

    private static List<Altered> leaf(String key, Object value, String written, Reading reading) {
        return STRANGE.of(new AssertionField(key, value)).stream()
                .filter(change -> change.from().equals(written) && !change.to().isEmpty())
                .map(change -> new Altered(key, written + " → " + change.to(), reading.of(change.to())))
                .toList();
    }

    private static Object constant(Enum<?> word, String written) {
        return Arrays.stream(word.getDeclaringClass().getEnumConstants())
                .filter(one -> WrittenName.of((Enum<?>) one).equals(written))
                .findFirst()
                .orElseThrow();
    }

    private static List<Altered> elements(String key, List<?> several) {
        List<Altered> all = new ArrayList<>();
        for (int i = 0; i < several.size(); i++) {
            int place = i;
            all.addAll(within(altered(key, several.get(i)), other -> {
                List<Object> copy = new ArrayList<>(several);
                copy.set(place, other);
                return copy;
            }));
        }
        return all;
    }

    private static List<Altered> entries(String key, Map<?, ?> columns) {
        List<Altered> all = new ArrayList<>();
        columns.keySet().stream()
                .sorted()
                .forEach(column -> all.addAll(
                        within(altered(AssertionField.under(key, column.toString()), columns.get(column)), other -> {
                            Map<Object, Object> copy = new LinkedHashMap<>(columns);
                            copy.put(column, other);
                            return copy;
                        })));
        return all;
    }

    /** What does not exist has no other fields. A flag that is not set was not written. */
    private static List<Altered> components(String key, Record fields) {
        List<RecordComponent> components = List.of(fields.getClass().getRecordComponents());
        boolean absent = components.stream()
                .anyMatch(one -> one.getName().equals(ABSENT) && Boolean.TRUE.equals(AssertionField.read(one, fields)));
        List<Altered> all = new ArrayList<>();
        for (RecordComponent component : components) {
            Object value = AssertionField.read(component, fields);
            boolean unwritten = component.getType() == boolean.class && value.equals(false);
            if (unwritten || absent && !component.getName().equals(ABSENT)) {
                continue;
            }
            for (Altered one : altered(AssertionField.under(key, WrittenName.of(component)), value)) {
                rebuilt(fields, component, one.whole())
                        .ifPresent(whole -> all.add(new Altered(one.key(), one.words(), whole)));
            }
        }
        return all;
    }

    /** Empty if the record refuses the value. */
    private static Optional<Object> rebuilt(Record fields, RecordComponent changed, Object value) {
        RecordComponent[] components = fields.getClass().getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(one -> one.getName().equals(changed.getName()) ? value : AssertionField.read(one, fields))
                .toArray();
        try {
            Constructor<?> constructor = fields.getClass()
                    .getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new));
            return Optional.of(constructor.newInstance(values));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException) {
                return Optional.empty();
            }
            throw new IllegalStateException("No " + fields.getClass() + " with " + changed.getName() + " " + value, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("What a lesson can say is public: " + fields.getClass(), e);
        }
    }
}
