package org.patchbay.observe.transcript;

import java.util.ArrayList;
import java.util.List;
import org.patchbay.observe.kernel.Execution.Sink;

/**
 * One program's part of an entered line, as a shell takes it apart (bash(1), SHELL GRAMMAR). What a shell puts in place of
 * {@code $x} or {@code $(…)} is not known here: such a word stays as it was typed.
 *
 * @param words what the program is started with, without quotes and redirections; one or more
 * @param stdout where its standard output goes
 * @param background whether the shell goes on meanwhile
 */
record SimpleCommand(List<String> words, Sink stdout, boolean background) {
    /** Longer lines are cut: nobody types them. */
    static final int LIMIT = 16 * 1024;

    SimpleCommand {
        words = List.copyOf(words);
    }

    /** Those of a line, in order. Total, linear. */
    static List<SimpleCommand> of(String line) {
        return new Splitter(line.length() > LIMIT ? line.substring(0, LIMIT) : line).split();
    }

    private static final class Splitter {
        private final String line;
        private final List<SimpleCommand> found = new ArrayList<>();
        private List<String> words = new ArrayList<>();
        private final StringBuilder word = new StringBuilder();
        private boolean inWord;
        private boolean toFile;
        private boolean nextIsTarget;
        private int i;

        Splitter(String line) {
            this.line = line;
        }

        List<SimpleCommand> split() {
            while (i < line.length()) {
                char c = line.charAt(i++);
                switch (c) {
                    case '\'' -> quoted(c);
                    case '"' -> quoted(c);
                    case '\\' -> escaped();
                    case ' ', '\t' -> endWord();
                    case '#' -> hash();
                    case '$' -> dollar();
                    case '>' -> redirect();
                    case '<' -> {
                        endWord();
                        nextIsTarget = true;
                    }
                    case '|' -> {
                        skip('|', '&');
                        // `a || b` starts b on its own: only the single bar is a pipe.
                        end(line.charAt(i - 1) == '|' && i > 1 && line.charAt(i - 2) == '|' ? sink() : pipe(), false);
                    }
                    case '&' -> ampersand();
                    case ';', '\n', '(', ')' -> end(sink(), false);
                    default -> put(c);
                }
            }
            end(sink(), false);
            return found;
        }

        private void put(char c) {
            word.append(c);
            inWord = true;
        }

        private void quoted(char quote) {
            inWord = true;
            while (i < line.length() && line.charAt(i) != quote) {
                if (quote == '"' && line.charAt(i) == '\\' && i + 1 < line.length()) {
                    i++;
                }
                word.append(line.charAt(i++));
            }
            i = Math.min(line.length(), i + 1);
        }

        private void escaped() {
            if (i < line.length()) {
                char c = line.charAt(i++);
                if (c != '\n') {
                    put(c);
                }
            }
        }

        /** A comment, where a word could begin. */
        private void hash() {
            if (inWord) {
                word.append('#');
            } else {
                while (i < line.length() && line.charAt(i) != '\n') {
                    i++;
                }
            }
        }

        /** What a shell puts in place of it is one word here, whatever stands in it. */
        private void dollar() {
            put('$');
            if (i < line.length() && line.charAt(i) == '(') {
                int depth = 0;
                do {
                    char c = line.charAt(i++);
                    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                    word.append(c);
                } while (depth > 0 && i < line.length());
            }
        }

        private void redirect() {
            boolean errors = word.toString().equals("2");
            if (inWord && word.chars().allMatch(Character::isDigit)) {
                word.setLength(0);
                inWord = false;
            }
            endWord();
            skip('>', '|');
            if (i < line.length() && line.charAt(i) == '&') {
                i++;
                nextIsTarget = true;
            } else {
                nextIsTarget = true;
                toFile |= !errors;
            }
        }

        private void ampersand() {
            if (i < line.length() && line.charAt(i) == '&') {
                i++;
                end(sink(), false);
            } else if (i < line.length() && line.charAt(i) == '>') {
                endWord();
                i++;
                skip('>', '>');
                nextIsTarget = true;
                toFile = true;
            } else {
                end(sink(), true);
            }
        }

        private void skip(char one, char other) {
            if (i < line.length() && (line.charAt(i) == one || line.charAt(i) == other)) {
                i++;
            }
        }

        private Sink sink() {
            return toFile ? Sink.FILE : Sink.TERMINAL;
        }

        private Sink pipe() {
            return toFile ? Sink.FILE : Sink.PIPE;
        }

        private void endWord() {
            if (inWord && !nextIsTarget) {
                words.add(word.toString());
            }
            if (inWord) {
                nextIsTarget = false;
            }
            word.setLength(0);
            inWord = false;
        }

        private void end(Sink stdout, boolean background) {
            endWord();
            if (!words.isEmpty()) {
                found.add(new SimpleCommand(words, stdout, background));
            }
            words = new ArrayList<>();
            toFile = false;
            nextIsTarget = false;
        }
    }
}
