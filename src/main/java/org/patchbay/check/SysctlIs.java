package org.patchbay.check;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.patchbay.check.packet.DevicePrecondition;
import org.patchbay.check.packet.EffectiveSetting;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.Evidence;
import org.patchbay.check.verdict.EvidenceRequest;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.ToolText;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.Namespace;

/**
 * Assertion {@code sysctl}: the effective value of a network setting is one of some values. For a device it results
 * from the device's value and {@code all} (ip-sysctl.rst).
 *
 * @param setting {@code rp_filter}, {@code accept_local}, {@code arp_ignore} … of a device; {@code ipv4.ip_forward} of
 *     a namespace
 * @param device whose setting it is
 * @param namespace for a setting without a device; the one the machine booted with if left out
 * @param is the accepted values
 */
@Key("sysctl")
public record SysctlIs(String setting, Optional<DeviceName> device, Optional<String> namespace, List<Integer> is)
        implements Assertion {
    public SysctlIs {
        is = List.copyOf(is);
        if (is.isEmpty()) {
            throw new IllegalArgumentException("is needs one value or more");
        }
        if (device.isPresent() && namespace.isPresent()) {
            throw new IllegalArgumentException("a device names its namespace itself: namespace/device");
        }
        if (device.isPresent() && !EffectiveSetting.known().contains(setting)) {
            throw new IllegalArgumentException("'" + setting + "' is none of a device's settings: "
                    + EffectiveSetting.known().stream().sorted().collect(Collectors.joining(", ")));
        }
    }

    @Override
    public Set<EvidenceRequest> needs() {
        return EvidenceRequest.SNAPSHOT;
    }

    @Override
    public Verdict judge(Evidence evidence) {
        if (device.isEmpty()) {
            return DevicePrecondition.inNamespace(
                    evidence,
                    namespace.orElse(Namespace.INIT),
                    (_, here, builder) -> judge(here, builder, own(here, setting)));
        }
        return DevicePrecondition.at(
                evidence,
                device.get(),
                (_, here, _, builder) -> judge(
                        here,
                        builder,
                        EffectiveSetting.of(here, setting, device.get().name())));
    }

    private Verdict judge(Namespace here, DiagnosisBuilder builder, OptionalInt value) {
        if (value.isEmpty()) {
            return new Verdict.Inconclusive(Message.of("unseen.setting", "setting", key()));
        }
        if (is.contains(value.getAsInt())) {
            for (Quote quote : quotes(here)) {
                builder.saw(quote);
            }
            return builder.passed();
        }
        String wanted = is.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return builder.failed(
                Layer.SETTING,
                about(),
                Message.of(
                        device.isPresent() ? "setting.device" : "setting.namespace",
                        "device",
                        device.map(DeviceName::toString).orElse(""),
                        "setting",
                        key(),
                        "all",
                        "net." + EffectiveSetting.key(setting, "all"),
                        "wanted",
                        wanted,
                        "seen",
                        value.getAsInt()),
                see(),
                quotes(here));
    }

    private Quote[] quotes(Namespace here) {
        List<String> keys = device.isPresent()
                ? List.of(
                        EffectiveSetting.key(setting, "all"),
                        EffectiveSetting.key(setting, device.get().name()))
                : List.of(setting);
        return keys.stream()
                .filter(key -> here.sysctls().containsKey(key))
                .map(key -> ToolText.setting(here, key, here.sysctls().get(key)))
                .toArray(Quote[]::new);
    }

    private static OptionalInt own(Namespace here, String key) {
        Integer value = here.sysctls().get(key);
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private String about() {
        return device.map(DeviceName::toString).orElse(setting);
    }

    /** As it is typed after {@code sysctl}. */
    private String key() {
        return "net."
                + device.map(on -> EffectiveSetting.key(setting, on.name())).orElse(setting);
    }

    private String see() {
        return device.map(on -> InNamespace.command(
                        on.namespace(),
                        "sysctl net.ipv4.conf.all." + setting + " net.ipv4.conf." + on.name() + "." + setting))
                .orElseGet(() -> InNamespace.command(namespace.orElse(Namespace.INIT), "sysctl net." + setting));
    }

    @Override
    public Verdict judgeNegated(Evidence evidence) {
        return Negation.of(
                judge(evidence), Layer.SETTING, about(), Message.of("setting.still-so", "setting", key()), see());
    }
}
