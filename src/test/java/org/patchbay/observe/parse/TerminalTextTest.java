package org.patchbay.observe.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "plain | plain",
                "\\e[01;32mroot\\e[0m# | root#",
                "\\e]0;title\\aafter | after",
                "\\e]133;C\\e¶after | after",
                "\\ePq#1\\e¶after | after",
                "\\e(Bafter | after",
                "\\e=\\e>after | after",
                "ab\\bc | ac",
                "12 %\\r100 % | 100 %",
                "wrong\\r\\e[Kright | right",
                "lost\\e[2Kkept | kept",
                "abc\\r\\e[2CX | abX",
                "cut\\e[3 | cut",
                "cut\\e | cut",
                "never\\e]ended | never",
                "bell\\a | bell",
                "内核\\e[0m IP | 内核 IP",
            })
    void strips(String raw, String plain) {
        String input = raw.replace("\\e", "\u001b")
                .replace("\\a", "\u0007")
                .replace("\\b", "\b")
                .replace("\\r", "\r")
                .replace("¶", "\\");
        assertThat(TerminalText.plain(input)).isEqualTo(plain);
    }

    @Test
    void aTerminalsLineEndBecomesALineFeed() {
        assertThat(TerminalText.plain("a\r\nb\r\n")).isEqualTo("a\nb\n");
    }

    @Test
    void anInterruptedSequenceDoesNotSwallowTheNext() {
        assertThat(TerminalText.plain("\u001b]0;title\u001b[31mred")).isEqualTo("red");
    }

    @Test
    void theResultIsNeverLongerThanTheInput() {
        Random random = new Random(4711);
        String alphabet = "ab0;?[]P\\KCm\r\n\b\t\u001b\u0007\u009b\u009d中\ud83d\ude00";
        for (int round = 0; round < 2_000; round++) {
            StringBuilder input = new StringBuilder();
            for (int i = random.nextInt(80); i > 0; i--) {
                input.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String plain = TerminalText.plain(input);
            assertThat(plain.length()).isLessThanOrEqualTo(input.length());
            assertThat(plain).doesNotContain("\u001b", "\r", "\b");
        }
    }
}
