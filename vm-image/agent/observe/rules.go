package observe

import (
	"patchbay.org/agent/filter"
	"patchbay.org/agent/netlink"
	"patchbay.org/agent/nft"
	"patchbay.org/agent/xtables"
)

// rules reads packet filter rules of nftables and of iptables-legacy.
type rules struct {
	nft *nft.Reader
	// seen are the cookies of the namespaces in this look.
	seen   map[uint64]bool
	legacy xtables.Legacy
}

func newRules() *rules { return &rules{nft: nft.NewReader()} }

// read reads the rules of the calling thread's namespace, which has this cookie and in which the socket was opened.
func (r *rules) read(socket *netlink.Socket, cookie uint64, devices map[int]string) ([]filter.Table, error) {
	r.seen[cookie] = true
	tables, err := r.nft.Read(socket, cookie, devices, maxEntries)
	if err != nil {
		return nil, err
	}
	legacy, err := r.legacy.Read(maxEntries)
	return append(tables, legacy...), err
}

// begin starts a look. keep ends it and removes the namespaces that were not in it from the cache.
func (r *rules) begin() {
	r.seen = map[uint64]bool{}
	r.legacy = xtables.LookForLegacy()
}

func (r *rules) keep() { r.nft.Keep(r.seen) }
