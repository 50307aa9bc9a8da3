package observe

import (
	"sort"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/netlink"
	"patchbay.org/agent/netns"
)

// maxEntries limits each list of a namespace. If a list is longer the look fails, because with a truncated list a check
// for something absent could pass.
const maxEntries = 4096

// view is one namespace during one look.
type view struct {
	namespace Namespace
	initial   bool
	inside    *netns.Namespace
	socket    *netlink.Socket
	devices   map[int]string
	// torn reports that something changed while it was read, so a member is absent.
	torn bool
}

func newView(p *candidate, initial bool, inside *netns.Namespace) *view {
	sort.Strings(p.names)
	sort.Ints(p.pids)
	return &view{
		namespace: Namespace{
			Inode:      p.inode,
			Init:       initial,
			Names:      nonNil(p.names),
			Pids:       nonNil(p.pids),
			Links:      []Link{},
			Addresses:  []Address{},
			Routes:     []Route{},
			Neighbours: []Neighbour{},
			Sysctls:    map[string]int32{},
		},
		initial: initial,
		inside:  inside,
		devices: map[int]string{},
	}
}

// nonNil makes an empty list encode as [] instead of null.
func nonNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func (v *view) close() {
	if v.socket != nil {
		v.socket.Close()
	}
	if !v.initial {
		v.inside.Close()
	}
}

// read reads the state of the namespace that the calling thread is in. The socket is opened there.
func (v *view) read(rules *rules, settings *settingFiles, buffer []byte) (err error) {
	n := &v.namespace
	if v.socket, err = netlink.Open(unix.NETLINK_ROUTE, buffer); err != nil {
		return err
	}
	err = v.dump(unix.RTM_GETLINK, linkRequest(), func(data []byte) {
		if link, ok := decodeLink(data); ok {
			n.Links = append(n.Links, link)
			v.devices[link.Index] = link.Name
			putDevconf(n.Sysctls, link.Name, link.devconf)
		}
	})
	if err != nil {
		return err
	}
	err = v.dump(unix.RTM_GETADDR, make([]byte, unix.SizeofIfAddrmsg), func(data []byte) {
		if address, ok := decodeAddress(data, v.devices); ok {
			n.Addresses = append(n.Addresses, address)
		}
	})
	if err != nil {
		return err
	}
	err = v.dump(unix.RTM_GETROUTE, make([]byte, unix.SizeofRtMsg), func(data []byte) {
		n.Routes = append(n.Routes, decodeRoutes(data, v.devices)...)
	})
	if err != nil {
		return err
	}
	err = v.dump(unix.RTM_GETNEIGH, make([]byte, unix.SizeofNdMsg), func(data []byte) {
		if neighbour, ok := decodeNeighbour(data, v.devices); ok {
			n.Neighbours = append(n.Neighbours, neighbour)
		}
	})
	if err != nil {
		return err
	}
	cookie, err := v.socket.Cookie()
	if err != nil {
		return err
	}
	settings.read(cookie, n.Sysctls)
	v.readOptional(rules, cookie, buffer)
	return nil
}

func (v *view) dump(kind uint16, body []byte, visit func(data []byte)) error {
	return v.socket.Dump(kind, body, maxEntries, func(message netlink.Message) { visit(message.Data) })
}
