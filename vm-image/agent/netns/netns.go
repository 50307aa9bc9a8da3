// Package netns runs code, and starts processes, in a network namespace other than the agent's.
package netns

import (
	"os"
	"runtime"

	"golang.org/x/sys/unix"
)

// Namespace is an open network namespace. It stays alive while it is open. Safe for concurrent use.
type Namespace struct{ descriptor int }

// Open opens the namespace behind a path such as /run/netns/ns1 or /proc/1/ns/net.
func Open(path string) (*Namespace, error) {
	// Not os.Open: it tries to have the poller watch the file, of which there are many in one look.
	descriptor, err := unix.Open(path, unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, &os.PathError{Op: "open", Path: path, Err: err}
	}
	return &Namespace{descriptor}, nil
}

// Inode returns the number that identifies the namespace (namespaces(7)).
func (n *Namespace) Inode() (uint64, error) {
	var status unix.Stat_t
	if err := unix.Fstat(n.descriptor, &status); err != nil {
		return 0, err
	}
	return status.Ino, nil
}

// Descriptor is the open file that stands for the namespace, for messages to the kernel that name it so. It is valid
// until Close.
func (n *Namespace) Descriptor() int { return n.descriptor }

// Close lets go of the namespace. Called once.
func (n *Namespace) Close() error { return unix.Close(n.descriptor) }

// Do runs f on a thread inside the namespace: sockets that f opens and processes that it starts belong to it. What f
// starts with go does not.
func (n *Namespace) Do(f func() error) error {
	return OnThread(func(enter func(*Namespace) error) error {
		if err := enter(n); err != nil {
			return err
		}
		return f()
	})
}

// OnThread runs f on a thread that f may have enter one namespace after the other, and that comes home but once, at the end. A
// thread that can't find its way back is never used again.
func OnThread(f func(enter func(*Namespace) error) error) error {
	runtime.LockOSThread()
	home, err := unix.Open("/proc/thread-self/ns/net", unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		runtime.UnlockOSThread()
		return err
	}
	defer unix.Close(home)
	defer func() {
		if unix.Setns(home, unix.CLONE_NEWNET) == nil {
			runtime.UnlockOSThread()
		}
	}()
	return f(func(n *Namespace) error { return unix.Setns(n.descriptor, unix.CLONE_NEWNET) })
}
