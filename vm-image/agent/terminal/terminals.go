package terminal

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"sort"
	"sync"
	"syscall"
	"time"

	"patchbay.org/agent/reaper"
)

// MaxTerminals is the maximum number of terminals, including ended ones whose output is kept.
const MaxTerminals = 16

var validID = regexp.MustCompile(`^[a-z0-9]{1,16}$`)

// ErrNoSuchTerminal is returned when no terminal has the id.
var ErrNoSuchTerminal = errors.New("no such terminal")

// starter starts a shell with the pty slave as its controlling terminal.
type starter func(id string, slave int) (*reaper.Child, error)

// Terminals manages all terminals of the machine. Safe for concurrent use.
type Terminals struct {
	reaper  *reaper.Reaper
	start   starter
	onEnded func(id string, status int)

	mu  sync.Mutex
	all map[string]*Terminal
}

// New returns an empty Terminals that starts shells with shells. onEnded is called when a shell ends.
func New(reaper *reaper.Reaper, shells *Shells, onEnded func(id string, status int)) *Terminals {
	return &Terminals{reaper: reaper, start: shells.start, onEnded: onEnded, all: make(map[string]*Terminal)}
}

// Attach attaches to a terminal at an offset. It starts a new shell if the terminal does not exist, was closed, or its
// shell has ended and the client already has all output.
func (t *Terminals) Attach(id string, offset int64, size Size) (*Attachment, error) {
	t.mu.Lock()
	former := t.all[id]
	t.mu.Unlock()
	if former != nil {
		former.awaitEnd()
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	terminal, created, err := t.open(id, offset, size)
	if err != nil {
		return nil, err
	}
	attachment := terminal.attach(offset, created)
	if err := attachment.Resize(size); err != nil && !errors.Is(err, os.ErrClosed) {
		attachment.Detach()
		return nil, err
	}
	return attachment, nil
}

// Open starts a terminal without attaching to it.
func (t *Terminals) Open(id string, size Size) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	_, _, err := t.open(id, 0, size)
	return err
}

func (t *Terminals) open(id string, offset int64, size Size) (*Terminal, bool, error) {
	if !validID.MatchString(id) {
		return nil, false, fmt.Errorf("invalid terminal id %q: expected 1 to 16 of a-z and 0-9", id)
	}
	terminal := t.all[id]
	if terminal == nil {
		if len(t.all) >= MaxTerminals && !t.forgetEnded() {
			return nil, false, fmt.Errorf("all %d terminals are open; close one first", MaxTerminals)
		}
		terminal = newTerminal(id, t.reaper, t.onEnded)
	} else if !terminal.wantsShell(offset) {
		return terminal, false, nil
	}
	if err := terminal.start(size, t.start); err != nil {
		return nil, false, err
	}
	t.all[id] = terminal
	return terminal, true, nil
}

func (t *Terminals) forgetEnded() bool {
	for id, terminal := range t.all {
		if terminal.state().Ended {
			delete(t.all, id)
			return true
		}
	}
	return false
}

// States returns the state of all terminals, ordered by id.
func (t *Terminals) States() []State {
	t.mu.Lock()
	defer t.mu.Unlock()
	states := make([]State, 0, len(t.all))
	for _, terminal := range t.all {
		states = append(states, terminal.state())
	}
	sort.Slice(states, func(i, j int) bool { return states[i].ID < states[j].ID })
	return states
}

// Close sends SIGHUP, and two seconds later SIGKILL, to a terminal's shell and every process of its session. It returns
// at once; Attach waits for the shell to end.
func (t *Terminals) Close(id string) error {
	t.mu.Lock()
	terminal := t.all[id]
	t.mu.Unlock()
	if terminal == nil {
		return ErrNoSuchTerminal
	}
	shell, running := terminal.close()
	if !running {
		return nil
	}
	signalSession(shell.Pid, syscall.SIGHUP)
	signalSession(shell.Pid, syscall.SIGCONT)
	go func() {
		select {
		case <-shell.Done():
		case <-time.After(hangupTimeout):
			signalSession(shell.Pid, syscall.SIGKILL)
		}
	}()
	return nil
}
