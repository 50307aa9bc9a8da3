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
	}
	return address, true
}
