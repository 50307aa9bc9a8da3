package observe

import (
	"golang.org/x/sys/unix"

	"patchbay.org/agent/netlink"
)

// decodeAddress decodes an RTM_NEWADDR: struct ifaddrmsg and attributes.
func decodeAddress(data []byte, devices map[int]string) (Address, bool) {
	if len(data) < unix.SizeofIfAddrmsg || family(data[0]) == 0 {
		return Address{}, false
	}
	address := Address{
		Family: family(data[0]),
		Prefix: int(data[1]),
		Scope:  scope(data[3]),
		Device: devices[int(netlink.Native.Uint32(data[4:]))],
		// The flags that fit in a byte; IFA_FLAGS repeats them.
		Temporary: data[2]&unix.IFA_F_PERMANENT == 0,
	}
	local, other := "", ""
	netlink.Attributes(data[unix.SizeofIfAddrmsg:], func(kind uint16, value []byte) {
		switch kind {
		case unix.IFA_LOCAL:
			local = ip(value)
		case unix.IFA_ADDRESS:
			other = ip(value)
		}
	})
	// On a point-to-point device IFA_ADDRESS is the peer's address. IPv6 otherwise has no IFA_LOCAL.
	if address.Address = local; local == "" {
		address.Address = other
	} else if other != "" && other != local {
		address.Peer = other
	}
	return address, true
}
