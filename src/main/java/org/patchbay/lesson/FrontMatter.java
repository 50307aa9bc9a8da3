package org.patchbay.lesson;

/**
 * A step's file, split in two.
 *
 * @param yaml the part between the {@code ---} lines
 * @param prose the rest
 * @param before the number of lines before the prose
 */
record FrontMatter(YamlNode yaml, String prose, int before) {
    private static final String MARK = "---";

    /** @throws Flaw if it does not begin so */
    static FrontMatter of(String text) {
        int start = MARK.length() + 1;
        int end = text.startsWith(MARK + "\n") ? text.indexOf("\n" + MARK + "\n", start - 1) : -1;
        if (end < 0) {
            throw new Flaw(1, "a step begins with a line ---, its title and tasks in YAML, and another line ---");
        }
        String yaml = text.substring(start, Math.max(start, end));
        String head = text.substring(0, end + MARK.length() + 2);
        return new FrontMatter(YamlReader.read(yaml, 1), text.substring(head.length()), (int)
                head.chars().filter(c -> c == '\n').count());
    }
}
