// Package capture records the frames that pass the devices of a namespace, for instance while tcpdump or ping runs
// there. The server compares a tool's output with what the kernel passed.
package capture

import (
	"encoding/binary"
	"net"
	"net/netip"

	"golang.org/x/sys/unix"
)

// Frame is one ARP, IPv4 or IPv6 frame seen on one device.
type Frame struct {
	Seq       uint64 `json:"seq"`
	Namespace uint64 `json:"namespace"`
	// Index is the device's number. Device is its name at the time the frame was read, or "" if the device no longer
	// exists.
	Index  int    `json:"index"`
	Device string `json:"device"`
	// At is the kernel's timestamp in seconds since the epoch, truncated to microseconds.
	At   float64 `json:"at"`
	Sent bool    `json:"sent"`
	// Length is the packet's length without the frame header.
	Length int  `json:"length"`
	Arp    *Arp `json:"arp,omitempty"`
	IP     *IP  `json:"ip,omitempty"`
}

// Arp is an ARP request or reply with the fields that tcpdump prints: a request has no hardware address, a reply no
// target.
type Arp struct {
	Op        string  `json:"op"`
	TargetIP  *string `json:"targetIp,omitempty"`
	SenderIP  string  `json:"senderIp"`
	SenderMac *string `json:"senderMac,omitempty"`
}

// IP is an IPv4 or IPv6 packet. The ports are those of TCP or UDP.
type IP struct {
	Source          string `json:"source"`
	SourcePort      *int   `json:"sourcePort,omitempty"`
	Destination     string `json:"destination"`
	DestinationPort *int   `json:"destinationPort,omitempty"`
	Transport       string `json:"transport,omitempty"`
	Icmp            *Icmp  `json:"icmp,omitempty"`
	// TCPFlags are the flags as tcpdump prints them in brackets.
	TCPFlags string `json:"tcpFlags,omitempty"`
}

// Icmp is an ICMP message. The identifier and sequence number are set for an IPv4 echo.
type Icmp struct {
	Type string `json:"type"`
	ID   *int   `json:"id,omitempty"`
	Seq  *int   `json:"seq,omitempty"`
}

// icmpTypes maps ICMP types (RFC 792) to tcpdump's names.
var icmpTypes = map[byte]string{0: "echo reply", 3: "unreachable", 5: "redirect", 8: "echo request", 11: "time exceeded"}

// icmp6Types maps ICMPv6 types (RFC 4443, RFC 4861) to tcpdump's names.
var icmp6Types = map[byte]string{1: "unreachable", 3: "time exceeded", 128: "echo request", 129: "echo reply", 137: "redirect"}

var network = binary.BigEndian

const (
	arpLength  = 28
	arpRequest = 1
	arpReply   = 2
	ipv4Header = 20
	ipv6Header = 40
	// tcpFlagsAt is the offset of the flags in a TCP segment (RFC 9293).
	tcpFlagsAt = 13
)

// tcpFlagNames are tcpdump's letters for the flags, lowest bit first: FIN, SYN, RST, PSH, ACK, URG, ECE, CWR.
const tcpFlagNames = "FSRP.UEW"

// decode decodes a packet. It returns false if the packet is truncated or not of a recorded type.
func decode(protocol uint16, data []byte) (p Frame, ok bool) {
	switch protocol {
	case unix.ETH_P_ARP:
		p.Arp = decodeArp(data)
		return p, p.Arp != nil
	case unix.ETH_P_IP:
		p.IP = decodeIPv4(data)
	case unix.ETH_P_IPV6:
		p.IP = decodeIPv6(data)
	}
	return p, p.IP != nil
}

// decodeArp decodes an ARP packet for IPv4 over Ethernet (RFC 826).
func decodeArp(data []byte) *Arp {
	if len(data) < arpLength || data[4] != 6 || data[5] != 4 {
		return nil
	}
	sender, target := address(data[14:18]), address(data[24:28])
	switch network.Uint16(data[6:]) {
	case arpRequest:
		return &Arp{Op: "request", TargetIP: &target, SenderIP: sender}
	case arpReply:
		mac := net.HardwareAddr(data[8:14]).String()
		return &Arp{Op: "reply", SenderIP: sender, SenderMac: &mac}
	}
	return nil
}

func decodeIPv4(data []byte) *IP {
	if len(data) < ipv4Header || data[0]>>4 != 4 {
		return nil
	}
	packet := &IP{Source: address(data[12:16]), Destination: address(data[16:20])}
	header := int(data[0]&0x0f) * 4
	if first := network.Uint16(data[6:])&0x1fff == 0; first && len(data) >= header {
		packet.carry(data[9], data[header:])
	}
	return packet
}

func decodeIPv6(data []byte) *IP {
	if len(data) < ipv6Header || data[0]>>4 != 6 {
		return nil
	}
	packet := &IP{Source: address(data[8:24]), Destination: address(data[24:40])}
	packet.carry(data[6], data[ipv6Header:])
	return packet
}

// carry decodes the transport header.
func (p *IP) carry(protocol byte, data []byte) {
	number := func(at int) *int {
		value := int(network.Uint16(data[at:]))
		return &value
	}
	switch {
	case protocol == unix.IPPROTO_TCP && len(data) >= 4:
		p.Transport, p.SourcePort, p.DestinationPort = "TCP", number(0), number(2)
		if len(data) > tcpFlagsAt {
			p.TCPFlags = tcpFlags(data[tcpFlagsAt])
		}
	case protocol == unix.IPPROTO_UDP && len(data) >= 4:
		p.Transport, p.SourcePort, p.DestinationPort = "UDP", number(0), number(2)
	case protocol == unix.IPPROTO_ICMP && len(data) >= 8:
		p.Transport = "ICMP"
		if name, known := icmpTypes[data[0]]; known {
			p.Icmp = &Icmp{Type: name}
			if echo := data[0] == 0 || data[0] == 8; echo {
				p.Icmp.ID, p.Icmp.Seq = number(4), number(6)
			}
		}
	case protocol == unix.IPPROTO_ICMPV6 && len(data) >= 8:
		p.Transport = "ICMP6"
		if name, known := icmp6Types[data[0]]; known {
			p.Icmp = &Icmp{Type: name}
		}
	}
}

func tcpFlags(bits byte) string {
	flags := make([]byte, 0, len(tcpFlagNames))
	for i := range tcpFlagNames {
		if bits&(1<<i) != 0 {
			flags = append(flags, tcpFlagNames[i])
		}
	}
	if len(flags) == 0 {
		return "none"
	}
	return string(flags)
}

func address(bytes []byte) string {
	parsed, _ := netip.AddrFromSlice(bytes)
	return parsed.String()
}
