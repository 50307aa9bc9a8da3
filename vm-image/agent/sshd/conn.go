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
	// writeTimeout is how long a peer may leave written bytes untaken before the connection is given up.
	writeTimeout = 30 * time.Second
	// flushDelay is how long bytes may wait that nobody is in a hurry for, and maxKept how many.
	flushDelay = 50 * time.Millisecond
	maxKept    = 4096
)

// connection reads and writes a TCP connection by system calls that Go's scheduler is not told of: they never block,
// and each would otherwise wake a thread that watches over it, which costs a millisecond in an emulated machine.
//
// The library answers each key stroke with a message that makes the window larger, before it hands the key on. A
// connection that is batching keeps such bytes until somebody is in a hurry, which the terminal's output is, or for a
// moment: they then travel with the echo. Safe for concurrent use.
type connection struct {
	*net.TCPConn
	raw syscall.RawConn

	mu        sync.Mutex
	batching  bool
	immediate int
	kept      []byte
	flush     *time.Timer // sends what is kept, if nobody does before
	running   bool        // whether it runs: the machine is not to wake for nothing after each key
	failure   error
}

func newConnection(tcp *net.TCPConn) (*connection, error) {
	raw, err := tcp.SyscallConn()
	if err != nil {
		return nil, err
	}
	return &connection{TCPConn: tcp, raw: raw}, nil
}

// relax makes the connection keep back what is written outside of hurried, or no longer.
func (c *connection) setBatching(batching bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.batching = batching
	_ = c.send()
}

// hurried runs a function that writes what must go out at once.
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
	// What came before is dealt with first: only then is the kernel asked whether there is more.
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

// send sends what is kept; a failure is also told to the next who writes.
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
