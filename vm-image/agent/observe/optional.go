package observe

import (
	"errors"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/conntrack"
	"patchbay.org/agent/netlink"
	"patchbay.org/agent/sockets"
)

// readOptional reads everything other than devices, addresses, routes and neighbours. Members that can't be read are
// left absent.
func (v *view) readOptional(rules *rules, cookie uint64, buffer []byte) {
	n := &v.namespace
	v.try(v.readBridges())
	v.try(within(unix.NETLINK_NETFILTER, buffer, func(socket *netlink.Socket) error {
		tables, err := rules.read(socket, cookie, v.devices)
		if err == nil {
			n.Rules = &tables
		}
		v.try(err)
		connections, err := conntrack.Read(socket, maxEntries)
		if err == nil {
			n.Connections = &connections
		}
		return err
	}))
	v.try(within(unix.NETLINK_SOCK_DIAG, buffer, func(socket *netlink.Socket) error {
		listeners, err := sockets.Read(socket, maxEntries)
		if err == nil {
			n.Listeners = &listeners
		}
		return err
	}))
}

// try records whether a failed read is worth another look.
func (v *view) try(err error) {
	v.torn = v.torn || errors.Is(err, netlink.ErrInterrupted)
}

// within calls use with a netlink socket in the calling thread's namespace and closes the socket.
func within(family int, buffer []byte, use func(*netlink.Socket) error) error {
	socket, err := netlink.Open(family, buffer)
	if err != nil {
		return err
	}
	defer socket.Close()
	return use(socket)
}
