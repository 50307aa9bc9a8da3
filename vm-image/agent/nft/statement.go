package nft

import (
	"strconv"
	"strings"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/filter"
	"patchbay.org/agent/netlink"
	"patchbay.org/agent/xtables"
)

// verdict decodes NFTA_DATA_VERDICT.
func verdict(nested []byte) outcome {
	a := cut(nested)
	chain := netlink.Text(a[unix.NFTA_VERDICT_CHAIN])
	switch code := int32(a.number(unix.NFTA_VERDICT_CODE)); code {
	case verdictAccept:
		return outcome{filter.Action{Kind: filter.Accept}, "-j ACCEPT", "accept"}
	case verdictDrop:
		return outcome{filter.Action{Kind: filter.Drop}, "-j DROP", "drop"}
	case verdictReturn:
		return outcome{filter.Action{Kind: filter.Return}, "-j RETURN", "return"}
	case verdictJump:
		return outcome{filter.Action{Kind: filter.Jump, Argument: chain}, "-j " + chain, "jump " + chain}
	case verdictGoto:
		return outcome{filter.Action{Kind: filter.Goto, Argument: chain}, "-g " + chain, "goto " + chain}
	case verdictQueue:
		return outcome{filter.Action{Kind: filter.OtherKind, Argument: "queue"}, "", "queue"}
	default:
		return outcome{filter.Action{Kind: filter.None}, "", "continue"}
	}
}

// constant returns the value that an immediate expression loaded into a register, or nil if another expression loaded
// it.
func (r *decoder) constant(a *attributes, kind int) (value []byte, ok bool) {
	if !a.has(kind) {
		return nil, true
	}
	f := r.at(a.number(kind))
	return f.constant, f.constant != nil
}

// translate decodes the expression nat.
func (r *decoder) translate(a *attributes) {
	kind, option, word := filter.Dnat, "--to-destination", "dnat to "
	if a.number(unix.NFTA_NAT_TYPE) == unix.NFT_NAT_SNAT {
		kind, option, word = filter.Snat, "--to-source", "snat to "
	}
	minAddress, known := r.constant(a, unix.NFTA_NAT_REG_ADDR_MIN)
	maxAddress, known1 := r.constant(a, unix.NFTA_NAT_REG_ADDR_MAX)
	minPort, known2 := r.constant(a, unix.NFTA_NAT_REG_PROTO_MIN)
	maxPort, known3 := r.constant(a, unix.NFTA_NAT_REG_PROTO_MAX)
	if !known || !known1 || !known2 || !known3 {
		r.end(outcome{filter.Action{Kind: filter.OtherKind, Argument: kind}, "", word + "a map"})
		return
	}
	to := filter.Endpoints(minAddress, maxAddress, netlink.Big16(minPort), netlink.Big16(maxPort))
	r.take(xtables.Translation(kind, option, to, a.number(unix.NFTA_NAT_FLAGS)), word+to)
}

// toPorts decodes the expressions masq and redir, which choose the address themselves.
func (r *decoder) toPorts(kind, word string, a *attributes, minimum, maximum int, flags uint32) {
	low, known := r.constant(a, minimum)
	high, known1 := r.constant(a, maximum)
	if !known || !known1 {
		r.end(outcome{filter.Action{Kind: filter.OtherKind, Argument: kind}, "", word + " to a map"})
		return
	}
	to := filter.Endpoints(nil, nil, netlink.Big16(low), netlink.Big16(high))
	if to != "" {
		word += " to " + to
	}
	r.take(xtables.Translation(kind, "", to, flags), word)
}

func (r *decoder) reject(a *attributes) {
	code := byte(0)
	if value := a[unix.NFTA_REJECT_ICMP_CODE]; len(value) > 0 {
		code = value[0]
	}
	target := xtables.Target{Action: filter.Action{Kind: filter.Reject}}
	word := "reject with icmpx " + strconv.Itoa(int(code))
	switch a.number(unix.NFTA_REJECT_TYPE) {
	case rejectReset:
		target, word = xtables.Reject("tcp-reset"), "reject with tcp reset"
	case rejectIcmp:
		with := xtables.RejectWith(r.version == 6, code)
		target, word = xtables.Reject(with), "reject with "+with
	}
	r.take(target, word)
}

func (r *decoder) log(a *attributes) {
	prefix := netlink.Text(a[unix.NFTA_LOG_PREFIX])
	level := uint32(4)
	if a.has(unix.NFTA_LOG_LEVEL) {
		level = a.number(unix.NFTA_LOG_LEVEL)
	}
	word := "log"
	if prefix != "" {
		word += " prefix " + strconv.Quote(prefix)
	}
	target := xtables.Log(prefix, level)
	if a.has(unix.NFTA_LOG_GROUP) {
		target.Text = "-j NFLOG"
	}
	r.pass(outcome{target.Action, target.Text, word})
}

func (r *decoder) target(target xtables.Target) {
	r.take(target, "xt target "+strings.TrimPrefix(target.Text, "-j "))
}

// take sets the rule's outcome, or continues, according to a target. word is nft's text.
func (r *decoder) take(target xtables.Target, word string) {
	o := outcome{target.Action, target.Text, word}
	if target.Action.Kind == filter.None {
		r.pass(o)
		return
	}
	r.end(o)
}
