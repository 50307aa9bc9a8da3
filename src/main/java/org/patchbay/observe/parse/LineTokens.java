package org.patchbay.observe.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Splits a line into words and parses numbers. */
public final class LineTokens {
    private LineTokens() {}

    public static List<String> of(String line) {
        List<String> words = new ArrayList<>();
        int i = 0;
        while (i < line.length()) {
            while (i < line.length() && Character.isWhitespace(line.charAt(i))) {
                i++;
            }
            int start = i;
            while (i < line.length() && !Character.isWhitespace(line.charAt(i))) {
                i++;
            }
            if (i > start) {
                words.add(line.substring(start, i));
            }
        }
        return words;
    }

    /** A signed or unsigned whole number of at most 18 digits. */
    static OptionalLong integer(String word) {
        int start = word.startsWith("-") ? 1 : 0;
        if (word.length() == start || word.length() > start + 18) {
            return OptionalLong.empty();
        }
        for (int i = start; i < word.length(); i++) {
            if (word.charAt(i) < '0' || word.charAt(i) > '9') {
                return OptionalLong.empty();
            }
        }
        return OptionalLong.of(Long.parseLong(word));
    }

    /** A decimal number of at most 30 characters, with one point or comma. */
    static OptionalDouble decimal(String word) {
        int points = 0;
        int digits = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '.' || c == ',') {
                points++;
            } else if (c >= '0' && c <= '9') {
                digits++;
            } else {
                return OptionalDouble.empty();
            }
        }
        return points > 1 || digits == 0 || word.length() > 30
                ? OptionalDouble.empty()
                : OptionalDouble.of(Double.parseDouble(word.replace(',', '.')));
    }

    /** Whether it is a hardware address: 6 to 20 pairs of hexadecimal digits, separated by colons. */
    static boolean mac(String word) {
        int length = word.length();
        if (length < 17 || length > 59 || length % 3 != 2) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = word.charAt(i);
            if (i % 3 == 2 ? c != ':' : Character.digit(c, 16) < 0 || c > 'f') {
                return false;
            }
        }
        return true;
    }

    static boolean anyDigit(List<String> words) {
        return words.stream().anyMatch(word -> word.chars().anyMatch(c -> c >= '0' && c <= '9'));
    }
}
