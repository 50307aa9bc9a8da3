package probe

import (
	"encoding/binary"
	"net/netip"

	"golang.org/x/sys/unix"
)

// ICMP types (RFC 792).
const (
	icmpEchoReply    = 0
	icmpUnreachable  = 3
	icmpEcho         = 8
	icmpTimeExceeded = 11
)

// TCP flags (RFC 9293).
const (
	tcpSyn = 0x02
	tcpRst = 0x04
	tcpAck = 0x10
)

const (
	arpLength = 28
	// arpRequest and arpReply are ARP operations (RFC 826).
	arpRequest = 1
	arpReply   = 2
)

var network = binary.BigEndian

// echo returns an echo request with size bytes of data.
func echo(size int) []byte {
	message := make([]byte, 8+size)
	message[0] = icmpEcho
	network.PutUint16(message[4:], echoNumber)
	network.PutUint16(message[6:], echoNumber)
	fill(message[8:])
	network.PutUint16(message[2:], checksum(message))
	return message
}

// fill writes the mark, followed by a counting pattern as ping does.
func fill(data []byte) {
	for i := range data {
		data[i] = byte(i)
	}
	if len(data) >= 4 {
		network.PutUint32(data, payload)
	}
}

// syn returns a TCP header that requests a connection.
func syn(source, destination netip.AddrPort) []byte {
	const length, window = 20, 64240
	segment := make([]byte, length)
	network.PutUint16(segment, source.Port())
	network.PutUint16(segment[2:], destination.Port())
	network.PutUint32(segment[4:], sequence)
	segment[12] = length / 4 << 4
	segment[13] = tcpSyn
	network.PutUint16(segment[14:], window)
	from, to := source.Addr().As4(), destination.Addr().As4()
	pseudo := append(append(append([]byte{}, from[:]...), to[:]...), 0, unix.IPPROTO_TCP, 0, length)
	network.PutUint16(segment[16:], checksum(append(pseudo, segment...)))
	return segment
}

// whoHas returns an ARP request followed by the mark.
func whoHas(target, sender netip.Addr, mac []byte) []byte {
	packet := make([]byte, arpLength+arpTrailer)
	copy(packet, []byte{0, 1, 8, 0, 6, 4, 0, arpRequest})
	copy(packet[8:14], mac)
	from, to := sender.As4(), target.As4()
	copy(packet[14:], from[:])
	copy(packet[24:], to[:])
	return packet
}

// checksum is the Internet checksum (RFC 1071).
func checksum(data []byte) uint16 {
	var sum uint32
	for ; len(data) >= 2; data = data[2:] {
		sum += uint32(network.Uint16(data))
	}
	if len(data) == 1 {
		sum += uint32(data[0]) << 8
	}
	for sum > 0xffff {
		sum = sum>>16 + sum&0xffff
	}
	return ^uint16(sum)
}

// packet is a decoded marked packet.
type packet struct {
	protocol        Protocol
	kind            kind
	source          netip.Addr
	destination     netip.Addr
	sourcePort      uint16
	destinationPort uint16
	// TCP flags; ICMP type and code.
	flags      byte
	icmp, code byte
	// mtu is the next link's MTU from an ICMP error.
	mtu uint16
	// mac is the hardware address in an ARP reply.
	mac []byte
}

type kind string

const (
	request kind = "REQUEST"
	reply   kind = "REPLY"
	failure kind = "ERROR"
)

// read decodes a packet that starts at its network header. It returns false for a packet without a mark.
func read(ethertype uint16, data []byte) (packet, bool) {
	if ethertype == unix.ETH_P_ARP {
		return readARP(data)
	}
	return readIP(data)
}

func readARP(data []byte) (packet, bool) {
	if len(data) < arpLength || network.Uint16(data[2:]) != unix.ETH_P_IP || data[4] != 6 || data[5] != 4 {
		return packet{}, false
	}
	p := packet{protocol: ARP, kind: request, source: address(data[14:]), destination: address(data[24:])}
	switch network.Uint16(data[6:]) {
	case arpRequest:
		return p, true
	case arpReply:
		p.kind, p.mac = reply, append([]byte{}, data[8:14]...)
		return p, true
	}
	return packet{}, false
}

func readIP(data []byte) (packet, bool) {
	if len(data) < 20 || data[0]>>4 != 4 {
		return packet{}, false
	}
	length := int(data[0]&0xf) * 4
	if length < 20 || len(data) < length+8 {
		return packet{}, false
	}
	p := packet{kind: request, source: address(data[12:]), destination: address(data[16:])}
	transport := data[length:]
	switch data[9] {
	case unix.IPPROTO_ICMP:
		return readICMP(p, transport)
	case unix.IPPROTO_TCP:
		p.protocol, p.sourcePort, p.destinationPort = TCP, network.Uint16(transport), network.Uint16(transport[2:])
		if network.Uint32(transport[4:]) == sequence {
			if len(transport) >= 14 {
				p.flags = transport[13]
			}
			return p, true
		}
		if len(transport) >= 14 && network.Uint32(transport[8:]) == sequence+1 {
			p.kind, p.flags = reply, transport[13]
			return p, true
		}
	case unix.IPPROTO_UDP:
		p.protocol, p.sourcePort, p.destinationPort = UDP, network.Uint16(transport), network.Uint16(transport[2:])
		return p, len(transport) < 12 || network.Uint32(transport[8:]) == payload
	}
	return packet{}, false
}

func readICMP(p packet, message []byte) (packet, bool) {
	p.protocol, p.icmp, p.code = ICMP, message[0], message[1]
	switch p.icmp {
	case icmpEcho:
		return p, network.Uint16(message[6:]) == echoNumber
	case icmpEchoReply:
		p.kind = reply
		return p, network.Uint16(message[6:]) == echoNumber
	case icmpUnreachable, icmpTimeExceeded:
		// The error contains the header of the packet it refers to and eight more bytes.
		_, ours := readIP(message[8:])
		p.kind, p.mtu = failure, network.Uint16(message[6:])
		return p, ours
	}
	return packet{}, false
}

func address(data []byte) netip.Addr {
	address, _ := netip.AddrFromSlice(data[:4])
	return address
}
