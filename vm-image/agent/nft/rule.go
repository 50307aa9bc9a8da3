package nft

import (
	"sort"
	"strings"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/filter"
	"patchbay.org/agent/netlink"
	"patchbay.org/agent/xtables"
)

// maxChoices limits how many rules one rule with alternatives is expanded into.
const maxChoices = 16

// iptablesTables are the tables that iptables(8) shows.
var iptablesTables = map[string]bool{"filter": true, "nat": true, "mangle": true, "raw": true, "security": true}

// rules returns the normalised rules: several if the rule accepts alternative addresses, devices, protocols or
// verdicts, as iptables does for -s a,b.
func (r *decoder) rules(table, chain string) []filter.Rule {
	text := r.text(table, chain)
	one := filter.Rule{Conditions: []filter.Condition{}, Action: filter.Action{Kind: filter.None}, Packets: r.packets, Bytes: r.bytes, Text: text}
	if r.outcome != nil {
		one.Action = r.outcome.action
	}
	rules := []filter.Rule{one}
	for _, p := range r.parts {
		if len(rules)*len(p.choices) > maxChoices {
			for i := range rules {
				rules[i].Conditions = with(rules[i].Conditions, filter.Condition{Key: filter.Other, Value: p.word})
				if p.choices[0].outcome != nil {
					rules[i].Action = filter.Action{Kind: filter.OtherKind, Argument: "vmap"}
				}
			}
			continue
		}
		var next []filter.Rule
		for _, rule := range rules {
			for _, c := range p.choices {
				chosen := rule
				chosen.Conditions = with(rule.Conditions, c.conditions...)
				if c.outcome != nil {
					chosen.Action = c.outcome.action
				}
				next = append(next, chosen)
			}
		}
		rules = next
	}
	return rules
}

// with returns a copy of a list with one more element.
func with(list []filter.Condition, more ...filter.Condition) []filter.Condition {
	return append(append(make([]filter.Condition, 0, len(list)+len(more)), list...), more...)
}

// text formats the rule as iptables-save(8) does if iptables knows the table and can express the whole rule, otherwise
// as nft(8) does.
func (r *decoder) text(table, chain string) string {
	knows := (r.family == unix.NFPROTO_IPV4 || r.family == unix.NFPROTO_IPV6) && iptablesTables[table]
	if knows {
		if text, ok := r.inIptables(chain); ok {
			return text
		}
	}
	var words []string
	for _, p := range r.parts {
		if p.word != "" {
			words = append(words, p.word)
		}
	}
	words = append(words, r.statements...)
	if r.outcome != nil {
		words = append(words, r.outcome.word)
	}
	return strings.Join(words, " ")
}

func (r *decoder) inIptables(chain string) (string, bool) {
	parts := append([]part(nil), r.parts...)
	sort.SliceStable(parts, func(i, j int) bool { return parts[i].order < parts[j].order })
	words := []string{"-A " + filter.Quote(chain)}
	last := ""
	for _, p := range parts {
		if p.iptables == "" || len(p.choices) != 1 {
			return "", false
		}
		text := p.iptables
		// Two ports of one protocol are options of one match.
		match := strings.Join(strings.SplitN(text, " ", 3)[:2], " ") + " "
		if strings.HasPrefix(match, "-m ") && match == last && (match == "-m tcp " || match == "-m udp ") {
			text = strings.TrimPrefix(text, match)
		}
		last = match
		words = append(words, text)
	}
	if r.outcome != nil {
		if r.outcome.iptables == "" {
			return "", false
		}
		words = append(words, r.outcome.iptables)
	}
	return strings.Join(words, " "), true
}

// commentOf finds the comment in a rule's user data, which libnftnl encodes as type, length, value; type 0 is the
// comment.
func commentOf(userData []byte) string {
	for len(userData) >= 2 {
		kind, length := userData[0], int(userData[1])
		if 2+length > len(userData) {
			return ""
		}
		if kind == 0 {
			return netlink.Text(userData[2 : 2+length])
		}
		userData = userData[2+length:]
	}
	return ""
}

// comment adds a comment that is not among the expressions.
func (r *decoder) comment(text string) {
	p := ofMatch(xtables.Comment(text))
	p.word = ""
	r.addPart(p)
	r.addStatement("comment " + `"` + text + `"`)
}
