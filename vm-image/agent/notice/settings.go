package notice

import (
	"sync"

	"golang.org/x/sys/unix"
)

// maxSettingWatches bounds the memory that watches take; what is beyond is seen at the next look.
const maxSettingWatches = 1024

// bridgeModule is there while bridges have settings beside those of IPv4.
const bridgeModule = "/sys/module/br_netfilter"

// settingWatch hears of writes to settings under /proc/sys/net, of which the kernel sends messages only for some.
// That folder shows the namespace of the thread that looks, and so is watched from inside each.
type settingWatch struct {
	inotify  *inotify
	happened func()

	lock    sync.Mutex
	watches map[settingFolder]int
	// complete has, of each namespace of which all is watched, what was wanted.
	complete map[uint64]trackedState
}

// trackedState are the devices of a namespace, and whether bridges had settings.
type trackedState struct {
	devices map[int]string
	bridges bool
}

func (a trackedState) same(other trackedState) bool {
	if a.bridges != other.bridges || len(a.devices) != len(other.devices) {
		return false
	}
	for index, name := range a.devices {
		if other.devices[index] != name {
			return false
		}
	}
	return true
}

// settingFolder is one folder of settings. A device that is made anew under the same name has another index.
type settingFolder struct {
	namespace uint64
	device    int
	path      string
}

func watchSettings(happened func()) (*settingWatch, error) {
	inotify, err := newInotify()
	if err != nil {
		return nil, err
	}
	return &settingWatch{inotify: inotify, happened: happened, watches: map[settingFolder]int{},
		complete: map[uint64]trackedState{}}, nil
}

func (w *settingWatch) follow() {
	w.inotify.follow(func(watch int32, mask uint32) {
		if mask&unix.IN_IGNORED != 0 {
			w.drop(int(watch))
			return
		}
		w.happened()
	})
}

// adopt watches the settings of the thread's namespace as a whole and of these devices, and no longer those of devices
// that are gone.
func (w *settingWatch) track(namespace uint64, devices map[int]string) {
	w.lock.Lock()
	defer w.lock.Unlock()
	now := trackedState{devices, unix.Access(bridgeModule, unix.F_OK) == nil}
	if known, complete := w.complete[namespace]; complete && known.same(now) {
		return
	}
	delete(w.complete, namespace)
	const all = "/proc/sys/net/ipv4"
	wanted := map[settingFolder]bool{{namespace, 0, all}: true, {namespace, 0, all + "/conf/all"}: true}
	if now.bridges {
		wanted[settingFolder{namespace, 0, "/proc/sys/net/bridge"}] = true
	}
	for index, name := range devices {
		wanted[settingFolder{namespace, index, all + "/conf/" + name}] = true
	}
	for folder, watch := range w.watches {
		if folder.namespace == namespace && !wanted[folder] {
			w.remove(folder, watch)
		}
	}
	complete := true
	for folder := range wanted {
		if _, watched := w.watches[folder]; watched {
			continue
		}
		complete = complete && w.add(folder)
	}
	if complete {
		w.complete[namespace] = now
	}
}

func (w *settingWatch) add(folder settingFolder) bool {
	if len(w.watches) >= maxSettingWatches {
		return false
	}
	watch, err := unix.InotifyAddWatch(w.inotify.descriptor, folder.path, unix.IN_MODIFY|unix.IN_ONLYDIR)
	if err != nil {
		return false
	}
	w.watches[folder] = watch
	return true
}

// forget watches nothing any more; what still exists is trackedState again.
func (w *settingWatch) forget() {
	w.lock.Lock()
	defer w.lock.Unlock()
	for folder, watch := range w.watches {
		w.remove(folder, watch)
	}
	w.complete = map[uint64]trackedState{}
}

func (w *settingWatch) remove(folder settingFolder, watch int) {
	delete(w.watches, folder)
	_, _ = unix.InotifyRmWatch(w.inotify.descriptor, uint32(watch))
}

func (w *settingWatch) drop(watch int) {
	w.lock.Lock()
	defer w.lock.Unlock()
	for folder, known := range w.watches {
		if known == watch {
			delete(w.watches, folder)
			delete(w.complete, folder.namespace)
		}
	}
}
