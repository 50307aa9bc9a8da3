package observe

import (
	"net/netip"
	"strconv"

	"golang.org/x/sys/unix"
)

// iproute2's names for the kernel's numbers (ip-link(8), ip-address(8), ip-route(8), ip-neighbour(8)).

// RFC 2863, include/uapi/linux/if.h.
var operstates = []string{"UNKNOWN", "NOTPRESENT", "DOWN", "LOWERLAYERDOWN", "TESTING", "DORMANT", "UP"}

func operstate(code byte) string {
	if int(code) < len(operstates) {
		return operstates[code]
	}
	return strconv.Itoa(int(code))
}

func scope(code byte) string {
	switch code {
	case unix.RT_SCOPE_UNIVERSE:
		return "global"
	case unix.RT_SCOPE_SITE:
		return "site"
	case unix.RT_SCOPE_LINK:
		return "link"
	case unix.RT_SCOPE_HOST:
		return "host"
	case unix.RT_SCOPE_NOWHERE:
		return "nowhere"
	}
	return strconv.Itoa(int(code))
}

var routeTypes = []string{
	"none", "unicast", "local", "broadcast", "anycast", "multicast", "blackhole", "unreachable", "prohibit", "throw",
	"nat", "xresolve",
}

func routeType(code byte) string {
	if int(code) < len(routeTypes) {
		return routeTypes[code]
	}
	return strconv.Itoa(int(code))
}

func protocol(code byte) string {
	switch code {
	case unix.RTPROT_UNSPEC:
		return "none"
	case unix.RTPROT_REDIRECT:
		return "redirect"
	case unix.RTPROT_KERNEL:
		return "kernel"
	case unix.RTPROT_BOOT:
		return "boot"
	case unix.RTPROT_STATIC:
		return "static"
	case unix.RTPROT_RA:
		return "ra"
	case unix.RTPROT_DHCP:
		return "dhcp"
	}
	return strconv.Itoa(int(code))
}

// state returns the name of a neighbour's state. It returns "" for NUD_NONE and NUD_NOARP (multicast, loopback), which
// ip-neighbour(8) does not list either.
func state(bits uint16) string {
	switch {
	case bits&unix.NUD_INCOMPLETE != 0:
		return "INCOMPLETE"
	case bits&unix.NUD_REACHABLE != 0:
		return "REACHABLE"
	case bits&unix.NUD_STALE != 0:
		return "STALE"
	case bits&unix.NUD_DELAY != 0:
		return "DELAY"
	case bits&unix.NUD_PROBE != 0:
		return "PROBE"
	case bits&unix.NUD_FAILED != 0:
		return "FAILED"
	case bits&unix.NUD_PERMANENT != 0:
		return "PERMANENT"
	}
	return ""
}

// family returns 4, 6, or 0 for a family that is not read.
func family(code byte) int {
	switch code {
	case unix.AF_INET:
		return 4
	case unix.AF_INET6:
		return 6
	}
	return 0
}

func ip(value []byte) string {
	address, ok := netip.AddrFromSlice(value)
	if !ok {
		return ""
	}
	return address.String()
}

const hexDigits = "0123456789abcdef"

func mac(value []byte) string {
	if len(value) == 0 {
		return ""
	}
	text := make([]byte, 0, 3*len(value))
	for _, b := range value {
		text = append(text, hexDigits[b>>4], hexDigits[b&15], ':')
	}
	return string(text[:len(text)-1])
}
