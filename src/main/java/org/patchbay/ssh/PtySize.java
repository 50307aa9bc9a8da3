package org.patchbay.ssh;

/**
 * The size of a pseudo-terminal in characters (RFC 4254, section 6.2).
 *
 * @param columns 1 to 1,000
 * @param rows 1 to 1,000
 */
public record PtySize(int columns, int rows) {
    /** The largest number of columns or rows. */
    public static final int LIMIT = 1_000;

    /** Used until the page has sent its size. */
    public static final PtySize DEFAULT = new PtySize(80, 24);

    /** @throws IllegalArgumentException if a number is out of range */
    public PtySize {
        if (!valid(columns, rows)) {
            throw new IllegalArgumentException("not a terminal's size: " + columns + "x" + rows);
        }
    }

    /** Whether both numbers are in range. */
    public static boolean valid(int columns, int rows) {
        return columns >= 1 && columns <= LIMIT && rows >= 1 && rows <= LIMIT;
    }

    /** {@code 80x24}, as in asciicast's resize events. */
    @Override
    public String toString() {
        return columns + "x" + rows;
    }
}
