package process

import (
	"testing"

	"patchbay.org/agent/capture"
)

func seqs(executions []Execution) []uint64 {
	var all []uint64
	for _, e := range executions {
		all = append(all, e.Seq)
	}
	return all
}

func TestEndIsReturnedAfterTheStart(t *testing.T) {
	h := NewHistory(10)
	started, _ := h.Start(Execution{Pid: 7, StartedAt: 1})
	if after, lost := h.After(started.Seq); len(after) != 0 || lost {
		t.Errorf("nothing new: %v %v", after, lost)
	}
	status := 3
	h.End(7, 2, &status)
	after, lost := h.After(started.Seq)
	if len(after) != 1 || lost || *after[0].EndedAt != 2 || *after[0].ExitStatus != 3 || after[0].StartedAt != 1 {
		t.Errorf("the end: %+v %v", after, lost)
	}
	if _, ok := h.End(7, 3, &status); ok {
		t.Error("it ended twice")
	}
}

func TestExecEndsThePreviousProgram(t *testing.T) {
	h := NewHistory(10)
	h.Start(Execution{Pid: 7, Program: "nsenter", StartedAt: 1})
	started, ended := h.Start(Execution{Pid: 7, Program: "route", StartedAt: 2})
	if ended == nil || ended.Program != "nsenter" || *ended.EndedAt != 2 || ended.ExitStatus != nil {
		t.Errorf("ended: %+v", ended)
	}
	if started.Program != "route" || started.EndedAt != nil {
		t.Errorf("started: %+v", started)
	}
}

func TestOldestEndedExecutionIsForgottenFirst(t *testing.T) {
	h := NewHistory(2)
	h.Start(Execution{Pid: 1, Program: "tcpdump"})
	h.Start(Execution{Pid: 2})
	status := 0
	h.End(2, 2, &status)
	third, _ := h.Start(Execution{Pid: 3})
	after, lost := h.After(0)
	if len(after) != 2 || after[0].Program != "tcpdump" || after[1].Seq != third.Seq || !lost {
		t.Errorf("%v %v", seqs(after), lost)
	}
	if _, lost := h.After(3); lost {
		t.Error("a client that had seen the end of the forgotten execution was told of a loss")
	}
	h.Start(Execution{Pid: 4})
	if after, _ := h.After(0); len(after) != 2 || len(h.running) != 2 {
		t.Errorf("all run, so the oldest goes: %v", seqs(after))
	}
}

func TestLossIsReportedOnce(t *testing.T) {
	h := NewHistory(10)
	before, _ := h.Start(Execution{Pid: 1})
	h.MarkLost()
	if _, lost := h.After(before.Seq); !lost {
		t.Error("loss not reported")
	}
	if _, lost := h.After(h.Seq()); lost {
		t.Error("loss reported twice")
	}
}

func TestForgottenFramesLeaveAGap(t *testing.T) {
	h := NewHistory(2)
	for at := 1.0; at <= 3; at++ {
		h.AddFrame(capture.Frame{Namespace: 7, At: at})
	}
	frames, gaps := h.FramesAfter(0)
	if len(frames) != 2 || frames[0].At != 2 || len(gaps) != 1 || gaps[0].From != 1 || gaps[0].Namespace != 7 {
		t.Errorf("%+v %+v", frames, gaps)
	}
	if frames, gaps := h.FramesAfter(2); len(frames) != 1 || len(gaps) != 0 {
		t.Errorf("a client that had received the forgotten frame: %+v %+v", frames, gaps)
	}
}

func TestOldGapsAreMerged(t *testing.T) {
	h := NewHistory(2)
	h.AddGap(7, 1, 1)
	h.AddGap(8, 2, 2)
	for i := 0; i < maxGaps; i++ {
		h.AddGap(7, float64(10+i), float64(10+i))
	}
	_, gaps := h.FramesAfter(0)
	if first := gaps[0]; len(gaps) != maxGaps || first.Namespace != 0 || first.From != 1 || first.To < 2 {
		t.Errorf("%d %+v", len(gaps), first)
	}
}

func TestGap(t *testing.T) {
	h := NewHistory(2)
	h.AddGap(7, 3, 5)
	if _, gaps := h.FramesAfter(0); len(gaps) != 1 || gaps[0].From != 3 || gaps[0].To != 5 || gaps[0].Namespace != 7 {
		t.Errorf("%+v", gaps)
	}
}
