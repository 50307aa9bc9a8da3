package observe

import (
	"golang.org/x/sys/unix"

	"patchbay.org/agent/netlink"
)

// decodeNeighbour decodes an RTM_NEWNEIGH: struct ndmsg and attributes.
func decodeNeighbour(data []byte, devices map[int]string) (Neighbour, bool) {
	if len(data) < unix.SizeofNdMsg || family(data[0]) == 0 {
		return Neighbour{}, false
	}
	neighbour := Neighbour{
		Family: family(data[0]),
		Device: devices[int(netlink.Native.Uint32(data[4:]))],
		State:  state(netlink.Native.Uint16(data[8:])),
	}
	netlink.Attributes(data[unix.SizeofNdMsg:], func(kind uint16, value []byte) {
		switch kind {
		case unix.NDA_DST:
			neighbour.Address = ip(value)
		case unix.NDA_LLADDR:
			neighbour.Mac = mac(value)
		}
	})
	return neighbour, neighbour.State != ""
}
