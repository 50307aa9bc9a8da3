package observe

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"patchbay.org/agent/netlink"
	"patchbay.org/agent/netns"
)

// Visit is called for each namespace during a look, on a thread inside it, with the names of its devices by index.
type Visit func(inode uint64, namespace *netns.Namespace, devices map[int]string)

// Observer takes snapshots, one at a time. Safe for concurrent use.
type Observer struct {
	lock     sync.Mutex
	initial  *netns.Namespace
	hidden   uint64
	inode    uint64
	changes  *changeDetector
	rules    *rules
	settings *settingFiles
	visit    Visit
	buffer   []byte
}

// attempts limits how often a look is repeated because of changes during it.
const attempts = 4

// New returns an observer. Snapshots do not show the hidden namespace, through which the machine is managed.
func New(initial, hidden *netns.Namespace, visit Visit) (*Observer, error) {
	inode, err := initial.Inode()
	if err != nil {
		return nil, fmt.Errorf("init namespace: %w", err)
	}
	hiddenInode, err := hidden.Inode()
	if err != nil {
		return nil, fmt.Errorf("management namespace: %w", err)
	}
	changes, err := newChangeDetector(hidden)
	if err != nil {
		return nil, err
	}
	return &Observer{
		initial:  initial,
		hidden:   hiddenInode,
		inode:    inode,
		changes:  changes,
		rules:    newRules(),
		settings: newSettingFiles(),
		visit:    visit,
		buffer:   make([]byte, 64<<10),
	}, nil
}

// Look takes a snapshot. If devices moved, appeared or disappeared during the look, it looks again, so that a device
// moving between namespaces is not missed in both.
func (o *Observer) Look() (Snapshot, error) {
	o.lock.Lock()
	defer o.lock.Unlock()
	var snapshot Snapshot
	var err error
	for attempt := 0; attempt < attempts; attempt++ {
		o.changes.happened()
		var torn bool
		snapshot, torn, err = o.lookOnce()
		if err != nil && !errors.Is(err, netlink.ErrInterrupted) {
			return Snapshot{}, err
		}
		if err == nil && !torn && !o.changes.happened() {
			break
		}
	}
	return snapshot, err
}

// lookOnce also reports whether a member is absent because it changed while it was read.
func (o *Observer) lookOnce() (snapshot Snapshot, torn bool, err error) {
	candidates, err := find(o.inode, o.hidden)
	if err != nil {
		return Snapshot{}, false, err
	}
	if len(candidates) >= maxNamespaces {
		return Snapshot{}, false, fmt.Errorf("%w: %d network namespaces", netlink.ErrTooMuch, len(candidates))
	}
	snapshot = Snapshot{TakenAt: float64(time.Now().UnixMicro()) / 1e6}
	o.rules.begin()
	views := make([]*view, 0, len(candidates))
	defer func() {
		for _, v := range views {
			v.close()
		}
	}()
	o.settings.begin()
	err = netns.OnThread(func(enter func(*netns.Namespace) error) error {
		for _, p := range candidates {
			v, err := o.view(p, enter)
			if err != nil {
				return fmt.Errorf("network namespace %d: %w", p.inode, err)
			}
			if v != nil {
				views = append(views, v)
			}
		}
		return nil
	})
	if err != nil {
		return Snapshot{}, false, err
	}
	if err := joinPeers(views); err != nil {
		return Snapshot{}, false, err
	}
	o.rules.keep()
	o.settings.keep()
	for _, v := range views {
		torn = torn || v.torn
		snapshot.Namespaces = append(snapshot.Namespaces, v.namespace)
	}
	return snapshot, torn, nil
}

// view reads one namespace, into which enter moves the thread. It returns nil if the namespace no longer exists.
func (o *Observer) view(p *candidate, enter func(*netns.Namespace) error) (*view, error) {
	inside := o.initial
	if p.inode != o.inode {
		if inside = p.open(); inside == nil {
			return nil, nil
		}
	}
	v := newView(p, p.inode == o.inode, inside)
	err := enter(inside)
	if err == nil {
		err = v.read(o.rules, o.settings, o.buffer)
	}
	if err != nil {
		v.close()
		return nil, err
	}
	if o.visit != nil {
		o.visit(p.inode, inside, v.devices)
	}
	return v, nil
}
