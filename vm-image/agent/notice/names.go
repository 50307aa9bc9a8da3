package notice

import (
	"os"
	"time"

	"golang.org/x/sys/unix"
)

const (
	namesParent = "/run"
	// settle is the time that ip-netns(8) needs, with a margin, between creating the file of a name and mounting over
	// it.
	settle = 15 * time.Millisecond
)

// namesFolders are the directories where ip-netns(8) and Docker mount namespaces. Each is created with its first
// namespace.
var namesFolders = []string{"/run/netns", "/run/docker", "/run/docker/netns"}

// nameWatch reports names of namespaces that are added or removed.
type nameWatch struct {
	inotify  *inotify
	happened func()
}

func watchNames(happened func()) (*nameWatch, error) {
	inotify, err := newInotify()
	if err != nil {
		return nil, err
	}
	w := &nameWatch{inotify, happened}
	if _, err := unix.InotifyAddWatch(inotify.descriptor, namesParent, unix.IN_CREATE|unix.IN_ONLYDIR); err != nil {
		return nil, &os.PathError{Op: "inotify", Path: namesParent, Err: err}
	}
	w.watchFolders()
	return w, nil
}

func (w *nameWatch) follow() {
	w.inotify.follow(func(int32, uint32) {
		w.watchFolders()
		time.Sleep(settle)
		w.happened()
	})
}

// watchFolders skips directories that do not exist or are already watched.
func (w *nameWatch) watchFolders() {
	for _, folder := range namesFolders {
		_, _ = unix.InotifyAddWatch(w.inotify.descriptor, folder, unix.IN_CREATE|unix.IN_DELETE|unix.IN_ONLYDIR)
	}
}
