package sshd

import (
	"io"
	"net"
	"os"
	"runtime"
	"sync"
	"syscall"
	"time"
	"unsafe"
)

const (
	// writeTimeout is how long a peer may leave sent bytes unread before the connection is closed.
	writeTimeout = 30 * time.Second
	// flushDelay is how long bytes that are not urgent may be kept back; maxKept is how many.
	flushDelay = 50 * time.Millisecond
	maxKept    = 4096
)

// connection reads and writes a TCP connection by raw system calls that bypass Go's scheduler. They never block, and
// each regular call would wake the scheduler's monitor thread, which costs a millisecond in an emulated machine.
//
// The SSH library answers each key stroke with a window adjustment before it delivers the key. With batching on, such
// bytes are kept until an urgent write, such as the terminal's output, or for flushDelay, so that they are sent
// together with the echo. Safe for concurrent use.
type connection struct {
	*net.TCPConn
	raw syscall.RawConn

	mu        sync.Mutex
	batching  bool
	immediate int
	kept      []byte
	flush     *time.Timer // sends the kept bytes after flushDelay
	running   bool        // the timer runs; it is not restarted for every key
	failure   error
}

func newConnection(tcp *net.TCPConn) (*connection, error) {
	raw, err := tcp.SyscallConn()
	if err != nil {
		return nil, err
	}
	return &connection{TCPConn: tcp, raw: raw}, nil
}

// setBatching turns on or off the keeping of bytes written outside of immediately.
func (c *connection) setBatching(batching bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.batching = batching
	_ = c.send()
}

// immediately runs a function whose writes must be sent at once.
func (c *connection) immediately(write func() error) error {
	c.addImmediate(1)
	defer c.addImmediate(-1)
	return write()
}

func (c *connection) addImmediate(change int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.immediate += change
}

func (c *connection) Read(target []byte) (int, error) {
	if len(target) == 0 {
		return 0, nil
	}
	// Process what has been read first; only then ask the kernel whether there is more.
	runtime.Gosched()
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
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.failure != nil {
		return 0, c.failure
	}
	c.kept = append(c.kept, bytes...)
	if c.batching && c.immediate == 0 && len(c.kept) < maxKept {
		c.scheduleFlush()
		return len(bytes), nil
	}
	return len(bytes), c.send()
}

func (c *connection) scheduleFlush() {
	switch {
	case c.flush == nil:
		c.flush = time.AfterFunc(flushDelay, c.flushDue)
	case !c.running:
		c.flush.Reset(flushDelay)
	}
	c.running = true
}

func (c *connection) flushDue() {
	c.mu.Lock()
	defer c.mu.Unlock()
	_ = c.send()
}

// send sends the kept bytes. A failure is also returned to the next writer.
func (c *connection) send() error {
	if c.running {
		c.flush.Stop()
		c.running = false
	}
	if len(c.kept) > 0 && c.failure == nil {
		_, c.failure = c.write(c.kept)
		c.kept = c.kept[:0]
	}
	return c.failure
}

func (c *connection) write(bytes []byte) (int, error) {
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
			if err := c.SetWriteDeadline(time.Now().Add(writeTimeout)); err != nil {
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
