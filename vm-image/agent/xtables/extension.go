// Package xtables decodes the matches and targets of iptables(8), which nftables embeds where it has no expression of
// its own, and the tables of iptables-legacy.
package xtables

import (
	"encoding/binary"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/filter"
)

var native = binary.LittleEndian

// Extension is a match or target in the kernel's representation: a structure with a name and a revision.
type Extension struct {
	Name     string
	Revision byte
	Family   byte
	Data     []byte
}

// Match is a decoded match. Text is iptables-save(8)'s text.
type Match struct {
	Conditions []filter.Condition
	Text       string
}

// Target is a decoded target. Text is iptables-save(8)'s text.
type Target struct {
	Action filter.Action
	Text   string
}

// unread replaces options that are not understood in a rule's text.
const unread = " …"

// other returns a match that is not understood.
func other(name string) Match {
	return Match{[]filter.Condition{{Key: filter.Other, Value: name}}, "-m " + name + unread}
}

// Match decodes a match. If it is unknown or has an unexpected size, only its name is returned.
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

// Target decodes a target. If it is unknown or has an unexpected size, only its name is returned.
func (e Extension) Target() Target {
	if read, ok := targets[e.Name]; ok {
		if target, ok := read(e); ok {
			return target
		}
	}
	return Target{filter.Action{Kind: filter.OtherKind, Argument: e.Name}, "-j " + e.Name + unread}
}

func (e Extension) six() bool { return e.Family == unix.AF_INET6 }

// negation returns iptables' exclamation mark.
func negation(negated bool) string {
	if negated {
		return "! "
	}
	return ""
}
