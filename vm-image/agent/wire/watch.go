package wire

import (
	"errors"
	"fmt"
	"sort"
	"sync"
	"time"

	"patchbay.org/agent/netns"
)

const (
	// longest bounds a watch.
	longest = 30 * time.Second
	// round is how often a watch takes what was heard, and looks for namespaces that are new or gone.
	round = 250 * time.Millisecond
	// mostFrames ends a watch early.
	mostFrames = 4096
	// mostWatched bounds in how many namespaces is listened at a time.
	mostWatched = 64
)

// ErrWatching says that there is a watch already.
var ErrWatching = errors.New("all devices are being watched already")

// Namespaces opens the network namespaces of the machine, by inode, until release is called.
type Namespaces func() (inodes []uint64, insides []*netns.Namespace, release func(), err error)

// Watcher hears what passes all devices of all namespaces for a while, one watch at a time. It sends nothing and sets
// nothing: no device becomes promiscuous. Safe for concurrent use.
type Watcher struct {
	namespaces Namespaces
	busy       sync.Mutex
	mu         sync.Mutex
	// enough is closed to end the watch that is under way; nil if nobody has to be told.
	enough chan struct{}
}

// NewWatcher makes a Watcher.
func NewWatcher(namespaces Namespaces) *Watcher { return &Watcher{namespaces: namespaces} }

// Watched is what was heard, in the order of time.
type Watched struct {
	// StartedAt and EndedAt are in seconds since the epoch.
	StartedAt float64 `json:"startedAt"`
	EndedAt   float64 `json:"endedAt"`
	// Namespaces are those in which was listened all the time.
	Namespaces []uint64 `json:"namespaces"`
	// Complete says that none that passed there is missing.
	Complete bool      `json:"complete"`
	Frames   []Passage `json:"frames"`
}

// Watch listens for a number of seconds, until more has passed than is told, or until End is called. ErrWatching if another
// is under way.
func (w *Watcher) Watch(seconds float64) (Watched, error) {
	length := time.Duration(seconds * float64(time.Second))
	if length <= 0 || length > longest {
		return Watched{}, fmt.Errorf("a watch takes more than 0 and at most %v, not %v seconds", longest, seconds)
	}
	if !w.busy.TryLock() {
		return Watched{}, ErrWatching
	}
	defer w.busy.Unlock()
	enough := make(chan struct{})
	w.tell(enough)
	defer w.tell(nil)
	v := &vigil{open: map[uint64]*recorder{}, watched: Watched{Complete: true, Frames: []Passage{}}}
	// A packet socket takes a while to close: nobody has to wait for that.
	defer func() { go v.close() }()
	if err := v.follow(w.namespaces); err != nil {
		return Watched{}, err
	}
	v.watched.StartedAt = now()
	whole := v.inodes()
	end := time.Now().Add(length)
	for left := length; left > 0 && len(v.watched.Frames) < mostFrames; left = time.Until(end) {
		if left > round {
			left = round
		}
		select {
		case <-time.After(left):
		case <-enough:
			end = time.Now()
		}
		v.take()
		if err := v.follow(w.namespaces); err != nil {
			return Watched{}, err
		}
	}
	v.watched.EndedAt = now()
	v.take()
	return v.told(whole), nil
}

// End has the watch that is under way tell what it has heard by now. Nothing happens without one.
func (w *Watcher) End() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.enough != nil {
		close(w.enough)
		w.enough = nil
	}
}

func (w *Watcher) tell(enough chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.enough = enough
}

// vigil is one watch while it lasts.
type vigil struct {
	open    map[uint64]*recorder
	watched Watched
}

// follow listens in the namespaces that there are now, and no longer in those that are gone: a socket would keep them.
func (v *vigil) follow(namespaces Namespaces) error {
	inodes, insides, release, err := namespaces()
	if err != nil {
		return err
	}
	defer release()
	there := map[uint64]bool{}
	for i, inode := range inodes {
		there[inode] = true
		if v.open[inode] != nil || len(v.open) >= mostWatched {
			continue
		}
		err := insides[i].Do(func() error {
			recorder, err := listen(inode)
			if err == nil {
				v.open[inode] = recorder
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	for inode, recorder := range v.open {
		if !there[inode] {
			v.hear(recorder)
			recorder.close()
			delete(v.open, inode)
		}
	}
	return nil
}

func (v *vigil) take() {
	for _, recorder := range v.open {
		v.hear(recorder)
	}
}

func (v *vigil) hear(recorder *recorder) {
	passages, lostSince := recorder.take()
	v.watched.Frames = append(v.watched.Frames, passages...)
	if lostSince != 0 {
		v.watched.Complete = false
	}
}

func (v *vigil) inodes() []uint64 {
	inodes := make([]uint64, 0, len(v.open))
	for inode := range v.open {
		inodes = append(inodes, inode)
	}
	return inodes
}

// told puts in order what was heard.
func (v *vigil) told(whole []uint64) Watched {
	v.watched.Namespaces = []uint64{}
	for _, inode := range whole {
		if v.open[inode] != nil {
			v.watched.Namespaces = append(v.watched.Namespaces, inode)
		}
	}
	frames := v.watched.Frames
	sort.SliceStable(frames, func(i, j int) bool { return frames[i].At < frames[j].At })
	if len(frames) > mostFrames {
		v.watched.Frames, v.watched.Complete = frames[:mostFrames], false
	}
	return v.watched
}

func (v *vigil) close() {
	for _, recorder := range v.open {
		recorder.close()
	}
}
