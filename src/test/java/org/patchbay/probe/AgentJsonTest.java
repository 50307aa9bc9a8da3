package org.patchbay.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.patchbay.observe.kernel.Address;
import org.patchbay.observe.kernel.Link;

class AgentJsonTest {
    private final AgentJson json = new AgentJson();

    private Address address(String further) throws ProbeException {
        String text = "{\"device\":\"veth0\",\"family\":4,\"address\":\"10.0.0.1\",\"prefix\":24,\"scope\":\"global\""
                + further + "}";
        return json.as(Address.class, json.parse(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void anAddressHasAPeerAndALifetimeWhereTheAgentReportsThem() throws ProbeException {
        assertThat(address(",\"temporary\":false")).isEqualTo(new Address("veth0", 4, "10.0.0.1", 24, "global"));
        Address reported = address(",\"peer\":\"10.0.0.2\",\"temporary\":true");
        assertThat(reported.peer()).contains("10.0.0.2");
        assertThat(reported.temporary()).contains(true);
        assertThat(address("").temporary())
                .as("of a machine that an earlier version saved")
                .isEqualTo(Optional.empty());
    }

    private Link link(String further) throws ProbeException {
        String text =
                "{\"index\":2,\"name\":\"uplink\",\"kind\":\"veth\",\"up\":true,\"carrier\":true,\"operstate\":\"UP\","
                        + "\"mtu\":1500,\"mac\":\"02:00:00:00:00:02\",\"peerIndex\":3" + further + "}";
        return json.as(Link.class, json.parse(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aDeviceHasTheAlternativeNamesThatTheAgentReports() throws ProbeException {
        assertThat(link(",\"altNames\":[\"wan\",\"veth0\"]").altNames()).containsExactly("wan", "veth0");
        assertThat(link("").altNames()).isEmpty();
        assertThat(link("").peerIndex()).hasValue(3);
    }
}
