package process

import (
	"fmt"
	"math"
	"runtime"
	"strconv"
	"sync"
	"time"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/netlink"
	"patchbay.org/agent/netns"
)

const (
	// Remembered is how many executions are kept.
	Remembered = 4096
	// receiveBuffer holds some thousand events of a burst.
	receiveBuffer = 1 << 20
	// urgency is the niceness of the thread that hears of executions: a short-lived process must still be there when it
	// is looked at.
	urgency = -20
)

// Tracker follows all processes of the machine. Safe for concurrent use.
type Tracker struct {
	descriptor int
	tools      Tools
	terminal   func(session int) string
	seen       func(Execution)

	lock    sync.Mutex
	history *History
	buffer  []byte
	// fresh waits to be told, at most Remembered.
	fresh []Execution
	wake  chan struct{}
}

// Start starts following. The connector speaks only in the init network namespace. terminal names the terminal whose
// shell leads a session, "" for none. seen is called for each start and end, one after the other, from a goroutine of the
// tracker's own.
func Start(initial *netns.Namespace, tools Tools, terminal func(session int) string, seen func(Execution)) (*Tracker, error) {
	t := &Tracker{
		tools:    tools,
		terminal: terminal,
		seen:     seen,
		history:  NewHistory(Remembered),
		buffer:   make([]byte, 4096),
		wake:     make(chan struct{}, 1),
	}
	if err := initial.Do(t.listen); err != nil {
		return nil, fmt.Errorf("process connector: %w", err)
	}
	go t.follow()
	go t.report()
	return t, nil
}

func (t *Tracker) listen() error {
	descriptor, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, unix.NETLINK_CONNECTOR)
	if err != nil {
		return err
	}
	t.descriptor = descriptor
	program := filter()
	err = unix.SetsockoptSockFprog(descriptor, unix.SOL_SOCKET, unix.SO_ATTACH_FILTER,
		&unix.SockFprog{Len: uint16(len(program)), Filter: &program[0]})
	if err == nil {
		err = unix.SetsockoptInt(descriptor, unix.SOL_SOCKET, unix.SO_RCVBUFFORCE, receiveBuffer)
	}
	if err == nil {
		err = unix.Bind(descriptor, &unix.SockaddrNetlink{Family: unix.AF_NETLINK, Groups: connectorGroup})
	}
	if err == nil {
		err = unix.Sendto(descriptor, listenRequest(), 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK})
	}
	if err != nil {
		unix.Close(descriptor)
	}
	return err
}

func (t *Tracker) follow() {
	// Never unlocked: the thread is the tracker's alone.
	runtime.LockOSThread()
	// Without the priority the tracker works too, and sees fewer of the shortest processes.
	_ = unix.Setpriority(unix.PRIO_PROCESS, 0, urgency)
	wait := []unix.PollFd{{Fd: int32(t.descriptor), Events: unix.POLLIN}}
	for {
		if _, err := unix.Poll(wait, -1); err != nil && err != unix.EINTR {
			// Memory ran out; nothing else can befall a poll of an open socket.
			time.Sleep(time.Second)
		}
		t.lock.Lock()
		t.drain()
		t.lock.Unlock()
	}
}

// report tells what is new apart from the thread that must be quick.
func (t *Tracker) report() {
	for range t.wake {
		t.lock.Lock()
		fresh := t.fresh
		t.fresh = nil
		t.lock.Unlock()
		for _, e := range fresh {
			t.seen(e)
		}
	}
}

// After lists what changed after a number (Execution.Seq), by start, whether more did than is known, and the number of
// the last change. Whatever the kernel reported before the call is in it.
func (t *Tracker) After(seq uint64) (executions []Execution, lost bool, last uint64) {
	t.lock.Lock()
	defer t.lock.Unlock()
	t.drain()
	executions, lost = t.history.After(seq)
	return executions, lost, t.history.Seq()
}

// drain takes in what the kernel has reported; bounded, as it may report as fast as it is read.
func (t *Tracker) drain() {
	for i := 0; i < Remembered; i++ {
		n, _, err := unix.Recvfrom(t.descriptor, t.buffer, unix.MSG_DONTWAIT)
		switch err {
		case nil:
			t.take(t.buffer[:n])
		case unix.EINTR:
		case unix.ENOBUFS:
			t.recover()
		default:
			return
		}
	}
}

func (t *Tracker) take(datagram []byte) {
	message, _, err := netlink.Cut(datagram)
	if err != nil {
		return
	}
	e, ok := decodeEvent(message.Data)
	if !ok {
		return
	}
	at := wallClock(e.monotonic)
	if e.exit {
		status := exitStatus(e.code)
		if ended, ok := t.history.End(e.pid, at, &status); ok {
			t.tell(ended)
		}
		return
	}
	execution := t.inspect(e.pid)
	execution.StartedAt = at
	started, ended := t.history.Start(execution)
	if ended != nil {
		t.tell(*ended)
	}
	t.tell(started)
}

func (t *Tracker) tell(e Execution) {
	if len(t.fresh) >= Remembered {
		t.fresh = t.fresh[1:]
	}
	t.fresh = append(t.fresh, e)
	select {
	case t.wake <- struct{}{}:
	default:
	}
}

// recover follows a loss of messages: ends among them are found by the processes that are gone.
func (t *Tracker) recover() {
	t.history.Lose()
	now := float64(time.Now().UnixMicro()) / 1e6
	for _, pid := range t.history.Running() {
		if unix.Access("/proc/"+strconv.Itoa(pid), unix.F_OK) == nil {
			continue
		}
		if ended, ok := t.history.End(pid, now, nil); ok {
			t.tell(ended)
		}
	}
}

// wallClock turns a moment of CLOCK_MONOTONIC into seconds since the epoch.
func wallClock(monotonic int64) float64 {
	return float64((wallOffset()+monotonic)/1000) / 1e6
}

// wallOffset is by how many nanoseconds the wall clock is ahead of CLOCK_MONOTONIC. Two clocks can't be read at once, and
// on a busy host the virtual processor may stand still between two readings, which would date a program before the command
// line that started it: of a few attempts the closest counts.
func wallOffset() int64 {
	const attempts, close = 8, 50_000
	var offset int64
	for i, best := 0, int64(math.MaxInt64); i < attempts && best > close; i++ {
		before := monotonicNow()
		wall := time.Now().UnixNano()
		after := monotonicNow()
		if after-before < best {
			best = after - before
			offset = wall - before - best/2
		}
	}
	return offset
}

func monotonicNow() int64 {
	var now unix.Timespec
	if unix.ClockGettime(unix.CLOCK_MONOTONIC, &now) != nil {
		return 0
	}
	return now.Nano()
}
