package process

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/capture"
)

const (
	// Remembered is the number of executions kept.
	Remembered = 4096
	// maxMessage is larger than the JSON of any watchMessage, in bytes.
	maxMessage = 64 << 10
	// syncTimeout is how long the exec watcher may take to answer.
	syncTimeout = 2 * time.Second
	// startTimeout is how long it may take to start.
	startTimeout = 20 * time.Second
	// restartDelay is the delay before an exec watcher that ended, perhaps killed by a learner, is replaced.
	restartDelay = 200 * time.Millisecond
)

// Tracker follows all processes of the machine with the help of an exec watcher. Safe for concurrent use.
type Tracker struct {
	launch   func(socket *os.File) error
	tools    Tools
	terminal func(session int) string
	seen     func(Execution)

	lock    sync.Mutex
	history *History
	// execWatcher is nil while none is running.
	execWatcher *os.File
	// syncing are the callers waiting for the exec watcher's answers, in order.
	syncing []chan struct{}
	// answered is the time of the last sync request that the exec watcher answered, in seconds since the epoch.
	answered float64
	// fresh are the executions not yet passed to seen, at most Remembered.
	fresh []Execution
	wake  chan struct{}
}

// Start starts the tracker. launch starts a process that runs WatchExecs on the socket. terminal returns the terminal
// whose shell leads a session, or "". seen is called for each start and end, sequentially, from a goroutine of the
// tracker.
func Start(launch func(socket *os.File) error, tools Tools, terminal func(session int) string, seen func(Execution)) (*Tracker, error) {
	t := &Tracker{
		launch:   launch,
		tools:    tools,
		terminal: terminal,
		seen:     seen,
		history:  NewHistory(Remembered),
		wake:     make(chan struct{}, 1),
	}
	first, err := t.launchWatcher()
	if err != nil {
		return nil, fmt.Errorf("process connector: %w", err)
	}
	go t.follow(first)
	go t.report()
	return t, nil
}

// launchWatcher starts an exec watcher and waits until it is ready.
func (t *Tracker) launchWatcher() (*os.File, error) {
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
	ours := os.NewFile(uintptr(pair[0]), "execwatch")
	if err := t.launch(theirs); err != nil {
		ours.Close()
		return nil, err
	}
	theirs.Close()
	_ = ours.SetReadDeadline(time.Now().Add(startTimeout))
	message, err := receive(ours, make([]byte, maxMessage))
	_ = ours.SetReadDeadline(time.Time{})
	if err == nil && message.Kind != ready {
		err = fmt.Errorf("the exec watcher sent %q, expected ready", message.Kind)
	}
	if err != nil {
		ours.Close()
		return nil, err
	}
	t.lock.Lock()
	t.execWatcher = ours
	t.lock.Unlock()
	return ours, nil
}

func receive(execWatcher *os.File, buffer []byte) (watchMessage, error) {
	var message watchMessage
	n, err := execWatcher.Read(buffer)
	if err != nil {
		return message, err
	}
	return message, json.Unmarshal(buffer[:n], &message)
}

// follow reads from one exec watcher after the other.
func (t *Tracker) follow(execWatcher *os.File) {
	buffer := make([]byte, maxMessage)
	for {
		for {
			message, err := receive(execWatcher, buffer)
			if err != nil {
				break
			}
			t.take(message)
		}
		t.drop(execWatcher)
		for err := errors.New("none yet"); err != nil; {
			time.Sleep(restartDelay)
			execWatcher, err = t.launchWatcher()
		}
		t.lock.Lock()
		t.recover()
		t.lock.Unlock()
	}
}

// drop closes the socket of an exec watcher that has ended.
func (t *Tracker) drop(execWatcher *os.File) {
	t.lock.Lock()
	defer t.lock.Unlock()
	execWatcher.Close()
	t.execWatcher = nil
	t.history.MarkLost()
	t.history.AddGap(0, t.answered, now())
	for _, waiting := range t.syncing {
		close(waiting)
	}
	t.syncing = nil
}

// report calls seen for new executions.
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

// Update is what happened after a sequence number.
type Update struct {
	// Executions are those that began or ended, by start. Lost reports that some are missing.
	Executions []Execution `json:"executions"`
	Lost       bool        `json:"lost"`
	// Frames are the frames that passed in a namespace while a genuine frame tool ran there.
	Frames []capture.Frame `json:"frames"`
	Gaps   []Gap           `json:"gaps"`
	// Seq is the sequence number of the last change.
	Seq uint64 `json:"seq"`
}

// After returns what happened after a sequence number (Execution.Seq). It includes everything that the kernel reported
// before the call.
func (t *Tracker) After(seq uint64) Update {
	asked := now()
	complete := t.sync()
	t.lock.Lock()
	defer t.lock.Unlock()
	if complete {
		t.answered = asked
	} else {
		t.history.MarkLost()
		t.history.AddGap(0, t.answered, now())
	}
	update := Update{Seq: t.history.Seq()}
	update.Executions, update.Lost = t.history.After(seq)
	update.Frames, update.Gaps = t.history.FramesAfter(seq)
	return update
}

// sync waits until the exec watcher has sent everything it has received. It returns false if the watcher does not
// answer.
func (t *Tracker) sync() bool {
	answered := make(chan struct{})
	t.lock.Lock()
	if t.execWatcher == nil {
		t.lock.Unlock()
		return false
	}
	t.syncing = append(t.syncing, answered)
	// A packet of one byte always fits: at most one per control channel is outstanding.
	_, err := t.execWatcher.Write([]byte{'?'})
	t.lock.Unlock()
	if err != nil {
		return false
	}
	timeout := time.NewTimer(syncTimeout)
	defer timeout.Stop()
	select {
	case <-answered:
		return true
	case <-timeout.C:
		return false
	}
}

func (t *Tracker) take(s watchMessage) {
	terminal := ""
	if s.Facts != nil && s.Facts.Tty != 0 {
		// Not under the lock, because the terminals have a lock of their own.
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
			t.queue(ended)
		}
	case recorded:
		for _, p := range s.Frames {
			t.history.AddFrame(p)
		}
		if s.LostSince > 0 {
			t.history.AddGap(s.Namespace, s.LostSince, now())
		}
	case missed:
		t.recover()
	case synced:
		if len(t.syncing) > 0 {
			close(t.syncing[0])
			t.syncing = t.syncing[1:]
		}
	case ready:
	}
}

func (t *Tracker) started(s watchMessage, terminal string) {
	program := t.tools.name(s.Facts.Identity, s.Facts.Argv)
	if !s.Facts.Recorded && capture.IsFrameTool(program) {
		t.history.AddGap(s.Facts.Namespace, wallClock(s.At), wallClock(s.At))
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
		t.queue(*ended)
	}
	t.queue(started)
}

func (t *Tracker) queue(e Execution) {
	if len(t.fresh) >= Remembered {
		t.fresh = t.fresh[1:]
	}
	t.fresh = append(t.fresh, e)
	select {
	case t.wake <- struct{}{}:
	default:
	}
}

// recover handles lost events: processes that no longer exist are recorded as ended.
func (t *Tracker) recover() {
	t.history.MarkLost()
	t.history.AddGap(0, now(), now())
	for _, pid := range t.history.Running() {
		if alive(pid) {
			continue
		}
		if ended, ok := t.history.End(pid, now(), nil); ok {
			t.queue(ended)
		}
	}
}

func now() float64 { return float64(time.Now().UnixMicro()) / 1e6 }
