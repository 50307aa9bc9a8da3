package terminal

import (
	"os"
	"sync"

	"golang.org/x/sys/unix"
)

// Gate stops one terminal's shell before its first prompt. The shell reports that it has read its start-up files and
// waits until the gate is opened. A machine can thus be frozen with a running shell whose prompt will show the host
// name that the clone receives later. Safe for concurrent use.
type Gate struct {
	// ID is the terminal whose first shell waits.
	ID string

	mu    sync.Mutex
	outer *os.File
	inner *os.File
}

// NewGate returns a closed gate for the first shell of terminal id.
func NewGate(id string) (*Gate, error) {
	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return nil, os.NewSyscallError("socketpair", err)
	}
	return &Gate{ID: id, outer: os.NewFile(uintptr(pair[0]), "gate"), inner: os.NewFile(uintptr(pair[1]), "gate")}, nil
}

// take returns the shell's end of the gate to the matching terminal, once.
func (g *Gate) take(id string) *os.File {
	g.mu.Lock()
	defer g.mu.Unlock()
	if id != g.ID {
		return nil
	}
	inner := g.inner
	g.inner = nil
	return inner
}

// Await returns when the shell is waiting at the gate, or with an error if the shell has ended.
func (g *Gate) Await() error {
	_, err := g.outer.Read(make([]byte, 1))
	return err
}

// Open lets the shell continue to its prompt. Opening an open gate does nothing.
func (g *Gate) Open() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.outer != nil {
		_, _ = g.outer.Write([]byte("\n"))
		g.outer.Close()
		g.outer = nil
	}
}
