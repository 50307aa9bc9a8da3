package nft

import (
	"fmt"
	"strconv"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/filter"
	"patchbay.org/agent/netlink"
	"patchbay.org/agent/xtables"
)

// attributes are the attributes of one expression, indexed by number. No expression has more.
type attributes [16][]byte

func (a *attributes) number(kind int) uint32 { return netlink.Big32(a[kind]) }

func (a *attributes) has(kind int) bool { return a[kind] != nil }

func cut(data []byte) *attributes {
	var a attributes
	netlink.Attributes(data, func(kind uint16, value []byte) {
		if int(kind) < len(a) {
			a[kind] = value
		}
	})
	return &a
}

// datum returns the value in nested data (NFTA_DATA_VALUE).
func datum(nested []byte) []byte {
	return cut(nested)[unix.NFTA_DATA_VALUE]
}

// expressions decodes a rule's expressions in order.
func (r *decoder) expressions(list []byte) {
	eachExpression(list, r.expression)
}

func (r *decoder) expression(name string, a *attributes) {
	switch name {
	case "meta":
		if a.has(unix.NFTA_META_SREG) {
			r.pass(outcome{filter.Action{Kind: filter.None}, "", metaField(a.number(unix.NFTA_META_KEY)).name + " set"})
			return
		}
		r.load(a.number(unix.NFTA_META_DREG), metaField(a.number(unix.NFTA_META_KEY)))
	case "payload":
		r.payload(a)
	case "ct":
		r.connection(a)
	case "fib":
		r.fib(a)
	case "bitwise":
		r.bitwise(a)
	case "byteorder":
		r.change(a.number(unix.NFTA_BYTEORDER_SREG), a.number(unix.NFTA_BYTEORDER_DREG))
	case "cmp":
		r.compare(r.at(a.number(unix.NFTA_CMP_SREG)), a.number(unix.NFTA_CMP_OP), datum(a[unix.NFTA_CMP_DATA]))
	case "range":
		r.between(a)
	case "lookup":
		r.lookup(a)
	case "immediate":
		r.immediate(a)
	case "counter":
		r.bytes, r.packets = netlink.Big64(a[unix.NFTA_COUNTER_BYTES]), netlink.Big64(a[unix.NFTA_COUNTER_PACKETS])
		r.counts = true
		r.addStatement("counter")
	case "last":
	case "limit":
		r.limit(a)
	case "nat":
		r.translate(a)
	case "masq":
		r.toPorts(filter.Masquerade, "masquerade", a, unix.NFTA_MASQ_REG_PROTO_MIN, unix.NFTA_MASQ_REG_PROTO_MAX, a.number(unix.NFTA_MASQ_FLAGS))
	case "redir":
		r.toPorts(filter.Redirect, "redirect", a, unix.NFTA_REDIR_REG_PROTO_MIN, unix.NFTA_REDIR_REG_PROTO_MAX, a.number(unix.NFTA_REDIR_FLAGS))
	case "reject":
		r.reject(a)
	case "log":
		r.log(a)
	case "match":
		r.addPart(ofMatch(r.extension(a).Match()))
	case "target":
		r.target(r.extension(a).Target())
	default:
		r.unknown(name, a)
	}
}

// loaders lists expressions that load a value that is not decoded here into a register (given by the attribute's
// number). Any other unknown expression may match or not, or change the packet.
var loaders = map[string]int{"rt": unix.NFTA_RT_DREG, "socket": 2, "hash": 2, "numgen": 1, "osf": 1, "xfrm": 1, "tunnel": 2}

func (r *decoder) unknown(name string, a *attributes) {
	switch name {
	case "exthdr":
		if a.has(unix.NFTA_EXTHDR_DREG) {
			r.load(a.number(unix.NFTA_EXTHDR_DREG), unknown("exthdr"))
			return
		}
	case "notrack", "queue", "dup", "fwd", "tproxy", "synproxy", "flow_offload":
		r.end(outcome{filter.Action{Kind: filter.OtherKind, Argument: name}, "", name})
		return
	}
	if register, ok := loaders[name]; ok && a.has(register) {
		r.load(a.number(register), unknown(name))
		return
	}
	r.addPart(unknownPart(name))
}

func (r *decoder) payload(a *attributes) {
	base, offset, length := a.number(unix.NFTA_PAYLOAD_BASE), a.number(unix.NFTA_PAYLOAD_OFFSET), a.number(unix.NFTA_PAYLOAD_LEN)
	f := payloadField(base, offset, length, r)
	if a.has(unix.NFTA_PAYLOAD_SREG) {
		r.addPart(unknownPart(f.name + " set"))
		return
	}
	r.load(a.number(unix.NFTA_PAYLOAD_DREG), f)
}

