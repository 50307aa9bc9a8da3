package org.patchbay.lesson;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.patchbay.check.Assertion;
import org.patchbay.check.Key;

/** Reads a {@code check}: one key of the vocabulary, and what belongs to it. */
final class AssertionReader {
    /** The assertions by key. */
    static final SequencedMap<String, Class<?>> VOCABULARY = new LinkedHashMap<>();

    static {
        for (Class<?> type : Assertion.class.getPermittedSubclasses()) {
            VOCABULARY.put(type.getAnnotation(Key.class).value(), type);
        }
    }

    private AssertionReader() {}

    /** @throws Flaw if it is none */
    static Assertion read(YamlNode node) {
        if (!(node instanceof YamlNode.Mapping mapping) || mapping.entries().size() != 1) {
            throw new Flaw(node.line(), "expected one assertion, such as {link: {device: veth0}}");
        }
        Map.Entry<String, YamlNode.Entry> only = mapping.entries().firstEntry();
        Class<?> type = VOCABULARY.get(only.getKey());
        if (type == null) {
            throw new Flaw(
                    only.getValue().line(),
                    "'" + only.getKey() + "' is not an assertion; expected one of "
                            + String.join(", ", VOCABULARY.keySet()));
        }
        return (Assertion) RecordReader.read(type, only.getValue().value());
    }
}
