package org.patchbay.check.packet;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.patchbay.check.verdict.DeviceName;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.Quote;
import org.patchbay.check.verdict.ToolText;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;

/**
 * Decides whether a kernel accepts a packet's source address: its own is a martian unless accept_local is set;
 * rp_filter 1 requires the return route to use the device of arrival, 2 requires any return route (fib_validate_source
 * in net/ipv4/fib_frontend.c; ip-sysctl.rst).
 */
public final class SourceCheck {
    private static final int STRICT = 1;

    private SourceCheck() {}

    /** The failure if the source is rejected. */
    public static Optional<Verdict.Failed> broken(Namespace here, Link in, String source, DiagnosisBuilder builder) {
        if (source.isEmpty() || source.equals("0.0.0.0")) {
            return Optional.empty();
        }
        boolean own = AddressOwner.in(here, source).isPresent();
        OptionalInt filter = setting(here, in, "rp_filter", builder);
        if (own && setting(here, in, "accept_local", builder).equals(OptionalInt.of(0))) {
            return Optional.of(forbidding(here, in, "accept_local", "setting.own-sender", source, builder));
        }
        if (filter.isEmpty() || filter.getAsInt() == 0) {
            return Optional.empty();
        }
        Optional<RouteLookup> back = RouteLookup.of(here, source, Optional.empty());
        if (back.isEmpty()) {
            return Optional.of(forbidding(here, in, "rp_filter", "setting.no-way-back", source, builder));
        }
        String leads = back.get()
                .route()
                .map(route -> route.device())
                .orElse(back.get().device());
        boolean addressed = here.addresses(in.name()).stream().anyMatch(address -> address.family() == 4);
        return leads.equals(in.name()) || addressed && filter.getAsInt() != STRICT
                ? Optional.empty()
                : Optional.of(forbidding(here, in, "rp_filter", "setting.strict-path", source, builder));
    }

    /** The effective value; an unknown one is recorded as a doubt. */
    static OptionalInt setting(Namespace here, Link link, String name, DiagnosisBuilder builder) {
        OptionalInt value = EffectiveSetting.of(here, name, link.name());
        if (value.isEmpty()) {
            builder.doubt(Message.of("unseen.setting", "setting", EffectiveSetting.key(name, link.name())));
        }
        return value;
    }

    /** The failure caused by a device's setting. */
    static Verdict.Failed forbidding(
            Namespace here, Link link, String setting, String key, String address, DiagnosisBuilder builder) {
        DeviceName device = InNamespace.device(here, link.name());
        Quote[] quotes = Arrays.stream(new String[] {"all", link.name()})
                .map(name -> EffectiveSetting.key(setting, name))
                .filter(name -> here.sysctls().containsKey(name))
                .map(name -> ToolText.setting(here, name, here.sysctls().get(name)))
                .toArray(Quote[]::new);
        OptionalInt value = EffectiveSetting.of(here, setting, link.name());
        return builder.failed(
                Layer.SETTING,
                device,
                Message.of(
                        key, "device", device, "seen", value.isPresent() ? value.getAsInt() : "-", "address", address),
                ToolText.source(
                        here, "sysctl net.ipv4.conf.all." + setting + " net.ipv4.conf." + link.name() + "." + setting),
                quotes);
    }
}
