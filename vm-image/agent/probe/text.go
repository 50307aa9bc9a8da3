package probe

import (
	"fmt"
	"net"
	"net/netip"
	"strconv"
)

// text returns what tcpdump -n prints for a packet, without time and length.
func (p packet) text() string {
	switch p.protocol {
	case ARP:
		if p.kind == reply {
			return "ARP, Reply " + p.source.String() + " is-at " + net.HardwareAddr(p.mac).String()
		}
		return "ARP, Request who-has " + p.destination.String() + " tell " + p.source.String()
	case ICMP:
		said := "echo request"
		switch p.icmp {
		case icmpEchoReply:
			said = "echo reply"
		case icmpUnreachable, icmpTimeExceeded:
			said = p.refusal()
		}
		return fmt.Sprintf("IP %s > %s: ICMP %s", p.source, p.destination, said)
	case TCP:
		flags := "S"
		if p.kind == reply && p.flags&tcpRst != 0 {
			flags = "R."
		} else if p.kind == reply {
			flags = "S."
		}
		return fmt.Sprintf("IP %s > %s: Flags [%s]", end(p.source, p.sourcePort), end(p.destination, p.destinationPort), flags)
	case UDP:
		return fmt.Sprintf("IP %s > %s: UDP", end(p.source, p.sourcePort), end(p.destination, p.destinationPort))
	}
	return ""
}

func end(address netip.Addr, port uint16) string {
	return address.String() + "." + strconv.Itoa(int(port))
}

// unreachable are ping(8)'s messages for the codes of ICMP destination unreachable.
var unreachable = map[byte]string{
	0: "Destination Net Unreachable", 1: "Destination Host Unreachable", 2: "Destination Protocol Unreachable",
	3: "Destination Port Unreachable", 9: "Destination Net Prohibited", 10: "Destination Host Prohibited",
	13: "Packet filtered",
}

// tooLong reports whether the ICMP error says that the packet would have to be fragmented.
func (p packet) tooLong() bool { return p.icmp == icmpUnreachable && p.code == 4 }

// refusal returns ping's message for an ICMP error.
func (p packet) refusal() string {
	switch {
	case p.icmp == icmpTimeExceeded:
		return "Time to live exceeded"
	case p.tooLong():
		return fmt.Sprintf("Frag needed and DF set (mtu = %d)", p.mtu)
	case unreachable[p.code] != "":
		return unreachable[p.code]
	}
	return fmt.Sprintf("Destination Unreachable, code %d", p.code)
}