func (r *decoder) connection(a *attributes) {
	key := a.number(unix.NFTA_CT_KEY)
	f := unknown("ct key " + strconv.FormatUint(uint64(key), 10))
	switch key {
	case unix.NFT_CT_STATE:
		f = field{key: filter.CtState, name: "ct state", form: stateForm, length: 4}
	case unix.NFT_CT_STATUS:
		f.name = "ct status"
	case unix.NFT_CT_MARK:
		f.name = "ct mark"
	}
	if a.has(unix.NFTA_CT_SREG) {
		r.pass(outcome{filter.Action{Kind: filter.None}, "", f.name + " set"})
		return
	}
	r.load(a.number(unix.NFTA_CT_DREG), f)
}

// fib decodes a lookup of an address type.
func (r *decoder) fib(a *attributes) {
	f := unknown("fib")
	if a.number(unix.NFTA_FIB_RESULT) == unix.NFT_FIB_RESULT_ADDRTYPE {
		switch a.number(unix.NFTA_FIB_FLAGS) {
		case unix.NFTA_FIB_F_SADDR:
			f = field{key: filter.SourceType, name: "fib saddr type", form: addressTypeForm, length: 4}
		case unix.NFTA_FIB_F_DADDR:
			f = field{key: filter.DestinationType, name: "fib daddr type", form: addressTypeForm, length: 4}
		}
	}
	r.load(a.number(unix.NFTA_FIB_DREG), f)
}

// opBitwise is NFTA_BITWISE_OP. Its value 0 means mask and xor.
const opBitwise = 6

func (r *decoder) bitwise(a *attributes) {
	f := r.at(a.number(unix.NFTA_BITWISE_SREG))
	mask, xor := datum(a[unix.NFTA_BITWISE_MASK]), datum(a[unix.NFTA_BITWISE_XOR])
	if a.number(opBitwise) != 0 || f.mask != nil || !zero(xor) || mask == nil {
		f.changed = true
	}
	f.mask = mask
	r.load(a.number(unix.NFTA_BITWISE_DREG), f)
}

// change records that a register's value has been modified.
func (r *decoder) change(from, to uint32) {
	f := r.at(from)
	f.changed = true
	r.load(to, f)
}

func (r *decoder) between(a *attributes) {
	f := r.at(a.number(unix.NFTA_RANGE_SREG))
	from, to := datum(a[unix.NFTA_RANGE_FROM_DATA]), datum(a[unix.NFTA_RANGE_TO_DATA])
	negated := a.number(unix.NFTA_RANGE_OP) == unix.NFT_RANGE_NEQ
	if f.form == portForm && f.mask == nil && !f.changed && len(from) == 2 && len(to) == 2 {
		r.addPart(r.ports(f, negated, netlink.Big16(from), netlink.Big16(to)))
		return
	}
	r.addPart(unknownPart(f.raw(sign(negated), from) + fmt.Sprintf("-0x%x", to)))
}

// immediate sets a register; the verdict is one of them.
func (r *decoder) immediate(a *attributes) {
	register := a.number(unix.NFTA_IMMEDIATE_DREG)
	if register == verdictRegister {
		r.end(verdict(cut(a[unix.NFTA_IMMEDIATE_DATA])[unix.NFTA_DATA_VERDICT]))
		return
	}
	value := datum(a[unix.NFTA_IMMEDIATE_DATA])
	r.load(register, field{key: filter.Other, name: "constant", constant: value, length: len(value)})
}

func (r *decoder) limit(a *attributes) {
	rate, unit := netlink.Big64(a[unix.NFTA_LIMIT_RATE]), netlink.Big64(a[unix.NFTA_LIMIT_UNIT])
	name := map[uint64]string{1: "sec", 60: "min", 3600: "hour", 86400: "day"}[unit]
	const packets = 0
	if name == "" || a.number(unix.NFTA_LIMIT_TYPE) != packets || a.number(unix.NFTA_LIMIT_FLAGS) != 0 {
		r.addPart(unknownPart("limit"))
		return
	}
	p := ofMatch(xtables.Limit(rate, name, a.number(unix.NFTA_LIMIT_BURST)))
	p.word = "limit rate " + strconv.FormatUint(rate, 10) + "/" + map[string]string{"sec": "second", "min": "minute", "hour": "hour", "day": "day"}[name]
	r.addPart(p)
}

// extension decodes the expressions match and target, which have the same attributes.
func (r *decoder) extension(a *attributes) xtables.Extension {
	return xtables.Extension{Name: netlink.Text(a[matchName]), Revision: byte(a.number(matchRevision)), Family: r.family, Data: a[matchInfo]}
}
