package terminal

import (
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// readiness waits until a descriptor can be read (or written). A pty master in Go's own poller wakes it for every few
// bytes that a program prints, wanted or not: 80,000 times for 3 MB. So it lies in an epoll of its own, armed for one
// event only, and that epoll, a descriptor like any other, lies in Go's poller.
type readiness struct {
	epoll  *os.File
	raw    syscall.RawConn
	target int
	events uint32
}

func newReadiness(target int, events uint32) (*readiness, error) {
	fd, err := unix.EpollCreate1(unix.EPOLL_CLOEXEC)
	if err != nil {
		return nil, os.NewSyscallError("epoll_create1", err)
	}
	if err := unix.SetNonblock(fd, true); err != nil {
		unix.Close(fd)
		return nil, os.NewSyscallError("fcntl", err)
	}
	r := &readiness{epoll: os.NewFile(uintptr(fd), "epoll"), target: target, events: events}
	if r.raw, err = r.epoll.SyscallConn(); err == nil {
		err = r.control(unix.EPOLL_CTL_ADD, 0)
	}
	if err != nil {
		r.epoll.Close()
		return nil, err
	}
	return r, nil
}

func (r *readiness) control(operation int, events uint32) error {
	event := unix.EpollEvent{Events: events, Fd: int32(r.target)}
	var result error
	err := r.raw.Control(func(fd uintptr) {
		result = os.NewSyscallError("epoll_ctl", unix.EpollCtl(int(fd), operation, r.target, &event))
	})
	if err != nil {
		return err
	}
	return result
}

// wait returns when the descriptor is ready or hung up; with an error when closed.
func (r *readiness) wait() error {
	if err := r.control(unix.EPOLL_CTL_MOD, r.events|unix.EPOLLONESHOT); err != nil {
		return err
	}
	var result error
	err := r.raw.Read(func(fd uintptr) bool {
		var events [1]unix.EpollEvent
		n, err := unix.EpollWait(int(fd), events[:], 0)
		if err != nil && err != unix.EINTR {
			result = os.NewSyscallError("epoll_wait", err)
			return true
		}
		return n > 0
	})
	if err != nil {
		return err
	}
	return result
}

// close makes a wait that goes on return with an error.
func (r *readiness) close() { r.epoll.Close() }
