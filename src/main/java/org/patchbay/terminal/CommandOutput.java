package org.patchbay.terminal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.patchbay.observe.Command;
import org.patchbay.observe.parse.TerminalText;

/** Collects the output of one command in bounded memory: its first and its last {@value #PART} bytes. */
final class CommandOutput {
    static final int PART = 192 * 1024;

    private static final String CUT = "\n…\n";

    private byte[] head = new byte[256];
    private int headLength;
    private byte[] tail = new byte[0];
    private long total;

    void append(byte[] bytes, int from, int to) {
        int length = to - from;
        total += length;
        int toHead = Math.min(length, PART - headLength);
        if (toHead > 0) {
            head = grown(head, headLength + toHead);
            System.arraycopy(bytes, from, head, headLength, toHead);
            headLength += toHead;
        }
        int rest = Math.min(length - toHead, PART);
        if (rest > 0) {
            appendTail(bytes, to - rest, rest);
        }
    }

    /** Some output is missing here. */
    void gap() {
        byte[] note = CUT.getBytes(StandardCharsets.UTF_8);
        append(note, 0, note.length);
    }

    /** The total number of bytes. */
    long size() {
        return total;
    }

    /** The output as displayed, in at most {@link Command#OUTPUT_LIMIT} characters. */
    String text() {
        int tailLength = (int) Math.min(tail.length, total - headLength);
        if (total <= PART + (long) tailLength) {
            byte[] whole = Arrays.copyOf(head, headLength + tailLength);
            copyTail(tailLength, whole, headLength);
            String plain = plain(whole, 0, whole.length);
            if (plain.length() <= Command.OUTPUT_LIMIT) {
                return plain;
            }
            return join(plain, plain);
        }
        byte[] last = new byte[tailLength];
        copyTail(tailLength, last, 0);
        return join(plain(head, 0, headLength), plain(last, firstLine(last), tailLength));
    }

    /** When full, the tail is a ring: byte {@code n} after the head is at {@code n % PART}. */
    private void appendTail(byte[] bytes, int from, int length) {
        long beyond = total - headLength;
        tail = grown(tail, (int) Math.min(PART, beyond));
        int at = (int) ((beyond - length) % PART);
        int straight = Math.min(length, PART - at);
        System.arraycopy(bytes, from, tail, at, straight);
        System.arraycopy(bytes, from + straight, tail, 0, length - straight);
    }

    private void copyTail(int length, byte[] to, int offset) {
        int at = (int) ((total - headLength - length) % PART);
        int straight = Math.min(length, Math.min(tail.length, PART) - at);
        System.arraycopy(tail, at, to, offset, straight);
        System.arraycopy(tail, 0, to, offset + straight, length - straight);
    }

    private static byte[] grown(byte[] bytes, int needed) {
        return needed <= bytes.length
                ? bytes
                : Arrays.copyOf(bytes, Math.min(PART, Math.max(needed, bytes.length * 2)));
    }

    private static int firstLine(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return 0;
    }

    private static String plain(byte[] bytes, int from, int to) {
        return TerminalText.plain(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }

    private static String join(String first, String last) {
        int half = (Command.OUTPUT_LIMIT - CUT.length()) / 2;
        int end = Math.min(half, first.length());
        int start = Math.max(0, last.length() - half);
        if (end > 0 && end < first.length() && Character.isHighSurrogate(first.charAt(end - 1))) {
            end--;
        }
        if (start > 0 && Character.isLowSurrogate(last.charAt(start))) {
            start++;
        }
        return first.substring(0, end) + CUT + last.substring(start);
    }
}
