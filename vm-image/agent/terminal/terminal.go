// Package terminal keeps the learner's shells, each with a pty and a ring buffer of its output. Shells are independent
// of connections: clients can disconnect and resume at the byte where they were.
package terminal

import (
	"errors"
	"io"
	"os"
	"runtime"
	"sync"
	"time"

	"patchbay.org/agent/reaper"
)

const (
	// RingSize is the number of bytes of output that a terminal keeps, and how far an attached client may lag behind
	// before the shell's output is paused.
	RingSize = 1 << 20
	// burst is the maximum number of bytes read before they are passed on.
	burst = 32 << 10
	// short is the size below which a read has emptied the terminal. The line discipline holds 4096 bytes.
	short = 2048
	// batchDelay is how long continuous output is collected, so that it is sent in few large pieces.
	batchDelay = 2 * time.Millisecond
	// hangupTimeout is how long a shell may take to end after SIGHUP.
	hangupTimeout = 2 * time.Second
)

// ErrTakenOver is returned when another client has attached to the terminal.
var ErrTakenOver = errors.New("another client has attached to the terminal")

// State describes a terminal.
type State struct {
	ID         string `json:"id"`
	Pid        int    `json:"pid"`
	Columns    uint16 `json:"cols"`
	Rows       uint16 `json:"rows"`
	Start      int64  `json:"start"`
	End        int64  `json:"end"`
	Ended      bool   `json:"ended"`
	ExitStatus *int   `json:"exitStatus,omitempty"`
	Namespace  uint64 `json:"namespace,omitempty"`
	Foreground string `json:"foreground,omitempty"`
}

// Terminal is a terminal id with its output stream. It may have several shells one after the other. Safe for concurrent
// use.
type Terminal struct {
	id      string
	reaper  *reaper.Reaper
	onEnded func(id string, status int)

	mu      sync.Mutex
	changed *sync.Cond
	ring    *Ring
	client  *Attachment
	size    Size
	pty     *pty
	shell   *reaper.Child
	pid     int
	closed  bool // Close was called for its shell
	ended   bool
	status  int
}

func newTerminal(id string, reaper *reaper.Reaper, onEnded func(string, int)) *Terminal {
	t := &Terminal{id: id, reaper: reaper, onEnded: onEnded, ring: NewRing(RingSize), size: DefaultSize, ended: true}
	t.changed = sync.NewCond(&t.mu)
	return t
}

// start starts a shell. The caller must ensure that none is running.
func (t *Terminal) start(size Size, start starter) error {
	pty, err := openPty(size)
	if err != nil {
		return err
	}
	shell, err := start(t.id, pty.slave)
	if err != nil {
		pty.close()
		return err
	}
	t.mu.Lock()
	t.pty, t.shell, t.pid, t.size, t.closed, t.ended = pty, shell, shell.Pid, size, false, false
	t.mu.Unlock()
	go t.run(pty, shell)
	return nil
}

// run copies the shell's output into the ring until the shell has ended and its remaining output has been read.
func (t *Terminal) run(pty *pty, shell *reaper.Child) {
	go func() {
		<-shell.Done()
		pty.interrupt()
	}()
	t.pump(pty)
	status := shell.Status()
	pty.close()
	t.mu.Lock()
	t.ended, t.status, t.pty = true, status, nil
	t.changed.Broadcast()
	t.mu.Unlock()
	t.onEnded(t.id, status)
}

func (t *Terminal) pump(pty *pty) {
	buffer := make([]byte, burst)
	for {
		ended := pty.wait() != nil // output up to the end is still read
		for full := true; full; {
			t.awaitRoom()
			n, err := fill(pty, buffer)
			t.append(buffer[:n])
			if err != nil {
				return
			}
			// More than the line discipline holds: the output is continuous, so collect some before the next read.
			if full = n >= 4096; full {
				time.Sleep(batchDelay)
			}
		}
		if ended {
			return
		}
	}
}

// fill reads until nothing is left or the buffer is full. A short read has emptied the terminal.
func fill(pty *pty, buffer []byte) (int, error) {
	total := 0
	for total < len(buffer) {
		n, err := pty.read(buffer[total:])
		total += n
		if n < short || err != nil {
			return total, err
		}
	}
	return total, nil
}

// awaitRoom blocks while a client lags so far behind that the ring would overwrite bytes it has not received.
func (t *Terminal) awaitRoom() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for t.client != nil && t.ring.End()-t.client.offset > t.ring.Capacity()-burst {
		t.changed.Wait()
	}
}

func (t *Terminal) append(bytes []byte) {
	if len(bytes) == 0 {
		return
	}
	t.mu.Lock()
	t.ring.Append(bytes)
	t.changed.Broadcast()
	t.mu.Unlock()
	// The client gets these bytes before more are read from the pty.
	runtime.Gosched()
}

