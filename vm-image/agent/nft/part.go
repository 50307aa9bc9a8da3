package nft

import (
	"strings"

	"patchbay.org/agent/filter"
	"patchbay.org/agent/xtables"
)

// outcome is what a rule does with a packet, and how iptables-save(8) and nft(8) print it.
type outcome struct {
	action         filter.Action
	iptables, word string
}

// choice is one of several alternatives that a part of a rule accepts. For a verdict map it includes the outcome.
type choice struct {
	conditions []filter.Condition
	outcome    *outcome
}

// part is one test of a rule.
type part struct {
	choices []choice
	// iptables is the text that iptables-save(8) prints, or "" if it has none. order is its position: options that
	// belong to no match come first, -s -d -i -o -p.
	iptables string
	order    int
	word     string
	// field is the compared field; low and high are the port range that remains after less-than and greater-than
	// comparisons.
	field     field
	ordered   bool
	low, high uint16
	// implied reports that a later part includes this test: the family before an address, the protocol before a port.
	implied bool
}

// single returns a part with one alternative.
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

// unknownPart returns a part for a test that is not understood.
func unknownPart(text string) part {
	return part{choices: []choice{{conditions: []filter.Condition{{Key: filter.Other, Value: text}}}}, order: orderMatch, word: text}
}

// ofMatch returns the part for an iptables match.
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

// inIptables formats the condition as iptables-save(8) does.
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

// portMatch returns the name of the match that the port options belong to.
func portMatch(f field, value string) string {
	protocol := strings.SplitN(f.name, " ", 2)[0]
	if protocol == "th" || strings.Contains(value, ",") {
		return "-m multiport "
	}
	return "-m " + protocol + " "
}
