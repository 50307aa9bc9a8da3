// Package sockets lists the listening sockets of a network namespace (sock_diag(7)).
package sockets

import (
	"encoding/binary"
	"net/netip"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/netlink"
)

// Listener is a listening TCP socket, or a UDP socket that is bound and not connected.
type Listener struct {
	Protocol string `json:"protocol"`
	Family   int    `json:"family"`
	Address  string `json:"address"`
	Port     int    `json:"port"`
}

const (
	// sockDiagByFamily is SOCK_DIAG_BY_FAMILY of linux/sock_diag.h.
	sockDiagByFamily = 20
	// sizeofRequest is the size of struct inet_diag_req_v2, sizeofMessage that of struct inet_diag_msg
	// (linux/inet_diag.h).
	sizeofRequest = 56
	sizeofMessage = 72
	// States from linux/net/tcp_states.h. An unconnected UDP socket is "closed".
	stateClose  = 7
	stateListen = 10
)

// kinds are queried one after the other, because the kernel has a separate table for each.
var kinds = []struct {
	name     string
	protocol byte
	state    uint32
	family   byte
}{
	{"tcp", unix.IPPROTO_TCP, stateListen, unix.AF_INET},
	{"tcp", unix.IPPROTO_TCP, stateListen, unix.AF_INET6},
	{"udp", unix.IPPROTO_UDP, stateClose, unix.AF_INET},
	{"udp", unix.IPPROTO_UDP, stateClose, unix.AF_INET6},
}

// Read lists the listeners of the namespace in which a NETLINK_SOCK_DIAG socket was opened. It returns an error if
// there are more than limit of a kind.
func Read(socket *netlink.Socket, limit int) ([]Listener, error) {
	listeners := []Listener{}
	for _, kind := range kinds {
		request := make([]byte, sizeofRequest)
		request[0], request[1] = kind.family, kind.protocol
		netlink.Native.PutUint32(request[4:], 1<<kind.state)
		err := socket.Dump(sockDiagByFamily, request, limit, func(message netlink.Message) {
			if listener, ok := decode(message.Data); ok {
				listener.Protocol = kind.name
				listeners = append(listeners, listener)
			}
		})
		if err != nil {
			return nil, err
		}
	}
	return listeners, nil
}

// decode decodes a struct inet_diag_msg. It returns false if the socket is not a listener.
func decode(data []byte) (Listener, bool) {
	if len(data) < sizeofMessage {
		return Listener{}, false
	}
	var listener Listener
	switch data[0] {
	case unix.AF_INET:
		listener.Family, listener.Address = 4, address(data[8:12])
	case unix.AF_INET6:
		listener.Family, listener.Address = 6, address(data[8:24])
	default:
		return Listener{}, false
	}
	listener.Port = int(binary.BigEndian.Uint16(data[4:]))
	remote := binary.BigEndian.Uint16(data[6:])
	waits := data[1] == stateListen || data[1] == stateClose
	return listener, waits && listener.Port != 0 && remote == 0
}

func address(value []byte) string {
	address, _ := netip.AddrFromSlice(value)
	return address.String()
}
