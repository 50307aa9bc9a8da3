package org.patchbay.check.packet;

import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.patchbay.observe.kernel.Namespace;

/**
 * The effective value of a device's setting, from {@code net.ipv4.conf.all} and the device's own value
 * (include/linux/inetdevice.h of Linux 6.1, ip-sysctl.rst).
 */
public final class EffectiveSetting {
    private enum Rule {
        LARGER,
        EITHER,
        BOTH,
        DEVICE
    }

    private static final Map<String, Rule> RULES = Map.ofEntries(
            Map.entry("rp_filter", Rule.LARGER),
            Map.entry("arp_ignore", Rule.LARGER),
            Map.entry("arp_announce", Rule.LARGER),
            Map.entry("arp_notify", Rule.LARGER),
            Map.entry("accept_local", Rule.EITHER),
            Map.entry("route_localnet", Rule.EITHER),
            Map.entry("proxy_arp", Rule.EITHER),
            Map.entry("arp_filter", Rule.EITHER),
            Map.entry("arp_accept", Rule.EITHER),
            Map.entry("log_martians", Rule.EITHER),
            Map.entry("send_redirects", Rule.EITHER),
            Map.entry("accept_source_route", Rule.BOTH),
            Map.entry("forwarding", Rule.DEVICE));

    private EffectiveSetting() {}

    /** The known device settings. */
    public static Set<String> known() {
        return RULES.keySet();
    }

    /** The effective value; empty if the kernel's values are unknown. */
    public static OptionalInt of(Namespace namespace, String setting, String device) {
        Integer all = namespace.sysctls().get(key(setting, "all"));
        Integer own = namespace.sysctls().get(key(setting, device));
        Rule rule = RULES.get(setting);
        if (own == null || rule == null || all == null && rule != Rule.DEVICE) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(
                switch (rule) {
                    case LARGER -> Math.max(all, own);
                    case EITHER -> all != 0 || own != 0 ? 1 : 0;
                    case BOTH -> all != 0 && own != 0 ? 1 : 0;
                    case DEVICE -> own;
                });
    }

    public static String key(String setting, String device) {
        return "ipv4.conf." + device + "." + setting;
    }
}
