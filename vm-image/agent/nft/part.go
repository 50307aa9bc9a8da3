package nft

import (
	"strings"

	"patchbay.org/agent/filter"
	"patchbay.org/agent/xtables"
)

// outcome is what becomes of a packet, with how iptables-save(8) and nft(8) write it.
type outcome struct {
	action         filter.Action
	iptables, word string
}

// choice is one of several things that a part of a rule allows, with what then becomes of the packet if it is a verdict
// map that was asked.
type choice struct {
	conditions []filter.Condition
	outcome    *outcome
}

// part is one thing that a rule asks.
type part struct {
	choices []choice
	// iptables is how iptables-save(8) writes it, "" for what it can't say; order is where: options that belong to no
	// match come first, -s -d -i -o -p.
	iptables string
	order    int
	word     string
	// field is what was compared, and low and high the ports that are left of it by comparisons with less and greater.
	field     field
	ordered   bool
	low, high uint16
	// implied says that a later part says it again: the family before an address, the protocol before a port.
	implied bool
}

// single is a part that asks one thing.
func single(f field, negated bool, value, words string) part {
	condition := filter.Condition{Key: f.key, Negated: negated, Value: value}
	if f.key == filter.Other {
		condition.Value = f.name + " " + value
	}
	p := part{choices: []choice{{conditions: []filter.Condition{condition}}}, field: f, word: f.name + " " + words}
	if negated {
		p.word = f.name + " != " + words
	}
	p.iptables, p.order = inIptables(condition, f)
	return p
}

// unknownPart is a part that asks what has no form of its own.
func unknownPart(text string) part {
	return part{choices: []choice{{conditions: []filter.Condition{{Key: filter.Other, Value: text}}}}, order: orderMatch, word: text}
}

// ofMatch is a part that a match of iptables makes.
func ofMatch(match xtables.Match) part {
	return part{choices: []choice{{conditions: match.Conditions}}, order: orderMatch, iptables: match.Text,
		word: "xt " + strings.TrimPrefix(match.Text, "-m ")}
}

const (
	orderSource = iota
	orderDestination
	orderIn
	orderOut
	orderProtocol
	orderMatch
)

// inIptables is the condition in the words of iptables-save(8).
func inIptables(condition filter.Condition, f field) (text string, order int) {
	not := ""
	if condition.Negated {
		not = "! "
	}
	switch condition.Key {
	case filter.Source:
		return not + "-s " + filter.WithLength(condition.Value), orderSource
	case filter.Destination:
		return not + "-d " + filter.WithLength(condition.Value), orderDestination
	case filter.In:
		return not + "-i " + condition.Value, orderIn
	case filter.Out:
		return not + "-o " + condition.Value, orderOut
	case filter.Protocol:
		return not + "-p " + condition.Value, orderProtocol
	case filter.SourcePort:
		return portMatch(f, condition.Value) + not + "--sport " + condition.Value, orderMatch
	case filter.DestinationPort:
		return portMatch(f, condition.Value) + not + "--dport " + condition.Value, orderMatch
	case filter.IcmpType:
		if strings.HasPrefix(f.name, "icmpv6") {
			return "-m icmp6 " + not + "--icmpv6-type " + condition.Value, orderMatch
		}
		return "-m icmp " + not + "--icmp-type " + condition.Value, orderMatch
	case filter.CtState:
		return "-m conntrack " + not + "--ctstate " + strings.ToUpper(condition.Value), orderMatch
	case filter.SourceType:
		return "-m addrtype " + not + "--src-type " + condition.Value, orderMatch
	case filter.DestinationType:
		return "-m addrtype " + not + "--dst-type " + condition.Value, orderMatch
	case filter.Mark:
		return "-m mark " + not + "--mark " + condition.Value, orderMatch
	}
	if f.form == flagsForm {
		return "-m tcp " + not + "--tcp-flags " + strings.TrimPrefix(condition.Value, f.name+" "), orderMatch
	}
	return "", orderMatch
}

// portMatch names the match that ports belong to.
func portMatch(f field, value string) string {
	protocol := strings.SplitN(f.name, " ", 2)[0]
	if protocol == "th" || strings.Contains(value, ",") {
		return "-m multiport "
	}
	return "-m " + protocol + " "
}
