package org.patchbay.check.packet;

import java.util.Optional;
import java.util.OptionalInt;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.InNamespace;
import org.patchbay.check.verdict.Layer;
import org.patchbay.check.verdict.Message;
import org.patchbay.check.verdict.ToolText;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;

/** Decides whether a namespace forwards a packet (ip_route_input_slow in net/ipv4/route.c; ip-sysctl.rst). */
public final class Forwarding {
    private static final String IP_FORWARD = "ipv4.ip_forward";

    private Forwarding() {}

    public static Optional<Verdict.Failed> broken(Namespace here, Link in, Packet packet, DiagnosisBuilder builder) {
        OptionalInt value = SourceCheck.setting(here, in, "forwarding", builder);
        if (value.isEmpty() || value.getAsInt() != 0) {
            return Optional.empty();
        }
        Integer all = here.sysctls().get(IP_FORWARD);
        if (all != null && all != 0) {
            return Optional.of(SourceCheck.forbidding(
                    here, in, "forwarding", "setting.device-forwards-not", packet.destination(), builder));
        }
        return Optional.of(builder.failed(
                Layer.SETTING,
                IP_FORWARD,
                Message.of(
                        "setting.forwards-not",
                        "namespace",
                        InNamespace.name(here),
                        "device",
                        InNamespace.device(here, in.name()),
                        "address",
                        packet.destination()),
                ToolText.source(here, "sysctl net." + IP_FORWARD),
                ToolText.setting(here, IP_FORWARD, 0)));
    }

    /** The failure for packets to 127.0.0.0/8 on a device other than {@code lo}, unless route_localnet is set. */
    public static Optional<Verdict.Failed> martian(Namespace here, Link in, Packet packet, DiagnosisBuilder builder) {
        boolean loopback = packet.destination().startsWith("127.");
        return loopback
                        && !in.kind().equals("loopback")
                        && SourceCheck.setting(here, in, "route_localnet", builder)
                                .equals(OptionalInt.of(0))
                ? Optional.of(SourceCheck.forbidding(
                        here, in, "route_localnet", "setting.loopback-only", packet.destination(), builder))
                : Optional.empty();
    }
}
