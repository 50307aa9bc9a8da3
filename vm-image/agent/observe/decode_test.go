package observe

import (
	"reflect"
	"testing"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/netlink"
	"patchbay.org/agent/recorded"
)

// The recording contains veth0 (up) and veth1 (down), a pair, and link1, whose peer is in another namespace and which
// is a port of br0.
var devices = map[int]string{1: "lo", 2: "veth1", 3: "veth0", 4: "link1", 5: "br0"}

func equal(t *testing.T, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestLinks(t *testing.T) {
	links := map[string]Link{}
	for _, message := range recorded.Messages(t, "link") {
		link, ok := decodeLink(message)
		if !ok {
			t.Fatal("not decoded")
		}
		links[link.Name] = link
	}
	veth0 := links["veth0"]
	veth0.devconf = nil
	equal(t, veth0, Link{Index: 3, Name: "veth0", Kind: "veth", Up: true, Operstate: "LOWERLAYERDOWN", Mtu: 1500,
		Mac: "02:00:00:00:00:10", PeerIndex: 2, peerNsid: noNsid})
	if lo := links["lo"]; lo.Kind != "loopback" || !lo.Carrier || lo.Operstate != "UNKNOWN" {
		t.Errorf("lo: %+v", lo)
	}
	if link1 := links["link1"]; link1.Master != links["br0"].Index || link1.peerNsid == noNsid {
		t.Errorf("link1: %+v", link1)
	}
}

func TestAlternativeNames(t *testing.T) {
	names := netlink.AppendBytes(nil, unix.IFLA_ALT_IFNAME, []byte("wan\x00"))
	names = netlink.AppendBytes(names, unix.IFLA_ALT_IFNAME, []byte("veth0\x00"))
	message := netlink.AppendBytes(make([]byte, unix.SizeofIfInfomsg), unix.IFLA_IFNAME, []byte("uplink\x00"))
	link, _ := decodeLink(netlink.AppendBytes(message, unix.IFLA_PROP_LIST|unix.NLA_F_NESTED, names))
	equal(t, link.Name, "uplink")
	equal(t, link.AltNames, []string{"wan", "veth0"})
}

func TestDeviceSettings(t *testing.T) {
	sysctls := map[string]int32{}
	for _, message := range recorded.Messages(t, "link") {
		link, _ := decodeLink(message)
		putDevconf(sysctls, link.Name, link.devconf)
	}
	equal(t, len(sysctls), 5*len(settings))
	equal(t, sysctls["ipv4.conf.veth1.accept_local"], int32(1))
	equal(t, sysctls["ipv4.conf.veth1.rp_filter"], int32(2))
	equal(t, sysctls["ipv4.conf.veth0.accept_local"], int32(0))
}

func TestAddresses(t *testing.T) {
	var addresses []Address
	for _, message := range recorded.Messages(t, "address") {
		if address, ok := decodeAddress(message, devices); ok {
			addresses = append(addresses, address)
		}
	}
	equal(t, addresses[:3], []Address{
		{"lo", 4, "127.0.0.1", 8, "host", "", false},
		{"veth0", 4, "10.70.2.10", 24, "global", "", false},
		{"lo", 6, "::1", 128, "host", "", false},
	})
}

func TestAddressWithPeerAndLifetime(t *testing.T) {
	// ip address add 10.0.0.1 peer 10.0.0.2/24 dev veth0 valid_lft 1 preferred_lft 1
	message := []byte{2, 24, 0, 0, 0, 0, 0, 0, 8, 0, unix.IFA_ADDRESS, 0, 10, 0, 0, 2, 8, 0, unix.IFA_LOCAL, 0, 10, 0, 0, 1}
	netlink.Native.PutUint32(message[4:], 3)
	address, ok := decodeAddress(message, map[int]string{3: "veth0"})
	equal(t, ok, true)
	equal(t, address, Address{"veth0", 4, "10.0.0.1", 24, "global", "10.0.0.2", true})
}

func TestRoutes(t *testing.T) {
	var routes []Route
	for _, message := range recorded.Messages(t, "route") {
		for _, route := range decodeRoutes(message, devices) {
			if route.Family == 4 && route.Table == 254 {
				routes = append(routes, route)
			}
		}
	}
	equal(t, routes, []Route{
		{4, 254, "unicast", "0.0.0.0/0", "10.70.2.1", "veth0", "", "global", "boot", 0, "linkdown"},
		{4, 254, "blackhole", "10.7.0.0/16", "", "", "", "global", "boot", 0, ""},
		{4, 254, "unicast", "10.9.0.0/16", "10.70.2.2", "veth0", "", "global", "boot", 7, "linkdown"},
		{4, 254, "unicast", "10.9.0.0/16", "10.70.2.3", "veth0", "", "global", "boot", 7, "onlink linkdown"},
		{4, 254, "unicast", "10.70.2.0/24", "", "veth0", "10.70.2.10", "link", "kernel", 0, "linkdown"},
	})
}

func TestNeighbours(t *testing.T) {
	neighbour, ok := decodeNeighbour(recorded.Messages(t, "neighbour")[0], devices)
	equal(t, ok, true)
	equal(t, neighbour, Neighbour{"veth0", 4, "10.70.2.5", "02:00:00:00:00:05", "PERMANENT"})
}

func TestNeighbourStates(t *testing.T) {
	for bits, want := range map[uint16]string{
		0x01: "INCOMPLETE", 0x02: "REACHABLE", 0x04: "STALE", 0x08: "DELAY", 0x10: "PROBE", 0x20: "FAILED", 0x80: "PERMANENT",
		0x40: "", 0: "",
	} {
		equal(t, state(bits), want)
	}
}

func TestDamagedMessages(t *testing.T) {
	for _, kind := range []string{"link", "address", "route", "neighbour"} {
		recorded.Damage(recorded.Messages(t, kind), func(bad []byte) {
			if link, ok := decodeLink(bad); ok {
				putDevconf(map[string]int32{}, link.Name, link.devconf)
			}
			decodeAddress(bad, devices)
			decodeRoutes(bad, devices)
			decodeNeighbour(bad, devices)
		})
	}
}
