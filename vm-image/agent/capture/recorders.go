package capture

import (
	"fmt"
	"path"
	"strconv"

	"patchbay.org/agent/netns"
)

// maxRecorded is the maximum number of namespaces recorded at the same time.
const maxRecorded = 8

// ErrTooMany is returned when no further namespace can be recorded.
var ErrTooMany = fmt.Errorf("frames are already recorded in %d namespaces", maxRecorded)

// frameTools are the programs whose output describes frames.
var frameTools = map[string]bool{"tcpdump": true, "ping": true}

// IsFrameTool reports whether frames must be recorded while the program at this path runs.
func IsFrameTool(program string) bool { return frameTools[path.Base(program)] }

// Recorders records frames in each namespace where such a program runs. Not safe for concurrent use.
type Recorders struct {
	open map[uint64]*recorder
	// runs maps each process to its namespace.
	runs map[int]uint64
}

// NewRecorders returns an empty set of recorders.
func NewRecorders() *Recorders { return &Recorders{map[uint64]*recorder{}, map[int]uint64{}} }

// Begin starts recording in the namespace of a process.
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

// Runs reports whether frames are being recorded for the process.
func (r *Recorders) Runs(pid int) bool {
	_, runs := r.runs[pid]
	return runs
}

// End stops recording for a process. Call Take first to read the remaining frames.
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

// Prune ends the recordings of processes that no longer exist and whose exit was missed.
func (r *Recorders) Prune(alive func(pid int) bool) {
	for pid := range r.runs {
		if !alive(pid) {
			r.End(pid)
		}
	}
}

// Take calls tell with the frames recorded in each namespace since the last call. lostSince is the time, in seconds
// since the epoch, after which some may be missing, or 0 if none is.
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
