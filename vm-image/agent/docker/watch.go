package docker

import (
	"bufio"
	"errors"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/netns"
)

const (
	// Socket is the path of the daemon's socket.
	Socket = "/run/docker.sock"
	// events is the path of the event stream for containers and networks.
	events = `/events?filters=%7B%22type%22%3A%5B%22container%22%2C%22network%22%5D%7D`
	// debounce is how long an event waits for others that arrive together with it.
	debounce = 20 * time.Millisecond
	// retryDelay is the delay before a failed request is repeated; retries is how often.
	retryDelay = 200 * time.Millisecond
	retries    = 5
)

// Watch keeps the daemon's current state: it listens to the daemon's events and requests the state after each. While
// nothing happens it does nothing, whether or not a daemon runs. Safe for concurrent use.
type Watch struct {
	api     api
	home    *netns.Namespace
	changed func()
	known   atomic.Pointer[State]
	happens chan struct{}
}

// Start listens to the daemon at a socket, whose devices are in namespace home, now and whenever one starts later.
// changed is called from a goroutine of the watch when State may have changed.
func Start(socket string, home *netns.Namespace, changed func()) (*Watch, error) {
	w := &Watch{api: api{socket}, home: home, changed: changed, happens: make(chan struct{}, 1)}
	arrivals, err := watchFor(socket)
	if err != nil {
		return nil, err
	}
	go w.listen(arrivals)
	go w.follow()
	return w, nil
}

// State returns the last known state, or nil if no daemon runs or the last request failed.
func (w *Watch) State() *State { return w.known.Load() }

// listen follows one daemon after the other.
func (w *Watch) listen(arrivals *os.File) {
	buffer := make([]byte, 4096)
	for {
		for try := 0; try < retries && !w.followDaemon(); try++ {
			// A daemon needs some time between creating its socket and its first answer.
			time.Sleep(retryDelay)
		}
		if _, err := arrivals.Read(buffer); err != nil {
			return
		}
	}
}

// followDaemon follows the events of a daemon until it ends. It returns false if no daemon answers.
func (w *Watch) followDaemon() bool {
	connection, stream, err := w.api.open(events)
	if err != nil {
		return false
	}
	defer connection.Close()
	if connection.SetDeadline(time.Time{}) != nil {
		return false
	}
	w.happened()
	for {
		if err := skipLine(stream); err != nil {
			break
		}
		w.happened()
	}
	w.happened()
	return true
}

// skipLine reads and discards one event of any length. Every event triggers the same request.
func skipLine(stream *bufio.Reader) error {
	for {
		_, err := stream.ReadSlice('\n')
		if err != bufio.ErrBufferFull {
			return err
		}
	}
}

func (w *Watch) happened() {
	select {
	case w.happens <- struct{}{}:
	default:
	}
}

// follow requests the state after each event. If the daemon does not answer, the state is unknown.
func (w *Watch) follow() {
	for range w.happens {
		time.Sleep(debounce)
		select {
		case <-w.happens:
		default:
		}
		w.known.Store(w.ask())
		w.changed()
	}
}

func (w *Watch) ask() *State {
	for try := 0; ; try++ {
		state, err := read(w.api, w.home)
		if err == nil {
			return &state
		}
		gone := errors.Is(err, unix.ECONNREFUSED) || errors.Is(err, unix.ENOENT)
		// If a container was removed between the list and its inspection, the rest of the state is still valid.
		if try == retries || gone {
			return nil
		}
		time.Sleep(retryDelay)
	}
}

// watchFor returns an inotify(7) descriptor that reports the creation of a file. Other files created in the same
// directory wake it too.
func watchFor(path string) (*os.File, error) {
	descriptor, err := unix.InotifyInit1(unix.IN_CLOEXEC | unix.IN_NONBLOCK)
	if err != nil {
		return nil, os.NewSyscallError("inotify_init1", err)
	}
	folder := filepath.Dir(path)
	if _, err := unix.InotifyAddWatch(descriptor, folder, unix.IN_CREATE|unix.IN_MOVED_TO|unix.IN_ONLYDIR); err != nil {
		unix.Close(descriptor)
		return nil, &os.PathError{Op: "inotify", Path: folder, Err: err}
	}
	return os.NewFile(uintptr(descriptor), folder), nil
}
