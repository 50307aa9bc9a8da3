package probe

import (
	"fmt"
	"time"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/netlink"
	"patchbay.org/agent/netns"
)

// maxNamespaces bounds in how many namespaces a packet is looked for.
const maxNamespaces = 64

// field is every namespace of the machine during an attempt: who watches there, and what it knew before.
type watchers struct {
	watchers []*watcher
	before   map[uint64]table
	all      []seen
	buffer   []byte
}

// enter begins to watch in these namespaces.
func enter(inodes []uint64, insides []*netns.Namespace) (*watchers, error) {
	if len(inodes) > maxNamespaces {
		return nil, fmt.Errorf("more than %d network namespaces: a packet can't be followed in so many", maxNamespaces)
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

// in is the watcher of a namespace; nil if there is none.
func (f *watchers) in(inode uint64) *watcher {
	for _, w := range f.watchers {
		if w.inode == inode {
			return w
		}
	}
	return nil
}

// wait takes what comes to watchers and sender until the time, or until done says so of the news.
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

// take reads what the watchers have heard, and remembers it.
func (f *watchers) take() []seen {
	var news []seen
	for _, w := range f.watchers {
		news = append(news, w.take()...)
	}
	f.all = append(f.all, news...)
	return news
}

// restore takes out of all tables what the attempt has left there.
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
		// A machine that tracks nothing has nothing to forget.
		_ = forget(w.inside, f.buffer)
	}
	return err
}

func (f *watchers) close() {
	for _, w := range f.watchers {
		w.close()
	}
}
