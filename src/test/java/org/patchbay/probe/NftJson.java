package org.patchbay.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;

/** Converts {@code nft -j list ruleset} (libnftables-json(5)) to the rules of a snapshot. */
final class NftJson {
    private static final Map<String, String> META =
            Map.of("iifname", "in", "oifname", "out", "l4proto", "protocol", "mark", "mark", "iif", "in", "oif", "out");
    private static final Map<String, String> ICMP = Map.of("echo-request", "8", "echo-reply", "0");

    private NftJson() {}

    /** By family, table and chain: the chain itself, then its rules in their order. */
    static Map<String, List<String>> read(String json) throws Exception {
        Map<String, List<String>> chains = new TreeMap<>();
        for (JsonNode object : new ObjectMapper().readTree(json).get("nftables")) {
            if (object.has("chain")) {
                JsonNode chain = object.get("chain");
                chains.put(
                        key(chain, chain.get("name").asText()),
                        new ArrayList<>(List.of(words(
                                text(chain, "type"),
                                text(chain, "hook"),
                                text(chain, "prio"),
                                text(chain, "policy")))));
            } else if (object.has("rule")) {
                JsonNode rule = object.get("rule");
                chains.get(key(rule, rule.get("chain").asText())).add(rule(rule));
            }
        }
        return chains;
    }

    private static String key(JsonNode object, String chain) {
        return words(object.get("family").asText(), object.get("table").asText(), chain);
    }

    private static String words(String... words) {
        return String.join(" ", List.of(words)).strip();
    }

    private static String text(JsonNode object, String field) {
        return object.path(field).asText("");
    }

    private static String rule(JsonNode rule) {
        var conditions = new TreeSet<String>();
        String action = "NONE";
        String counted = "";
        if (rule.has("comment")) {
            conditions.add("comment " + rule.get("comment").asText());
        }
        for (JsonNode expression : rule.get("expr")) {
            String name = expression.fieldNames().next();
            JsonNode body = expression.get(name);
            switch (name) {
                case "match" -> match(body, rule.get("family").asText(), conditions);
                case "counter" ->
                    counted = " " + body.get("packets").asText() + "/"
                            + body.get("bytes").asText();
                case "accept", "drop", "return" -> action = name.toUpperCase(Locale.ROOT);
                case "jump", "goto" ->
                    action = name.toUpperCase(Locale.ROOT) + " "
                            + body.get("target").asText();
                case "masquerade", "redirect", "reject" -> action = name.toUpperCase(Locale.ROOT) + to(body);
                case "dnat", "snat" -> action = name.toUpperCase(Locale.ROOT) + to(body);
                default -> throw new IllegalArgumentException("not compared: " + expression);
            }
        }
        return conditions + " " + action + counted;
    }

    private static String to(JsonNode body) {
        String address = body.path("addr").asText("");
        String port = body.path("port").asText("");
        String to = address + (port.isEmpty() ? "" : ":" + port);
        return to.isEmpty() ? "" : " " + to;
    }

    private static void match(JsonNode match, String family, TreeSet<String> into) {
        JsonNode left = match.get("left");
        String value = value(match.get("right"));
        String sign = match.get("op").asText().equals("!=") ? "!" : "";
        if (left.has("meta")) {
            String key = META.get(left.get("meta").get("key").asText());
            into.add(key + " " + sign + (key.equals("mark") ? "0x" + Long.toHexString(Long.parseLong(value)) : value));
        } else if (left.has("ct")) {
            into.add("ct-state " + sign + String.join(",", new TreeSet<>(List.of(value.split(",")))));
        } else {
            payload(left.get("payload"), family, sign + value, into);
        }
    }

    private static void payload(JsonNode payload, String family, String value, TreeSet<String> into) {
        String protocol = payload.get("protocol").asText();
        switch (protocol) {
            case "ip", "ip6" -> {
                String field = payload.get("field").asText();
                into.add((field.equals("protocol") ? "protocol" : field.equals("saddr") ? "source" : "destination")
                        + " " + value);
            }
            case "icmp" -> {
                into.add("protocol icmp");
                into.add("icmp-type " + ICMP.getOrDefault(value, value));
                if (family.equals("inet")) {
                    into.add("source 0.0.0.0/0");
                }
            }
            default -> {
                into.add("protocol " + protocol);
                into.add((payload.get("field").asText().equals("sport") ? "source-port" : "destination-port") + " "
                        + value);
            }
        }
    }

    private static String value(JsonNode right) {
        if (right.has("prefix")) {
            return right.get("prefix").get("addr").asText() + "/"
                    + right.get("prefix").get("len").asText();
        }
        if (right.has("range")) {
            return right.get("range").get(0).asText() + ":"
                    + right.get("range").get(1).asText();
        }
        JsonNode several = right.has("set") ? right.get("set") : right;
        if (several.isArray()) {
            var values = new StringJoiner(",");
            several.forEach(one -> values.add(value(one)));
            return values.toString();
        }
        return right.asText();
    }
}
