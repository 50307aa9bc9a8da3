package capture

import (
	"errors"
	"fmt"
	"sort"
	"sync"
	"time"

	"patchbay.org/agent/netns"
)

const (
	// maxWatch bounds a watch.
	maxWatch = 30 * time.Second
	// pollInterval is how often a watch takes what was heard, and looks for namespaces that are new or gone.
	pollInterval = 250 * time.Millisecond
	// maxFrames ends a watch early.
	maxFrames = 4096
	// maxWatched bounds in how many namespaces is listened at a time.
	maxWatched = 64
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
	// stop is closed to end the watch that is under way; nil if nobody has to be told.
	stop chan struct{}
}

// NewWatcher makes a Watcher.
func NewWatcher(namespaces Namespaces) *Watcher { return &Watcher{namespaces: namespaces} }

// WatchResult is what was heard, in the order of time.
type WatchResult struct {
	// StartedAt and EndedAt are in seconds since the epoch.
	StartedAt float64 `json:"startedAt"`
	EndedAt   float64 `json:"endedAt"`
	// Namespaces are those in which was listened all the time.
	Namespaces []uint64 `json:"namespaces"`
	// Complete says that none that passed there is missing.
	Complete bool    `json:"complete"`
	Frames   []Frame `json:"frames"`
}

// Watch listens for a number of seconds, until more has passed than is told, or until End is called. ErrWatching if another
// is under way.
func (w *Watcher) Watch(seconds float64) (WatchResult, error) {
	length := time.Duration(seconds * float64(time.Second))
	if length <= 0 || length > maxWatch {
		return WatchResult{}, fmt.Errorf("a watch takes more than 0 and at most %v, not %v seconds", maxWatch, seconds)
	}
	if !w.busy.TryLock() {
		return WatchResult{}, ErrWatching
	}
	defer w.busy.Unlock()
	stop := make(chan struct{})
	w.setStop(stop)
	defer w.setStop(nil)
	s := &session{open: map[uint64]*recorder{}, result: WatchResult{Complete: true, Frames: []Frame{}}}
	// A packet socket takes a while to close: nobody has to wait for that.
	defer func() { go s.close() }()
	if err := s.follow(w.namespaces); err != nil {
		return WatchResult{}, err
	}
	s.result.StartedAt = now()
	throughout := s.inodes()
	end := time.Now().Add(length)
	for left := length; left > 0 && len(s.result.Frames) < maxFrames; left = time.Until(end) {
		if left > pollInterval {
			left = pollInterval
		}
		select {
		case <-time.After(left):
		case <-stop:
			end = time.Now()
		}
		s.take()
		if err := s.follow(w.namespaces); err != nil {
			return WatchResult{}, err
		}
	}
	s.result.EndedAt = now()
	s.take()
	return s.sorted(throughout), nil
}

// End has the watch that is under way tell what it has heard by now. Nothing happens without one.
func (w *Watcher) End() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.stop != nil {
		close(w.stop)
		w.stop = nil
	}
}

func (w *Watcher) setStop(stop chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.stop = stop
}

// session is one watch while it lasts.
type session struct {
	open   map[uint64]*recorder
	result WatchResult
}

// follow listens in the namespaces that there are now, and no longer in those that are gone: a socket would keep them.
func (s *session) follow(namespaces Namespaces) error {
	inodes, insides, release, err := namespaces()
	if err != nil {
		return err
	}
	defer release()
	there := map[uint64]bool{}
	for i, inode := range inodes {
		there[inode] = true
		if s.open[inode] != nil || len(s.open) >= maxWatched {
			continue
		}
		err := insides[i].Do(func() error {
			recorder, err := listen(inode)
			if err == nil {
				s.open[inode] = recorder
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	for inode, recorder := range s.open {
		if !there[inode] {
			s.hear(recorder)
			recorder.close()
			delete(s.open, inode)
		}
	}
	return nil
}

func (s *session) take() {
	for _, recorder := range s.open {
		s.hear(recorder)
	}
}

func (s *session) hear(recorder *recorder) {
	frames, lostSince := recorder.take()
	s.result.Frames = append(s.result.Frames, frames...)
	if lostSince != 0 {
		s.result.Complete = false
	}
}

func (s *session) inodes() []uint64 {
	inodes := make([]uint64, 0, len(s.open))
	for inode := range s.open {
		inodes = append(inodes, inode)
	}
	return inodes
}

// told puts in order what was heard.
func (s *session) sorted(throughout []uint64) WatchResult {
	s.result.Namespaces = []uint64{}
	for _, inode := range throughout {
		if s.open[inode] != nil {
			s.result.Namespaces = append(s.result.Namespaces, inode)
		}
	}
	frames := s.result.Frames
	sort.SliceStable(frames, func(i, j int) bool { return frames[i].At < frames[j].At })
	if len(frames) > maxFrames {
		s.result.Frames, s.result.Complete = frames[:maxFrames], false
	}
	return s.result
}

func (s *session) close() {
	for _, recorder := range s.open {
		recorder.close()
	}
}
