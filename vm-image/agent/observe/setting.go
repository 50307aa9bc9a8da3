package observe

import (
	"strconv"
	"strings"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/netlink"
)

// setting is one IPv4 setting that a device has and that lessons speak of.
type setting struct {
	name string
	// index is its place in the kernel's array, IPV4_DEVCONF_… of linux/ip.h, which counts from 1.
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

// devconf cuts the IPv4 settings of a device out of IFLA_AF_SPEC: AF_INET, in it IFLA_INET_CONF, an array of 32-bit
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

// settingsFolder shows the namespace of the thread that opens it.
const settingsFolder = "/proc/sys/net/ipv4"

// readCommon reads what belongs to no device. Each file costs half a millisecond in a busy emulated machine, so the
// defaults for devices to come are left out: once a device is there, it has them.
func readCommon(sysctls map[string]int32) {
	folder, err := openFolder(unix.AT_FDCWD, settingsFolder)
	if err != nil {
		return
	}
	defer unix.Close(folder)
	put(sysctls, "ipv4.ip_forward", folder, "ip_forward")
	all, err := openFolder(folder, "conf/all")
	if err != nil {
		return
	}
	defer unix.Close(all)
	for _, s := range settings {
		put(sysctls, "ipv4.conf.all."+s.name, all, s.name)
	}
}

// bridgeFolder is there while the module br_netfilter is loaded, for each namespace with values of its own.
const bridgeFolder = "/proc/sys/net/bridge"

// bridgeSettings say whether what a bridge forwards passes the rules of iptables and the like.
var bridgeSettings = []string{"bridge-nf-call-iptables", "bridge-nf-call-ip6tables", "bridge-nf-call-arptables"}

func readBridgeSettings(sysctls map[string]int32) {
	folder, err := openFolder(unix.AT_FDCWD, bridgeFolder)
	if err != nil {
		return
	}
	defer unix.Close(folder)
	for _, name := range bridgeSettings {
		put(sysctls, "bridge."+name, folder, name)
	}
}

func put(sysctls map[string]int32, key string, folder int, file string) {
	if value, ok := readNumber(folder, file); ok {
		sysctls[key] = value
	}
}

func openFolder(at int, path string) (int, error) {
	return unix.Openat(at, path, unix.O_PATH|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
}

func readNumber(folder int, file string) (int32, bool) {
	descriptor, err := unix.Openat(folder, file, unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return 0, false
	}
	defer unix.Close(descriptor)
	var text [16]byte
	n, err := unix.Read(descriptor, text[:])
	if err != nil || n <= 0 {
		return 0, false
	}
	value, err := strconv.ParseInt(strings.TrimSpace(string(text[:n])), 10, 32)
	return int32(value), err == nil
}
