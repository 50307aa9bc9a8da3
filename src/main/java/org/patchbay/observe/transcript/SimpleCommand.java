package org.patchbay.observe.transcript;

import java.util.ArrayList;
import java.util.List;
import org.patchbay.observe.kernel.Execution.Sink;

/**
 * A simple command of an entered line (bash(1), SHELL GRAMMAR). Expansions such as {@code $x} or {@code $(…)} stay as
 * typed.
 *
 * @param words the program and its arguments, without quotes and redirections; at least one
 * @param stdout where its standard output goes
 * @param background whether the shell continues meanwhile
 */
record SimpleCommand(List<String> words, Sink stdout, boolean background) {
    /** Limit in characters; longer lines are not typed by people and are cut. */
    static final int LIMIT = 16 * 1024;

    SimpleCommand {
        words = List.copyOf(words);
    }

    /** The simple commands of a line, in order. Total, linear. */
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
                        // `a || b` is no pipe: only a single bar is.
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

        /** An expansion is part of one word, whatever it contains. */
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
