package xtables

import (
	"strings"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/filter"
	"patchbay.org/agent/netlink"
)

// layout holds the offsets of struct ipt_entry or ip6t_entry (linux/netfilter_ipv4/ip_tables.h, …_ipv6/ip6_tables.h).
type layout struct {
	address                     int
	protocol, flags, inverted   int
	target, next, counters, end int
}

var (
	layout4 = layout{address: 4, protocol: 80, flags: 82, inverted: 83, target: 88, next: 90, counters: 96, end: 112}
	layout6 = layout{address: 16, protocol: 128, flags: 131, inverted: 132, target: 140, next: 142, counters: 152, end: 168}
)

// Bits of the flags and of the inversion flags.
const (
	flagFragment4 = 1
	flagGoto4     = 2
	flagGoto6     = 4

	notIn          = 1
	notOut         = 2
	notSource      = 8
	notDestination = 0x10
	notFragment    = 0x20
	notProtocol    = 0x40
)

// sizeofExtension is the size of the header of a match or target: size, name, revision.
const sizeofExtension = 32

// priorities are the tables' hook priorities, except nat's, which depends on the hook (linux/netfilter_ipv4.h).
var priorities = map[string]int{"raw": -300, "mangle": -150, "filter": 0, "security": 50}

// entry is one rule in a table's binary representation.
type entry struct {
	offset uint32
	data   []byte
	layout layout
}

func (e entry) number16(at int) int { return int(native.Uint16(e.data[at:])) }

// target returns the name and data of the entry's target.
func (e entry) target() (Extension, bool) {
	return extension(e.data[e.number16(e.layout.target):])
}

func extension(data []byte) (Extension, bool) {
	if len(data) < sizeofExtension {
		return Extension{}, false
	}
	size := int(native.Uint16(data))
	if size < sizeofExtension || size > len(data) {
		return Extension{}, false
	}
	return Extension{Name: netlink.Text(data[2:31]), Revision: data[31], Data: data[sizeofExtension:size]}, true
}

// cut splits a table's binary representation into entries, and stops at a malformed one.
func (v version) cut(blob []byte) []entry {
	var entries []entry
	for offset := 0; offset+v.layout.end <= len(blob); {
		e := entry{uint32(offset), blob[offset:], v.layout}
		target, next := e.number16(v.layout.target), e.number16(v.layout.next)
		if target < v.layout.end || next < target+sizeofExtension || next > len(e.data) {
			break
		}
		e.data = e.data[:next]
		entries = append(entries, e)
		offset += next
	}
	return entries
}

// chainError is the target that marks the start of a user-defined chain, and the end of the table.
const chainError = "ERROR"

// decode decodes a table. A built-in chain begins at its hook's offset and ends with its policy; a user-defined one
// begins with its name and ends with an implicit RETURN.
func (v version) decode(name string, blob []byte, heads map[uint32]string) filter.Table {
	table := filter.Table{Family: v.family, Name: name, Legacy: true, Chains: []filter.Chain{}}
	entries := v.cut(blob)
	names := map[uint32]string{}
	for i, e := range entries {
		if target, ok := e.target(); ok && target.Name == chainError && i+1 < len(entries) {
			names[entries[i+1].offset] = netlink.Text(target.Data)
		}
	}
	var chain *filter.Chain
	for i, e := range entries {
		if hook := heads[e.offset]; hook != "" {
			table.Chains = append(table.Chains, builtIn(name, hook))
			chain = &table.Chains[len(table.Chains)-1]
		} else if own, ok := names[e.offset]; ok {
			table.Chains = append(table.Chains, filter.Chain{Name: own, Rules: []filter.Rule{}})
			chain = &table.Chains[len(table.Chains)-1]
		}
		target, ok := e.target()
		if !ok || chain == nil || target.Name == chainError {
			continue
		}
		if i+1 < len(entries) && v.endsChain(entries[i+1], heads) {
			if rule := v.rule(e, chain.Name, names); chain.Hook != "" && rule.Action.Kind == filter.Drop {
				chain.Policy = "drop"
			}
			continue
		}
		chain.Rules = append(chain.Rules, v.rule(e, chain.Name, names))
	}
	return table
}

// endsChain reports whether an entry starts another chain or is the end of the table.
func (v version) endsChain(next entry, heads map[uint32]string) bool {
	target, ok := next.target()
	return ok && target.Name == chainError || heads[next.offset] != ""
}

func builtIn(table, hook string) filter.Chain {
	chain := filter.Chain{Name: strings.ToUpper(hook), Type: "filter", Hook: hook, Priority: priorities[table], Policy: "accept",
		Rules: []filter.Rule{}}
	switch {
	case table == "nat":
		chain.Type, chain.Priority = "nat", 100
		if hook == "prerouting" || hook == "output" {
			chain.Priority = -100
		}
	case table == "mangle" && hook == "output":
		chain.Type = "route"
	}
	return chain
}

// rule decodes one entry.
func (v version) rule(e entry, chain string, names map[uint32]string) filter.Rule {
	rule := filter.Rule{Conditions: []filter.Condition{}, Action: filter.Action{Kind: filter.None}}
	rule.Packets = native.Uint64(e.data[v.layout.counters:])
	rule.Bytes = native.Uint64(e.data[v.layout.counters+8:])
	words := append([]string{"-A " + filter.Quote(chain)}, v.head(e, &rule)...)
	end := e.number16(v.layout.target)
	for at := v.layout.end; at < end; {
		match, ok := extension(e.data[at:end])
		if !ok {
			break
		}
		match.Family = v.number
		read := match.Match()
		rule.Conditions = append(rule.Conditions, read.Conditions...)
		words = append(words, read.Text)
		at += int(native.Uint16(e.data[at:]))
	}
	if target, ok := e.target(); ok {
		target.Family = v.number
		read := v.outcome(e, target, names)
		rule.Action = read.Action
		words = append(words, read.Text)
	}
	rule.Text = strings.TrimSpace(strings.Join(words, " "))
	return rule
}

// outcome decodes the target. The standard target holds a verdict or the offset of another chain.
func (v version) outcome(e entry, target Extension, names map[uint32]string) Target {
	if target.Name != "" {
		return target.Target()
	}
	if len(target.Data) < 4 {
		return Target{Action: filter.Action{Kind: filter.None}}
	}
	switch verdict := int32(native.Uint32(target.Data)); {
	case verdict == -1:
		return Target{filter.Action{Kind: filter.Drop}, "-j DROP"}
	case verdict == -2:
		return Target{filter.Action{Kind: filter.Accept}, "-j ACCEPT"}
	case verdict == -5:
		return Target{filter.Action{Kind: filter.Return}, "-j RETURN"}
	case verdict < 0:
		return Target{filter.Action{Kind: filter.OtherKind, Argument: "QUEUE"}, "-j QUEUE"}
	case uint32(verdict) == e.offset+uint32(len(e.data)):
		return Target{Action: filter.Action{Kind: filter.None}}
	default:
		name := names[uint32(verdict)]
		flag := byte(flagGoto4)
		if v.number == unix.AF_INET6 {
			flag = flagGoto6
		}
		if e.data[v.layout.flags]&flag != 0 {
			return Target{filter.Action{Kind: filter.Goto, Argument: name}, "-g " + name}
		}
		return Target{filter.Action{Kind: filter.Jump, Argument: name}, "-j " + name}
	}
}