// attach makes the client the only one of the terminal. Its stream begins at offset, or at the start of the ring if
// that is later.
func (t *Terminal) attach(offset int64, created bool) *Attachment {
	t.mu.Lock()
	defer t.mu.Unlock()
	start := offset
	if start < t.ring.Start() {
		start = t.ring.Start()
	}
	if start > t.ring.End() {
		start = t.ring.End()
	}
	a := &Attachment{terminal: t, pty: t.pty, Created: created, Start: start, offset: start, Pid: t.pid}
	if a.pty != nil {
		room, err := a.pty.room()
		if err != nil {
			a.pty = nil
		}
		a.room = room
	}
	if start > offset {
		a.Gap = start - offset
	}
	if former := t.client; former != nil {
		former.release()
	}
	t.client = a
	t.changed.Broadcast()
	return a
}

// wantsShell reports whether attaching at offset starts a new shell: the old one has ended, and either it was closed or
// the client already has all its output.
func (t *Terminal) wantsShell(offset int64) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.ended && (t.closed || offset >= t.ring.End())
}

// close returns the shell to end, if there is one. Clients that attach from now on get a new shell.
func (t *Terminal) close() (*reaper.Child, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.closed = true
	return t.shell, !t.ended
}

// awaitEnd waits for a closed shell to end, at most hangupTimeout longer.
func (t *Terminal) awaitEnd() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for t.closed && !t.ended {
		t.changed.Wait()
	}
}

// state returns the terminal's current state.
func (t *Terminal) state() State {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := State{ID: t.id, Pid: t.pid, Columns: t.size.Columns, Rows: t.size.Rows,
		Start: t.ring.Start(), End: t.ring.End(), Ended: t.ended}
	if t.ended {
		status := t.status
		s.ExitStatus = &status
	} else if t.pty != nil {
		s.Foreground, s.Namespace = foreground(t.pty.foreground())
	}
	return s
}

// Attachment is one client's connection to a terminal. Next may be called by one goroutine, Input by another.
type Attachment struct {
	// Created reports that this attachment started the shell.
	Created bool
	// Start is the offset of the first byte returned by Next. Gap is the number of bytes before it that are lost.
	Start, Gap int64
	// Pid is the shell's process id.
	Pid int

	terminal *Terminal
	pty      *pty
	room     *readiness
	offset   int64 // the client has everything before it; guarded by terminal.mu
	pending  int   // returned by Next and not yet counted as delivered
}

// Next waits for output and copies it into buffer. The bytes returned by the previous call then count as delivered. It
// returns io.EOF when the shell has ended and everything has been delivered, and ErrTakenOver when another client has
// attached.
func (a *Attachment) Next(buffer []byte) (int, error) {
	t := a.terminal
	t.mu.Lock()
	defer t.mu.Unlock()
	if a.pending > 0 {
		a.offset += int64(a.pending)
		a.pending = 0
		t.changed.Broadcast()
	}
	for {
		if t.client != a {
			return 0, ErrTakenOver
		}
		if a.pending = t.ring.Read(a.offset, buffer); a.pending > 0 {
			return a.pending, nil
		}
		if t.ended || t.pty != a.pty {
			return 0, io.EOF
		}
		t.changed.Wait()
	}
}

// Input writes bytes to the terminal. It blocks while the program in the terminal does not read.
func (a *Attachment) Input(bytes []byte) error {
	if a.pty == nil || !a.attached() {
		return os.ErrClosed
	}
	return a.pty.write(bytes, a.room)
}

// Resize sets the terminal's size.
func (a *Attachment) Resize(size Size) error {
	if a.pty == nil || !a.attached() {
		return os.ErrClosed
	}
	if err := a.pty.resize(size); err != nil {
		return err
	}
	a.terminal.mu.Lock()
	a.terminal.size = size
	a.terminal.mu.Unlock()
	return nil
}

// ExitStatus returns the shell's exit status. It is valid after Next has returned io.EOF.
func (a *Attachment) ExitStatus() int {
	a.terminal.mu.Lock()
	defer a.terminal.mu.Unlock()
	return a.terminal.status
}

// Detach disconnects from the terminal. The shell continues to run.
func (a *Attachment) Detach() {
	t := a.terminal
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.client != a {
		return
	}
	t.client = nil
	a.release()
	t.changed.Broadcast()
}

func (a *Attachment) release() {
	if a.room != nil {
		a.room.close()
	}
}

func (a *Attachment) attached() bool {
	a.terminal.mu.Lock()
	defer a.terminal.mu.Unlock()
	return a.terminal.client == a
}
