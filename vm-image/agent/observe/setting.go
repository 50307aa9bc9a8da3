package observe

import (
	"golang.org/x/sys/unix"

	"patchbay.org/agent/netlink"
)

// setting is a per-device IPv4 setting that lessons use.
type setting struct {
	name string
	// index is its index in the kernel's array, IPV4_DEVCONF_… in linux/ip.h, counting from 1.
	index int
}

var settings = []setting{
	{"forwarding", 1},
	{"proxy_arp", 3},
	{"rp_filter", 8},
	{"log_martians", 11},
	{"arp_filter", 13},
	{"arp_announce", 18},
	{"arp_ignore", 19},
	{"accept_local", 23},
	{"route_localnet", 26},
}

// devconf extracts a device's IPv4 settings from IFLA_AF_SPEC: within AF_INET, IFLA_INET_CONF is an array of 32-bit
// numbers.
func devconf(spec []byte) []byte {
	var array []byte
	netlink.Attributes(spec, func(kind uint16, value []byte) {
		if kind == unix.AF_INET {
			netlink.Attributes(value, func(kind uint16, value []byte) {
				if kind == unix.IFLA_INET_CONF {
					array = append([]byte(nil), value...)
				}
			})
		}
	})
	return array
}

// putDevconf adds a device's settings under their sysctl keys.
func putDevconf(sysctls map[string]int32, device string, array []byte) {
	for _, s := range settings {
		at := 4 * (s.index - 1)
		if at+4 <= len(array) {
			sysctls["ipv4.conf."+device+"."+s.name] = int32(netlink.Native.Uint32(array[at:]))
		}
	}
}
