package terminal

import (
	"os"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// readiness waits until a descriptor is readable or writable. In Go's own poller, a pty master causes a wake-up for
// every few bytes that a program prints: 80,000 for 3 MB. The descriptor is therefore in a separate epoll, armed for
// one event, and that epoll's descriptor is in Go's poller.
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

// wait returns when the descriptor is ready or hung up, or with an error when closed.
func (r *readiness) wait() error {
	if err := r.control(unix.EPOLL_CTL_MOD, r.events|unix.EPOLLONESHOT); err != nil {
		return err
	}
	var failure syscall.Errno
	err := r.raw.Read(func(fd uintptr) (done bool) {
		done, failure = poll(fd)
		return done
	})
	if err != nil {
		return err
	}
	if failure != 0 {
		return os.NewSyscallError("epoll_pwait", failure)
	}
	return nil
}

// poll takes a pending event. The call does not block and bypasses Go's scheduler, which would wake its monitor thread
// each time at a cost of a millisecond in an emulated machine.
func poll(epoll uintptr) (done bool, failure syscall.Errno) {
	var event unix.EpollEvent
	n, _, errno := syscall.RawSyscall6(unix.SYS_EPOLL_PWAIT, epoll, uintptr(unsafe.Pointer(&event)), 1, 0, 0, 0)
	switch errno {
	case 0:
		return n > 0, 0
	case unix.EINTR:
		return false, 0
	}
	return true, errno
}

// close makes a pending wait return an error.
func (r *readiness) close() { r.epoll.Close() }
