package observe

import (
	"errors"
	"fmt"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/netlink"
	"patchbay.org/agent/netns"
)

// joinPeers finds the namespace of each veth's peer. A link identifies it by an nsid that is only valid in the link's
// own namespace, so that namespace is queried for the nsid of each candidate.
func joinPeers(views []*view) error {
	for _, v := range views {
		known := map[int32]uint64{}
		asked := map[uint64]bool{}
		for i := range v.namespace.Links {
			link := &v.namespace.Links[i]
			if link.peerNsid == noNsid {
				continue
			}
			for _, likely := range []bool{true, false} {
				for _, other := range views {
					if known[link.peerNsid] != 0 {
						break
					}
					if asked[other.namespace.Inode] || other.hasEndOf(link) != likely {
						continue
					}
					asked[other.namespace.Inode] = true
					nsid, err := v.nsidOf(other.inside)
					if err != nil {
						return err
					}
					if nsid != noNsid {
						known[nsid] = other.namespace.Inode
					}
				}
			}
			link.PeerNamespace = known[link.peerNsid]
		}
	}
	return nil
}

// hasEndOf reports whether this namespace contains a veth that could be the link's peer: each has the other's index.
func (v *view) hasEndOf(link *Link) bool {
	for i := range v.namespace.Links {
		if end := &v.namespace.Links[i]; end.Index == link.PeerIndex && end.PeerIndex == link.Index {
			return true
		}
	}
	return false
}

// nsidOf returns the nsid that this namespace assigns to another (RTM_GETNSID).
func (v *view) nsidOf(other *netns.Namespace) (int32, error) {
	nsid := int32(noNsid)
	// struct rtgenmsg, padded
	body := netlink.AppendUint32(make([]byte, 4), unix.NETNSA_FD, uint32(other.Descriptor()))
	err := v.socket.Request(unix.RTM_GETNSID, body, func(message netlink.Message) {
		if len(message.Data) < 4 {
			return
		}
		netlink.Attributes(message.Data[4:], func(kind uint16, value []byte) {
			if kind == unix.NETNSA_NSID {
				nsid = int32(netlink.Uint32(value))
			}
		})
	})
	if errors.Is(err, netlink.ErrInterrupted) {
		return noNsid, err
	}
	if err != nil {
		return noNsid, fmt.Errorf("namespace number: %w", err)
	}
	return nsid, nil
}
