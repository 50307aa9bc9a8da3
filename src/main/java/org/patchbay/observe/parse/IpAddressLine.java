package org.patchbay.observe.parse;

import java.util.Set;

/** Parses the lines of {@code ip address} that describe an address, below its device. */
final class IpAddressLine {
    private static final Set<String> MARKS = Set.of(
            "secondary",
            "temporary",
            "nodad",
            "optimistic",
            "dadfailed",
            "home",
            "deprecated",
            "tentative",
            "permanent",
            "mngtmpaddr",
            "noprefixroute",
            "autojoin",
            "stable-privacy",
            "dynamic");

    private IpAddressLine() {}

    /**
     * {@code inet 10.0.0.1/24 brd + scope global eth0}, {@code inet6 fe80::1/64 scope link}; below it {@code valid_lft
     * forever preferred_lft forever}.
     */
    static boolean read(String family, IpTokens words, IpDraft link) {
        if (family.equals("valid_lft")) {
            return lifetimes(words, link);
        }
        if (!(family.equals("inet") || family.equals("inet6")) || !IpTokens.destination(words.peek())) {
            return false;
        }
        IpDraft address = new IpDraft();
        address.put("family", family);
        prefix(words.next(), "local", address);
        while (words.more()) {
            detail(words.next(), words, address);
        }
        link.add("addr_info", address);
        return true;
    }

    private static void detail(String word, IpTokens words, IpDraft address) {
        switch (word) {
            case "brd" -> address.put("broadcast", words.next());
            case "any" -> address.put("anycast", words.next());
            case "scope" -> address.put("scope", words.next());
            case "proto" -> address.put("protocol", words.next());
            case "metric" -> address.put("metric", IpTokens.value(words.next()));
            case "peer" -> prefix(words.next(), "address", address);
            default -> {
                if (MARKS.contains(word)) {
                    address.put(word, true);
                } else {
                    address.put("label", word);
                }
            }
        }
    }

    private static boolean lifetimes(IpTokens words, IpDraft link) {
        String valid = words.next();
        words.next();
        String preferred = words.next();
        link.latest().ifPresent(address -> {
            address.put("valid_life_time", IpTokens.lifetime(valid));
            address.put("preferred_life_time", IpTokens.lifetime(preferred));
        });
        return link.latest().isPresent();
    }

    /** {@code 10.0.0.1/24}: address and prefix; without a prefix only the address. */
    static void prefix(String word, String member, IpDraft address) {
        int slash = word.indexOf('/');
        address.put(member, slash < 0 ? word : word.substring(0, slash));
        if (slash >= 0) {
            address.put("prefixlen", IpTokens.value(word.substring(slash + 1)));
        }
    }
}
