package org.patchbay.check.rules;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.patchbay.observe.kernel.RuleCondition;

/** Kinds of matches; the names are the keys of {@link RuleCondition}. */
public enum RulePart {
    PROTOCOL,
    SOURCE,
    DESTINATION,
    IN,
    OUT,
    SOURCE_PORT,
    DESTINATION_PORT,
    CT_STATE,
    ICMP_TYPE,
    SOURCE_TYPE,
    DESTINATION_TYPE,
    MARK;

    static Optional<RulePart> of(String key) {
        return Arrays.stream(values()).filter(part -> part.key().equals(key)).findFirst();
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
