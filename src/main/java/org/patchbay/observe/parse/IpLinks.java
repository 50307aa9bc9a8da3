package org.patchbay.observe.parse;

import java.util.List;

/**
 * Parses {@code ip link}, {@code ip address} (ip-link(8), ip-address(8)) and {@code bridge link} (bridge(8)), also with
 * {@code -br}, {@code -d}, {@code -s}, {@code -o}.
 */
final class IpLinks implements IpListing {
    private final boolean addresses;
    private IpCounters counters = IpCounters.NONE;

    /**
     * @param addresses whether each device has a list of addresses, even an empty one
     */
    IpLinks(boolean addresses) {
        this.addresses = addresses;
    }

    @Override
    public String expected() {
        return "a device, such as '2: eth0: <BROADCAST,MULTICAST,UP> mtu 1500 …'";
    }

    @Override
    public boolean read(String line, List<IpDraft> rows) {
        IpTokens words = new IpTokens(line);
        if (!line.isEmpty() && Character.isWhitespace(line.charAt(0))) {
            return !rows.isEmpty() && below(words, rows.getLast());
        }
        counters = IpCounters.NONE;
        String number = words.next();
        Object index = number.endsWith(":") ? IpTokens.value(number.substring(0, number.length() - 1)) : "";
        if (!(index instanceof Long)) {
            return brief(number, words, rows);
        }
        String name = words.next();
        if (!name.endsWith(":")) {
            return oneLineAddress((Long) index, name, words, rows);
        }
        IpDraft link = new IpDraft();
        link.put("ifindex", index);
        name(name.substring(0, name.length() - 1), link);
        String flags = words.next();
        if (!flags.startsWith("<") || !flags.endsWith(">")) {
            return false;
        }
        link.put("flags", IpTokens.flags(flags));
        IpLinkDetails.read(words, link);
        if (addresses) {
            link.list("addr_info");
        }
        rows.add(link);
        return true;
    }

    /** {@code eth0}, {@code veth0@veth1}, {@code veth0@if2} for a device in another namespace, {@code v@NONE}. */
    private static void name(String name, IpDraft link) {
        int at = name.indexOf('@');
        if (at > 0) {
            String other = name.substring(at + 1);
            Object index = other.startsWith("if") ? IpTokens.value(other.substring(2)) : "";
            link.put(index instanceof Long ? "link_index" : "link", index instanceof Long ? index : other(other));
        }
        link.put("ifname", at > 0 ? name.substring(0, at) : name);
    }

    private static Object other(String name) {
        return name.equals("NONE") ? null : name;
    }

    /** {@code 3: veth0    inet 10.0.0.1/24 …}: with {@code -o} an address follows its device's name. */
    private static boolean oneLineAddress(Long index, String name, IpTokens words, List<IpDraft> rows) {
        boolean same = !rows.isEmpty() && index.equals(rows.getLast().get("ifindex"));
        IpDraft link = same ? rows.getLast() : new IpDraft();
        if (!same) {
            link.put("ifindex", index);
            name(name, link);
        }
        if (!IpAddressLine.read(words.next(), words, link)) {
            return false;
        }
        if (!same) {
            rows.add(link);
        }
        return true;
    }

    /** {@code veth0@veth1  UP  10.0.0.1/24 fe80::1/64}, {@code veth0@veth1  UP  02:00:00:00:00:01 <BROADCAST,UP>}. */
    private boolean brief(String name, IpTokens words, List<IpDraft> rows) {
        String state = words.next();
        if (!IpLinkDetails.OPERSTATES.contains(state)) {
            return false;
        }
        IpDraft link = new IpDraft();
        name(name, link);
        link.put("operstate", state);
        while (words.more()) {
            String word = words.next();
            if (addresses) {
                IpDraft address = new IpDraft();
                if (word.equals("peer")) {
                    String peer = words.next();
                    link.latest().ifPresent(one -> IpAddressLine.prefix(peer, "address", one));
                } else if (word.equals("metric")) {
                    words.next();
                } else if (IpTokens.destination(word)) {
                    IpAddressLine.prefix(word, "local", address);
                    link.add("addr_info", address);
                } else {
                    return false;
                }
            } else if (word.startsWith("<")) {
                link.put("flags", IpTokens.flags(word));
            } else {
                link.put("address", word);
            }
        }
        if (addresses) {
            link.list("addr_info");
        }
        rows.add(link);
        return true;
    }

    private boolean below(IpTokens words, IpDraft link) {
        String first = words.next();
        if (first.startsWith("link/")) {
            link.put("link_type", first.substring("link/".length()));
            if (IpTokens.destination(words.peek())) {
                link.put("address", words.next());
            }
            IpLinkDetails.read(words, link);
            return true;
        }
        if (first.equals("RX:") || first.equals("TX:")) {
            counters = IpCounters.headed(first, words.rest());
            return true;
        }
        if (counters.read(first, words, link)) {
            return true;
        }
        switch (first) {
            case "alias" -> link.put("ifalias", words.rest());
            case "altname" -> link.list("altnames").add(words.rest());
            case "inet", "inet6", "valid_lft" -> {
                return IpAddressLine.read(first, words, link);
            }
            default -> IpLinkDetails.kind(first, words, link);
        }
        return true;
    }
}
