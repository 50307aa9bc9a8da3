package process

import (
	"math"

	"patchbay.org/agent/capture"
)

// History is a bounded memory of executions. Each change of one, its start and its end, gets the next number, so that
// whoever says the last number it saw gets what it missed. Not safe for concurrent use.
type History struct {
	limit   int
	seq     uint64
	lostSeq uint64
	// records are in the order of their starts.
	records []*Execution
	running map[int]*Execution
	// frames are in the order in which they were taken in, at most limit.
	frames []capture.Frame
	// gaps are the newest, at most maxGaps.
	gaps []Gap
}

// Gap is a time in which frames may have passed that are not recorded; both ends in seconds since the epoch.
type Gap struct {
	Seq uint64 `json:"seq"`
	// Namespace is 0 for all.
	Namespace uint64  `json:"namespace"`
	From      float64 `json:"from"`
	To        float64 `json:"to"`
}

const maxGaps = 256

// NewHistory makes a history of at most limit executions.
func NewHistory(limit int) *History {
	return &History{limit: limit, running: map[int]*Execution{}}
}

// Start records a program's start. One that the same process ran until now has ended by that: it has become another.
func (h *History) Start(e Execution) (started Execution, ended *Execution) {
	if before, ok := h.End(e.Pid, e.StartedAt, nil); ok {
		ended = &before
	}
	if len(h.records) >= h.limit {
		h.forget()
	}
	h.seq++
	e.Seq = h.seq
	h.records = append(h.records, &e)
	h.running[e.Pid] = &e
	return e, ended
}

// End records the end of the program that a process runs; false if none is known. A nil status is an unknown one.
func (h *History) End(pid int, at float64, status *int) (Execution, bool) {
	e := h.running[pid]
	if e == nil {
		return Execution{}, false
	}
	delete(h.running, pid)
	h.seq++
	e.Seq, e.EndedAt, e.ExitStatus = h.seq, &at, status
	return *e, true
}

// Running lists the processes whose end is not known.
func (h *History) Running() []int {
	pids := make([]int, 0, len(h.running))
	for pid := range h.running {
		pids = append(pids, pid)
	}
	return pids
}

// Lose records that something was missed.
func (h *History) MarkLost() {
	h.seq++
	h.lostSeq = h.seq
}

// After lists what changed after a number, by start; lost says that more did than is known.
func (h *History) After(seq uint64) (executions []Execution, lost bool) {
	executions = []Execution{}
	for _, e := range h.records {
		if e.Seq > seq {
			executions = append(executions, *e)
		}
	}
	return executions, h.lostSeq > seq
}

// Pass records a frame.
func (h *History) AddFrame(p capture.Frame) {
	if len(h.frames) >= h.limit {
		oldest := h.frames[0]
		h.frames = h.frames[1:]
		// Whoever has been told of the frame has lost nothing.
		h.appendGap(Gap{Seq: oldest.Seq, Namespace: oldest.Namespace, From: oldest.At, To: oldest.At})
	}
	h.seq++
	p.Seq = h.seq
	h.frames = append(h.frames, p)
}

// Miss records that frames of a namespace, 0 for all, were missed some time between two moments.
func (h *History) AddGap(namespace uint64, from, to float64) {
	h.seq++
	h.appendGap(Gap{Seq: h.seq, Namespace: namespace, From: from, To: to})
}

func (h *History) appendGap(g Gap) {
	if len(h.gaps) >= maxGaps {
		// The two oldest become one, which says no less.
		first, second := h.gaps[0], h.gaps[1]
		if first.Namespace != second.Namespace {
			second.Namespace = 0
		}
		second.From, second.To = math.Min(first.From, second.From), math.Max(first.To, second.To)
		if first.Seq > second.Seq {
			second.Seq = first.Seq
		}
		h.gaps = h.gaps[1:]
		h.gaps[0] = second
	}
	h.gaps = append(h.gaps, g)
}

// Passed lists the frames that were recorded after a number, and where some are missing.
func (h *History) FramesAfter(seq uint64) (frames []capture.Frame, gaps []Gap) {
	frames, gaps = []capture.Frame{}, []Gap{}
	for _, p := range h.frames {
		if p.Seq > seq {
			frames = append(frames, p)
		}
	}
	for _, g := range h.gaps {
		if g.Seq > seq {
			gaps = append(gaps, g)
		}
	}
	return frames, gaps
}

// Seq is the number of the last change.
func (h *History) Seq() uint64 { return h.seq }

// forget makes room: of the oldest that has ended, or, if all still run, of the oldest.
func (h *History) forget() {
	oldest := 0
	for i, e := range h.records {
		if e.EndedAt != nil {
			oldest = i
			break
		}
	}
	e := h.records[oldest]
	if h.running[e.Pid] == e {
		delete(h.running, e.Pid)
	}
	if e.Seq > h.lostSeq {
		h.lostSeq = e.Seq
	}
	h.records = append(h.records[:oldest], h.records[oldest+1:]...)
}
