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
	// Socket is where the daemon listens.
	Socket = "/run/docker.sock"
	// events is the stream of what happens to containers and networks.
	events = `/events?filters=%7B%22type%22%3A%5B%22container%22%2C%22network%22%5D%7D`
	// together is how long one event waits for those that come with it.
	debounce = 20 * time.Millisecond
	// again is how long after an answer that failed the daemon is asked once more, and retries how often.
	retryDelay = 200 * time.Millisecond
	retries    = 5
)

// Watch knows what the daemon runs, by its own word: it listens to the daemon's events and asks after each. It does
// nothing while nothing happens, daemon or no daemon. Safe for concurrent use.
type Watch struct {
	api     api
	home    *netns.Namespace
	changed func()
	known   atomic.Pointer[State]
	happens chan struct{}
}

// Start listens to the daemon behind a socket, whose devices are in the namespace home, now and whenever there is one.
// changed is called, from a goroutine of the watch's own, when State may say something else.
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

// State is what the daemon was last known to run; nil if none runs, or it could not tell.
func (w *Watch) State() *State { return w.known.Load() }

// listen hears one daemon after the other.
func (w *Watch) listen(arrivals *os.File) {
	buffer := make([]byte, 4096)
	for {
		for try := 0; try < retries && !w.hear(); try++ {
			// Between its socket's name and its first answer a daemon needs a moment.
			time.Sleep(retryDelay)
		}
		if _, err := arrivals.Read(buffer); err != nil {
			return
		}
	}
}

// hear follows the events of a daemon to its end; false if none answers.
func (w *Watch) hear() bool {
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

// skipLine reads one event, whatever its length, and keeps nothing of it: each means to ask.
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

// follow asks the daemon after what happened. When it does not answer, nothing is known.
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
		// A container that went between the list and its inspection is no reason to know nothing.
		if try == retries || gone {
			return nil
		}
		time.Sleep(retryDelay)
	}
}

// watchFor returns inotify(7)'s events of a file that comes to be. What else comes in its folder wakes it too.
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
