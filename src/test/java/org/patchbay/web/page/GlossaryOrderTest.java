package org.patchbay.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.lesson.Language;

class GlossaryOrderTest {
    @ParameterizedTest
    @CsvSource({
        "包, B",
        "策略, C",
        "端口, D",
        "发布的端口, F",
        "广播, G",
        "环回设备, H",
        "混杂模式, H",
        "连接跟踪, L",
        "链, L",
        "邻居, L",
        "命名空间, M",
        "默认路由, M",
        "前缀, Q",
        "容器, R",
        "套接字, T",
        "网桥, W",
        "载波, Z",
        "帧, Z",
        "veth 对, V",
        "rp_filter, R"
    })
    void aChineseNameIsListedUnderItsPinyin(String name, String letter) {
        assertThat(new GlossaryOrder(Language.ZH).letter(name)).isEqualTo(letter);
    }

    @Test
    void latinNamesComeFirstUnderTheirLetter() {
        assertThat(List.of("网桥", "veth 对", "邻居", "local 路由表", "MAC 地址", "链", "命名空间", "连接跟踪").stream()
                        .sorted(new GlossaryOrder(Language.ZH).byName()))
                .containsExactly("local 路由表", "连接跟踪", "链", "邻居", "MAC 地址", "命名空间", "veth 对", "网桥");
    }

    @Test
    void caseDoesNotMatterInEnglish() {
        assertThat(List.of("bridge port", "ARP", "bridge", "accept_local", "DNAT", "docker0").stream()
                        .sorted(new GlossaryOrder(Language.EN).byName()))
                .containsExactly("accept_local", "ARP", "bridge", "bridge port", "DNAT", "docker0");
    }
}
