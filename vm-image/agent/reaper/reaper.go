// Package reaper is PID 1's duty: it starts the agent's children and collects every child that ends, its own and the
// orphans that the kernel hands to PID 1, so that no status is taken by the wrong hand.
package reaper

import (
	"os"
	"os/signal"
	"sync"
	"syscall"

	"golang.org/x/sys/unix"
)

// Child is a process that the agent started.
type Child struct {
	Pid    int
	status int
	done   chan struct{}
}

// Done is closed when the child has ended.
func (c *Child) Done() <-chan struct{} { return c.done }

// Status waits for the end and returns the exit status as a shell counts: 128 + n for signal n.
func (c *Child) Status() int {
	<-c.done
	return c.status
}

// Reaper collects ended children. Nothing else in the process may call wait(2). Safe for concurrent use.
type Reaper struct {
	mu       sync.Mutex
	children map[int]*Child
}

// New returns a reaper at work: it reaps at each SIGCHLD until the process ends.
func New() *Reaper {
	r := &Reaper{children: make(map[int]*Child)}
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, syscall.SIGCHLD)
	go func() {
		for range ended {
			r.reap()
		}
	}()
	return r
}

// Start starts a program (syscall.ForkExec) from the calling thread, and so in that thread's namespaces.
func (r *Reaper) Start(path string, argv []string, attributes *syscall.ProcAttr) (*Child, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	pid, err := syscall.ForkExec(path, argv, attributes)
	if err != nil {
		return nil, err
	}
	child := &Child{Pid: pid, done: make(chan struct{})}
	r.children[pid] = child
	return child, nil
}

// Signal sends a signal to a child unless it has ended: a pid that another process has meanwhile is never hit.
func (r *Reaper) Signal(child *Child, signal syscall.Signal) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.children[child.Pid] == child {
		_ = syscall.Kill(child.Pid, signal)
	}
}

// reap holds the lock from wait to delivery: a child whose start is not yet recorded can't be taken for an orphan.
func (r *Reaper) reap() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for {
		var status unix.WaitStatus
		pid, err := unix.Wait4(-1, &status, unix.WNOHANG, nil)
		if err == unix.EINTR {
			continue
		}
		if err != nil || pid <= 0 {
			return
		}
		if child := r.children[pid]; child != nil {
			delete(r.children, pid)
			child.status = shellStatus(status)
			close(child.done)
		}
	}
}

func shellStatus(status unix.WaitStatus) int {
	if status.Signaled() {
		return 128 + int(status.Signal())
	}
	return status.ExitStatus()
}
