package probe

import (
	"fmt"
	"time"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/netlink"
	"patchbay.org/agent/netns"
)

// maxNamespaces limits the number of namespaces in which a packet is watched.
const maxNamespaces = 64

// watchers watches every namespace of the machine during an attempt, and holds the tables as they were before it.
type watchers struct {
	watchers []*watcher
	before   map[uint64]table
	all      []seen
	buffer   []byte
}

// enter starts watching in these namespaces.
func enter(inodes []uint64, insides []*netns.Namespace) (*watchers, error) {
	if len(inodes) > maxNamespaces {
		return nil, fmt.Errorf("too many network namespaces: a packet can be watched in at most %d", maxNamespaces)
	}
	f := &watchers{before: map[uint64]table{}, buffer: make([]byte, 64<<10)}
	for i, inode := range inodes {
		inside := insides[i]
		err := inside.Do(func() error {
			socket, err := netlink.Open(unix.NETLINK_ROUTE, f.buffer)
			if err != nil {
				return err
			}
			defer socket.Close()
			if f.before[inode], err = readTable(socket); err != nil {
				return err
			}
			w, err := watch(inode, inside)
			if err == nil {
				f.watchers = append(f.watchers, w)
			}
			return err
		})
		if err != nil {
			f.close()
			return nil, err
		}
	}
	return f, nil
}

// in returns the watcher of a namespace, or nil.
func (f *watchers) in(inode uint64) *watcher {
	for _, w := range f.watchers {
		if w.inode == inode {
			return w
		}
	}
	return nil
}

// wait reads from the watchers and the sender until the given time, or until done returns true for the new packets.
func (f *watchers) wait(until time.Time, s *sender, done func(news []seen) bool) {
	const mostOfAll = 8192
	for len(f.all) < mostOfAll {
		left := time.Until(until)
		if left <= 0 {
			return
		}
		polled := make([]unix.PollFd, 0, len(f.watchers)+1)
		for _, w := range f.watchers {
			polled = append(polled, unix.PollFd{Fd: int32(w.socket), Events: unix.POLLIN})
		}
		if s != nil {
			polled = append(polled, unix.PollFd{Fd: int32(s.socket), Events: unix.POLLIN})
		}
		if n, err := unix.Poll(polled, int(left.Milliseconds())+1); n == 0 || err != nil && err != unix.EINTR {
			return
		}
		if done(f.take()) {
			return
		}
	}
}

// take reads and keeps the packets that the watchers have received.
func (f *watchers) take() []seen {
	var news []seen
	for _, w := range f.watchers {
		news = append(news, w.take()...)
	}
	f.all = append(f.all, news...)
	return news
}

// restore removes the attempt's entries from all tables.
func (f *watchers) restore(ours touched) error {
	for _, one := range f.all {
		ours[string(one.source.AsSlice())] = true
		ours[string(one.destination.AsSlice())] = true
		ours[string(one.from)] = true
		ours[string(one.mac)] = true
	}
	delete(ours, "")
	var err error
	for _, w := range f.watchers {
		err = first(err, restore(w.inside, f.before[w.inode], ours, f.buffer))
		// Without connection tracking there is nothing to delete.
		_ = forget(w.inside, f.buffer)
	}
	return err
}

func (f *watchers) close() {
	for _, w := range f.watchers {
		w.close()
	}
}
