package org.patchbay.observe.parse;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Steps through the words of an iproute2 line and converts them to the values of its JSON. */
final class IpTokens {
    private final List<String> words;
    private int at;

    IpTokens(String line) {
        words = LineTokens.of(line);
    }

    boolean more() {
        return at < words.size();
    }

    /** The next word, without advancing; empty at the end. */
    String peek() {
        return more() ? words.get(at) : "";
    }

    /** The next word; advances; empty at the end. */
    String next() {
        String word = peek();
        at++;
        return word;
    }

    /** The remaining words, separated by blanks. */
    String rest() {
        String rest = more() ? String.join(" ", words.subList(at, words.size())) : "";
        at = words.size();
        return rest;
    }

    /** The value of a word: a number, a boolean for {@code on} and {@code off}, else the word itself. */
    static Object value(String word) {
        OptionalLong integer = LineTokens.integer(word);
        if (integer.isPresent()) {
            return integer.getAsLong();
        }
        if (word.equals("on") || word.equals("off")) {
            return word.equals("on");
        }
        OptionalDouble decimal = word.indexOf(',') < 0 ? LineTokens.decimal(word) : OptionalDouble.empty();
        return decimal.isPresent() ? decimal.getAsDouble() : word;
    }

    /** {@code forever}, which the kernel and JSON represent by a number, or {@code 3598sec}. */
    static Object lifetime(String word) {
        return word.equals("forever") ? (Object) 4_294_967_295L : seconds(word);
    }

    static Object seconds(String word) {
        return value(word.endsWith("sec") ? word.substring(0, word.length() - 3) : word);
    }

    /** {@code <BROADCAST,MULTICAST,UP>}; empty for anything else. */
    static List<Object> flags(String word) {
        boolean flags = word.length() > 2 && word.startsWith("<") && word.endsWith(">");
        return flags ? List.of((Object[]) word.substring(1, word.length() - 1).split(",")) : List.of();
    }

    /** Whether it may be an address, a prefix of one, {@code default} or {@code all}. */
    static boolean destination(String word) {
        if (word.equals("default") || word.equals("all")) {
            return true;
        }
        int digits = 0;
        int marks = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '.' || c == ':' || c == '/') {
                marks++;
            } else if (Character.digit(c, 16) >= 0) {
                digits++;
            } else {
                return false;
            }
        }
        return marks > 0 && (digits > 0 || word.startsWith("::"));
    }
}
