package nft

import (
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/filter"
	"patchbay.org/agent/netlink"
	"patchbay.org/agent/xtables"
)

// form is the format of a field's value.
type form int

const (
	bytesForm form = iota
	addressForm
	protocolForm
	deviceForm
	indexForm
	portForm
	stateForm
	markForm
	numberForm
	addressTypeForm
	flagsForm
	// familyForm is the protocol family or EtherType tested before a field that exists only in IPv4 or IPv6.
	familyForm
)

// field is what a register holds: a part of a packet or of its metadata.
type field struct {
	// key is the condition's key, or filter.Other if it has none; name is nft's name.
	key, name string
	form      form
	length    int
	// mask and xor are the operands of a bitwise expression, or nil.
	mask, xor []byte
	// changed reports that an operation that is not decoded was applied.
	changed bool
	// constant is the value set by an immediate expression.
	constant []byte
}

func unknown(name string) field { return field{key: filter.Other, name: name} }

// metaField returns the field that the expression meta loads.
func metaField(key uint32) field {
	switch key {
	case unix.NFT_META_L4PROTO:
		return field{key: filter.Protocol, name: "meta l4proto", form: protocolForm, length: 1}
	case unix.NFT_META_IIFNAME:
		return field{key: filter.In, name: "iifname", form: deviceForm, length: unix.IFNAMSIZ}
	case unix.NFT_META_OIFNAME:
		return field{key: filter.Out, name: "oifname", form: deviceForm, length: unix.IFNAMSIZ}
	case unix.NFT_META_IIF:
		return field{key: filter.In, name: "iif", form: indexForm, length: 4}
	case unix.NFT_META_OIF:
		return field{key: filter.Out, name: "oif", form: indexForm, length: 4}
	case unix.NFT_META_MARK:
		return field{key: filter.Mark, name: "meta mark", form: markForm, length: 4}
	case unix.NFT_META_NFPROTO:
		return field{key: filter.Other, name: "meta nfproto", form: familyForm, length: 1}
	case unix.NFT_META_PROTOCOL:
		return field{key: filter.Other, name: "meta protocol", form: familyForm, length: 2}
	case unix.NFT_META_PKTTYPE:
		return field{key: filter.Other, name: "meta pkttype", form: numberForm, length: 1}
	}
	return unknown("meta key " + strconv.FormatUint(uint64(key), 10))
}

// payloadField returns a part of a packet's headers. Its meaning depends on the rule's earlier conditions.
func payloadField(base, offset, length uint32, r *decoder) field {
	switch base {
	case unix.NFT_PAYLOAD_NETWORK_HEADER:
		switch four, six := r.speaksOf(4), r.speaksOf(6); {
		case four && offset == 9 && length == 1:
			return field{key: filter.Protocol, name: "ip protocol", form: protocolForm, length: 1}
		case four && offset == 12 && length <= 4:
			return field{key: filter.Source, name: "ip saddr", form: addressForm, length: 4}
		case four && offset == 16 && length <= 4:
			return field{key: filter.Destination, name: "ip daddr", form: addressForm, length: 4}
		case six && offset == 6 && length == 1:
			return field{key: filter.Protocol, name: "ip6 nexthdr", form: protocolForm, length: 1}
		case six && offset == 8 && length <= 16:
			return field{key: filter.Source, name: "ip6 saddr", form: addressForm, length: 16}
		case six && offset == 24 && length <= 16:
			return field{key: filter.Destination, name: "ip6 daddr", form: addressForm, length: 16}
		}
	case unix.NFT_PAYLOAD_TRANSPORT_HEADER:
		switch {
		case r.transport == "icmp" || r.transport == "ipv6-icmp":
			if offset == 0 && length == 1 {
				return field{key: filter.IcmpType, name: icmpName(r.transport) + " type", form: numberForm, length: 1}
			}
		case offset == 0 && length == 2:
			return field{key: filter.SourcePort, name: r.portsOf() + " sport", form: portForm, length: 2}
		case offset == 13 && length == 1 && r.transport == "tcp":
			return field{key: filter.Other, name: "tcp flags", form: flagsForm, length: 1}
		case offset == 2 && length == 2:
			return field{key: filter.DestinationPort, name: r.portsOf() + " dport", form: portForm, length: 2}
		}
	}
	header := map[uint32]string{unix.NFT_PAYLOAD_LL_HEADER: "ll", unix.NFT_PAYLOAD_NETWORK_HEADER: "nh", unix.NFT_PAYLOAD_TRANSPORT_HEADER: "th"}[base]
	f := unknown(fmt.Sprintf("@%s,%d,%d", header, 8*offset, 8*length))
	f.length = int(length)
	return f
}

