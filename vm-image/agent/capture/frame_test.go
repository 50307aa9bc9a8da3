package capture

import (
	"encoding/hex"
	"encoding/json"
	"testing"

	"golang.org/x/sys/unix"
)

func bytes(t *testing.T, text string) []byte {
	t.Helper()
	data, err := hex.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestDecode(t *testing.T) {
	const ports, echo = "a0000050", "0800f7ff00010002"
	for _, c := range []struct {
		name     string
		protocol uint16
		packet   string
		want     string
	}{
		{"request", unix.ETH_P_ARP, "00010800060400010200000000010a46020a0000000000000a46020b",
			`"arp":{"op":"request","targetIp":"10.70.2.11","senderIp":"10.70.2.10"}`},
		{"reply", unix.ETH_P_ARP, "00010800060400020200000000020a46020b0200000000010a46020a",
			`"arp":{"op":"reply","senderIp":"10.70.2.11","senderMac":"02:00:00:00:00:02"}`},
		{"echo", unix.ETH_P_IP, "4500001c00004000400100000a46020a0a46020b" + echo,
			`"ip":{"source":"10.70.2.10","destination":"10.70.2.11","transport":"ICMP","icmp":{"type":"echo request","id":1,"seq":2}}`},
		{"tcp with options", unix.ETH_P_IP, "4600001c00004000400600000a46020a0a46020b01010101" + ports,
			`"ip":{"source":"10.70.2.10","sourcePort":40960,"destination":"10.70.2.11","destinationPort":80,"transport":"TCP"}`},
		{"tcp's answer to a beginning", unix.ETH_P_IP, "4500002800004000400600000a46020b0a46020a0050a000" + "00000000000000005012",
			`"ip":{"source":"10.70.2.11","sourcePort":80,"destination":"10.70.2.10","destinationPort":40960,"transport":"TCP","tcpFlags":"S."}`},
		{"a later fragment has no ports", unix.ETH_P_IP, "4500001c00000010401100000a46020a0a46020b" + ports,
			`"ip":{"source":"10.70.2.10","destination":"10.70.2.11"}`},
		{"IPv6", unix.ETH_P_IPV6, "6000000000083aff" + "fe800000000000000000000000000001" + "ff020000000000000000000000000002" + echo,
			`"ip":{"source":"fe80::1","destination":"ff02::2","transport":"ICMP6"}`},
	} {
		p, ok := decode(c.protocol, bytes(t, c.packet))
		text, _ := json.Marshal(p)
		if want := `{"seq":0,"namespace":0,"index":0,"device":"","at":0,"sent":false,"length":0,` + c.want + `}`; !ok || string(text) != want {
			t.Errorf("%s: %v\n%s\n%s", c.name, ok, text, want)
		}
	}
}

func TestTruncatedAndUnknownPacketsAreSkipped(t *testing.T) {
	packet := bytes(t, "4600001c00004000400600000a46020a0a46020b01010101a0000050")
	for n := range packet {
		decode(unix.ETH_P_IP, packet[:n])
		decode(unix.ETH_P_IPV6, packet[:n])
		decode(unix.ETH_P_ARP, packet[:n])
	}
	if _, ok := decode(0x88cc, packet); ok {
		t.Error("LLDP was decoded")
	}
	if _, ok := decode(unix.ETH_P_ARP, bytes(t, "00010800060400090200000000010a46020a0000000000000a46020b")); ok {
		t.Error("an unknown operation was decoded")
	}
}

func TestTimesAreTruncatedToMicroseconds(t *testing.T) {
	// cmsghdr: length 32, SOL_SOCKET, SCM_TIMESTAMPNS; 1795533940 s, 123456999 ns.
	control := bytes(t, "20000000000000000100000023000000"+"74ac056b00000000"+"e7cd5b0700000000")
	if got := seconds(control); got != 1795533940.123456 {
		t.Errorf("%.9f", got)
	}
	if seconds(nil) != 0 {
		t.Error("a time out of nothing")
	}
}
