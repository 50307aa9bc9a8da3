package observe

import (
	"golang.org/x/sys/unix"

	"patchbay.org/agent/netlink"
)

// noNsid is NETNSA_NSID_NOT_ASSIGNED.
const noNsid = -1

// skipStatistics is RTEXT_FILTER_SKIP_STATS (linux/rtnetlink.h). Statistics are a third of the bytes and not part of
// the state.
const skipStatistics = 1 << 3

// linkRequest is the body of an RTM_GETLINK dump.
func linkRequest() []byte {
	return netlink.AppendUint32(make([]byte, unix.SizeofIfInfomsg), unix.IFLA_EXT_MASK, skipStatistics)
}

// decodeLink decodes an RTM_NEWLINK: struct ifinfomsg and attributes.
func decodeLink(data []byte) (Link, bool) {
	if len(data) < unix.SizeofIfInfomsg {
		return Link{}, false
	}
	flags := netlink.Native.Uint32(data[8:])
	link := Link{
		Index:    int(int32(netlink.Native.Uint32(data[4:]))),
		Up:       flags&unix.IFF_UP != 0,
		Carrier:  flags&unix.IFF_LOWER_UP != 0,
		peerNsid: noNsid,
	}
	if netlink.Native.Uint16(data[2:]) == unix.ARPHRD_LOOPBACK {
		link.Kind = "loopback"
	}
	lower := 0
	netlink.Attributes(data[unix.SizeofIfInfomsg:], func(kind uint16, value []byte) {
		switch kind {
		case unix.IFLA_IFNAME:
			link.Name = netlink.Text(value)
		case unix.IFLA_MTU:
			link.Mtu = int(netlink.Uint32(value))
		case unix.IFLA_ADDRESS:
			link.Mac = mac(value)
		case unix.IFLA_OPERSTATE:
			if len(value) > 0 {
				link.Operstate = operstate(value[0])
			}
		case unix.IFLA_MASTER:
			link.Master = int(netlink.Uint32(value))
		case unix.IFLA_LINK:
			lower = int(netlink.Uint32(value))
		case unix.IFLA_LINK_NETNSID:
			link.peerNsid = int32(netlink.Uint32(value))
		case unix.IFLA_PROP_LIST:
			netlink.Attributes(value, func(property uint16, value []byte) {
				if property == unix.IFLA_ALT_IFNAME {
					link.AltNames = append(link.AltNames, netlink.Text(value))
				}
			})
		case unix.IFLA_LINKINFO:
			decodeInfo(value, &link)
		case unix.IFLA_AF_SPEC:
			link.devconf = devconf(value)
		}
	})
	// For other kinds (VLAN, MACVLAN) IFLA_LINK is the underlying device, not a peer.
	if link.Kind == "veth" {
		link.PeerIndex = lower
	} else {
		link.peerNsid = noNsid
	}
	return link, true
}

// decodeInfo decodes IFLA_LINKINFO: the device's kind, a bridge's properties, and a bridge port's state.
func decodeInfo(info []byte, link *Link) {
	slave := ""
	netlink.Attributes(info, func(kind uint16, value []byte) {
		switch kind {
		case unix.IFLA_INFO_KIND:
			link.Kind = netlink.Text(value)
		case unix.IFLA_INFO_DATA:
			if link.Kind == bridgeKind {
				link.bridge = decodeBridge(value)
			}
		case unix.IFLA_INFO_SLAVE_KIND:
			slave = netlink.Text(value)
		case unix.IFLA_INFO_SLAVE_DATA:
			if slave == bridgeKind {
				link.portState, link.portFlags = decodePort(value)
			}
		}
	})
}
