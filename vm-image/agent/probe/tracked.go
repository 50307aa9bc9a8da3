package probe

import (
	"golang.org/x/sys/unix"

	"patchbay.org/agent/netlink"
	"patchbay.org/agent/netns"
)

// Constants from linux/netfilter/nfnetlink_conntrack.h.
const (
	getTracked    = 1<<8 | 1
	deleteTracked = 1<<8 | 2
	tupleOriginal = 1
	tupleProtocol = 2
	protocolPort  = 2
	protocolEcho  = 4
	// maxTracked limits how many connections are examined.
	maxTracked = 65536
)

// forget deletes the conntrack entries in a namespace that belong to attempts.
func forget(inside *netns.Namespace, buffer []byte) error {
	return inside.Do(func() error {
		socket, err := netlink.Open(unix.NETLINK_NETFILTER, buffer)
		if err != nil {
			return err
		}
		defer socket.Close()
		var ours [][]byte
		err = socket.Dump(getTracked, netfilter(), maxTracked, func(message netlink.Message) {
			if len(message.Data) < len(netfilter()) {
				return
			}
			netlink.Attributes(message.Data[len(netfilter()):], func(kind uint16, value []byte) {
				if kind == tupleOriginal && fromHere(value) {
					ours = append(ours, append([]byte{}, value...))
				}
			})
		})
		for _, tuple := range ours {
			body := netlink.AppendBytes(netfilter(), tupleOriginal|unix.NLA_F_NESTED, tuple)
			err = first(err, socket.Change(deleteTracked, 0, body))
		}
		return err
	})
}

// netfilter returns a struct nfgenmsg for IPv4.
func netfilter() []byte { return []byte{unix.AF_INET, 0, 0, 0} }

// fromHere reports whether the connection began with a marked packet.
func fromHere(tuple []byte) bool {
	ours := false
	netlink.Attributes(tuple, func(kind uint16, value []byte) {
		if kind != tupleProtocol {
			return
		}
		netlink.Attributes(value, func(kind uint16, value []byte) {
			if len(value) < 2 {
				return
			}
			number := network.Uint16(value)
			switch kind {
			case protocolEcho:
				ours = ours || number == echoNumber
			case protocolPort:
				ours = ours || number >= firstPort && number < firstPort+ports
			}
		})
	})
	return ours
}
