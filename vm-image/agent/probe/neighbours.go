package probe

import (
	"errors"
	"net/netip"
	"strings"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/netlink"
	"patchbay.org/agent/netns"
)

// maxEntries limits how many neighbour entries, or bridge forwarding entries, are read in a namespace.
const maxEntries = 4096

// transient are the states that an entry passes through by itself once it is used (arp(7)).
const transient = unix.NUD_REACHABLE | unix.NUD_DELAY | unix.NUD_PROBE

// valid are the states in which the kernel sends to an entry.
const valid = unix.NUD_PERMANENT | unix.NUD_NOARP | unix.NUD_STALE | transient

// key identifies an entry: in a neighbour table by address, in a bridge's forwarding database by hardware address and
// VLAN.
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

// table is a copy of a namespace's neighbour tables and forwarding databases.
type table map[key]entry

// readTable reads the neighbour tables and forwarding databases of the socket's namespace.
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

// addNeighbour adds a neighbour to the kernel's table, as an answer to the kernel's own request would. An existing
// entry has either received the answer itself or was set by the learner, and is left alone.
func addNeighbour(socket *netlink.Socket, index int, address netip.Addr, mac []byte) error {
	k := key{family: unix.AF_INET, index: int32(index), address: string(address.AsSlice())}
	err := socket.Change(unix.RTM_NEWNEIGH, unix.NLM_F_CREATE|unix.NLM_F_EXCL,
		k.message(entry{mac: string(mac)}, unix.NUD_REACHABLE))
	if errors.Is(err, unix.EEXIST) {
		return nil
	}
	return err
}

// touched are the IP and hardware addresses for which an attempt may have left entries.
type touched map[string]bool

// restore removes the entries that the attempt added to the namespace's tables, and resets those that were stale or
// failed before. Entries set by hand are left alone.
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
		// Changes before the read are included in it.
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

// manual reports whether the entry was set by hand. Without ARP the kernel itself adds entries only on devices without
// hardware addresses and for multicast groups.
func (e entry) manual() bool {
	const groups = 1
	return e.state&unix.NUD_PERMANENT != 0 ||
		e.state&unix.NUD_NOARP != 0 && strings.Trim(e.mac, "\x00") != "" && e.mac[0]&groups == 0
}

// reverts reports whether only the attempt's answer has changed the entry from this state to the current one, so that
// it must be reset.
func (e entry) reverts(now entry) bool {
	return e.state == unix.NUD_FAILED || e.state == unix.NUD_STALE && e.mac == now.mac
}

// restoreRaced restores entries that were set by hand between the read and the deletion. The kernel deletes by address,
// whatever the entry is by then.
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

// first returns the earlier error, and ignores that an entry no longer exists.
func first(one, two error) error {
	if one != nil || errors.Is(two, unix.ENOENT) {
		return one
	}
	return two
}
