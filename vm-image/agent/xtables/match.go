package xtables

import (
	"net"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/filter"
	"patchbay.org/agent/netlink"
)

// matches are the decoders by name. They return false if the structure is not as expected.
var matches = map[string]func(Extension) (Match, bool){
	"tcp":       tcp,
	"udp":       udp,
	"icmp":      icmp,
	"icmp6":     icmp,
	"comment":   comment,
	"conntrack": conntrack,
	"state":     state,
	"addrtype":  addressType,
	"multiport": multiport,
	"mark":      mark,
	"limit":     limit,
	"mac":       hardware,
	"physdev":   port,
}

// ports appends a port range, unless it contains all ports.
func (m *Match) ports(key, option string, from, to uint16, negated bool) {
	if from == 0 && to == 0xffff && !negated {
		return
	}
	value := filter.Port(from, to)
	m.Conditions = append(m.Conditions, filter.Condition{Key: key, Negated: negated, Value: value})
	m.Text += " " + negation(negated) + option + " " + value
}

// tcp decodes struct xt_tcp (linux/netfilter/xt_tcpudp.h).
func tcp(e Extension) (Match, bool) {
	if len(e.Data) < 12 {
		return Match{}, false
	}
	inverted := e.Data[11]
	m := Match{Text: "-m tcp"}
	m.ports(filter.SourcePort, "--sport", native.Uint16(e.Data), native.Uint16(e.Data[2:]), inverted&1 != 0)
	m.ports(filter.DestinationPort, "--dport", native.Uint16(e.Data[4:]), native.Uint16(e.Data[6:]), inverted&2 != 0)
	if option := e.Data[8]; option != 0 {
		value := strconv.Itoa(int(option))
		m.Conditions = append(m.Conditions, filter.Condition{Key: filter.Other, Negated: inverted&8 != 0, Value: "tcp-option " + value})
		m.Text += " " + negation(inverted&8 != 0) + "--tcp-option " + value
	}
	if mask := e.Data[9]; mask != 0 {
		value := TCPFlags(mask, e.Data[10])
		m.Conditions = append(m.Conditions, filter.Condition{Key: filter.Other, Negated: inverted&4 != 0, Value: "tcp-flags " + value})
		m.Text += " " + negation(inverted&4 != 0) + "--tcp-flags " + value
	}
	return m, true
}

// TCPFlags formats the examined flags and those of them that must be set.
func TCPFlags(mask, set byte) string {
	names := []string{"FIN", "SYN", "RST", "PSH", "ACK", "URG"}
	list := func(bits byte) string {
		var words []string
		for i, name := range names {
			if bits>>i&1 != 0 {
				words = append(words, name)
			}
		}
		if words == nil {
			return "NONE"
		}
		return strings.Join(words, ",")
	}
	return list(mask) + " " + list(set)
}

// udp decodes struct xt_udp.
func udp(e Extension) (Match, bool) {
	if len(e.Data) < 9 {
		return Match{}, false
	}
	m := Match{Text: "-m udp"}
	m.ports(filter.SourcePort, "--sport", native.Uint16(e.Data), native.Uint16(e.Data[2:]), e.Data[8]&1 != 0)
	m.ports(filter.DestinationPort, "--dport", native.Uint16(e.Data[4:]), native.Uint16(e.Data[6:]), e.Data[8]&2 != 0)
	return m, true
}

// icmp decodes struct ipt_icmp and struct ip6t_icmp, which have the same layout.
func icmp(e Extension) (Match, bool) {
	if len(e.Data) < 4 {
		return Match{}, false
	}
	name, option := e.Name, "--icmp-type"
	if name == "icmp6" {
		option = "--icmpv6-type"
	}
	kind, from, to, negated := e.Data[0], e.Data[1], e.Data[2], e.Data[3]&1 != 0
	const any = 0xff
	if kind == any && name == "icmp" {
		return Match{Text: "-m icmp --icmp-type any"}, true
	}
	value := strconv.Itoa(int(kind))
	if from == 0 && to == 0xff {
		return Match{
			[]filter.Condition{{Key: filter.IcmpType, Negated: negated, Value: value}},
			"-m " + name + " " + negation(negated) + option + " " + value,
		}, true
	}
	value += "/" + strconv.Itoa(int(from))
	return Match{
		[]filter.Condition{{Key: filter.Other, Negated: negated, Value: "icmp-type " + value}},
		"-m " + name + " " + negation(negated) + option + " " + value,
	}, true
}

