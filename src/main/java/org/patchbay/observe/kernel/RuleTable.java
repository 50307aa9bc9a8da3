package org.patchbay.observe.kernel;

import java.util.List;

/**
 * A table of packet filter rules, as nftables or as iptables-legacy hold it. Rules that {@code iptables} of today made are
 * nftables rules, in tables called {@code filter}, {@code nat} and so on. Immutable.
 *
 * @param family {@code ip}, {@code ip6}, {@code inet}, {@code arp}, {@code bridge} or {@code netdev}
 * @param legacy whether it belongs to iptables-legacy, which nft(8) doesn't show
 */
public record RuleTable(String family, String name, boolean legacy, List<RuleChain> chains) {
    public RuleTable {
        chains = List.copyOf(chains);
    }
}
