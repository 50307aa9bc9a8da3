package probe

import (
	"net/netip"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/netlink"
)

// hop is the kernel's route for a packet: its device, next hop and source address.
type hop struct {
	index  int
	next   netip.Addr
	source netip.Addr
	// local reports whether the destination is the sender's own address.
	local bool
}

// lookup asks the kernel for a route, as ip route get does. A device of 0 means any.
func lookup(socket *netlink.Socket, o plan, device int) (hop, error) {
	const mostOfAll = 32
	body := make([]byte, unix.SizeofRtMsg)
	body[0], body[1] = unix.AF_INET, mostOfAll
	body = netlink.AppendBytes(body, unix.RTA_DST, o.destination.AsSlice())
	if o.source.IsValid() {
		body[2] = mostOfAll
		body = netlink.AppendBytes(body, unix.RTA_SRC, o.source.AsSlice())
	}
	if device != 0 {
		body = netlink.AppendUint32(body, unix.RTA_OIF, uint32(device))
	}
	found := hop{next: o.destination, source: o.source}
	err := socket.Request(unix.RTM_GETROUTE, body, func(message netlink.Message) {
		if message.Type != unix.RTM_NEWROUTE || len(message.Data) < unix.SizeofRtMsg {
			return
		}
		found.local = message.Data[7] == unix.RTN_LOCAL
		netlink.Attributes(message.Data[unix.SizeofRtMsg:], func(kind uint16, value []byte) {
			switch kind {
			case unix.RTA_OIF:
				found.index = int(netlink.Uint32(value))
			case unix.RTA_GATEWAY:
				found.next, _ = netip.AddrFromSlice(value)
			case unix.RTA_PREFSRC:
				if !found.source.IsValid() {
					found.source, _ = netip.AddrFromSlice(value)
				}
			}
		})
	})
	return found, err
}