// comment decodes struct xt_comment_info.
func comment(e Extension) (Match, bool) {
	return Comment(netlink.Text(e.Data)), true
}

// Comment returns the match for a rule's comment, which has no condition.
func Comment(text string) Match {
	return Match{[]filter.Condition{{Key: filter.Comment, Value: text}}, "-m comment --comment " + filter.Quote(text)}
}

// xt_addrtype's names for RTN_… of linux/rtnetlink.h.
var addressTypes = []string{
	"UNSPEC", "UNICAST", "LOCAL", "BROADCAST", "ANYCAST", "MULTICAST", "BLACKHOLE", "UNREACHABLE", "PROHIBIT", "THROW",
	"NAT", "XRESOLVE",
}

// AddressType returns the name of an address type.
func AddressType(number uint32) string {
	if int(number) < len(addressTypes) {
		return addressTypes[number]
	}
	return strconv.FormatUint(uint64(number), 10)
}

func addressTypeList(bits uint16) string {
	var names []string
	for i, name := range addressTypes {
		if bits>>i&1 != 0 {
			names = append(names, name)
		}
	}
	return strings.Join(names, ",")
}

// addressType decodes struct xt_addrtype_info_v1 and its predecessor, whose flags are separate numbers.
func addressType(e Extension) (Match, bool) {
	if e.Revision > 1 || len(e.Data) < 8 || e.Revision == 0 && len(e.Data) < 12 {
		return Match{}, false
	}
	source, destination, flags := native.Uint16(e.Data), native.Uint16(e.Data[2:]), native.Uint32(e.Data[4:])
	notSource, notDestination := flags&1 != 0, flags&2 != 0
	if e.Revision == 0 {
		notSource, notDestination, flags = flags != 0, native.Uint32(e.Data[8:]) != 0, 0
	}
	m := Match{Text: "-m addrtype"}
	add := func(key, option string, bits uint16, negated bool) {
		if bits != 0 {
			m.Conditions = append(m.Conditions, filter.Condition{Key: key, Negated: negated, Value: addressTypeList(bits)})
			m.Text += " " + negation(negated) + option + " " + addressTypeList(bits)
		}
	}
	add(filter.SourceType, "--src-type", source, notSource)
	add(filter.DestinationType, "--dst-type", destination, notDestination)
	for _, limit := range []struct {
		bit  uint32
		name string
	}{{4, "limit-iface-in"}, {8, "limit-iface-out"}} {
		if flags&limit.bit != 0 {
			m.Conditions = append(m.Conditions, filter.Condition{Key: filter.Other, Value: "addrtype " + limit.name})
			m.Text += " --" + limit.name
		}
	}
	return m, true
}

// multiport decodes struct xt_multiport_v1, a list of ports in which a flagged port begins a range that the next one
// ends.
func multiport(e Extension) (Match, bool) {
	if e.Revision != 1 || len(e.Data) < 48 || e.Data[1] > 15 {
		return Match{}, false
	}
	var ports []string
	for i := 0; i < int(e.Data[1]); i++ {
		from := native.Uint16(e.Data[2+2*i:])
		to := from
		if e.Data[32+i] != 0 && i+1 < int(e.Data[1]) {
			i++
			to = native.Uint16(e.Data[2+2*i:])
		}
		ports = append(ports, filter.Port(from, to))
	}
	value, negated := strings.Join(ports, ","), e.Data[47] != 0
	condition := filter.Condition{Negated: negated, Value: value}
	option := ""
	switch e.Data[0] {
	case 0:
		condition.Key, option = filter.SourcePort, "--sports"
	case 1:
		condition.Key, option = filter.DestinationPort, "--dports"
	default:
		condition.Key, condition.Value, option = filter.Other, "ports "+value, "--ports"
	}
	return Match{[]filter.Condition{condition}, "-m multiport " + negation(negated) + option + " " + value}, true
}

