package observe

import (
	"strconv"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/netlink"
)

const bridgeKind = "bridge"

// Constants from linux/if_link.h, if_bridge.h and rtnetlink.h.
const (
	bridgeAgeing        = 4
	bridgeStp           = 5
	bridgeVlanFiltering = 7
	bridgeVlanInfo      = 2
	vlanPvid            = 1 << 1
	// withVlans is RTEXT_FILTER_BRVLAN.
	withVlans = 1 << 1
)

// bridgeInfo holds the properties reported with a bridge's own link. ageing is in hundredths of a second, or nil if not
// reported.
type bridgeInfo struct {
	vlanFiltering, stp bool
	ageing             *uint32
}

// decodeBridge decodes a bridge's IFLA_INFO_DATA.
func decodeBridge(data []byte) *bridgeInfo {
	info := &bridgeInfo{}
	netlink.Attributes(data, func(kind uint16, value []byte) {
		switch kind {
		case bridgeAgeing:
			if len(value) >= 4 {
				ageing := netlink.Uint32(value)
				info.ageing = &ageing
			}
		case bridgeStp:
			info.stp = netlink.Uint32(value) != 0
		case bridgeVlanFiltering:
			info.vlanFiltering = len(value) > 0 && value[0] != 0
		}
	})
	return info
}

// bridge(8)'s names for Linux's BR_STATE_… (linux/if_bridge.h).
var portStates = []string{"disabled", "listening", "learning", "forwarding", "blocking"}

// decodePort decodes IFLA_INFO_SLAVE_DATA of a bridge port.
func decodePort(data []byte) (state string, flags PortFlags) {
	netlink.Attributes(data, func(kind uint16, value []byte) {
		if len(value) == 0 {
			return
		}
		switch kind {
		case unix.IFLA_BRPORT_STATE:
			if state = strconv.Itoa(int(value[0])); int(value[0]) < len(portStates) {
				state = portStates[value[0]]
			}
		case unix.IFLA_BRPORT_LEARNING:
			flags.Learning = value[0] != 0
		case unix.IFLA_BRPORT_UNICAST_FLOOD:
			flags.Flood = value[0] != 0
		case unix.IFLA_BRPORT_MODE:
			flags.Hairpin = value[0] != 0
		case unix.IFLA_BRPORT_ISOLATED:
			flags.Isolated = value[0] != 0
		}
	})
	return state, flags
}

// portVlans are the VLANs of one port.
type portVlans struct {
	pvid  int
	vlans []int
}

// decodeVlans decodes an RTM_NEWLINK of family AF_BRIDGE, which lists the VLANs of a port.
func decodeVlans(data []byte) (index int, ports portVlans, ok bool) {
	ports.vlans = []int{}
	if len(data) < unix.SizeofIfInfomsg || data[0] != unix.AF_BRIDGE {
		return 0, ports, false
	}
	netlink.Attributes(data[unix.SizeofIfInfomsg:], func(kind uint16, value []byte) {
		if kind != unix.IFLA_AF_SPEC {
			return
		}
		netlink.Attributes(value, func(kind uint16, value []byte) {
			if kind != bridgeVlanInfo || len(value) < 4 {
				return
			}
			vlan := int(netlink.Native.Uint16(value[2:]))
			ports.vlans = append(ports.vlans, vlan)
			if netlink.Native.Uint16(value)&vlanPvid != 0 {
				ports.pvid = vlan
			}
		})
	})
	return int(int32(netlink.Native.Uint32(data[4:]))), ports, true
}

// decodeFdb decodes an RTM_NEWNEIGH of family AF_BRIDGE. Entries without a bridge (NDA_MASTER) belong to a device's own
// address filter.
func decodeFdb(data []byte, devices map[int]string) (bridge int, entry FdbEntry, ok bool) {
	if len(data) < unix.SizeofNdMsg || data[0] != unix.AF_BRIDGE {
		return 0, entry, false
	}
	entry.Device = devices[int(netlink.Native.Uint32(data[4:]))]
	switch state := netlink.Native.Uint16(data[8:]); {
	case state&unix.NUD_PERMANENT != 0:
		entry.State = "permanent"
	case state&unix.NUD_NOARP != 0:
		entry.State = "static"
	default:
		entry.State = "learned"
	}
	netlink.Attributes(data[unix.SizeofNdMsg:], func(kind uint16, value []byte) {
		switch kind {
		case unix.NDA_LLADDR:
			entry.Mac = mac(value)
		case unix.NDA_MASTER:
			bridge = int(netlink.Uint32(value))
		case unix.NDA_VLAN:
			if len(value) >= 2 {
				entry.Vlan = int(netlink.Native.Uint16(value))
			}
		}
	})
	return bridge, entry, bridge != 0
}

// readBridges assembles the bridges. It reads forwarding databases only if there are bridges, and VLANs only if a
// bridge filters them.
func (v *view) readBridges() error {
	bridges := []Bridge{}
	at := map[int]int{}
	filtering := false
	for _, link := range v.namespace.Links {
		if link.bridge == nil {
			continue
		}
		at[link.Index] = len(bridges)
		filtering = filtering || link.bridge.vlanFiltering
		bridges = append(bridges, Bridge{Device: link.Name, VlanFiltering: link.bridge.vlanFiltering, Stp: link.bridge.stp,
			Ageing: link.bridge.ageing, Ports: []BridgePort{}, Fdb: []FdbEntry{}})
	}
	if len(bridges) == 0 {
		v.namespace.Bridges = &bridges
		return nil
	}
	vlans := map[int]portVlans{}
	if filtering {
		request := make([]byte, unix.SizeofIfInfomsg)
		request[0] = unix.AF_BRIDGE
		request = netlink.AppendUint32(request, unix.IFLA_EXT_MASK, withVlans)
		err := v.dump(unix.RTM_GETLINK, request, func(data []byte) {
			if index, ports, ok := decodeVlans(data); ok {
				vlans[index] = ports
			}
		})
		if err != nil {
			return err
		}
	}
	for _, link := range v.namespace.Links {
		i, ok := at[link.Master]
		if !ok || link.portState == "" {
			continue
		}
		port := BridgePort{Device: link.Name, State: link.portState, Vlans: []int{}, Flags: link.portFlags}
		if found, ok := vlans[link.Index]; ok && bridges[i].VlanFiltering {
			port.Pvid, port.Vlans = found.pvid, found.vlans
		}
		bridges[i].Ports = append(bridges[i].Ports, port)
	}
	request := make([]byte, unix.SizeofNdMsg)
	request[0] = unix.AF_BRIDGE
	seen := map[FdbEntry]bool{}
	err := v.dump(unix.RTM_GETNEIGH, request, func(data []byte) {
		bridge, entry, ok := decodeFdb(data, v.devices)
		i, known := at[bridge]
		// The kernel may report the same entry twice: for the port and for the bridge.
		if ok && known && !seen[entry] {
			seen[entry] = true
			bridges[i].Fdb = append(bridges[i].Fdb, entry)
		}
	})
	v.namespace.Bridges = &bridges
	if err != nil {
		v.namespace.Bridges = nil
	}
	return err
}
