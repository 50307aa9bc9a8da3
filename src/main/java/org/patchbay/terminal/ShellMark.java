package org.patchbay.terminal;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A mark printed by shell integration: the semantic prompts of OSC 133, and the command line and properties of OSC 633
 * (as in Visual Studio Code). {@link #aid()} is the shell's pid, empty without {@code aid=}. A command's start and end
 * may have the sandbox's time, {@code t=}, in seconds since the epoch.
 */
sealed interface ShellMark {
    /** The format of bash's {@code EPOCHREALTIME} in the C locale. */
    Pattern TIME = Pattern.compile("[0-9]{1,12}\\.[0-9]{1,9}");

    String aid();

    /** OSC 133;A: a prompt begins. */
    record PromptStart(String aid) implements ShellMark {}

    /** OSC 133;B: the prompt is complete, input follows. */
    record InputStart(String aid) implements ShellMark {}

    /** OSC 133;C: the command was entered, its output follows. */
    record CommandStart(String aid, OptionalDouble time) implements ShellMark {}

    /** OSC 133;D: the command ended. */
    record CommandEnd(String aid, OptionalInt status, OptionalDouble time) implements ShellMark {}

    /** OSC 633;E: the command line of the last or next {@link CommandStart}. */
    record CommandLine(String aid, String line) implements ShellMark {}

    /** OSC 633;P;Netns=…: the inode of the shell's network namespace. */
    record NetworkNamespace(String aid, long inode) implements ShellMark {}

    /**
     * Parses the text between {@code ESC ]} and its terminator. Total.
     *
     * @return empty for other sequences and malformed marks
     */
    static Optional<ShellMark> parse(String body) {
        String[] fields = body.split(";", -1);
        if (fields.length < 2) {
            return Optional.empty();
        }
        String aid = aid(fields);
        return switch (fields[0] + ";" + fields[1]) {
            case "133;A" -> Optional.of(new PromptStart(aid));
            case "133;B" -> Optional.of(new InputStart(aid));
            case "133;C" -> Optional.of(new CommandStart(aid, time(fields)));
            case "133;D" -> Optional.of(new CommandEnd(aid, status(fields), time(fields)));
            case "633;E" -> Optional.of(new CommandLine(aid, fields.length > 2 ? unescape(fields[2]) : ""));
            case "633;P" -> property(fields, aid);
            default -> Optional.empty();
        };
    }

    private static Optional<ShellMark> property(String[] fields, String aid) {
        if (fields.length < 3 || !fields[2].regionMatches(true, 0, "netns=", 0, 6)) {
            return Optional.empty();
        }
        OptionalLong inode = digits(fields[2].substring(6));
        return inode.isPresent() ? Optional.of(new NetworkNamespace(aid, inode.getAsLong())) : Optional.empty();
    }

    private static String aid(String[] fields) {
        return value(fields, "aid=");
    }

    private static OptionalDouble time(String[] fields) {
        String told = value(fields, "t=");
        return TIME.matcher(told).matches() ? OptionalDouble.of(Double.parseDouble(told)) : OptionalDouble.empty();
    }

    private static String value(String[] fields, String name) {
        for (int i = 2; i < fields.length; i++) {
            if (fields[i].startsWith(name)) {
                return fields[i].substring(name.length());
            }
        }
        return "";
    }

    private static OptionalInt status(String[] fields) {
        OptionalLong number = fields.length > 2 ? digits(fields[2]) : OptionalLong.empty();
        return number.isPresent() && number.getAsLong() <= 255
                ? OptionalInt.of((int) number.getAsLong())
                : OptionalInt.empty();
    }

    private static OptionalLong digits(String text) {
        if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(text));
    }

    /** Decodes 633;E's escapes: {@code \\} and {@code \xHH}, a byte of UTF-8. Anything else is kept. */
    private static String unescape(String escaped) {
        if (escaped.indexOf('\\') < 0) {
            return escaped;
        }
        byte[] in = escaped.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[in.length];
        int n = 0;
        for (int i = 0; i < in.length; i++) {
            if (in[i] == '\\' && i + 1 < in.length && in[i + 1] == '\\') {
                out[n++] = '\\';
                i++;
            } else if (in[i] == '\\' && i + 3 < in.length && in[i + 1] == 'x' && hex(in, i + 2) >= 0) {
                out[n++] = (byte) hex(in, i + 2);
                i += 3;
            } else {
                out[n++] = in[i];
            }
        }
        return new String(out, 0, n, StandardCharsets.UTF_8);
    }

    private static int hex(byte[] in, int at) {
        int high = Character.digit(in[at], 16);
        int low = Character.digit(in[at + 1], 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}
