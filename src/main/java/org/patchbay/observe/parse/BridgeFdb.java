package org.patchbay.observe.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Parses {@code bridge fdb} (bridge(8)). */
final class BridgeFdb implements IpListing {
    private static final Set<String> FLAGS =
            Set.of("self", "router", "extern_learn", "offload", "sticky", "locked", "added_by_user", "dynamic");
    private static final Set<String> STATES = Set.of("permanent", "static", "stale");

    @Override
    public String expected() {
        return "an entry of a forwarding database, such as '02:00:00:00:00:02 dev eth0 master br0'";
    }

    @Override
    public boolean read(String line, List<IpDraft> rows) {
        IpTokens words = new IpTokens(line);
        String mac = words.next();
        if (!LineTokens.mac(mac)) {
            return false;
        }
        IpDraft entry = new IpDraft();
        List<Object> flags = new ArrayList<>();
        String state = "";
        entry.put("mac", mac);
        while (words.more()) {
            String word = words.next();
            if (FLAGS.contains(word)) {
                flags.add(word);
            } else if (STATES.contains(word) || word.startsWith("state=")) {
                state = word;
            } else if (!detail(word, words, entry)) {
                return false;
            }
        }
        entry.put("flags", flags);
        entry.put("state", state);
        rows.add(entry);
        return true;
    }

    private static boolean detail(String word, IpTokens words, IpDraft entry) {
        switch (word) {
            case "dev" -> entry.put("ifname", words.next());
            case "master", "dst", "via" -> entry.put(word, words.next());
            case "vlan", "port", "vni", "src_vni", "nhid" -> entry.put(word, IpTokens.value(words.next()));
            case "link-netnsid" -> entry.put("linkNetNsId", IpTokens.value(words.next()));
            case "used" -> {
                String[] parts = words.next().split("/", 3);
                if (parts.length != 2) {
                    return false;
                }
                entry.put("used", IpTokens.value(parts[0]));
                entry.put("updated", IpTokens.value(parts[1]));
            }
            default -> {
                return false;
            }
        }
        return true;
    }
}
