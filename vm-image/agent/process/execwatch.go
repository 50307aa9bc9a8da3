package process

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"unsafe"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/capture"
	"patchbay.org/agent/netlink"
	"patchbay.org/agent/netns"
)

const (
	// receiveBuffer holds several thousand events of a burst.
	receiveBuffer = 1 << 20
	// drainLimit is the maximum number of events read at once.
	drainLimit = 4096
	// framesAtOnce is the number of frames that fit into one packet to the tracker.
	framesAtOnce = 128
	realTime     = 1 // SCHED_FIFO (sched(7))
)

// SetRealtime gives the process, once it is executed again, priority over every ordinary process. Each program is then
// inspected before its first instruction, since on a single CPU it can't run in the meantime. It returns whether the
// caller must execute itself again.
func SetRealtime() bool {
	policy, _, _ := unix.RawSyscall(unix.SYS_SCHED_GETSCHEDULER, 0, 0, 0)
	if policy == realTime {
		return false
	}
	runtime.LockOSThread()
	priority := int32(1)
	_, _, errno := unix.RawSyscall(unix.SYS_SCHED_SETSCHEDULER, 0, realTime, uintptr(unsafe.Pointer(&priority)))
	return errno == 0
}

// execWatcher observes which programs are executed and which processes exit, and reports them to the tracker over a
// socket.
type execWatcher struct {
	connector int
	tracker   int
	buffer    []byte
	recorders *capture.Recorders
}

// WatchExecs reports to the tracker over a packet socket until that is closed. It runs in a process of its own, because
// within the agent it would wait for the agent's other work and miss short-lived programs. The process connector works
// only in the init network namespace.
func WatchExecs(initial *netns.Namespace, tracker int) error {
	// Makes this process the last one that the kernel kills when memory runs out. An error is ignored.
	_ = os.WriteFile("/proc/self/oom_score_adj", []byte("-1000"), 0)
	w := &execWatcher{tracker: tracker, buffer: make([]byte, 4096), recorders: capture.NewRecorders()}
	if err := initial.Do(w.listen); err != nil {
		return fmt.Errorf("process connector: %w", err)
	}
	if err := w.send(watchMessage{Kind: ready}); err != nil {
		return err
	}
	wait := []unix.PollFd{{Fd: int32(w.connector), Events: unix.POLLIN}, {Fd: int32(tracker), Events: unix.POLLIN}}
	for {
		if _, err := unix.Poll(wait, -1); err != nil && err != unix.EINTR {
			return os.NewSyscallError("poll", err)
		}
		if err := w.drain(); err != nil {
			return err
		}
		if wait[1].Revents != 0 {
			if err := w.sync(); err != nil {
				return err
			}
		}
	}
}

func (w *execWatcher) listen() error {
	descriptor, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, unix.NETLINK_CONNECTOR)
	if err != nil {
		return err
	}
	w.connector = descriptor
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
	return err
}

// sync answers a sync request. It returns an error if the tracker has closed the socket.
func (w *execWatcher) sync() error {
	var question [1]byte
	n, err := unix.Read(w.tracker, question[:])
	if err == unix.EINTR {
		return nil
	}
	if err != nil || n == 0 {
		return errors.New("the tracker is gone")
	}
	if err := w.drain(); err != nil {
		return err
	}
	if err := w.sendFrames(); err != nil {
		return err
	}
	return w.send(watchMessage{Kind: synced})
}

// drain reads the kernel's events, up to a limit because they may arrive as fast as they are read.
func (w *execWatcher) drain() error {
	for i := 0; i < drainLimit; i++ {
		n, _, err := unix.Recvfrom(w.connector, w.buffer, unix.MSG_DONTWAIT)
		switch err {
		case nil:
			err = w.take(w.buffer[:n])
		case unix.EINTR:
			continue
		case unix.ENOBUFS:
			err = w.recover()
		case unix.EAGAIN:
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// recover handles lost events. Recordings of processes that no longer exist are ended.
func (w *execWatcher) recover() error {
	if err := w.sendFrames(); err != nil {
		return err
	}
	w.recorders.Prune(alive)
	return w.send(watchMessage{Kind: missed})
}

func (w *execWatcher) take(datagram []byte) error {
	message, _, err := netlink.Cut(datagram)
	if err != nil {
		return nil
	}
	e, ok := decodeEvent(message.Data)
	if !ok {
		return nil
	}
	// The process's last frames are sent before its exit, and before it becomes another program.
	if w.recorders.Runs(e.pid) {
		if err := w.sendFrames(); err != nil {
			return err
		}
		w.recorders.End(e.pid)
	}
	if e.exit {
		return w.send(watchMessage{Kind: exited, Pid: e.pid, At: e.monotonic, Code: e.code})
	}
	seen := inspect(e.pid)
	if capture.IsFrameTool(seen.Path) {
		// Without a recording, the program's output can't be confirmed. The tracker reports this.
		seen.Recorded = w.recorders.Begin(e.pid, seen.Namespace) == nil
	}
	return w.send(watchMessage{Kind: executed, Pid: e.pid, At: e.monotonic, Facts: &seen})
}

// sendFrames sends the frames recorded since the last call.
func (w *execWatcher) sendFrames() error {
	return w.recorders.Take(func(namespace uint64, frames []capture.Frame, lostSince float64) error {
		for len(frames) > framesAtOnce {
			if err := w.send(watchMessage{Kind: recorded, Namespace: namespace, Frames: frames[:framesAtOnce]}); err != nil {
				return err
			}
			frames = frames[framesAtOnce:]
		}
		return w.send(watchMessage{Kind: recorded, Namespace: namespace, Frames: frames, LostSince: lostSince})
	})
}

// send blocks while the tracker reads nothing. The kernel queues the events in the meantime and reports an overflow.
func (w *execWatcher) send(s watchMessage) error {
	packet, err := json.Marshal(s)
	if err != nil {
		return err
	}
	for {
		if _, err = unix.Write(w.tracker, packet); err != unix.EINTR {
			return os.NewSyscallError("tell the tracker", err)
		}
	}
}

// alive reports whether a process with this pid exists.
func alive(pid int) bool { return unix.Access("/proc/"+strconv.Itoa(pid), unix.F_OK) == nil }
