package notice

import (
	"sync"

	"golang.org/x/sys/unix"
)

// maxSettingWatches limits the memory used by watches. Changes of unwatched settings are seen at the next look.
const maxSettingWatches = 1024

// bridgeModule exists while br_netfilter is loaded and bridges have settings of their own.
const bridgeModule = "/sys/module/br_netfilter"

// settingWatch reports writes to settings under /proc/sys/net, because the kernel sends messages for only some of them.
// The directory shows the namespace of the calling thread, so it is watched from inside each namespace.
type settingWatch struct {
	inotify  *inotify
	happened func()

	lock    sync.Mutex
	watches map[settingFolder]int
	// complete holds the tracked state of each namespace in which every setting is watched.
	complete map[uint64]trackedState
}

// trackedState is the devices of a namespace, and whether br_netfilter was loaded.
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

// settingFolder is one directory of settings. A device that is recreated under the same name has another index.
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

// track watches the global settings of the calling thread's namespace and those of the given devices, and stops
// watching those of deleted devices.
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

// forget removes all watches. Existing namespaces are tracked again at the next look.
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
