package wire

import (
	"errors"
	"path"
	"strconv"

	"patchbay.org/agent/netns"
)

// most bounds in how many namespaces is recorded at a time.
const most = 8

// ErrTooMany says that there is no room for another namespace.
var ErrTooMany = errors.New("frames are recorded in enough namespaces already")

// tellers are the programs that tell of frames.
var tellers = map[string]bool{"tcpdump": true, "ping": true}

// Teller says whether the program at a path is one during whose run frames are to be recorded.
func Teller(program string) bool { return tellers[path.Base(program)] }

// Records is what is recorded now: in each namespace where such a program runs. Not safe for concurrent use.
type Records struct {
	open map[uint64]*recorder
	// runs tells in which namespace each such process is.
	runs map[int]uint64
}

// NewRecords returns an empty set.
func NewRecords() *Records { return &Records{map[uint64]*recorder{}, map[int]uint64{}} }

// Begin records in the namespace of a process from now on.
func (r *Records) Begin(pid int, namespace uint64) error {
	if r.open[namespace] == nil {
		if len(r.open) >= most {
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
func (r *Records) Runs(pid int) bool {
	_, runs := r.runs[pid]
	return runs
}

// End lets go of a process; what was heard should have been taken before.
func (r *Records) End(pid int) {
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

// Bury lets go of the processes that are no more, whose ends were missed.
func (r *Records) Bury(alive func(pid int) bool) {
	for pid := range r.runs {
		if !alive(pid) {
			r.End(pid)
		}
	}
}

// Take hands what was heard in each namespace since the last time to tell; lostSince is the time, in seconds since the
// epoch, from which on some may be missing, 0 if none is.
func (r *Records) Take(tell func(namespace uint64, passages []Passage, lostSince float64) error) error {
	for namespace, recorder := range r.open {
		passages, lostSince := recorder.take()
		if len(passages) == 0 && lostSince == 0 {
			continue
		}
		if err := tell(namespace, passages, lostSince); err != nil {
			return err
		}
	}
	return nil
}
