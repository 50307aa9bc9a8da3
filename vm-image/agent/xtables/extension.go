// Package xtables reads what iptables(8) says of packets and does with them: matches and targets, which nftables keeps as
// they are where it has no expression for them, and the tables of iptables-legacy.
package xtables

import (
	"encoding/binary"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/filter"
)

var native = binary.LittleEndian

// Extension is a match or a target as it lies in the kernel: the structure behind a name and a revision.
type Extension struct {
	Name     string
	Revision byte
	Family   byte
	Data     []byte
}

// Match is what a match asks. Text is how iptables-save(8) writes it.
type Match struct {
	Conditions []filter.Condition
	Text       string
}

// Target is what becomes of a packet. Text is how iptables-save(8) writes it.
type Target struct {
	Action filter.Action
	Text   string
}

// unread stands in a rule's text for options that are not understood.
const unread = " …"

// other is a match that is not understood.
func other(name string) Match {
	return Match{[]filter.Condition{{Key: filter.Other, Value: name}}, "-m " + name + unread}
}

// Match reads a match. One that is unknown, or of another size than expected, is told by its name.
func (e Extension) Match() Match {
	read, ok := matches[e.Name]
	if !ok {
		return other(e.Name)
	}
	if match, ok := read(e); ok {
		return match
	}
	return other(e.Name)
}

// Target reads a target. One that is unknown, or of another size than expected, is told by its name.
func (e Extension) Target() Target {
	if read, ok := targets[e.Name]; ok {
		if target, ok := read(e); ok {
			return target
		}
	}
	return Target{filter.Action{Kind: filter.OtherKind, Argument: e.Name}, "-j " + e.Name + unread}
}

func (e Extension) six() bool { return e.Family == unix.AF_INET6 }

// negation is iptables' exclamation mark.
func negation(negated bool) string {
	if negated {
		return "! "
	}
	return ""
}
