package terminal

import (
	"os"
	"sync"

	"golang.org/x/sys/unix"
)

// Gate keeps one terminal's shell from its first prompt: the shell says that it has read its start-up files, and waits
// until the gate is opened. So a machine can be frozen with a shell in it whose prompt will tell the name that the
// machine is given later. Safe for concurrent use.
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

// take returns the shell's end, once, to the terminal it is meant for.
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

// Await returns when the shell waits at the gate; with an error if it ended before.
func (g *Gate) Await() error {
	_, err := g.outer.Read(make([]byte, 1))
	return err
}

// Open lets the shell go on to its prompt. Opening an open gate does nothing.
func (g *Gate) Open() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.outer != nil {
		_, _ = g.outer.Write([]byte("\n"))
		g.outer.Close()
		g.outer = nil
	}
}
