package nft

import (
	"bytes"
	"sort"
	"strings"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/filter"
	"patchbay.org/agent/netlink"
)

// set is the content of a set: values and ranges of values.
type set struct {
	elements []element
	// unknown reports that the set contains something that is not decoded.
	unknown bool
}

// element is a value or a range of values; in a verdict map it has an outcome.
type element struct {
	from, to []byte
	outcome  *outcome
}

// rawElement is an element as the kernel sends it: for a set of ranges, the start of each range and, flagged, the value
// after its end.
type rawElement struct {
	key     []byte
	end     bool
	outcome *outcome
}

// decodeElements reads a list of elements (NFTA_SET_ELEM_LIST_ELEMENTS).
func decodeElements(list []byte, into *[]rawElement, unknown *bool) {
	netlink.Attributes(list, func(_ uint16, one []byte) {
		a := cut(one)
		flags := a.number(unix.NFTA_SET_ELEM_FLAGS)
		key := datum(a[unix.NFTA_SET_ELEM_KEY])
		if key == nil || flags&elementCatchall != 0 || a.has(elementKeyEnd) {
			*unknown = true
			return
		}
		raw := rawElement{key: append([]byte(nil), key...), end: flags&elementEnd != 0}
		if a.has(unix.NFTA_SET_ELEM_DATA) {
			if found := cut(a[unix.NFTA_SET_ELEM_DATA])[unix.NFTA_DATA_VERDICT]; found != nil {
				o := verdict(found)
				raw.outcome = &o
			} else {
				*unknown = *unknown || !raw.end
			}
		}
		*into = append(*into, raw)
	})
}

// assemble builds values, or ranges if there are range ends, from the elements, which arrive in any order.
func assemble(raw []rawElement, unknown bool) *set {
	s := &set{unknown: unknown}
	ranges := false
	for _, r := range raw {
		ranges = ranges || r.end
	}
	sort.SliceStable(raw, func(i, j int) bool {
		if c := bytes.Compare(raw[i].key, raw[j].key); c != 0 {
			return c < 0
		}
		return raw[i].end && !raw[j].end
	})
	for i, r := range raw {
		switch {
		case r.end:
		case !ranges:
			s.elements = append(s.elements, element{r.key, r.key, r.outcome})
		case i+1 < len(raw):
			s.elements = append(s.elements, element{r.key, before(raw[i+1].key), r.outcome})
		default:
			s.elements = append(s.elements, element{r.key, bytes.Repeat([]byte{0xff}, len(r.key)), r.outcome})
		}
	}
	return s
}

// before returns the number minus one.
func before(key []byte) []byte {
	less := append([]byte(nil), key...)
	for i := len(less) - 1; i >= 0; i-- {
		less[i]--
		if less[i] != 0xff {
			break
		}
	}
	return less
}

// lookup decodes the expression lookup: a field is in a set, or is the key of a map.
func (r *decoder) lookup(a *attributes) {
	f := r.at(a.number(unix.NFTA_LOOKUP_SREG))
	name := netlink.Text(a[unix.NFTA_LOOKUP_SET])
	negated := a.number(unix.NFTA_LOOKUP_FLAGS)&unix.NFT_LOOKUP_F_INV != 0
	if a.has(unix.NFTA_LOOKUP_DREG) && a.number(unix.NFTA_LOOKUP_DREG) != verdictRegister {
		r.load(a.number(unix.NFTA_LOOKUP_DREG), unknown("map "+name))
		r.addPart(unknownPart(f.name + " map " + name))
		return
	}
	p, ok := r.inSet(f, r.sets(name), negated, a.has(unix.NFTA_LOOKUP_DREG))
	if !ok {
		p = unknownPart(f.name + sign(negated) + " @" + name)
	}
	r.addPart(p)
}

// inSet returns a part that tests for the set's elements, or false if the set can't be expressed.
func (r *decoder) inSet(f field, s *set, negated, verdicts bool) (part, bool) {
	if s == nil || s.unknown || f.changed || f.mask != nil && f.form != addressForm || len(s.elements) == 0 {
		return part{}, false
	}
	var conditions []filter.Condition
	var words []string
	for _, e := range s.elements {
		// A longer key is a concatenation of several fields.
		if len(e.from) != f.length {
			return part{}, false
		}
		value, word, ok := r.elementValue(f, e)
		if !ok || verdicts && e.outcome == nil {
			return part{}, false
		}
		condition := filter.Condition{Key: f.key, Negated: negated, Value: value}
		if f.key == filter.Other {
			condition.Value = f.name + " " + value
		}
		conditions = append(conditions, condition)
		if verdicts {
			word += " : " + e.outcome.word
		}
		words = append(words, word)
	}
	p := part{field: f, order: orderMatch, word: f.name + " { " + strings.Join(words, ", ") + " }"}
	switch {
	case negated:
		p.word = strings.Replace(p.word, " { ", " != { ", 1)
	case verdicts:
		p.word = strings.Replace(p.word, " { ", " vmap { ", 1)
	}
	joined := f.form == portForm || f.form == stateForm
	switch {
	case verdicts:
		for i, condition := range conditions {
			p.choices = append(p.choices, choice{[]filter.Condition{condition}, s.elements[i].outcome})
		}
	case joined:
		condition := conditions[0]
		for _, next := range conditions[1:] {
			condition.Value += "," + next.Value
		}
		p.choices = []choice{{conditions: []filter.Condition{condition}}}
		p.iptables, p.order = inIptables(condition, f)
	case negated:
		p.choices = []choice{{conditions: conditions}}
	default:
		for _, condition := range conditions {
			p.choices = append(p.choices, choice{conditions: []filter.Condition{condition}})
		}
	}
	return p, true
}

// elementValue formats an element: a value, a range of ports, or a range of addresses that is a prefix.
func (r *decoder) elementValue(f field, e element) (value, word string, ok bool) {
	from, to := e.from, e.to
	if bytes.Equal(from, to) {
		return f.value(from, r.devices)
	}
	switch f.form {
	case portForm:
		low, high := netlink.Big16(from), netlink.Big16(to)
		return filter.Port(low, high), nftPorts(low, high), true
	case addressForm:
		mask := make([]byte, len(from))
		for i := range mask {
			mask[i] = ^(from[i] ^ to[i])
		}
		for i := range mask {
			if from[i]&^mask[i] != 0 || to[i]|mask[i] != 0xff {
				return "", "", false
			}
		}
		text := filter.Prefix(from, mask)
		return text, text, strings.Count(text, ".") < 4
	}
	return "", "", false
}