// icmpName returns nft's name for the protocol.
func icmpName(protocol string) string {
	if protocol == "icmp" {
		return "icmp"
	}
	return "icmpv6"
}

// value formats bytes of the field as a condition's value and as nft(8) prints them. It returns false if the field has
// no such format.
func (f field) value(data []byte, devices map[int]string) (condition, words string, ok bool) {
	if f.changed {
		return "", "", false
	}
	switch f.form {
	case addressForm:
		return f.address(data)
	case protocolForm:
		if len(data) != 1 || f.mask != nil {
			return "", "", false
		}
		name := filter.ProtocolName(data[0])
		return name, name, true
	case deviceForm:
		if len(data) == 0 || f.mask != nil {
			return "", "", false
		}
		name := filter.Device(data)
		if strings.HasSuffix(name, "+") && len(data) < unix.IFNAMSIZ {
			return name, strconv.Quote(strings.TrimSuffix(name, "+") + "*"), true
		}
		return name, strconv.Quote(name), true
	case indexForm:
		name := devices[int(netlink.Uint32(data))]
		return name, strconv.Quote(name), name != "" && f.mask == nil
	case portForm:
		if len(data) != 2 || f.mask != nil {
			return "", "", false
		}
		port := strconv.Itoa(int(binary.BigEndian.Uint16(data)))
		return port, port, true
	case stateForm:
		names := stateNames(netlink.Uint32(data))
		return names, names, names != "" && f.mask == nil
	case markForm:
		if len(data) != 4 {
			return "", "", false
		}
		mask := uint32(0xffffffff)
		if f.mask != nil {
			mask = netlink.Uint32(f.mask)
		}
		value := filter.Masked(netlink.Uint32(data), mask)
		return value, value, true
	case numberForm:
		if len(data) != 1 || f.mask != nil {
			return "", "", false
		}
		number := strconv.Itoa(int(data[0]))
		return number, number, true
	case flagsForm:
		if len(data) != 1 || len(f.mask) > 1 {
			return "", "", false
		}
		mask := byte(0x3f)
		if f.mask != nil {
			mask = f.mask[0]
		}
		flags := xtables.TCPFlags(mask, data[0])
		return flags, strings.ToLower(flags), true
	case addressTypeForm:
		name := xtables.AddressType(netlink.Uint32(data))
		return name, strings.ToLower(name), f.mask == nil
	}
	return "", "", false
}

// address formats an address with the prefix length given by its mask or by its own length.
func (f field) address(data []byte) (condition, words string, ok bool) {
	if len(data) == 0 || len(data) > f.length {
		return "", "", false
	}
	mask := make([]byte, f.length)
	for i := range data {
		mask[i] = 0xff
		if f.mask != nil && i < len(f.mask) {
			mask[i] = f.mask[i]
		}
	}
	text := filter.Prefix(append(append([]byte(nil), data...), make([]byte, f.length-len(data))...), mask)
	return text, text, text != ""
}

// raw formats a comparison that has no better form. The operator is "" or begins with a space.
func (f field) raw(operator string, data []byte) string {
	mask := ""
	if f.mask != nil {
		mask = fmt.Sprintf(" & 0x%x", f.mask)
	}
	return fmt.Sprintf("%s%s%s 0x%x", f.name, mask, operator, data)
}

// sign returns nft's negation operator, preceded by a space.
func sign(negated bool) string {
	if negated {
		return " !="
	}
	return ""
}

// ctStates maps the bits of NFT_CT_STATE to nft(8)'s names (NF_CT_STATE_BIT in linux/netfilter/nf_conntrack_common.h).
var ctStates = []struct {
	bit  uint32
	name string
}{{1, "invalid"}, {2, "established"}, {4, "related"}, {8, "new"}, {64, "untracked"}}

// stateNames returns "" if a bit is unknown.
func stateNames(bits uint32) string {
	var names []string
	for _, state := range ctStates {
		if bits&state.bit != 0 {
			names = append(names, state.name)
			bits &^= state.bit
		}
	}
	if bits != 0 {
		return ""
	}
	return strings.Join(names, ",")
}
