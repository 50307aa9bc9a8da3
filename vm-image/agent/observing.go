package main

import (
	"encoding/json"
	"os"
	"runtime"
	"syscall"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/boot"
	"patchbay.org/agent/control"
	"patchbay.org/agent/docker"
	"patchbay.org/agent/netns"
	"patchbay.org/agent/notice"
	"patchbay.org/agent/observe"
	"patchbay.org/agent/process"
	"patchbay.org/agent/reach"
	"patchbay.org/agent/reaper"
	"patchbay.org/agent/terminal"
	"patchbay.org/agent/wire"
)

// management is the agent's own network namespace, which no observation shows.
const management = "/proc/self/ns/net"

type changed struct {
	Notice string `json:"notice"`
	Seq    uint64 `json:"seq"`
}

type executed struct {
	Notice    string            `json:"notice"`
	Execution process.Execution `json:"execution"`
}

type look struct {
	Snapshot observe.Snapshot `json:"snapshot"`
	// Changes counts those that had been heard of when the look began.
	Changes uint64 `json:"changes"`
	process.News
}

// observing registers the look at the machine and starts the notices about the kernel's network state and its processes.
// It is called before any learner could have touched a tool.
func observing(reaper *reaper.Reaper, registry *control.Registry, notices *control.Notices, home *netns.Namespace,
	terminals *terminal.Terminals) error {
	hidden, err := netns.Open(management)
	if err != nil {
		return err
	}
	watch, err := notice.Start(hidden, func(count uint64) { notices.Publish(changed{"changed", count}) })
	if err != nil {
		return err
	}
	daemon, err := docker.Start(docker.Socket, home, watch.Look)
	if err != nil {
		return err
	}
	observer, err := observe.New(home, hidden, watch.Adopt)
	if err != nil {
		return err
	}
	if _, err := observer.Look(); err != nil {
		return err
	}
	launch := func(socket *os.File) error { return launchWitness(reaper, socket) }
	tracker, err := process.Start(launch, process.FindTools(process.Taught), terminals.OfSession, func(e process.Execution) {
		if e.Namespace != 0 && !watch.Known(e.Namespace) {
			watch.Look()
		}
		if e.Terminal != "" {
			notices.Publish(executed{"execution", e})
		}
	})
	if err != nil {
		return err
	}
	registry.Handle("look", func(request json.RawMessage) (any, error) {
		var wanted struct {
			ExecutionsAfter uint64 `json:"executionsAfter"`
		}
		if err := json.Unmarshal(request, &wanted); err != nil {
			return nil, err
		}
		changes := watch.Count()
		snapshot, err := observer.Look()
		if err != nil {
			return nil, err
		}
		snapshot.Docker = daemon.State()
		return look{snapshot, changes, tracker.After(wanted.ExecutionsAfter)}, nil
	})
	reacher := reach.New(observer.Open)
	registry.HandleAside("reach", func(request json.RawMessage) (any, error) {
		var wanted reach.Request
		if err := json.Unmarshal(request, &wanted); err != nil {
			return nil, err
		}
		return reacher.Try(wanted)
	})
	watcher := wire.NewWatcher(observer.Open)
	registry.HandleAside("watch", func(request json.RawMessage) (any, error) {
		var wanted struct {
			Seconds float64 `json:"seconds"`
		}
		if err := json.Unmarshal(request, &wanted); err != nil {
			return nil, err
		}
		return watcher.Watch(wanted.Seconds)
	})
	registry.Handle("unwatch", func(json.RawMessage) (any, error) {
		watcher.End()
		return nil, nil
	})
	return nil
}

// witness is the argument of the process that sees what is executed.
const witness = "witness"

// witnessSocket is where it finds the tracker: the first descriptor after the standard ones.
const witnessSocket = 3

// launchWitness starts this program anew, as the witness.
func launchWitness(reaper *reaper.Reaper, socket *os.File) error {
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer null.Close()
	_, err = reaper.Start("/proc/self/exe", []string{"patchbay-agent", witness}, &syscall.ProcAttr{
		Files: []uintptr{null.Fd(), null.Fd(), os.Stderr.Fd(), socket.Fd()}})
	return err
}

// bearWitness is the life of the witness. It ends when the agent lets go of it.
func bearWitness() error {
	if process.Hurry() {
		// All threads that Go starts have the priority only if the program starts with it.
		return os.NewSyscallError("execve", unix.Exec("/proc/self/exe", os.Args, os.Environ()))
	}
	runtime.GOMAXPROCS(1)
	home, err := netns.Open(boot.Home)
	if err != nil {
		return err
	}
	return process.Witness(home, witnessSocket)
}
