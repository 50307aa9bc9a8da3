package observe

import (
	"strconv"
	"strings"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/netlink"
)

// decodeRoutes decodes an RTM_NEWROUTE: struct rtmsg and attributes. It returns nothing for a table or family that is
// not read.
func decodeRoutes(data []byte, devices map[int]string) []Route {
	if len(data) < unix.SizeofRtMsg || family(data[0]) == 0 {
		return nil
	}
	if netlink.Native.Uint32(data[8:])&unix.RTM_F_CLONED != 0 {
		return nil
	}
	route := Route{
		Family:   family(data[0]),
		Table:    int(data[4]),
		Protocol: protocol(data[5]),
		Scope:    scope(data[6]),
		Type:     routeType(data[7]),
		Flags:    routeFlags(netlink.Native.Uint32(data[8:])),
	}
	destination := "0.0.0.0"
	if route.Family == 6 {
		destination = "::"
	}
	var hops []byte
	netlink.Attributes(data[unix.SizeofRtMsg:], func(kind uint16, value []byte) {
		switch kind {
		case unix.RTA_TABLE:
			route.Table = int(netlink.Uint32(value))
		case unix.RTA_DST:
			destination = ip(value)
		case unix.RTA_GATEWAY:
			route.Gateway = ip(value)
		case unix.RTA_VIA:
			route.Gateway = via(value)
		case unix.RTA_OIF:
			route.Device = devices[int(netlink.Uint32(value))]
		case unix.RTA_PREFSRC:
			route.Source = ip(value)
		case unix.RTA_PRIORITY:
			route.Metric = int64(netlink.Uint32(value))
		case unix.RTA_MULTIPATH:
			hops = value
		}
	})
	if route.Table != unix.RT_TABLE_MAIN && route.Table != unix.RT_TABLE_LOCAL {
		return nil
	}
	route.Destination = destination + "/" + strconv.Itoa(int(data[1]))
	if hops == nil {
		return []Route{route}
	}
	return spread(route, hops, devices)
}

// spread returns one route per next hop (struct rtnexthop).
func spread(route Route, hops []byte, devices map[int]string) []Route {
	var routes []Route
	for len(hops) >= unix.SizeofRtNexthop {
		length := int(netlink.Native.Uint16(hops))
		if length < unix.SizeofRtNexthop || length > len(hops) {
			break
		}
		one := route
		one.Flags = routeFlags(uint32(hops[2]))
		one.Device = devices[int(netlink.Native.Uint32(hops[4:]))]
		netlink.Attributes(hops[unix.SizeofRtNexthop:length], func(kind uint16, value []byte) {
			switch kind {
			case unix.RTA_GATEWAY:
				one.Gateway = ip(value)
			case unix.RTA_VIA:
				one.Gateway = via(value)
			}
		})
		routes = append(routes, one)
		if length = (length + 3) &^ 3; length > len(hops) {
			break
		}
		hops = hops[length:]
	}
	return routes
}

// via decodes a gateway of another family (struct rtvia).
func via(value []byte) string {
	if len(value) < 2 {
		return ""
	}
	return ip(value[2:])
}

func routeFlags(bits uint32) string {
	var words []string
	for _, flag := range []struct {
		bit  uint32
		word string
	}{
		{unix.RTNH_F_DEAD, "dead"},
		{unix.RTNH_F_ONLINK, "onlink"},
		{unix.RTNH_F_PERVASIVE, "pervasive"},
		{unix.RTNH_F_LINKDOWN, "linkdown"},
	} {
		if bits&flag.bit != 0 {
			words = append(words, flag.word)
		}
	}
	return strings.Join(words, " ")
}
