package capture

import (
	"fmt"
	"path"
	"strconv"

	"patchbay.org/agent/netns"
)

// most bounds in how many namespaces is recorded at a time.
const maxRecorded = 8

// ErrTooMany says that there is no room for another namespace.
var ErrTooMany = fmt.Errorf("frames are already recorded in %d namespaces", maxRecorded)

// frameTools are the programs that tell of frames.
var frameTools = map[string]bool{"tcpdump": true, "ping": true}

// IsFrameTool says whether the program at a path is one during whose run frames are to be recorded.
func IsFrameTool(program string) bool { return frameTools[path.Base(program)] }

// Recorders is what is recorded now: in each namespace where such a program runs. Not safe for concurrent use.
type Recorders struct {
	open map[uint64]*recorder
	// runs tells in which namespace each such process is.
	runs map[int]uint64
}

// NewRecorders returns an empty set.
func NewRecorders() *Recorders { return &Recorders{map[uint64]*recorder{}, map[int]uint64{}} }

// Begin records in the namespace of a process from now on.
func (r *Recorders) Begin(pid int, namespace uint64) error {
	if r.open[namespace] == nil {
		if len(r.open) >= maxRecorded {
			return ErrTooMany
		}
		inside, err := netns.Open("/proc/" + strconv.Itoa(pid) + "/ns/net")
		if err != nil {
			return err
		}
		defer inside.Close()
		err = inside.Do(func() error {
			recorder, err := listen(namespace)
			if err == nil {
				r.open[namespace] = recorder
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	r.runs[pid] = namespace
	return nil
}

// Runs says whether a process is one of those during whose run is recorded.
func (r *Recorders) Runs(pid int) bool {
	_, runs := r.runs[pid]
	return runs
}

// End lets go of a process; what was heard should have been taken before.
func (r *Recorders) End(pid int) {
	namespace := r.runs[pid]
	delete(r.runs, pid)
	for _, other := range r.runs {
		if other == namespace {
			return
		}
	}
	if recorder := r.open[namespace]; recorder != nil {
		recorder.close()
		delete(r.open, namespace)
	}
}

// Prune lets go of the processes that are no more, whose ends were missed.
func (r *Recorders) Prune(alive func(pid int) bool) {
	for pid := range r.runs {
		if !alive(pid) {
			r.End(pid)
		}
	}
}

// Take hands what was heard in each namespace since the last time to tell; lostSince is the time, in seconds since the
// epoch, from which on some may be missing, 0 if none is.
func (r *Recorders) Take(tell func(namespace uint64, frames []Frame, lostSince float64) error) error {
	for namespace, recorder := range r.open {
		frames, lostSince := recorder.take()
		if len(frames) == 0 && lostSince == 0 {
			continue
		}
		if err := tell(namespace, frames, lostSince); err != nil {
			return err
		}
	}
	return nil
}
