package notice

import (
	"os"
	"time"

	"golang.org/x/sys/unix"
)

const (
	namesParent = "/run"
	// settle is how long ip-netns(8) takes from the file of a name to the mount over it, with room to spare.
	settle = 15 * time.Millisecond
)

// namesFolders are where ip-netns(8) and Docker mount namespaces. They are made with the first one.
var namesFolders = []string{"/run/netns", "/run/docker", "/run/docker/netns"}

// nameWatch hears of names of namespaces that come and go.
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

// watchFolders does nothing for a folder that is not there, and nothing new for one that is watched already.
func (w *nameWatch) watchFolders() {
	for _, folder := range namesFolders {
		_, _ = unix.InotifyAddWatch(w.inotify.descriptor, folder, unix.IN_CREATE|unix.IN_DELETE|unix.IN_ONLYDIR)
	}
}
