// Package reaper does the work of PID 1: it starts the agent's child processes and reaps every child that ends, its own
// and the orphans that the kernel hands over, so that each exit status reaches its owner.
package reaper

import (
	"os"
	"os/signal"
	"sync"
	"syscall"

	"golang.org/x/sys/unix"
)

// Child is a process started by the agent.
type Child struct {
	Pid    int
	status int
	done   chan struct{}
}

// Done is closed when the child has ended.
func (c *Child) Done() <-chan struct{} { return c.done }

// Status waits for the child to end and returns its exit status as a shell does: 128 + n for signal n.
func (c *Child) Status() int {
	<-c.done
	return c.status
}

// Reaper reaps ended children. Nothing else in the process may call wait(2). Safe for concurrent use.
type Reaper struct {
	mu       sync.Mutex
	children map[int]*Child
}

// New returns a running reaper. It reaps at each SIGCHLD until the process ends.
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

// Start starts a program (syscall.ForkExec) from the calling thread, and therefore in that thread's namespaces.
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

// Signal sends a signal to a child unless it has ended, so that a reused pid is never signalled.
func (r *Reaper) Signal(child *Child, signal syscall.Signal) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.children[child.Pid] == child {
		_ = syscall.Kill(child.Pid, signal)
	}
}

// reap holds the lock from wait to delivery, so that a child whose start is not yet recorded is not mistaken for an
// orphan.
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
