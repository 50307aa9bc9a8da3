package org.patchbay.lesson;

import java.lang.reflect.RecordComponent;
import java.util.Locale;

/** How a lesson file writes names of the code: in lower case, with hyphens between words. */
public final class WrittenName {
    private WrittenName() {}

    /** A record component's key: {@code sender-mac} for {@code senderMac}. */
    public static String of(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** An enum's word: {@code echo-reply} for {@code ECHO_REPLY}. */
    public static String of(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
