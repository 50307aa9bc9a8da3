package process

// History is a bounded memory of executions. Each change of one, its start and its end, gets the next number, so that
// whoever says the last number it saw gets what it missed. Not safe for concurrent use.
type History struct {
	limit   int
	seq     uint64
	lostSeq uint64
	// records are in the order of their starts.
	records []*Execution
	running map[int]*Execution
}

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
func (h *History) Lose() {
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
