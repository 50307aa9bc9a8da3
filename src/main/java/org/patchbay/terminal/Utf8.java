package org.patchbay.terminal;

/** Finds where a chunk of UTF-8 (RFC 3629) can be split. */
final class Utf8 {
    private Utf8() {}

    /** How many of the last bytes belong to an incomplete character: 0 to 3. */
    static int incomplete(byte[] bytes, int length) {
        for (int back = 1; back <= 3 && back <= length; back++) {
            int b = bytes[length - back] & 0xff;
            if (b >= 0xc2 && b <= 0xf4) {
                int needed = b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
                return needed > back ? back : 0;
            }
            if (b < 0x80 || b >= 0xc0) {
                return 0;
            }
        }
        return 0;
    }
}
