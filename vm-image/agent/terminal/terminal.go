// Package terminal holds the learner's shells: a pty each, and a ring of what they printed last. A shell lives as
// long as it likes; connections come and go, and resume at the byte where they were.
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
	// RingSize is how many bytes of its output a terminal keeps, and how far an attached client may lag behind before
	// the shell's output is held.
	RingSize = 1 << 20
	// burst is how much is read before it is handed on.
	burst = 32 << 10
	// short is a read that has emptied the terminal: the line discipline holds 4096 bytes.
	short = 2048
	// batchDelay is how long a stream that goes on is collected, so that it travels in few large pieces.
	batchDelay = 2 * time.Millisecond
	// hangupTimeout is how long a shell may take to end by itself when it is told to.
	hangupTimeout = 2 * time.Second
)

// ErrTakenOver says that another client has attached to the terminal.
var ErrTakenOver = errors.New("another client took the terminal over")

// State is what a terminal looks like from outside.
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

// Terminal is one id with its stream; one shell after another may print to it. Safe for concurrent use.
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
	closed  bool // its shell was told to end
	ended   bool
	status  int
}

func newTerminal(id string, reaper *reaper.Reaper, onEnded func(string, int)) *Terminal {
	t := &Terminal{id: id, reaper: reaper, onEnded: onEnded, ring: NewRing(RingSize), size: DefaultSize, ended: true}
	t.changed = sync.NewCond(&t.mu)
	return t
}

// start gives the terminal a shell. The caller has seen to it that none runs.
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

// run carries the shell's output into the ring until the shell has ended and all is read that was printed till then.
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
		ended := pty.wait() != nil // what was printed until then is still read
		for full := true; full; {
			t.awaitRoom()
			n, err := fill(pty, buffer)
			t.append(buffer[:n])
			if err != nil {
				return
			}
			// More than the line discipline holds: a stream. Let it gather before the next piece.
			if full = n >= 4096; full {
				time.Sleep(batchDelay)
			}
		}
		if ended {
			return
		}
	}
}

// fill reads until nothing is left or the buffer is full. A short read took all there was.
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

// awaitRoom holds the shell's output while a client is so far behind that the ring would lose what it has not seen.
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
	// The client gets them before the pty is asked for more.
	runtime.Gosched()
}

// attach makes a client the terminal's only one. It begins at offset, or where the ring begins.
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

// wantsShell says whether a client that has everything before offset asks for a new shell: the old one has ended, and it
// was told to, or the client has all that it printed.
func (t *Terminal) wantsShell(offset int64) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.ended && (t.closed || offset >= t.ring.End())
}

// close says whether there is a shell to be told to end, and which. Whoever attaches from now on gets the next one.
func (t *Terminal) close() (*reaper.Child, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.closed = true
	return t.shell, !t.ended
}

// awaitEnd waits for a shell that was told to end; hangupTimeout bounds how long that takes.
func (t *Terminal) awaitEnd() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for t.closed && !t.ended {
		t.changed.Wait()
	}
}

// state describes the terminal now.
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

// Attachment is one client's hold on a terminal. Next belongs to one goroutine, Input to another.
type Attachment struct {
	// Created says that this attachment started the shell.
	Created bool
	// Start is the offset of the first byte that Next gives, Gap how many bytes before it are lost.
	Start, Gap int64
	// Pid is the shell's.
	Pid int

	terminal *Terminal
	pty      *pty
	room     *readiness
	offset   int64 // the client has everything before it; guarded by terminal.mu
	pending  int   // given by Next and not yet counted as had
}

// Next waits for output and copies it into buffer; what the call before gave counts as delivered from now on. It
// returns io.EOF when the shell has ended and all is delivered, ErrTakenOver when another client attached.
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

// Input types bytes into the terminal; it waits while the program in there does not read.
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

// ExitStatus returns the status that the shell ended with; only after Next returned io.EOF.
func (a *Attachment) ExitStatus() int {
	a.terminal.mu.Lock()
	defer a.terminal.mu.Unlock()
	return a.terminal.status
}

// Detach lets go of the terminal; the shell runs on.
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
