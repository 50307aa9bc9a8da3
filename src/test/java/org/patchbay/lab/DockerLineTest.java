package org.patchbay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerLineTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker run -d --name one busybox sleep 1d",
                "  sudo docker ps",
                "ip -br link; docker top one",
                "nsenter -n --target $(docker inspect -f '{{.State.Pid}}' one) ip link",
                "true\ntime docker network ls",
            })
    void knowsLinesThatRunDocker(String line) {
        assertThat(DockerLine.startsDocker(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "ip link show docker0", "tcpdump -i docker0", "iptables -S DOCKER", "grep docker /etc/passwd"
            })
    void leavesOthersAlone(String line) {
        assertThat(DockerLine.startsDocker(line)).isFalse();
    }
}
