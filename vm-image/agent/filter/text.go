package filter

import (
	"net/netip"
	"strconv"
	"strings"
)

// protocols are the names from /etc/protocols that iptables(8) prints.
var protocols = map[byte]string{
	1: "icmp", 2: "igmp", 4: "ipencap", 6: "tcp", 17: "udp", 33: "dccp", 41: "ipv6", 47: "gre", 50: "esp", 51: "ah",
	58: "ipv6-icmp", 89: "ospf", 103: "pim", 112: "vrrp", 132: "sctp", 136: "udplite",
}

// ProtocolName returns the protocol's name, or its number if it has no name here.
func ProtocolName(number byte) string {
	if name := protocols[number]; name != "" {
		return name
	}
	return strconv.Itoa(int(number))
}

// Port formats a port or a range of ports as iptables(8) does.
func Port(from, to uint16) string {
	if from == to {
		return strconv.Itoa(int(from))
	}
	return strconv.Itoa(int(from)) + ":" + strconv.Itoa(int(to))
}

// Prefix formats an address with a mask: with a prefix length, or with the mask itself if it is not contiguous. An
// address without a mask is formatted alone.
func Prefix(address, mask []byte) string {
	ip, ok := netip.AddrFromSlice(address)
	if !ok {
		return ""
	}
	length := maskLength(mask)
	switch {
	case length == 8*len(address):
		return ip.String()
	case length >= 0:
		return ip.String() + "/" + strconv.Itoa(length)
	}
	dotted, ok := netip.AddrFromSlice(mask)
	if !ok {
		return ""
	}
	return ip.String() + "/" + dotted.String()
}

// WithLength appends /32 or /128 to a host address, as iptables-save(8) does.
func WithLength(prefix string) string {
	switch {
	case strings.Contains(prefix, "/"):
		return prefix
	case strings.Contains(prefix, ":"):
		return prefix + "/128"
	}
	return prefix + "/32"
}

// maskLength returns the number of leading ones, or -1 if the mask is not contiguous.
func maskLength(mask []byte) int {
	length, ended := 0, false
	for _, b := range mask {
		for bit := 7; bit >= 0; bit-- {
			one := b>>bit&1 != 0
			if one && ended {
				return -1
			}
			if one {
				length++
			} else {
				ended = true
			}
		}
	}
	return length
}

// Endpoints formats the range of addresses and ports of a NAT target as iptables(8) does.
func Endpoints(minAddress, maxAddress []byte, minPort, maxPort uint16) string {
	addresses := ""
	if low, ok := netip.AddrFromSlice(minAddress); ok {
		addresses = low.String()
		if low.Is6() && minPort != 0 {
			addresses = "[" + addresses + "]"
		}
		if high, ok := netip.AddrFromSlice(maxAddress); ok && high != low {
			if low.Is6() && minPort != 0 {
				addresses += "-[" + high.String() + "]"
			} else {
				addresses += "-" + high.String()
			}
		}
	}
	if minPort == 0 {
		return addresses
	}
	ports := ":" + strconv.Itoa(int(minPort))
	if maxPort > minPort {
		ports += "-" + strconv.Itoa(int(maxPort))
	}
	return addresses + ports
}

// Hex formats a number as iptables(8) formats marks.
func Hex(number uint32) string { return "0x" + strconv.FormatUint(uint64(number), 16) }

// Masked formats a number with its mask. A full mask is omitted.
func Masked(number, mask uint32) string {
	if mask == 0xffffffff {
		return Hex(number)
	}
	return Hex(number) + "/" + Hex(mask)
}

// Device formats a device name of at most 16 bytes. A name without a terminating zero matches any suffix, written as a
// plus sign.
func Device(name []byte) string {
	for i, b := range name {
		if b == 0 {
			return string(name[:i])
		}
	}
	if len(name) >= 16 {
		return string(name[:15])
	}
	return string(name) + "+"
}

// Quote formats a word as iptables-save(8) does: in quotation marks unless it consists of letters, digits, hyphens and
// underscores.
func Quote(text string) string {
	plain := text != ""
	for _, c := range text {
		plain = plain && (c == '_' || c == '-' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z')
	}
	if plain {
		return text
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, `'`, `\'`).Replace(text) + `"`
}
