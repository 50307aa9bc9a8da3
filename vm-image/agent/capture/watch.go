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
	// maxWatch is the longest duration of a watch.
	maxWatch = 30 * time.Second
	// pollInterval is how often a watch reads frames and looks for namespaces that were added or removed.
	pollInterval = 250 * time.Millisecond
	// maxFrames is the number of frames after which a watch ends early.
	maxFrames = 4096
	// maxWatched is the maximum number of namespaces in one watch.
	maxWatched = 64
)

// ErrWatching is returned when another watch is running.
var ErrWatching = errors.New("all devices are being watched already")

// Namespaces opens all network namespaces of the machine. They stay open until release is called.
type Namespaces func() (inodes []uint64, insides []*netns.Namespace, release func(), err error)

// Watcher records frames on all devices of all namespaces for a limited time, one watch at a time. It sends nothing and
// changes nothing; in particular it does not make devices promiscuous. Safe for concurrent use.
type Watcher struct {
	namespaces Namespaces
	busy       sync.Mutex
	mu         sync.Mutex
	// stop ends the running watch when closed. It is nil if no watch is running.
	stop chan struct{}
}

// NewWatcher returns a Watcher.
func NewWatcher(namespaces Namespaces) *Watcher { return &Watcher{namespaces: namespaces} }

// WatchResult holds the recorded frames in order of time.
type WatchResult struct {
	// StartedAt and EndedAt are in seconds since the epoch.
	StartedAt float64 `json:"startedAt"`
	EndedAt   float64 `json:"endedAt"`
	// Namespaces are those that were recorded from start to end.
	Namespaces []uint64 `json:"namespaces"`
	// Complete reports whether Frames contains every frame that passed in Namespaces.
	Complete bool    `json:"complete"`
	Frames   []Frame `json:"frames"`
}

// Watch records frames for the given number of seconds, until maxFrames have passed or End is called. It returns
// ErrWatching if another watch is running.
func (w *Watcher) Watch(seconds float64) (WatchResult, error) {
	length := time.Duration(seconds * float64(time.Second))
	if length <= 0 || length > maxWatch {
		return WatchResult{}, fmt.Errorf("seconds: %v is not more than 0 and at most %v", seconds, maxWatch.Seconds())
	}
	if !w.busy.TryLock() {
		return WatchResult{}, ErrWatching
	}
	defer w.busy.Unlock()
	stop := make(chan struct{})
	w.setStop(stop)
	defer w.setStop(nil)
	s := &session{open: map[uint64]*recorder{}, result: WatchResult{Complete: true, Frames: []Frame{}}}
	// Closing a packet socket is slow, so it happens in the background.
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

// End makes the running watch return with the frames recorded so far. It does nothing if no watch is running.
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

// session is one running watch.
type session struct {
	open   map[uint64]*recorder
	result WatchResult
}

// follow starts recording in new namespaces and closes the recorders of deleted ones, because an open socket keeps its
// namespace alive.
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
			s.read(recorder)
			recorder.close()
			delete(s.open, inode)
		}
	}
	return nil
}

func (s *session) take() {
	for _, recorder := range s.open {
		s.read(recorder)
	}
}

func (s *session) read(recorder *recorder) {
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

// sorted returns the result with its frames in order of time.
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
