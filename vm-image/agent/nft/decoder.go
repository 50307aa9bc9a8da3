package nft

import (
	"bytes"
	"math"
	"strconv"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/filter"
	"patchbay.org/agent/netlink"
)

// decoder is the work of decoder one rule: its expressions are a small program over registers, which is followed to say
// what it asks (libnftnl, `nft --debug=netlink`).
type decoder struct {
	family  byte
	devices map[int]string
	sets    func(name string) *set

	registers map[uint32]field
	parts     []part
	outcome   *outcome
	// statements are words of what a rule does besides its outcome, such as counting.
	statements     []string
	packets, bytes uint64
	counts         bool
	// version is that of IP if the rule asked for it, or its table has one; transport the protocol that it asked for.
	version   int
	transport string
}

func newDecoder(family byte, devices map[int]string, sets func(string) *set) *decoder {
	r := &decoder{family: family, devices: devices, sets: sets, registers: map[uint32]field{}}
	switch family {
	case unix.NFPROTO_IPV4:
		r.version = 4
	case unix.NFPROTO_IPV6:
		r.version = 6
	}
	return r
}

func (r *decoder) speaksOf(version int) bool { return r.version == version }

// portsOf is the word before sport and dport: th is whatever has ports.
func (r *decoder) portsOf() string {
	switch r.transport {
	case "tcp", "udp", "sctp", "dccp", "udplite":
		return r.transport
	}
	return "th"
}

// slot is a register's place: registers 1 to 4 are of 16 bytes, and the same as four of those that are counted from 8.
func slot(register uint32) uint32 {
	if register <= unix.NFT_REG_4 {
		return 4 * (register - 1)
	}
	return register - unix.NFT_REG32_00
}

func (r *decoder) load(register uint32, f field) { r.registers[slot(register)] = f }

func (r *decoder) at(register uint32) field {
	if f, ok := r.registers[slot(register)]; ok {
		return f
	}
	return unknown("register " + strconv.FormatUint(uint64(register), 10))
}

// ask adds a part, which may make the part before it superfluous.
func (r *decoder) addPart(p part) {
	if n := len(r.parts); n > 0 && r.parts[n-1].implied && impliedBy(p.field.form) {
		before := &r.parts[n-1]
		if before.field.form == familyForm && p.field.form == addressForm {
			*before = p
			return
		}
		if before.field.form == protocolForm {
			before.word = ""
		}
	}
	r.parts = append(r.parts, p)
}

// impliedBy says whether a field of this form lies in a header of a certain kind.
func impliedBy(f form) bool {
	return f == addressForm || f == portForm || f == numberForm || f == flagsForm
}

// compare follows the expression cmp.
func (r *decoder) compare(f field, operation uint32, data []byte) {
	negated := operation == unix.NFT_CMP_NEQ
	if operation != unix.NFT_CMP_EQ && operation != unix.NFT_CMP_NEQ {
		r.compareOrder(f, operation, data)
		return
	}
	if f.form == familyForm && !negated && r.compareFamily(f, data) {
		return
	}
	if f.form == stateForm && f.mask != nil && !f.changed {
		// Not equal to nothing: one of the states that are masked.
		if names := stateNames(netlink.Uint32(f.mask)); names != "" && zero(data) {
			r.addPart(single(f, !negated, names, names))
			return
		}
	}
	value, words, ok := f.value(data, r.devices)
	if !ok {
		r.addPart(unknownPart(f.raw(sign(negated), data)))
		return
	}
	p := single(f, negated, value, words)
	if f.form == protocolForm && !negated {
		r.transport, p.implied = value, true
	}
	r.addPart(p)
}

// compareFamily reads that a packet must be of IPv4 or of IPv6: that it has any address of that family.
func (r *decoder) compareFamily(f field, data []byte) bool {
	switch {
	case len(data) == 1 && data[0] == unix.NFPROTO_IPV4, len(data) == 2 && netlink.Big16(data) == unix.ETH_P_IP:
		r.version = 4
	case len(data) == 1 && data[0] == unix.NFPROTO_IPV6, len(data) == 2 && netlink.Big16(data) == unix.ETH_P_IPV6:
		r.version = 6
	default:
		return false
	}
	value, word := "0.0.0.0/0", "ipv4"
	if r.version == 6 {
		value, word = "::/0", "ipv6"
	}
	f.key = filter.Source
	p := single(f, false, value, word)
	p.implied = true
	r.addPart(p)
	return true
}

// compareOrder reads less and greater, which ranges of ports are made of.
func (r *decoder) compareOrder(f field, operation uint32, data []byte) {
	symbol := map[uint32]string{unix.NFT_CMP_LT: " <", unix.NFT_CMP_LTE: " <=", unix.NFT_CMP_GT: " >", unix.NFT_CMP_GTE: " >="}[operation]
	if f.form != portForm || f.mask != nil || f.changed || len(data) != 2 {
		r.addPart(unknownPart(f.raw(symbol, data)))
		return
	}
	low, high := uint16(0), uint16(math.MaxUint16)
	port := netlink.Big16(data)
	switch {
	case operation == unix.NFT_CMP_LT && port > 0:
		high = port - 1
	case operation == unix.NFT_CMP_LTE:
		high = port
	case operation == unix.NFT_CMP_GT && port < math.MaxUint16:
		low = port + 1
	case operation == unix.NFT_CMP_GTE:
		low = port
	default:
		r.addPart(unknownPart(f.raw(symbol, data)))
		return
	}
	if n := len(r.parts); n > 0 && r.parts[n-1].ordered && r.parts[n-1].field.key == f.key {
		before := r.parts[n-1]
		low, high = max(low, before.low), min(high, before.high)
		r.parts = r.parts[:n-1]
	}
	r.addPart(r.ports(f, false, low, high))
	r.parts[len(r.parts)-1].ordered = true
}

// ports is a part that asks for a range of ports.
func (r *decoder) ports(f field, negated bool, low, high uint16) part {
	p := single(f, negated, filter.Port(low, high), nftPorts(low, high))
	p.low, p.high = low, high
	return p
}

func nftPorts(low, high uint16) string {
	if low == high {
		return strconv.Itoa(int(low))
	}
	return strconv.Itoa(int(low)) + "-" + strconv.Itoa(int(high))
}

func max(a, b uint16) uint16 {
	if a > b {
		return a
	}
	return b
}

func min(a, b uint16) uint16 {
	if a < b {
		return a
	}
	return b
}

func zero(data []byte) bool { return len(bytes.Trim(data, "\x00")) == 0 }

// say adds words of what a rule does on its way.
func (r *decoder) addStatement(words string) { r.statements = append(r.statements, words) }

// end sets what becomes of the packet. What was to become of it before, and is not understood, stays a condition.
func (r *decoder) end(o outcome) {
	if r.outcome != nil {
		if r.outcome.action.Kind == filter.None {
			r.addStatement(r.outcome.word)
			o.iptables = ""
		} else {
			r.addPart(unknownPart(r.outcome.word))
		}
	}
	r.outcome = &o
}

// pass notes what a rule does to a packet that goes on. Its words stay when the rule ends with a verdict.
func (r *decoder) pass(o outcome) {
	if r.outcome == nil {
		r.outcome = &o
		return
	}
	r.addStatement(o.word)
}
