// Package sockets says which sockets of a network namespace wait for others to begin (sock_diag(7)).
package sockets

import (
	"encoding/binary"
	"net/netip"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/netlink"
)

// Listener is a TCP socket that listens, or a UDP socket that is bound and not connected.
type Listener struct {
	Protocol string `json:"protocol"`
	Family   int    `json:"family"`
	Address  string `json:"address"`
	Port     int    `json:"port"`
}

const (
	// sockDiagByFamily is SOCK_DIAG_BY_FAMILY of linux/sock_diag.h.
	sockDiagByFamily = 20
	// sizeofRequest is that of struct inet_diag_req_v2, sizeofMessage that of struct inet_diag_msg (linux/inet_diag.h).
	sizeofRequest = 56
	sizeofMessage = 72
	// States of linux/net/tcp_states.h. An unconnected UDP socket is "closed".
	stateClose  = 7
	stateListen = 10
)

// kinds are asked for one after the other: the kernel has one table of each.
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

// Read lists the listeners of the namespace that a socket of the family NETLINK_SOCK_DIAG was opened in, at most limit of
// a kind; more are an error.
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

// decode reads a struct inet_diag_msg; false if the socket waits for nobody.
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
