// Package netns runs code, and starts processes, in a network namespace other than the agent's.
package netns

import (
	"os"
	"runtime"

	"golang.org/x/sys/unix"
)

// Namespace is an open network namespace. It stays alive while it is open. Safe for concurrent use.
type Namespace struct{ file *os.File }

// Open opens the namespace behind a path such as /run/netns/ns1 or /proc/1/ns/net.
func Open(path string) (*Namespace, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return &Namespace{file}, nil
}

// Inode returns the number that identifies the namespace (namespaces(7)).
func (n *Namespace) Inode() (uint64, error) {
	var status unix.Stat_t
	if err := unix.Fstat(int(n.file.Fd()), &status); err != nil {
		return 0, err
	}
	return status.Ino, nil
}

// Close lets go of the namespace.
func (n *Namespace) Close() error { return n.file.Close() }

// Do runs f on a thread inside the namespace: sockets that f opens and processes that it starts belong to it. What f
// starts with go does not. A thread that can't find its way back is never used again.
func (n *Namespace) Do(f func() error) error {
	runtime.LockOSThread()
	home, err := unix.Open("/proc/thread-self/ns/net", unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		runtime.UnlockOSThread()
		return err
	}
	defer unix.Close(home)
	if err := unix.Setns(int(n.file.Fd()), unix.CLONE_NEWNET); err != nil {
		runtime.UnlockOSThread()
		return err
	}
	defer func() {
		if unix.Setns(home, unix.CLONE_NEWNET) == nil {
			runtime.UnlockOSThread()
		}
	}()
	return f()
}
