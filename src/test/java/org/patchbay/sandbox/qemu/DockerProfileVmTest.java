package org.patchbay.sandbox.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.patchbay.sandbox.Profile;
import org.patchbay.sandbox.Sandbox;

/** A machine of the profile {@code docker}: its daemon runs, and runs containers of the image's own making. */
@Tag("vm")
class DockerProfileVmTest {
    private static TestMachines machines;
    private static Sandbox sandbox;

    @BeforeAll
    static void start() throws Exception {
        machines = new TestMachines();
        sandbox = machines.engine().start(Profile.DOCKER);
    }

    @AfterAll
    static void end() {
        machines.close();
    }

    @Test
    void daemonAnswersAndHasItsImageAndNothingElse() throws Exception {
        assertThat(TestMachines.run(sandbox, "docker images --format '{{.Repository}}:{{.Tag}}'"))
                .isEqualTo("busybox:latest");
        assertThat(TestMachines.run(sandbox, "docker ps -aq; docker volume ls -q"))
                .isEmpty();
        assertThat(TestMachines.run(sandbox, "docker network ls --format '{{.Name}}' | sort | xargs"))
                .isEqualTo("bridge host none");
        assertThat(TestMachines.run(sandbox, "ip -br addr show docker0")).contains("172.17.0.1/16");
    }

    @Test
    void containerServesThePublishedPortAndLeavesTheMachineAsItWas() throws Exception {
        String before = TestMachines.run(sandbox, "ls /sys/class/net | sort | xargs");
        TestMachines.run(sandbox, "docker run -d --name web -p 8080:80 busybox httpd -f -h /www");
        assertThat(TestMachines.run(sandbox, "docker exec web ip -4 addr show eth0"))
                .contains("172.17.0.2/16");
        assertThat(TestMachines.run(sandbox, "docker run --rm busybox wget -q -O - 172.17.0.2"))
                .isEqualTo("Hello from a container.");
        assertThat(TestMachines.run(sandbox, "printf 'GET / HTTP/1.0\\r\\n\\r\\n' | nc 172.17.0.1 8080"))
                .contains("Hello from a container.");
        TestMachines.run(sandbox, "docker rm -f web");
        assertThat(TestMachines.run(sandbox, "ls /sys/class/net | sort | xargs"))
                .isEqualTo(before);
    }

    @Test
    void containersAreBoundedInNumberOfProcesses() throws Exception {
        assertThat(TestMachines.run(sandbox, "cat /sys/fs/cgroup/docker/pids.max"))
                .isEqualTo("128");
        assertThat(TestMachines.run(
                        sandbox,
                        "docker run -d --name many busybox sh -c 'for i in $(seq 300); do sleep 60 & done; wait'"
                                + " >/dev/null; cat /sys/fs/cgroup/docker/pids.current; docker rm -f many >/dev/null"))
                .satisfies(count -> assertThat(Integer.parseInt(count)).isBetween(1, 128));
    }
}
