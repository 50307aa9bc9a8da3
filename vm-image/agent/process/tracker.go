package process

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/wire"
)

const (
	// Remembered is how many executions are kept.
	Remembered = 4096
	// longestSighting is more than any sighting takes as JSON, in bytes.
	longestSighting = 64 << 10
	// patience is how long the witness may take to answer.
	patience = 2 * time.Second
	// birth is how long it may take to start.
	birth = 20 * time.Second
	// respite is what a witness that ended, killed by a learner perhaps, is given before the next.
	respite = 200 * time.Millisecond
)

// Tracker follows all processes of the machine by a witness. Safe for concurrent use.
type Tracker struct {
	launch   func(socket *os.File) error
	tools    Tools
	terminal func(session int) string
	seen     func(Execution)

	lock    sync.Mutex
	history *History
	// witness is nil while there is none.
	witness *os.File
	// settling are those who wait for the witness's answer, in the order of their questions.
	settling []chan struct{}
	// answered is when the last question was asked that the witness answered; seconds since the epoch.
	answered float64
	// fresh waits to be told, at most Remembered.
	fresh []Execution
	wake  chan struct{}
}

// Start starts following. launch starts a process that runs Witness on the socket. terminal names the terminal whose shell
// leads a session, "" for none. seen is called for each start and end, one after the other, from a goroutine of the
// tracker's own.
func Start(launch func(socket *os.File) error, tools Tools, terminal func(session int) string, seen func(Execution)) (*Tracker, error) {
	t := &Tracker{
		launch:   launch,
		tools:    tools,
		terminal: terminal,
		seen:     seen,
		history:  NewHistory(Remembered),
		wake:     make(chan struct{}, 1),
	}
	first, err := t.call()
	if err != nil {
		return nil, fmt.Errorf("process connector: %w", err)
	}
	go t.follow(first)
	go t.report()
	return t, nil
}

// call gets a witness and waits until it is ready.
func (t *Tracker) call() (*os.File, error) {
	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_SEQPACKET|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return nil, os.NewSyscallError("socketpair", err)
	}
	theirs := os.NewFile(uintptr(pair[1]), "tracker")
	defer theirs.Close()
	if err := unix.SetNonblock(pair[0], true); err != nil {
		unix.Close(pair[0])
		return nil, os.NewSyscallError("fcntl", err)
	}
	ours := os.NewFile(uintptr(pair[0]), "witness")
	if err := t.launch(theirs); err != nil {
		ours.Close()
		return nil, err
	}
	theirs.Close()
	_ = ours.SetReadDeadline(time.Now().Add(birth))
	word, err := hear(ours, make([]byte, longestSighting))
	_ = ours.SetReadDeadline(time.Time{})
	if err == nil && word.Kind != ready {
		err = fmt.Errorf("the witness began with %q", word.Kind)
	}
	if err != nil {
		ours.Close()
		return nil, err
	}
	t.lock.Lock()
	t.witness = ours
	t.lock.Unlock()
	return ours, nil
}

func hear(witness *os.File, buffer []byte) (sighting, error) {
	var word sighting
	n, err := witness.Read(buffer)
	if err != nil {
		return word, err
	}
	return word, json.Unmarshal(buffer[:n], &word)
}

// follow listens to one witness after the other.
func (t *Tracker) follow(witness *os.File) {
	buffer := make([]byte, longestSighting)
	for {
		for {
			word, err := hear(witness, buffer)
			if err != nil {
				break
			}
			t.take(word)
		}
		t.part(witness)
		for err := errors.New("none yet"); err != nil; {
			time.Sleep(respite)
			witness, err = t.call()
		}
		t.lock.Lock()
		t.recover()
		t.lock.Unlock()
	}
}

// part lets go of a witness that has ended.
func (t *Tracker) part(witness *os.File) {
	t.lock.Lock()
	defer t.lock.Unlock()
	witness.Close()
	t.witness = nil
	t.history.Lose()
	t.history.Miss(0, t.answered, now())
	for _, waiting := range t.settling {
		close(waiting)
	}
	t.settling = nil
}

// report tells what is new.
func (t *Tracker) report() {
	for range t.wake {
		t.lock.Lock()
		fresh := t.fresh
		t.fresh = nil
		t.lock.Unlock()
		for _, e := range fresh {
			t.seen(e)
		}
	}
}

