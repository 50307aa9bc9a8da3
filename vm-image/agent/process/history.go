package process

import (
	"math"

	"patchbay.org/agent/capture"
)

// History keeps a limited number of executions. Each start and end gets the next sequence number, so that a client that
// passes the last number it saw receives what it missed. Not safe for concurrent use.
type History struct {
	limit   int
	seq     uint64
	lostSeq uint64
	// records are in order of their start.
	records []*Execution
	running map[int]*Execution
	// frames are in order of arrival, at most limit.
	frames []capture.Frame
	// gaps are the newest maxGaps gaps.
	gaps []Gap
}

// Gap is a period in which frames may have passed unrecorded. Both ends are in seconds since the epoch.
type Gap struct {
	Seq uint64 `json:"seq"`
	// Namespace is 0 for all namespaces.
	Namespace uint64  `json:"namespace"`
	From      float64 `json:"from"`
	To        float64 `json:"to"`
}

const maxGaps = 256

// NewHistory returns a history of at most limit executions.
func NewHistory(limit int) *History {
	return &History{limit: limit, running: map[int]*Execution{}}
}

// Start records the start of a program. If the process was running another program, that one has ended.
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

// End records the end of the program that a process runs. It returns false if none is known. A nil status means
// unknown.
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

// Running lists the processes whose end has not been recorded.
func (h *History) Running() []int {
	pids := make([]int, 0, len(h.running))
	for pid := range h.running {
		pids = append(pids, pid)
	}
	return pids
}

// MarkLost records that events were lost.
func (h *History) MarkLost() {
	h.seq++
	h.lostSeq = h.seq
}

// After returns the executions that changed after a sequence number, by start. lost reports that some changes are
// missing.
func (h *History) After(seq uint64) (executions []Execution, lost bool) {
	executions = []Execution{}
	for _, e := range h.records {
		if e.Seq > seq {
			executions = append(executions, *e)
		}
	}
	return executions, h.lostSeq > seq
}

// AddFrame records a frame.
func (h *History) AddFrame(p capture.Frame) {
	if len(h.frames) >= h.limit {
		oldest := h.frames[0]
		h.frames = h.frames[1:]
		// A client that has already received the frame has lost nothing.
		h.appendGap(Gap{Seq: oldest.Seq, Namespace: oldest.Namespace, From: oldest.At, To: oldest.At})
	}
	h.seq++
	p.Seq = h.seq
	h.frames = append(h.frames, p)
}

// AddGap records that frames of a namespace, or of all if it is 0, were missed between two times.
func (h *History) AddGap(namespace uint64, from, to float64) {
	h.seq++
	h.appendGap(Gap{Seq: h.seq, Namespace: namespace, From: from, To: to})
}

func (h *History) appendGap(g Gap) {
	if len(h.gaps) >= maxGaps {
		// The two oldest gaps are merged into one that covers both.
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

// FramesAfter returns the frames and gaps recorded after a sequence number.
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

// Seq is the sequence number of the last change.
func (h *History) Seq() uint64 { return h.seq }

// forget removes the oldest execution that has ended, or the oldest if all are running.
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
