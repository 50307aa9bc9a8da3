package xtables

import (
	"strconv"
	"strings"

	"patchbay.org/agent/filter"
	"patchbay.org/agent/netlink"
)

// targets are the decoders by name. They return false if the structure is not as expected.
var targets = map[string]func(Extension) (Target, bool){
	"MASQUERADE": translate(filter.Masquerade, ""),
	"REDIRECT":   translate(filter.Redirect, ""),
	"DNAT":       translate(filter.Dnat, "--to-destination"),
	"SNAT":       translate(filter.Snat, "--to-source"),
	"REJECT":     reject,
	"LOG":        log,
	"MARK":       setMark,
	"CT":         noTrack,
	"CONNMARK":   goesOn("CONNMARK"),
	"NFLOG":      goesOn("NFLOG"),
	"TRACE":      goesOn("TRACE"),
	"CHECKSUM":   goesOn("CHECKSUM"),
}

// goesOn returns a target after which the next rule is evaluated.
func goesOn(name string) func(Extension) (Target, bool) {
	return func(Extension) (Target, bool) { return Target{filter.Action{Kind: filter.None}, "-j " + name}, true }
}

// noTrack decodes struct xt_ct_target_info, only for turning tracking off.
func noTrack(e Extension) (Target, bool) {
	const off = 1
	if len(e.Data) < 2 || native.Uint16(e.Data)&off == 0 {
		return Target{}, false
	}
	return Target{filter.Action{Kind: filter.OtherKind, Argument: "NOTRACK"}, "-j NOTRACK"}, true
}

// Flags from linux/netfilter/nf_nat.h.
const (
	mapAddresses    = 1 << 0
	portsSpecified  = 1 << 1
	portsRandom     = 1 << 2
	persistent      = 1 << 3
	portsFullRandom = 1 << 4
)

// translation is the range from which address and port are chosen.
type translation struct {
	flags                  uint32
	minAddress, maxAddress []byte
	minPort, maxPort       uint16
}

// decodeTranslation decodes struct nf_nat_ipv4_multi_range_compat or, if the data is longer, struct nf_nat_range and
// nf_nat_range2, which begin alike.
func decodeTranslation(e Extension) (t translation, ok bool) {
	data := e.Data
	switch {
	case len(data) >= 40:
		size := 4
		if e.six() {
			size = 16
		}
		t = translation{native.Uint32(data), data[4 : 4+size], data[20 : 20+size], netlink.Big16(data[36:]), netlink.Big16(data[38:])}
	case len(data) >= 20 && native.Uint32(data) == 1:
		t = translation{native.Uint32(data[4:]), data[8:12], data[12:16], netlink.Big16(data[16:]), netlink.Big16(data[18:])}
	default:
		return t, false
	}
	if t.flags&mapAddresses == 0 {
		t.minAddress, t.maxAddress = nil, nil
	}
	if t.flags&portsSpecified == 0 {
		t.minPort, t.maxPort = 0, 0
	}
	return t, true
}

// translate decodes a NAT target. Targets without an option for addresses have one for ports.
func translate(kind, option string) func(Extension) (Target, bool) {
	return func(e Extension) (Target, bool) {
		t, ok := decodeTranslation(e)
		if !ok {
			return Target{}, false
		}
		to := filter.Endpoints(t.minAddress, t.maxAddress, t.minPort, t.maxPort)
		return Translation(kind, option, to, t.flags), true
	}
}

// Translation returns the target for a translation to an address or a port, according to flags of nf_nat.h.
func Translation(kind, option, to string, flags uint32) Target {
	text := "-j " + kind
	switch {
	case to == "":
	case option == "":
		text += " --to-ports " + strings.TrimPrefix(to, ":")
	default:
		text += " " + option + " " + to
	}
	for _, flag := range []struct {
		bit  uint32
		word string
	}{{portsRandom, "--random"}, {portsFullRandom, "--random-fully"}, {persistent, "--persistent"}} {
		if flags&flag.bit != 0 {
			text += " " + flag.word
		}
	}
	return Target{filter.Action{Kind: kind, Argument: to}, text}
}

// enum ipt_reject_with and ip6t_reject_with (linux/netfilter_ipv4/ipt_REJECT.h, …_ipv6/ip6t_REJECT.h).
var (
	rejects = []string{
		"icmp-net-unreachable", "icmp-host-unreachable", "icmp-proto-unreachable", "icmp-port-unreachable", "echo-reply",
		"icmp-net-prohibited", "icmp-host-prohibited", "tcp-reset", "icmp-admin-prohibited",
	}
	rejects6 = []string{
		"icmp6-no-route", "icmp6-adm-prohibited", "not-neighbour", "icmp6-addr-unreachable", "icmp6-port-unreachable",
		"echo-reply", "tcp-reset", "icmp6-policy-fail", "icmp6-reject-route",
	}
)

func reject(e Extension) (Target, bool) {
	if len(e.Data) < 4 {
		return Target{}, false
	}
	words := rejects
	if e.six() {
		words = rejects6
	}
	with := native.Uint32(e.Data)
	if int(with) >= len(words) {
		return Target{}, false
	}
	return Reject(words[with]), true
}

// Reject returns the target that drops a packet and sends an error.
func Reject(with string) Target {
	return Target{filter.Action{Kind: filter.Reject}, "-j REJECT --reject-with " + with}
}

// RejectWith returns iptables' name for a code of ICMP type 3 (RFC 792) or ICMPv6 type 1 (RFC 4443).
func RejectWith(six bool, code byte) string {
	if six {
		return map[byte]string{0: "icmp6-no-route", 1: "icmp6-adm-prohibited", 3: "icmp6-addr-unreachable",
			4: "icmp6-port-unreachable", 5: "icmp6-policy-fail", 6: "icmp6-reject-route"}[code]
	}
	return map[byte]string{0: "icmp-net-unreachable", 1: "icmp-host-unreachable", 2: "icmp-proto-unreachable",
		3: "icmp-port-unreachable", 9: "icmp-net-prohibited", 10: "icmp-host-prohibited", 13: "icmp-admin-prohibited"}[code]
}

// log decodes struct xt_log_info.
func log(e Extension) (Target, bool) {
	if len(e.Data) < 32 {
		return Target{}, false
	}
	return Log(netlink.Text(e.Data[2:32]), uint32(e.Data[0])), true
}

// Log returns the target that writes the packet to the kernel's log.
func Log(prefix string, level uint32) Target {
	const warning = 4
	text := "-j LOG"
	if prefix != "" {
		text += " --log-prefix " + filter.Quote(prefix)
	}
	if level != warning {
		text += " --log-level " + strconv.FormatUint(uint64(level), 10)
	}
	return Target{filter.Action{Kind: filter.None}, text}
}

// setMark decodes struct xt_mark_tginfo2.
func setMark(e Extension) (Target, bool) {
	if e.Revision != 2 || len(e.Data) < 8 {
		return Target{}, false
	}
	value := filter.Hex(native.Uint32(e.Data)) + "/" + filter.Hex(native.Uint32(e.Data[4:]))
	return Target{filter.Action{Kind: filter.None}, "-j MARK --set-xmark " + value}, true
}
