// Package netns runs code and starts processes in other network namespaces.
package netns

import (
	"os"
	"runtime"

	"golang.org/x/sys/unix"
)

// Namespace is an open network namespace. The namespace exists at least until Close. Safe for concurrent use.
type Namespace struct{ descriptor int }

// Open opens the namespace at a path such as /run/netns/ns1 or /proc/1/ns/net.
func Open(path string) (*Namespace, error) {
	// os.Open would register each file with the runtime's poller, which is wasted work for the many files of one look.
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

// Descriptor returns the open file descriptor, for messages to the kernel that identify the namespace by it. It is
// valid until Close.
func (n *Namespace) Descriptor() int { return n.descriptor }

// Close closes the namespace. Call it once.
func (n *Namespace) Close() error { return unix.Close(n.descriptor) }

// Do runs f on a thread inside the namespace. Sockets that f opens and processes that it starts belong to the
// namespace; goroutines that f starts do not run in it.
func (n *Namespace) Do(f func() error) error {
	return OnThread(func(enter func(*Namespace) error) error {
		if err := enter(n); err != nil {
			return err
		}
		return f()
	})
}

// OnThread runs f on a locked thread that f can move into one namespace after the other. The thread returns to its
// original namespace once, at the end. A thread that can't return is discarded.
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
