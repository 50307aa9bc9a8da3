// Package nft reads the rules of nftables (nft(8)), which include those of iptables-nft, from the kernel and decodes
// their conditions and actions.
package nft

import (
	"errors"
	"fmt"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/filter"
	"patchbay.org/agent/netlink"
)

// maxSets limits how many sets are read in a namespace. Rules that use further sets are not understood.
const maxSets = 64

// Reader reads and caches rules. A ruleset whose generation has not changed costs one message, plus a dump of the rules
// if they have counters. Not safe for concurrent use.
type Reader struct{ known map[uint64]*ruleset }

// NewReader returns a reader with an empty cache.
func NewReader() *Reader { return &Reader{map[uint64]*ruleset{}} }

// Read reads the rules of the namespace in which a NETLINK_NETFILTER socket was opened. It returns an error if there
// are more than limit objects of a kind. devices are the devices of the namespace.
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

// Keep removes all other namespaces from the cache.
func (r *Reader) Keep(cookies map[uint64]bool) {
	for cookie := range r.known {
		if !cookies[cookie] {
			delete(r.known, cookie)
		}
	}
}

// awaitCommit waits for a transaction in progress to finish. The kernel raises the generation before it has completed
// the transaction (nf_tables_commit). Rules read in between would be those of the previous generation but be cached as
// the new one. An empty batch waits for the transaction lock and changes nothing (nfnetlink_rcv_batch).
func awaitCommit(socket *netlink.Socket) error {
	// struct nfgenmsg with the subsystem in the resource field (linux/netfilter/nfnetlink.h).
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

// body returns a message's data after its struct nfgenmsg.
func body(data []byte) (family byte, a *attributes, ok bool) {
	if len(data) < netlink.SizeofNfgenmsg {
		return 0, nil, false
	}
	return data[0], cut(data[netlink.SizeofNfgenmsg:]), true
}

// dump requests all objects of a kind. Each message carries the low bits of the generation. A message of another
// generation belongs to another ruleset.
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
	// The object was deleted in the meantime.
	if errors.Is(err, unix.ENOENT) {
		return netlink.ErrInterrupted
	}
	return err
}