// News is what happened after a number.
type News struct {
	// Executions are those that began or ended, by start; Lost says that more did than is known.
	Executions []Execution `json:"executions"`
	Lost       bool        `json:"lost"`
	// Passages are the frames that passed where and while a genuine program ran that tells of frames.
	Passages []wire.Passage `json:"frames"`
	Gaps     []Gap          `json:"gaps"`
	// Seq is the number of the last change.
	Seq uint64 `json:"seq"`
}

// After tells what happened after a number (Execution.Seq). Whatever the kernel reported before the call is in it.
func (t *Tracker) After(seq uint64) News {
	asked := now()
	complete := t.settle()
	t.lock.Lock()
	defer t.lock.Unlock()
	if complete {
		t.answered = asked
	} else {
		t.history.Lose()
		t.history.Miss(0, t.answered, now())
	}
	news := News{Seq: t.history.Seq()}
	news.Executions, news.Lost = t.history.After(seq)
	news.Passages, news.Gaps = t.history.Passed(seq)
	return news
}

// settle waits until the witness has told what it was told; false if it does not.
func (t *Tracker) settle() bool {
	answered := make(chan struct{})
	t.lock.Lock()
	if t.witness == nil {
		t.lock.Unlock()
		return false
	}
	t.settling = append(t.settling, answered)
	// A packet of one byte always finds room: at most one is on its way for each control channel.
	_, err := t.witness.Write([]byte{'?'})
	t.lock.Unlock()
	if err != nil {
		return false
	}
	timeout := time.NewTimer(patience)
	defer timeout.Stop()
	select {
	case <-answered:
		return true
	case <-timeout.C:
		return false
	}
}

func (t *Tracker) take(s sighting) {
	terminal := ""
	if s.Facts != nil && s.Facts.Tty != 0 {
		// Not under the lock: the terminals have one of their own.
		terminal = t.terminal(s.Facts.Session)
	}
	t.lock.Lock()
	defer t.lock.Unlock()
	switch s.Kind {
	case executed:
		if s.Facts != nil {
			t.started(s, terminal)
		}
	case exited:
		status := exitStatus(s.Code)
		if ended, ok := t.history.End(s.Pid, wallClock(s.At), &status); ok {
			t.tell(ended)
		}
	case passed:
		for _, p := range s.Passages {
			t.history.Pass(p)
		}
		if s.LostSince > 0 {
			t.history.Miss(s.Namespace, s.LostSince, now())
		}
	case missed:
		t.recover()
	case settled:
		if len(t.settling) > 0 {
			close(t.settling[0])
			t.settling = t.settling[1:]
		}
	case ready:
	}
}

func (t *Tracker) started(s sighting, terminal string) {
	program := t.tools.name(s.Facts.Identity, s.Facts.Argv)
	if !s.Facts.Recorded && wire.Teller(program) {
		t.history.Miss(s.Facts.Namespace, wallClock(s.At), wallClock(s.At))
	}
	started, ended := t.history.Start(Execution{
		Pid:       s.Pid,
		Parent:    s.Facts.Parent,
		Program:   program,
		Path:      s.Facts.Path,
		Argv:      s.Facts.Argv,
		Namespace: s.Facts.Namespace,
		Terminal:  terminal,
		Stdout:    s.Facts.Stdout,
		Tampered:  program != "" && s.Facts.Loader,
		StartedAt: wallClock(s.At),
	})
	if ended != nil {
		t.tell(*ended)
	}
	t.tell(started)
}

func (t *Tracker) tell(e Execution) {
	if len(t.fresh) >= Remembered {
		t.fresh = t.fresh[1:]
	}
	t.fresh = append(t.fresh, e)
	select {
	case t.wake <- struct{}{}:
	default:
	}
}

// recover follows a loss of messages: ends among them are found by the processes that are gone.
func (t *Tracker) recover() {
	t.history.Lose()
	t.history.Miss(0, now(), now())
	for _, pid := range t.history.Running() {
		if alive(pid) {
			continue
		}
		if ended, ok := t.history.End(pid, now(), nil); ok {
			t.tell(ended)
		}
	}
}

func now() float64 { return float64(time.Now().UnixMicro()) / 1e6 }
