package org.patchbay.check.packet;

import java.util.Optional;
import java.util.OptionalInt;
import org.patchbay.check.verdict.DiagnosisBuilder;
import org.patchbay.check.verdict.Prefix;
import org.patchbay.check.verdict.Verdict;
import org.patchbay.observe.kernel.Address;
import org.patchbay.observe.kernel.Link;
import org.patchbay.observe.kernel.Namespace;

/**
 * Decides whether a namespace answers an ARP request received by one of its devices (arp_process in net/ipv4/arp.c;
 * ip-sysctl.rst).
 */
public final class ArpAnswer {
    private static final int ONLY_OF_THE_DEVICE = 1;
    private static final int ONLY_IN_THE_SUBNET = 2;
    private static final int NOT_OF_THE_HOST = 3;
    private static final int NEVER = 8;

    private final Namespace here;
    private final Link on;
    private final String asked;
    private final String asking;
    private final DiagnosisBuilder builder;

    /**
     * @param asked the address to resolve
     * @param asking the requester's address; may be empty
     */
    public ArpAnswer(Namespace here, Link on, String asked, String asking, DiagnosisBuilder builder) {
        this.here = here;
        this.on = on;
        this.asked = asked;
        this.asking = asking;
        this.builder = builder;
    }

    /** The failure if it does not answer although it has the address. */
    public Optional<Verdict.Failed> silence() {
        return SourceCheck.broken(here, on, asking, builder).or(this::ignored).or(this::filtered);
    }

    /** Whether it answers for another host: proxy_arp, if it would forward there over another device. */
    public boolean forAnother() {
        return AddressOwner.in(here, asked).isEmpty()
                && EffectiveSetting.of(here, "proxy_arp", on.name()).equals(OptionalInt.of(1))
                && EffectiveSetting.of(here, "forwarding", on.name()).equals(OptionalInt.of(1))
                && RouteLookup.of(here, asked, Optional.empty())
                        .filter(found -> !found.device().equals(on.name()))
                        .isPresent()
                && SourceCheck.broken(here, on, asking, builder).isEmpty();
    }

    private Optional<Verdict.Failed> ignored() {
        OptionalInt ignore = SourceCheck.setting(here, on, "arp_ignore", builder);
        Optional<AddressOwner> owner = AddressOwner.in(here, asked);
        boolean silent = ignore.isPresent()
                && switch (ignore.getAsInt()) {
                    case ONLY_OF_THE_DEVICE -> onDevice().isEmpty();
                    case ONLY_IN_THE_SUBNET -> onDevice().filter(this::covers).isEmpty();
                    case NOT_OF_THE_HOST ->
                        owner.filter(found -> found.address().scope().equals("host"))
                                .isPresent();
                    case NEVER -> true;
                    default -> false;
                };
        return silent
                ? Optional.of(SourceCheck.forbidding(here, on, "arp_ignore", "setting.arp-ignore", asked, builder))
                : Optional.empty();
    }

    /** The failure by arp_filter: only the device that routes to the requester answers. */
    private Optional<Verdict.Failed> filtered() {
        OptionalInt filter = SourceCheck.setting(here, on, "arp_filter", builder);
        if (!filter.equals(OptionalInt.of(1)) || asking.isEmpty()) {
            return Optional.empty();
        }
        boolean same = RouteLookup.of(here, asking, Optional.empty())
                .filter(found -> found.device().equals(on.name()))
                .isPresent();
        return same
                ? Optional.empty()
                : Optional.of(SourceCheck.forbidding(here, on, "arp_filter", "setting.arp-filter", asking, builder));
    }

    private Optional<Address> onDevice() {
        return here.addresses(on.name()).stream()
                .filter(own -> own.address().equals(asked))
                .findFirst();
    }

    private boolean covers(Address own) {
        return Prefix.parse(own.cidr())
                .flatMap(prefix -> Prefix.parse(asking).map(one -> prefix.contains(one.address())))
                .orElse(false);
    }
}
