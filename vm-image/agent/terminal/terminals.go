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

// MaxTerminals is how many terminals there may be, ended ones included as long as their output is kept.
const MaxTerminals = 16

var validID = regexp.MustCompile(`^[a-z0-9]{1,16}$`)

// ErrNoSuchTerminal says that no terminal has the id.
var ErrNoSuchTerminal = errors.New("no such terminal")

// starter starts a shell whose controlling terminal is the slave.
type starter func(id string, slave int) (*reaper.Child, error)

// Terminals is all terminals of the machine. Safe for concurrent use.
type Terminals struct {
	reaper  *reaper.Reaper
	start   starter
	onEnded func(id string, status int)

	mu  sync.Mutex
	all map[string]*Terminal
}

// New returns an empty set whose shells are started by shells; onEnded is told of each shell's end.
func New(reaper *reaper.Reaper, shells *Shells, onEnded func(id string, status int)) *Terminals {
	return &Terminals{reaper: reaper, start: shells.start, onEnded: onEnded, all: make(map[string]*Terminal)}
}

// Attach takes hold of a terminal from an offset on; a terminal that is not there, that was closed, or whose shell has
// ended and whose output the client has already, gets a new shell.
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

// Open starts a terminal that nobody is attached to.
func (t *Terminals) Open(id string, size Size) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	_, _, err := t.open(id, 0, size)
	return err
}

func (t *Terminals) open(id string, offset int64, size Size) (*Terminal, bool, error) {
	if !validID.MatchString(id) {
		return nil, false, fmt.Errorf("a terminal's id is 1 to 16 of a-z and 0-9, not %q", id)
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

// States describes all terminals, ordered by id.
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

// Close ends a terminal's shell and every process of its session: by SIGHUP, and two seconds later by SIGKILL. It does
// not wait for that; Attach does.
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
