package sshd

import (
	"io"
	"net"
	"os"
	"syscall"
	"time"
	"unsafe"
)

// stalled is how long a peer may leave written bytes untaken before the connection is given up.
const stalled = 30 * time.Second

// connection reads and writes a TCP connection by system calls that Go's scheduler is not told of: they never block,
// and each would otherwise wake a thread that watches over it, which costs a millisecond in an emulated machine.
type connection struct {
	*net.TCPConn
	raw syscall.RawConn
}

func newConnection(tcp *net.TCPConn) (*connection, error) {
	raw, err := tcp.SyscallConn()
	if err != nil {
		return nil, err
	}
	return &connection{tcp, raw}, nil
}

func (c *connection) Read(target []byte) (int, error) {
	if len(target) == 0 {
		return 0, nil
	}
	var n int
	var errno syscall.Errno
	err := c.raw.Read(func(fd uintptr) bool {
		n, errno = call(syscall.SYS_READ, fd, target)
		return errno != syscall.EAGAIN
	})
	switch {
	case err != nil:
		return 0, err
	case errno != 0:
		return 0, os.NewSyscallError("read", errno)
	case n == 0:
		return 0, io.EOF
	}
	return n, nil
}

func (c *connection) Write(bytes []byte) (int, error) {
	total := 0
	waited := false
	for total < len(bytes) {
		var n int
		var errno syscall.Errno
		err := c.raw.Write(func(fd uintptr) bool {
			n, errno = call(syscall.SYS_WRITE, fd, bytes[total:])
			return errno != syscall.EAGAIN || !waited
		})
		switch {
		case err != nil:
			return total, err
		case errno == syscall.EAGAIN:
			waited = true
			if err := c.SetWriteDeadline(time.Now().Add(stalled)); err != nil {
				return total, err
			}
		case errno != 0:
			return total, os.NewSyscallError("write", errno)
		}
		if n > 0 {
			total += n
		}
	}
	if waited {
		return total, c.SetWriteDeadline(time.Time{})
	}
	return total, nil
}

func call(number uintptr, fd uintptr, bytes []byte) (int, syscall.Errno) {
	for {
		n, _, errno := syscall.RawSyscall(number, fd, uintptr(unsafe.Pointer(&bytes[0])), uintptr(len(bytes)))
		if errno == 0 {
			return int(n), 0
		}
		if errno != syscall.EINTR {
			return 0, errno
		}
	}
}
