// Package notice reports that something about the network changed in any namespace. It does not report what changed;
// the subscriber must look.
package notice

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/netlink"
	"patchbay.org/agent/netns"
)

// groups are the multicast groups for changes that a snapshot shows.
var groups = []int{
	unix.RTNLGRP_LINK, unix.RTNLGRP_NEIGH, unix.RTNLGRP_IPV4_IFADDR, unix.RTNLGRP_IPV6_IFADDR, unix.RTNLGRP_IPV4_ROUTE,
	unix.RTNLGRP_IPV6_ROUTE, unix.RTNLGRP_IPV4_NETCONF, unix.RTNLGRP_NSID,
}

// Watch receives the kernel's notifications. Safe for concurrent use.
type Watch struct {
	changed  func(count uint64)
	count    atomic.Uint64
	events   chan struct{}
	settings *settingWatch
	own      uint64

	lock    sync.Mutex
	socket  *netlink.Socket
	numbers map[uint64]bool
}

// Start starts listening from the management namespace. It assigns an nsid to every namespace it finds, because
// notifications are received from namespaces with an nsid. The learner's namespaces are not affected. changed is called
// from a goroutine of the watch with the current value of Count.
func Start(management *netns.Namespace, changed func(count uint64)) (*Watch, error) {
	own, err := management.Inode()
	if err != nil {
		return nil, fmt.Errorf("network notices: %w", err)
	}
	w := &Watch{changed: changed, events: make(chan struct{}, 1), own: own, numbers: map[uint64]bool{own: true}}
	var network, rules int
	var modules *moduleWatch
	err = management.Do(func() (err error) {
		if w.socket, err = netlink.Open(unix.NETLINK_ROUTE, make([]byte, 8<<10)); err != nil {
			return err
		}
		if network, err = netlink.Listen(unix.NETLINK_ROUTE, groups...); err != nil {
			return err
		}
		if rules, err = netlink.Listen(unix.NETLINK_NETFILTER, unix.NFNLGRP_NFTABLES); err != nil {
			return err
		}
		modules, err = watchModules(w.happened)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("network notices: %w", err)
	}
	if w.settings, err = watchSettings(w.happened); err != nil {
		return nil, err
	}
	names, err := watchNames(w.happened)
	if err != nil {
		return nil, err
	}
	go names.follow()
	go modules.follow()
	go w.settings.follow()
	go w.listen(network)
	go w.listen(rules)
	go w.tell()
	return w, nil
}

// Known reports whether the namespace is being watched.
func (w *Watch) Known(inode uint64) bool {
	w.lock.Lock()
	defer w.lock.Unlock()
	return w.numbers[inode]
}

// Track starts watching a namespace. The calling thread must be in the namespace; devices are its current devices.
func (w *Watch) Track(inode uint64, namespace *netns.Namespace, devices map[int]string) {
	w.lock.Lock()
	defer w.lock.Unlock()
	if !w.numbers[inode] {
		// The kernel refuses if the namespace already has an nsid.
		_ = w.assignNsid(namespace)
		w.numbers[inode] = true
	}
	w.settings.track(inode, devices)
}

// assignNsid lets the kernel choose an nsid for a namespace (RTM_NEWNSID).
func (w *Watch) assignNsid(namespace *netns.Namespace) error {
	body := netlink.AppendUint32(make([]byte, 4), unix.NETNSA_NSID, 0xffffffff)
	body = netlink.AppendUint32(body, unix.NETNSA_FD, uint32(namespace.Descriptor()))
	return w.socket.Request(unix.RTM_NEWNSID, body, func(netlink.Message) {})
}

// Look requests a look for a change that the kernel does not report, such as a namespace without a name.
func (w *Watch) Look() { w.happened() }

// Count returns the number of changes reported so far. A look that starts now shows all of them.
func (w *Watch) Count() uint64 { return w.count.Load() }

func (w *Watch) happened() {
	w.count.Add(1)
	select {
	case w.events <- struct{}{}:
	default:
	}
}

// listen reads until the agent ends. A lost message also counts as a change.
func (w *Watch) listen(listener int) {
	buffer := make([]byte, 8<<10)
	for {
		n, _, err := unix.Recvfrom(listener, buffer, 0)
		if err == unix.EINTR {
			continue
		}
		if err != nil && err != unix.ENOBUFS {
			time.Sleep(slowest)
		}
		if err != nil || endOfNamespace(buffer[:n]) {
			w.forget()
		}
		w.happened()
	}
}

// forget makes the next look assign an nsid to every namespace again, because the inodes and nsids of deleted
// namespaces are reused.
func (w *Watch) forget() {
	w.lock.Lock()
	defer w.lock.Unlock()
	w.numbers = map[uint64]bool{w.own: true}
	w.settings.forget()
}

func endOfNamespace(datagram []byte) bool {
	message, _, err := netlink.Cut(datagram)
	return err == nil && message.Type == unix.RTM_DELNSID
}

func (w *Watch) tell() {
	var debouncer debouncer
	for range w.events {
		time.Sleep(debouncer.next(time.Now()))
		select {
		case <-w.events:
		default:
		}
		w.changed(w.Count())
	}
}
