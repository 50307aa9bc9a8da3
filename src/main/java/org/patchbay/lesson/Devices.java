package org.patchbay.lesson;

import java.util.List;
import java.util.Optional;
import org.patchbay.check.Device;

/** Reads how a lesson writes devices: {@code veth0}, {@code ns1/veth0}. */
final class Devices {
    private Devices() {}

    static Device needed(Fields fields, String key) {
        return device(fields.needed(key));
    }

    static Optional<Device> optional(Fields fields, String key) {
        return fields.node(key).map(Devices::device);
    }

    static List<Device> several(Fields fields, String key) {
        return fields.list(key).stream().map(Devices::device).toList();
    }

    private static Device device(YamlNode node) {
        try {
            return Device.parse(Fields.scalar(node));
        } catch (IllegalArgumentException e) {
            throw new Flaw(node.line(), e.getMessage());
        }
    }
}
