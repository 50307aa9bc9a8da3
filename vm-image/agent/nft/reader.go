// Package nft reads the rules of nftables (nft(8)), to which those of today's iptables belong, out of the kernel, and says
// what they ask and do.
package nft

import (
	"errors"
	"fmt"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/filter"
	"patchbay.org/agent/netlink"
)

// maxSets bounds how many sets are read of a namespace; rules that speak of others are not understood.
const maxSets = 64

// Reader reads rules, and remembers them: a ruleset that has not changed since (its generation is the same) costs one
// message, and if its rules count a dump of those for the counters. Not safe for concurrent use.
type Reader struct{ known map[uint64]*ruleset }

// NewReader returns a reader that remembers nothing.
func NewReader() *Reader { return &Reader{map[uint64]*ruleset{}} }

// Read reads the rules of the namespace that a socket of the family NETLINK_NETFILTER was opened in. At most limit
// objects of a kind; more are an error. Devices are those of the namespace.
func (r *Reader) Read(socket *netlink.Socket, cookie uint64, devices map[int]string, limit int) ([]filter.Table, error) {
	generation, err := askGeneration(socket)
	if err != nil {
		return nil, err
	}
	known := r.known[cookie]
	if known == nil || known.generation != generation || known.numbered {
		if err := awaitCommit(socket); err != nil {
			return nil, err
		}
		known = newRuleset(generation)
		if err := known.read(socket, devices, limit); err != nil {
			return nil, err
		}
		r.known[cookie] = known
	} else if known.counts {
		if err := known.count(socket, limit); err != nil {
			return nil, err
		}
	}
	return known.tables(), nil
}

// Keep forgets the namespaces that are not among these.
func (r *Reader) Keep(cookies map[uint64]bool) {
	for cookie := range r.known {
		if !cookies[cookie] {
			delete(r.known, cookie)
		}
	}
}

// awaitCommit waits for the end of a change that is being made. The kernel raises the generation before it has done all
// that makes it (nf_tables_commit): what is read in between is of the generation before, and would be taken for this one's
// ever after. A batch without a request waits for the lock of changes, and changes nothing (nfnetlink_rcv_batch).
func awaitCommit(socket *netlink.Socket) error {
	// struct nfgenmsg with the subsystem in the place of the resource (linux/netfilter/nfnetlink.h).
	about := []byte{unix.AF_UNSPEC, unix.NFNETLINK_V0, 0, unix.NFNL_SUBSYS_NFTABLES}
	return socket.Tell(netlink.Message{Type: unix.NFNL_MSG_BATCH_BEGIN, Data: about},
		netlink.Message{Type: unix.NFNL_MSG_BATCH_END, Data: about})
}

func askGeneration(socket *netlink.Socket) (uint32, error) {
	answer, err := socket.Ask(message(unix.NFT_MSG_GETGEN), netlink.NetfilterBody(unix.AF_UNSPEC))
	if err != nil {
		return 0, fmt.Errorf("generation of the rules: %w", err)
	}
	_, attributes, ok := body(answer.Data)
	if !ok {
		return 0, netlink.ErrMalformed
	}
	return attributes.number(unix.NFTA_GEN_ID), nil
}

// body cuts a message behind its struct nfgenmsg.
func body(data []byte) (family byte, a *attributes, ok bool) {
	if len(data) < netlink.SizeofNfgenmsg {
		return 0, nil, false
	}
	return data[0], cut(data[netlink.SizeofNfgenmsg:]), true
}

// dump asks for all objects of a kind. Each message carries the end of the generation's number: one of another generation
// belongs to another ruleset.
func (s *ruleset) dump(socket *netlink.Socket, kind uint16, request []byte, limit int, visit func(family byte, a *attributes)) error {
	torn := false
	err := socket.Dump(message(kind), request, limit, func(m netlink.Message) {
		family, a, ok := body(m.Data)
		if !ok {
			return
		}
		torn = torn || netlink.Big16(m.Data[2:]) != uint16(s.generation)
		visit(family, a)
	})
	if err == nil && torn {
		return netlink.ErrInterrupted
	}
	// What it asks about has gone meanwhile.
	if errors.Is(err, unix.ENOENT) {
		return netlink.ErrInterrupted
	}
	return err
}
