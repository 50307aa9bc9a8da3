package probe

import (
	"net/netip"
	"testing"

	"golang.org/x/sys/unix"
)

var (
	here  = netip.MustParseAddr("10.70.2.10")
	there = netip.MustParseAddr("10.70.2.11")
)

// ip prepends an IPv4 header.
func ip(protocol byte, source, destination netip.Addr, body []byte) []byte {
	from, to := source.As4(), destination.As4()
	header := []byte{0x45, 0, 0, byte(20 + len(body)), 0, 0, 0, 0, 64, protocol, 0, 0}
	return append(append(append(header, from[:]...), to[:]...), body...)
}

func TestSentPacketsAreRecognised(t *testing.T) {
	mac := []byte{2, 0, 0, 0, 0, 1}
	data := append([]byte{0xfd, 0, 0, 53, 0, 0, 0, 0}, 0x50, 0x62, 0x72, 0x79)
	for want, sent := range map[string][]byte{
		"IP 10.70.2.10 > 10.70.2.11: ICMP echo request": ip(unix.IPPROTO_ICMP, here, there, echo(56)),
		"IP 10.70.2.10.64701 > 10.70.2.11.80: Flags [S]": ip(unix.IPPROTO_TCP, here, there,
			syn(netip.AddrPortFrom(here, 64701), netip.AddrPortFrom(there, 80))),
		"IP 10.70.2.10.64768 > 10.70.2.11.53: UDP": ip(unix.IPPROTO_UDP, here, there, data),
	} {
		if p, ours := read(unix.ETH_P_IP, sent); !ours || p.text() != want || p.kind != request {
			t.Errorf("got %v %q, want %q", ours, p.text(), want)
		}
		if accepted := run(marked, unix.ETH_P_IP, sent); accepted == 0 {
			t.Errorf("the filter refuses %q", want)
		}
	}
	asked := whoHas(there, here, mac)
	if p, ours := read(unix.ETH_P_ARP, asked); !ours || p.text() != "ARP, Request who-has 10.70.2.11 tell 10.70.2.10" {
		t.Errorf("got %v %q", ours, p.text())
	}
	if len(asked) != 47 || run(marked, unix.ETH_P_ARP, asked) == 0 {
		t.Errorf("%d bytes, or refused", len(asked))
	}
}

func TestUnmarkedPacketsAreNotRecognised(t *testing.T) {
	ping := echo(56)
	network.PutUint16(ping[6:], 1)
	connection := syn(netip.AddrPortFrom(here, 40000), netip.AddrPortFrom(there, 80))
	network.PutUint32(connection[4:], 7)
	fragment := ip(unix.IPPROTO_ICMP, here, there, echo(56))
	fragment[7] = 100
	for name, sent := range map[string][]byte{
		"ping":     ip(unix.IPPROTO_ICMP, here, there, ping),
		"tcp":      ip(unix.IPPROTO_TCP, here, there, connection),
		"udp":      ip(unix.IPPROTO_UDP, here, there, make([]byte, 20)),
		"other":    ip(47, here, there, make([]byte, 20)),
		"fragment": fragment,
	} {
		if accepted := run(marked, unix.ETH_P_IP, sent); accepted != 0 {
			t.Errorf("the filter lets %s through", name)
		}
	}
	if run(marked, unix.ETH_P_IPV6, make([]byte, 60)) != 0 {
		t.Error("the filter lets IPv6 through")
	}
}

func TestICMPErrorAboutAMarkedPacketIsRecognised(t *testing.T) {
	inner := ip(unix.IPPROTO_ICMP, here, there, echo(56))
	body := append([]byte{icmpUnreachable, 4, 0, 0, 0, 0, 0x05, 0x78}, inner[:28]...)
	p, ours := read(unix.ETH_P_IP, ip(unix.IPPROTO_ICMP, there, here, body))
	if !ours || p.kind != failure || p.refusal() != "Frag needed and DF set (mtu = 1400)" {
		t.Errorf("got %v %q", ours, p.refusal())
	}
	inner[27]++
	body = append([]byte{icmpUnreachable, 1, 0, 0, 0, 0, 0, 0}, inner[:28]...)
	if _, ours := read(unix.ETH_P_IP, ip(unix.IPPROTO_ICMP, there, here, body)); ours {
		t.Error("an error about another's packet is taken for ours")
	}
}

func TestTruncatedPacketsAreSafe(t *testing.T) {
	whole := ip(unix.IPPROTO_TCP, here, there, syn(netip.AddrPortFrom(here, 64701), netip.AddrPortFrom(there, 80)))
	for n := range whole {
		read(unix.ETH_P_IP, whole[:n])
		read(unix.ETH_P_ARP, whole[:n])
	}
}

func TestInvalidRequestsAreRefused(t *testing.T) {
	tooMuch := 70000
	for _, request := range []Request{
		{Protocol: ICMP, Destination: "fe80::1"},
		{Protocol: ICMP, Destination: "here"},
		{Protocol: "sctp", Destination: "10.70.2.11"},
		{Protocol: TCP, Destination: "10.70.2.11"},
		{Protocol: ICMP, Destination: "10.70.2.11", Size: &tooMuch},
		{Protocol: ICMP, Destination: "10.70.2.11", Source: "x"},
		{Protocol: ICMP, Destination: "10.70.2.11", Device: "sixteen-letters-"},
	} {
		if _, err := request.plan(); err == nil {
			t.Errorf("%+v is taken", request)
		}
	}
}

// run interprets the filter as the kernel does (linux/filter.h), limited to the instructions used.
func run(program []unix.SockFilter, ethertype uint16, data []byte) uint32 {
	var a, x uint32
	at := func(offset uint32, size int) (uint32, bool) {
		if offset == ancillaryProtocol {
			return uint32(ethertype), true
		}
		if int(offset)+size > len(data) {
			return 0, false
		}
		var value uint32
		for i := 0; i < size; i++ {
			value = value<<8 | uint32(data[int(offset)+i])
		}
		return value, true
	}
	for i := 0; i < len(program); i++ {
		one, ok := program[i], true
		jump := func(taken bool) {
			if taken {
				i += int(one.Jt)
			} else {
				i += int(one.Jf)
			}
		}
		switch one.Code {
		case load32:
			a, ok = at(one.K, 4)
		case load16:
			a, ok = at(one.K, 2)
		case load8:
			a, ok = at(one.K, 1)
		case behind32:
			a, ok = at(x+one.K, 4)
		case behind16:
			a, ok = at(x+one.K, 2)
		case behind8:
			a, ok = at(x+one.K, 1)
		case header:
			x, ok = at(one.K, 1)
			x = x & 0xf * 4
		case equal:
			jump(a == one.K)
		case bits:
			jump(a&one.K != 0)
		case verdict:
			return one.K
		default:
			panic("an instruction that the filter does not use")
		}
		if !ok {
			return 0
		}
	}
	panic("no verdict")
}
