package org.patchbay.lesson;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.patchbay.check.Assertion;
import org.patchbay.check.Between;
import org.patchbay.check.Publication;
import org.patchbay.check.output.Cell;
import org.patchbay.check.verdict.DeviceName;

/** Reads an {@link Assertion}'s records: their components are the keys. */
final class RecordReader {
    /** Types whose keys are optional, with their values if left out. */
    private static final Map<Class<?>, Object> ABSENT = Map.of(
            Optional.class, Optional.empty(),
            OptionalInt.class, OptionalInt.empty(),
            List.class, List.of(),
            Set.class, Set.of(),
            boolean.class, false);

    private static final Map<Class<?>, Function<String, ?>> SCALARS = Map.of(
            String.class, text -> text,
            DeviceName.class, DeviceName::parse,
            Publication.class, Publication::parse);

    /** Components by key. Kept, because each look-up parses their types again. */
    private static final ClassValue<SequencedMap<String, RecordComponent>> COMPONENTS = new ClassValue<>() {
        @Override
        protected SequencedMap<String, RecordComponent> computeValue(Class<?> type) {
            SequencedMap<String, RecordComponent> components = new LinkedHashMap<>();
            for (RecordComponent component : type.getRecordComponents()) {
                components.put(WrittenName.of(component), component);
            }
            return Collections.unmodifiableSequencedMap(components);
        }
    };

    private RecordReader() {}

    static SequencedMap<String, RecordComponent> components(Class<?> type) {
        return COMPONENTS.get(type);
    }

    /** @throws Flaw if the node is something else */
    static Object read(Class<?> type, YamlNode node) {
        SequencedMap<String, RecordComponent> components = components(type);
        if (combines(type)) {
            RecordComponent only = components.firstEntry().getValue();
            return make(type, node, value(only.getGenericType(), only, node));
        }
        Fields fields = Fields.of(node, components.keySet());
        List<Object> values = new ArrayList<>();
        components.forEach((key, component) -> values.add(read(key, component, fields)));
        return make(type, node, values.toArray());
    }

    /** Whether it only combines assertions, which are written in its place. */
    static boolean combines(Class<?> type) {
        Type only = components(type).firstEntry().getValue().getGenericType();
        return only == Assertion.class
                || only instanceof ParameterizedType list && list.getActualTypeArguments()[0] == Assertion.class;
    }

    /** The component's value if its key is left out; empty if the key is needed. */
    static Optional<Object> absent(RecordComponent component) {
        Between between = component.getAnnotation(Between.class);
        if (between != null && between.otherwise() >= between.from()) {
            return Optional.of(between.otherwise());
        }
        boolean parts = component.getGenericType() instanceof ParameterizedType map
                && component.getType() == Map.class
                && ((Class<?>) map.getActualTypeArguments()[0]).isEnum();
        return parts ? Optional.of(Map.of()) : Optional.ofNullable(ABSENT.get(component.getType()));
    }

    private static Object read(String key, RecordComponent component, Fields fields) {
        Optional<Object> absent = absent(component);
        if (absent.isPresent() && fields.node(key).isEmpty()) {
            return absent.get();
        }
        Object value = value(component.getGenericType(), component, fields.needed(key));
        return component.getType() == Optional.class
                ? Optional.of(value)
                : component.getType() == OptionalInt.class ? OptionalInt.of((Integer) value) : value;
    }

    private static Object value(Type type, AnnotatedElement component, YamlNode node) {
        if (type instanceof ParameterizedType generic) {
            Type of = generic.getActualTypeArguments()[0];
            return switch (generic.getRawType()) {
                case Type raw when raw == Optional.class -> value(of, component, node);
                case Type raw when raw == Map.class -> map(of, generic.getActualTypeArguments()[1], component, node);
                case Type raw -> {
                    Stream<Object> items = Fields.items(node).stream().map(item -> value(of, component, item));
                    yield raw == Set.class ? items.collect(Collectors.toSet()) : items.toList();
                }
            };
        }
        Class<?> known = (Class<?>) type;
        if (known == boolean.class || known == Boolean.class) {
            return Fields.flag(node);
        }
        if (known == int.class || known == Integer.class || known == OptionalInt.class) {
            Between between = component.getAnnotation(Between.class);
            return between == null
                    ? Fields.number(node, Integer.MIN_VALUE, Integer.MAX_VALUE)
                    : Fields.number(node, between.from(), between.to());
        }
        if (known == Assertion.class) {
            return AssertionReader.read(node);
        }
        if (known == Cell.class) {
            boolean nothing =
                    node instanceof YamlNode.Scalar scalar && scalar.text().isEmpty();
            return Flaw.at(node.line(), () -> Cell.parse(nothing ? null : Fields.scalar(node)));
        }
        if (SCALARS.containsKey(known)) {
            return Flaw.at(node.line(), () -> SCALARS.get(known).apply(Fields.scalar(node)));
        }
        return known.isEnum() ? Fields.word(node, known) : read(known, node);
    }

    /** A map with keys that are an enum's words, languages, or names known only to the assertion. */
    private static Map<Object, Object> map(Type keys, Type values, AnnotatedElement component, YamlNode node) {
        Map<String, Object> known = new LinkedHashMap<>();
        if (keys instanceof Class<?> type && type.isEnum()) {
            List<String> words = Fields.words(type);
            words.forEach(word -> known.put(word, type.getEnumConstants()[words.indexOf(word)]));
        } else if (values == String.class) {
            Arrays.stream(Language.values()).forEach(language -> known.put(language.tag(), language.tag()));
        } else if (node instanceof YamlNode.Mapping mapping) {
            mapping.entries().keySet().forEach(name -> known.put(name, name));
        }
        Fields fields = Fields.of(node, known.keySet());
        Map<Object, Object> map = new LinkedHashMap<>();
        known.forEach((name, key) ->
                fields.node(name).ifPresent(value -> map.put(key, value(values, component, value))));
        return map;
    }

    private static Object make(Class<?> type, YamlNode node, Object... components) {
        try {
            return type.getConstructor(components(type).values().stream()
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new))
                    .newInstance(components);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                throw new Flaw(node.line(), refusal.getMessage());
            }
            throw new IllegalStateException(type + " refuses otherwise than by IllegalArgumentException", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("What a lesson can say is public: " + type, e);
        }
    }
}
