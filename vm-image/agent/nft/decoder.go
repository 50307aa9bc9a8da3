package nft

import (
	"bytes"
	"math"
	"strconv"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/filter"
	"patchbay.org/agent/netlink"
)

// decoder decodes one rule. The rule's expressions are a small program over registers, which the decoder follows to
// find the rule's conditions (libnftnl, `nft --debug=netlink`).
type decoder struct {
	family  byte
	devices map[int]string
	sets    func(name string) *set

	registers map[uint32]field
	parts     []part
	outcome   *outcome
	// statements describe what a rule does besides its outcome, such as counting.
	statements     []string
	packets, bytes uint64
	counts         bool
	// version is the IP version if the rule or its table restricts it; transport is the protocol that the rule
	// restricts to.
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

// portsOf returns nft's word before sport and dport: th stands for any protocol with ports.
func (r *decoder) portsOf() string {
	switch r.transport {
	case "tcp", "udp", "sctp", "dccp", "udplite":
		return r.transport
	}
	return "th"
}

// slot returns the storage index of a register. Registers 1 to 4 have 16 bytes, and each overlaps four of the registers
// counted from 8.
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

// addPart adds a part. It may make the previous part redundant.
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

// impliedBy reports whether a field of this form exists only in a certain kind of header.
func impliedBy(f form) bool {
	return f == addressForm || f == portForm || f == numberForm || f == flagsForm
}

// compare decodes the expression cmp.
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
		// Not equal to zero: one of the states in the mask.
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

// compareFamily decodes a test for IPv4 or IPv6, expressed as the condition that the packet has any address of that
// family.
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

// compareOrder decodes less-than and greater-than comparisons, from which port ranges are built.
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

// ports returns a part that tests for a range of ports.
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

// addStatement adds the description of a statement.
func (r *decoder) addStatement(words string) { r.statements = append(r.statements, words) }

// end sets the outcome. A previous outcome that was not understood becomes a condition.
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

// pass records a statement after which evaluation continues. Its description is kept if the rule then ends with a
// verdict.
func (r *decoder) pass(o outcome) {
	if r.outcome == nil {
		r.outcome = &o
		return
	}
	r.addStatement(o.word)
}