// mark decodes struct xt_mark_mtinfo1.
func mark(e Extension) (Match, bool) {
	if e.Revision != 1 || len(e.Data) < 9 {
		return Match{}, false
	}
	value, negated := filter.Masked(native.Uint32(e.Data), native.Uint32(e.Data[4:])), e.Data[8] != 0
	return Match{
		[]filter.Condition{{Key: filter.Mark, Negated: negated, Value: value}},
		"-m mark " + negation(negated) + "--mark " + value,
	}, true
}

// limit decodes struct xt_rateinfo, whose unit is ten-thousandths of a second per packet.
func limit(e Extension) (Match, bool) {
	if len(e.Data) < 8 || native.Uint32(e.Data) == 0 {
		return Match{}, false
	}
	average, burst := native.Uint32(e.Data), native.Uint32(e.Data[4:])
	const scale = 10000
	unit, name := uint32(scale*86400), "day"
	for _, u := range []struct {
		seconds uint32
		name    string
	}{{1, "sec"}, {60, "min"}, {3600, "hour"}} {
		if average <= scale*u.seconds {
			unit, name = scale*u.seconds, u.name
			break
		}
	}
	return Limit(uint64(unit/average), name, burst), true
}

// Limit returns the match for a rate limit.
func Limit(rate uint64, unit string, burst uint32) Match {
	value := strconv.FormatUint(rate, 10) + "/" + unit
	text := "--limit " + value
	if burst != 5 {
		text += " --limit-burst " + strconv.FormatUint(uint64(burst), 10)
	}
	return Match{[]filter.Condition{{Key: filter.Other, Value: "limit " + value}}, "-m limit " + text}
}

// hardware decodes struct xt_mac_info. The condition has no key of its own, because hardware
// addresses are not followed.
func hardware(e Extension) (Match, bool) {
	if len(e.Data) < 12 {
		return Match{}, false
	}
	value, negated := net.HardwareAddr(e.Data[:6]).String(), native.Uint32(e.Data[8:]) != 0
	return Match{
		[]filter.Condition{{Key: filter.Other, Negated: negated, Value: "mac-source " + value}},
		"-m mac " + negation(negated) + "--mac-source " + value,
	}, true
}

// port decodes struct xt_physdev_info: the bridge ports by which a frame arrived or leaves. It likewise has no key
// of its own.
func port(e Extension) (Match, bool) {
	const (
		in, out, bridged, isIn, isOut = 1, 2, 4, 8, 16
		names                         = unix.IFNAMSIZ
	)
	if len(e.Data) < 4*names+2 {
		return Match{}, false
	}
	inverted, asked := e.Data[4*names], e.Data[4*names+1]
	if asked == 0 || asked&^(in|out|bridged|isIn|isOut) != 0 {
		return Match{}, false
	}
	m := Match{Text: "-m physdev"}
	add := func(bit byte, option, value string) {
		if asked&bit == 0 {
			return
		}
		text := option + value
		m.Conditions = append(m.Conditions, filter.Condition{Key: filter.Other, Negated: inverted&bit != 0, Value: text})
		m.Text += " " + negation(inverted&bit != 0) + "--" + text
	}
	add(isIn, "physdev-is-in", "")
	add(in, "physdev-in", " "+masked(e.Data[:names], e.Data[names:2*names]))
	add(isOut, "physdev-is-out", "")
	add(out, "physdev-out", " "+masked(e.Data[2*names:3*names], e.Data[3*names:4*names]))
	add(bridged, "physdev-is-bridged", "")
	return m, true
}
