// Package conntrack lists the connections that a network namespace tracks (conntrack(8)). Reading the list does not
// enable tracking; the kernel enables it with the first rule that needs it.
package conntrack

import (
	"net/netip"
	"strconv"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/netlink"
)

// Connection is one tracked connection.
type Connection struct {
	Protocol string `json:"protocol"`
	Original Flow   `json:"original"`
	Reply    Flow   `json:"reply"`
	State    string `json:"state"`
	Assured  bool   `json:"assured"`
	Replied  bool   `json:"replied"`
}

// Flow is one direction of a connection. For ICMP SourcePort holds the identifier; for protocols without ports the
// ports are 0.
type Flow struct {
	Source          string `json:"source"`
	SourcePort      int    `json:"sourcePort"`
	Destination     string `json:"destination"`
	DestinationPort int    `json:"destinationPort"`
}

// Constants from linux/netfilter/nfnetlink_conntrack.h and nf_conntrack_common.h.
const (
	messageGet      = 1
	messageGetStats = 5

	statsEntries = 1

	tupleOriginal = 1
	tupleReply    = 2
	status        = 3
	protocolInfo  = 4

	tupleAddresses = 1
	tupleProtocol  = 2

	source4      = 1
	destination4 = 2
	source6      = 3
	destination6 = 4

	protocolNumber  = 1
	sourcePort      = 2
	destinationPort = 3
	icmpID          = 4
	icmp6ID         = 7

	infoTCP  = 1
	tcpState = 1

	seenReply = 1 << 1
	assured   = 1 << 2
)

// tcpStates maps enum tcp_conntrack to the names that conntrack(8) prints.
var tcpStates = []string{
	"NONE", "SYN_SENT", "SYN_RECV", "ESTABLISHED", "FIN_WAIT", "CLOSE_WAIT", "LAST_ACK", "TIME_WAIT", "CLOSE", "SYN_SENT2",
}

// Read lists the connections of the namespace in which a NETLINK_NETFILTER socket was opened. It returns an error if
// there are more than limit. If the namespace tracks nothing, the kernel's table, which all namespaces share, is not
// read.
func Read(socket *netlink.Socket, limit int) ([]Connection, error) {
	connections := []Connection{}
	body := netlink.NetfilterBody(unix.AF_UNSPEC)
	stats, err := socket.Ask(netlink.NetfilterType(unix.NFNL_SUBSYS_CTNETLINK, messageGetStats), body)
	if err != nil {
		return nil, err
	}
	if entries(stats.Data) == 0 {
		return connections, nil
	}
	err = socket.Dump(netlink.NetfilterType(unix.NFNL_SUBSYS_CTNETLINK, messageGet), body, limit, func(message netlink.Message) {
		if connection, ok := decode(message.Data); ok {
			connections = append(connections, connection)
		}
	})
	return connections, err
}

func entries(data []byte) (count uint32) {
	visit(data, func(kind uint16, value []byte) {
		if kind == statsEntries {
			count = netlink.Big32(value)
		}
	})
	return count
}

// visit iterates over the attributes after a struct nfgenmsg.
func visit(data []byte, each func(kind uint16, value []byte)) {
	if len(data) >= netlink.SizeofNfgenmsg {
		netlink.Attributes(data[netlink.SizeofNfgenmsg:], each)
	}
}

func decode(data []byte) (Connection, bool) {
	var connection Connection
	var number byte
	visit(data, func(kind uint16, value []byte) {
		switch kind {
		case tupleOriginal:
			connection.Original, number = flow(value)
		case tupleReply:
			connection.Reply, _ = flow(value)
		case status:
			bits := netlink.Big32(value)
			connection.Replied, connection.Assured = bits&seenReply != 0, bits&assured != 0
		case protocolInfo:
			connection.State = state(value)
		}
	})
	connection.Protocol = protocol(number)
	return connection, connection.Original.Source != "" && connection.Reply.Source != ""
}

func flow(tuple []byte) (flow Flow, number byte) {
	netlink.Attributes(tuple, func(kind uint16, value []byte) {
		switch kind {
		case tupleAddresses:
			netlink.Attributes(value, func(kind uint16, value []byte) {
				switch kind {
				case source4, source6:
					flow.Source = address(value)
				case destination4, destination6:
					flow.Destination = address(value)
				}
			})
		case tupleProtocol:
			netlink.Attributes(value, func(kind uint16, value []byte) {
				switch kind {
				case protocolNumber:
					if len(value) > 0 {
						number = value[0]
					}
				case sourcePort:
					flow.SourcePort = int(netlink.Big16(value))
				case destinationPort:
					flow.DestinationPort = int(netlink.Big16(value))
				case icmpID, icmp6ID:
					flow.SourcePort = int(netlink.Big16(value))
					flow.DestinationPort = flow.SourcePort
				}
			})
		}
	})
	return flow, number
}

func state(info []byte) (state string) {
	netlink.Attributes(info, func(kind uint16, value []byte) {
		if kind != infoTCP {
			return
		}
		netlink.Attributes(value, func(kind uint16, value []byte) {
			if kind == tcpState && len(value) > 0 && int(value[0]) < len(tcpStates) {
				state = tcpStates[value[0]]
			}
		})
	})
	return state
}

func protocol(number byte) string {
	switch number {
	case unix.IPPROTO_TCP:
		return "tcp"
	case unix.IPPROTO_UDP:
		return "udp"
	case unix.IPPROTO_ICMP:
		return "icmp"
	}
	return strconv.Itoa(int(number))
}

func address(value []byte) string {
	address, ok := netip.AddrFromSlice(value)
	if !ok {
		return ""
	}
	return address.String()
}
