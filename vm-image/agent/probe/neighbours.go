package probe

import (
	"errors"
	"net/netip"
	"strings"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/netlink"
	"patchbay.org/agent/netns"
)

// maxEntries bounds how many neighbours, or addresses of bridges, are looked at in a namespace.
const maxEntries = 4096

// transient are the states that an entry goes through by itself once it is used (arp(7)).
const transient = unix.NUD_REACHABLE | unix.NUD_DELAY | unix.NUD_PROBE

// valid are the states in which an entry is sent by.
const valid = unix.NUD_PERMANENT | unix.NUD_NOARP | unix.NUD_STALE | transient

// key names an entry: of a neighbour table by address, of a bridge's by hardware address and VLAN.
type key struct {
	family  byte
	index   int32
	address string
	vlan    uint16
}

type entry struct {
	state uint16
	flags byte
	mac   string
}

// table is what one namespace knew of its neighbours, and its bridges of theirs.
type table map[key]entry

// readTable reads both tables of the namespace that the socket is in.
func readTable(socket *netlink.Socket) (table, error) {
	found := table{}
	for _, family := range []byte{unix.AF_INET, unix.AF_BRIDGE} {
		body := make([]byte, unix.SizeofNdMsg)
		body[0] = family
		err := socket.Dump(unix.RTM_GETNEIGH, body, maxEntries, func(message netlink.Message) {
			if len(message.Data) < unix.SizeofNdMsg || message.Data[0] != family {
				return
			}
			k, e := decode(message.Data)
			found[k] = e
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

func decode(data []byte) (key, entry) {
	k := key{family: data[0], index: int32(netlink.Native.Uint32(data[4:]))}
	e := entry{state: netlink.Native.Uint16(data[8:]), flags: data[10]}
	netlink.Attributes(data[unix.SizeofNdMsg:], func(kind uint16, value []byte) {
		switch kind {
		case unix.NDA_DST:
			if k.family == unix.AF_INET {
				k.address = string(value)
			}
		case unix.NDA_LLADDR:
			e.mac = string(value)
		case unix.NDA_VLAN:
			k.vlan = netlink.Native.Uint16(value)
		}
	})
	if k.family == unix.AF_BRIDGE {
		k.address = e.mac
	}
	return k, e
}

func (k key) message(e entry, state uint16) []byte {
	body := make([]byte, unix.SizeofNdMsg)
	body[0] = k.family
	netlink.Native.PutUint32(body[4:], uint32(k.index))
	netlink.Native.PutUint16(body[8:], state)
	if k.family == unix.AF_BRIDGE {
		body[10] = unix.NTF_MASTER
	} else {
		body = netlink.AppendBytes(body, unix.NDA_DST, []byte(k.address))
	}
	if e.mac != "" {
		body = netlink.AppendBytes(body, unix.NDA_LLADDR, []byte(e.mac))
	}
	if k.vlan != 0 {
		body = netlink.AppendBytes(body, unix.NDA_VLAN, []byte{byte(k.vlan), byte(k.vlan >> 8)})
	}
	return body
}

// tell makes the kernel know a neighbour, as an answer to its own question would have. An entry that is there already has
// heard the answer itself, or is somebody's who does not want it to.
func addNeighbour(socket *netlink.Socket, index int, address netip.Addr, mac []byte) error {
	k := key{family: unix.AF_INET, index: int32(index), address: string(address.AsSlice())}
	err := socket.Change(unix.RTM_NEWNEIGH, unix.NLM_F_CREATE|unix.NLM_F_EXCL,
		k.message(entry{mac: string(mac)}, unix.NUD_REACHABLE))
	if errors.Is(err, unix.EEXIST) {
		return nil
	}
	return err
}

// touched are the addresses, of IP and of hardware, that an attempt can have left in tables.
type touched map[string]bool

// restore takes out of the namespace's tables what has come in since, and belongs to the attempt; what was stale, or had
// got no answer, is so again. Entries that somebody has set are left alone.
func restore(inside *netns.Namespace, before table, ours touched, buffer []byte) error {
	return inside.Do(func() error {
		socket, err := netlink.Open(unix.NETLINK_ROUTE, buffer)
		if err != nil {
			return err
		}
		defer socket.Close()
		subscription, err := netlink.Subscribe(unix.NETLINK_ROUTE, unix.RTNLGRP_NEIGH)
		if err != nil {
			return err
		}
		defer subscription.Close()
		now, err := readTable(socket)
		if err != nil {
			return err
		}
		// What came before the reading is in it.
		if err := subscription.Drain(func(netlink.Message) {}); err != nil {
			return err
		}
		deleted := map[key]bool{}
		for k, e := range now {
			if !ours[k.address] {
				continue
			}
			switch was, known := before[k]; {
			case !known && !e.manual():
				deleted[k] = true
				err = first(err, socket.Change(unix.RTM_DELNEIGH, 0, k.message(e, 0)))
			case known && k.family == unix.AF_INET && e.state&transient != 0 && was.reverts(e):
				err = first(err, socket.Change(unix.RTM_NEWNEIGH, unix.NLM_F_REPLACE, k.message(e, was.state)))
			}
		}
		return first(err, restoreRaced(socket, subscription, deleted))
	})
}

// set is whether somebody has made the entry. Without ARP the kernel makes those alone that need none: on a device without
// hardware addresses, and for groups.
func (e entry) manual() bool {
	const groups = 1
	return e.state&unix.NUD_PERMANENT != 0 ||
		e.state&unix.NUD_NOARP != 0 && strings.Trim(e.mac, "\x00") != "" && e.mac[0]&groups == 0
}

// again is whether an entry that was so before has become what it is now by the attempt's answer alone.
func (e entry) reverts(now entry) bool {
	return e.state == unix.NUD_FAILED || e.state == unix.NUD_STALE && e.mac == now.mac
}

// restoreRaced makes those entries anew that somebody set between the reading of the table and the deletion: the kernel
// deletes by address, whatever stands there by then.
func restoreRaced(socket *netlink.Socket, subscription *netlink.Subscription, deleted map[key]bool) error {
	set := map[key]entry{}
	err := subscription.Drain(func(message netlink.Message) {
		if message.Type != unix.RTM_NEWNEIGH || len(message.Data) < unix.SizeofNdMsg {
			return
		}
		if k, e := decode(message.Data); deleted[k] && e.manual() {
			set[k] = e
		}
	})
	for k, e := range set {
		made := socket.Change(unix.RTM_NEWNEIGH, unix.NLM_F_CREATE|unix.NLM_F_EXCL, k.message(e, e.state))
		if !errors.Is(made, unix.EEXIST) {
			err = first(err, made)
		}
	}
	return err
}

// first is the earlier error; that an entry has gone by itself is none.
func first(one, two error) error {
	if one != nil || errors.Is(two, unix.ENOENT) {
		return one
	}
	return two
}
