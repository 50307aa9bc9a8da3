package filter

import (
	"net/netip"
	"strconv"
	"strings"
)

// protocols are the names of /etc/protocols that iptables(8) prints.
var protocols = map[byte]string{
	1: "icmp", 2: "igmp", 4: "ipencap", 6: "tcp", 17: "udp", 33: "dccp", 41: "ipv6", 47: "gre", 50: "esp", 51: "ah",
	58: "ipv6-icmp", 89: "ospf", 103: "pim", 112: "vrrp", 132: "sctp", 136: "udplite",
}

// ProtocolName is the protocol's name, or its number.
func ProtocolName(number byte) string {
	if name := protocols[number]; name != "" {
		return name
	}
	return strconv.Itoa(int(number))
}

// Port is a port or a range of ports, in the words of iptables(8).
func Port(from, to uint16) string {
	if from == to {
		return strconv.Itoa(int(from))
	}
	return strconv.Itoa(int(from)) + ":" + strconv.Itoa(int(to))
}

// Prefix is an address with a mask: as a prefix with its length, or where the mask has gaps with the mask itself. An
// address without mask is itself.
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

// WithLength writes a host's address as a prefix too, as iptables-save(8) does.
func WithLength(prefix string) string {
	switch {
	case strings.Contains(prefix, "/"):
		return prefix
	case strings.Contains(prefix, ":"):
		return prefix + "/128"
	}
	return prefix + "/32"
}

// maskLength counts the leading ones; -1 where there are others behind.
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

// Endpoints are the addresses and ports that a translation chooses from, as iptables(8) writes them.
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

// Hex is a number as iptables(8) writes marks.
func Hex(number uint32) string { return "0x" + strconv.FormatUint(uint64(number), 16) }

// Masked is a number with a mask, which is left out where it is full.
func Masked(number, mask uint32) string {
	if mask == 0xffffffff {
		return Hex(number)
	}
	return Hex(number) + "/" + Hex(mask)
}

// Device is a device's name of at most 16 bytes. Without a terminating zero any ending fits, which a plus sign stands for.
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

// Quote is a word of iptables-save(8): in quotation marks unless it is of letters, digits, hyphens and underscores.
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
