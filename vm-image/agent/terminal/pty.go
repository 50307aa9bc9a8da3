package terminal

import (
	"fmt"
	"io"
	"os"
	"sync"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Size is a terminal's size in characters.
type Size struct{ Columns, Rows uint16 }

// DefaultSize is the size of a terminal before the first client attaches.
var DefaultSize = Size{80, 24}

// pty is a pseudo-terminal pair (pty(7)). One goroutine reads and closes it; any goroutine may write, resize and query
// it.
type pty struct {
	master   int
	slave    int
	readable *readiness
	mu       sync.Mutex
	closed   bool
}

func openPty(size Size) (*pty, error) {
	master, err := unix.Open("/dev/ptmx", unix.O_RDWR|unix.O_NOCTTY|unix.O_CLOEXEC|unix.O_NONBLOCK, 0)
	if err != nil {
		return nil, os.NewSyscallError("open /dev/ptmx", err)
	}
	p := &pty{master: master, slave: -1}
	if err := p.complete(size); err != nil {
		p.close()
		return nil, err
	}
	return p, nil
}

func (p *pty) complete(size Size) error {
	if err := unix.IoctlSetPointerInt(p.master, unix.TIOCSPTLCK, 0); err != nil {
		return os.NewSyscallError("TIOCSPTLCK", err)
	}
	number, err := unix.IoctlGetInt(p.master, unix.TIOCGPTN)
	if err != nil {
		return os.NewSyscallError("TIOCGPTN", err)
	}
	if err := p.resize(size); err != nil {
		return err
	}
	// Kept open, so that reading the master does not fail when a shell redirects its own streams.
	p.slave, err = unix.Open(fmt.Sprintf("/dev/pts/%d", number), unix.O_RDWR|unix.O_NOCTTY|unix.O_CLOEXEC, 0)
	if err != nil {
		return os.NewSyscallError("open the pty's slave", err)
	}
	if err := p.setUTF8(); err != nil {
		return err
	}
	p.readable, err = newReadiness(p.master, unix.EPOLLIN)
	return err
}

// setUTF8 makes the line discipline erase whole characters.
func (p *pty) setUTF8() error {
	settings, err := unix.IoctlGetTermios(p.master, unix.TCGETS)
	if err != nil {
		return os.NewSyscallError("TCGETS", err)
	}
	settings.Iflag |= unix.IUTF8
	return os.NewSyscallError("TCSETS", unix.IoctlSetTermios(p.master, unix.TCSETS, settings))
}

func (p *pty) resize(size Size) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return os.ErrClosed
	}
	return os.NewSyscallError("TIOCSWINSZ",
		unix.IoctlSetWinsize(p.master, unix.TIOCSWINSZ, &unix.Winsize{Row: size.Rows, Col: size.Columns}))
}

// foreground returns the terminal's foreground process group, or 0 if there is none.
func (p *pty) foreground() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return 0
	}
	group, err := unix.IoctlGetInt(p.master, unix.TIOCGPGRP)
	if err != nil || group < 0 {
		return 0
	}
	return group
}

// wait returns when there is something to read, or with an error after interrupt.
func (p *pty) wait() error { return p.readable.wait() }

// read reads what is available without blocking. It returns 0 if there is nothing.
func (p *pty) read(target []byte) (int, error) {
	n, errno := rawCall(unix.SYS_READ, p.master, target)
	switch errno {
	case 0:
		if n == 0 {
			return 0, io.EOF
		}
		return n, nil
	case unix.EAGAIN, unix.EINTR:
		return 0, nil
	case unix.EIO:
		return 0, io.EOF
	}
	return 0, os.NewSyscallError("read", errno)
}

// write writes all bytes to the terminal. It blocks while the program in the terminal does not read.
func (p *pty) write(bytes []byte, room *readiness) error {
	for len(bytes) > 0 {
		n, errno := p.writeSome(bytes)
		switch errno {
		case 0:
			bytes = bytes[n:]
		case unix.EINTR:
		case unix.EAGAIN:
			if err := room.wait(); err != nil {
				return err
			}
		default:
			return os.NewSyscallError("write", errno)
		}
	}
	return nil
}

func (p *pty) writeSome(bytes []byte) (int, syscall.Errno) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return 0, unix.EIO
	}
	return rawCall(unix.SYS_WRITE, p.master, bytes)
}

// room returns a readiness for writing. The caller closes it.
func (p *pty) room() (*readiness, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil, os.ErrClosed
	}
	return newReadiness(p.master, unix.EPOLLOUT)
}

// interrupt makes wait return an error from now on. The kernel does not report that a pty's shell has ended while any
// process has the terminal open.
func (p *pty) interrupt() { p.readable.close() }

func (p *pty) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return
	}
	p.closed = true
	if p.readable != nil {
		p.readable.close()
	}
	if p.slave >= 0 {
		unix.Close(p.slave)
	}
	unix.Close(p.master)
}

// rawCall calls read(2) or write(2) on a non-blocking descriptor without informing Go's scheduler, which would wake its
// monitor thread for the call.
func rawCall(number uintptr, fd int, bytes []byte) (int, syscall.Errno) {
	n, _, errno := syscall.RawSyscall(number, uintptr(fd), uintptr(unsafe.Pointer(&bytes[0])), uintptr(len(bytes)))
	return int(n), errno
}
