package xtables

import (
	"strings"

	"patchbay.org/agent/filter"
)

// stateWord is a connection state: its bit in xt_conntrack's mask and its name. The order is that of iptables-save(8).
type stateWord struct {
	bit  uint16
	name string
}

// XT_CONNTRACK_STATE_… from linux/netfilter/xt_conntrack.h.
var stateWords = []stateWord{
	{1, "INVALID"}, {8, "NEW"}, {4, "RELATED"}, {2, "ESTABLISHED"}, {1 << 8, "UNTRACKED"}, {1 << 6, "SNAT"}, {1 << 7, "DNAT"},
}

// States formats a state mask as iptables-save(8) does, INVALID first.
func States(bits uint16) string {
	var names []string
	for _, word := range stateWords {
		if bits&word.bit != 0 {
			names = append(names, word.name)
		}
	}
	return strings.Join(names, ",")
}

// conntrack decodes the state from struct xt_conntrack_mtinfo1 to 3. Their other conditions are not decoded.
func conntrack(e Extension) (Match, bool) {
	const (
		askState = 1 << 0
		alias    = 1 << 13
	)
	if e.Revision < 1 || e.Revision > 3 || len(e.Data) < 152 {
		return Match{}, false
	}
	asked, inverted := native.Uint16(e.Data[146:]), native.Uint16(e.Data[148:])
	states := native.Uint16(e.Data[150:])
	if e.Revision == 1 {
		states = uint16(e.Data[150])
	}
	if asked&askState == 0 || asked&^(askState|alias) != 0 {
		return Match{}, false
	}
	match := stateMatch(states, inverted&askState != 0)
	if asked&alias != 0 {
		match.Text = strings.Replace(strings.Replace(match.Text, "conntrack", "state", 1), "--ctstate", "--state", 1)
	}
	return match, true
}

// state decodes struct xt_state_info.
func state(e Extension) (Match, bool) {
	if len(e.Data) < 4 {
		return Match{}, false
	}
	bits := uint16(native.Uint32(e.Data))
	// XT_STATE_UNTRACKED is the bit that xt_conntrack uses for SNAT.
	if bits&(1<<6) != 0 {
		bits = bits&^(1<<6) | 1<<8
	}
	match := stateMatch(bits, false)
	match.Text = "-m state --state " + States(bits)
	return match, true
}

func stateMatch(bits uint16, negated bool) Match {
	names := States(bits)
	return Match{
		[]filter.Condition{{Key: filter.CtState, Negated: negated, Value: strings.ToLower(names)}},
		"-m conntrack " + negation(negated) + "--ctstate " + names,
	}
}
