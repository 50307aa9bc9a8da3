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
	// retryDelay is the delay before a failed request is repeated. It doubles with each failure, up to longestDelay.
	retryDelay   = 200 * time.Millisecond
	longestDelay = 5 * time.Second
	// staleAfter is how many failures in a row make the last known state unknown.
	staleAfter = 5
)

// Watch keeps the daemon's current state: it listens to the daemon's events and requests the state after each. While
// nothing happens it does nothing, whether or not a daemon runs; only a socket at which no daemon answers is tried again
// and again. Safe for concurrent use.
type Watch struct {
	api     api
	home    *netns.Namespace
	changed func()
	delay   time.Duration
	known   atomic.Pointer[State]
	happens chan struct{}
}

// Start listens to the daemon at a socket, whose devices are in namespace home, now and whenever one starts later.
// changed is called from a goroutine of the watch when State may have changed.
func Start(socket string, home *netns.Namespace, changed func()) (*Watch, error) {
	return start(socket, home, changed, retryDelay)
}

func start(socket string, home *netns.Namespace, changed func(), delay time.Duration) (*Watch, error) {
	w := &Watch{api: api{socket}, home: home, changed: changed, delay: delay, happens: make(chan struct{}, 1)}
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
	delay := w.delay
	for {
		err := w.followDaemon()
		// Without a socket there is no daemon. With one, a daemon may need any time until its first answer.
		var retryAt time.Time
		switch {
		case err == nil:
			delay = w.delay
			retryAt = time.Now().Add(delay)
		case !errors.Is(err, unix.ENOENT):
			retryAt = time.Now().Add(delay)
			delay = longer(delay)
		}
		if arrivals.SetReadDeadline(retryAt) != nil {
			return
		}
		if _, err := arrivals.Read(buffer); err != nil && !errors.Is(err, os.ErrDeadlineExceeded) {
			return
		}
	}
}

func longer(delay time.Duration) time.Duration {
	if delay > longestDelay/2 {
		return longestDelay
	}
	return 2 * delay
}

// followDaemon follows the events of a daemon until it ends. It returns an error if no daemon answers.
func (w *Watch) followDaemon() error {
	connection, stream, err := w.api.open(events)
	if err != nil {
		return err
	}
	defer connection.Close()
	if err := connection.SetDeadline(time.Time{}); err != nil {
		return err
	}
	w.happened()
	for {
		if err := skipLine(stream); err != nil {
			break
		}
		w.happened()
	}
	w.happened()
	return nil
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

// follow requests the state after each event.
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

// ask requests the state until the daemon answers or is gone, in which case it returns nil.
func (w *Watch) ask() *State {
	delay := w.delay
	for failures := 1; ; failures++ {
		state, err := read(w.api, w.home)
		if err == nil {
			return &state
		}
		if errors.Is(err, unix.ECONNREFUSED) || errors.Is(err, unix.ENOENT) {
			return nil
		}
		// If a container was removed between the list and its inspection, the rest of the state is still valid.
		if failures == staleAfter {
			w.known.Store(nil)
			w.changed()
		}
		time.Sleep(delay)
		delay = longer(delay)
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
