package org.patchbay.lesson;

import java.util.List;
import java.util.Optional;
import org.patchbay.check.verdict.DeviceName;

/** Reads how a lesson writes devices: {@code veth0}, {@code ns1/veth0}. */
final class Devices {
    private Devices() {}

    static DeviceName needed(Fields fields, String key) {
        return device(fields.needed(key));
    }

    static Optional<DeviceName> optional(Fields fields, String key) {
        return fields.node(key).map(Devices::device);
    }

    static List<DeviceName> several(Fields fields, String key) {
        return fields.list(key).stream().map(Devices::device).toList();
    }

    private static DeviceName device(YamlNode node) {
        try {
            return DeviceName.parse(Fields.scalar(node));
        } catch (IllegalArgumentException e) {
            throw new Flaw(node.line(), e.getMessage());
        }
    }
}
