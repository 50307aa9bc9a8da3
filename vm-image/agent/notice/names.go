package notice

import (
	"os"
	"time"

	"golang.org/x/sys/unix"
)

const (
	namesParent = "/run"
	namesFolder = "/run/netns"
	// settle is how long ip-netns(8) takes from the file of a name to the mount over it, with room to spare.
	settle = 15 * time.Millisecond
)

// nameWatch hears of names of namespaces that come and go under /run/netns. That folder is made with the first name.
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
	w.watchFolder()
	return w, nil
}

func (w *nameWatch) follow() {
	w.inotify.follow(func(int32, uint32) {
		w.watchFolder()
		time.Sleep(settle)
		w.happened()
	})
}

// watchFolder does nothing while the folder is not there, and nothing new when it is watched already.
func (w *nameWatch) watchFolder() {
	_, _ = unix.InotifyAddWatch(w.inotify.descriptor, namesFolder, unix.IN_CREATE|unix.IN_DELETE|unix.IN_ONLYDIR)
}
