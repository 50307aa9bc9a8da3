package main

import (
	"encoding/json"
	"os"
	"runtime"
	"syscall"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/boot"
	"patchbay.org/agent/capture"
	"patchbay.org/agent/control"
	"patchbay.org/agent/docker"
	"patchbay.org/agent/netns"
	"patchbay.org/agent/notice"
	"patchbay.org/agent/observe"
	"patchbay.org/agent/probe"
	"patchbay.org/agent/process"
	"patchbay.org/agent/reaper"
	"patchbay.org/agent/terminal"
)

// management is the agent's own network namespace, which no snapshot shows.
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
	// Changes is the number of changes reported before the look began.
	Changes uint64 `json:"changes"`
	process.Update
}

// registerObservation registers the operations that observe the network and starts the notices about network state and
// processes. It must be called before a learner can modify the tools.
func registerObservation(reaper *reaper.Reaper, registry *control.Registry, notices *control.Notices, home *netns.Namespace,
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
	observer, err := observe.New(home, hidden, watch.Track)
	if err != nil {
		return err
	}
	if _, err := observer.Look(); err != nil {
		return err
	}
	launch := func(socket *os.File) error { return launchExecWatch(reaper, socket) }
	tracker, err := process.Start(launch, process.FindTools(process.ToolNames), terminals.OfSession, func(e process.Execution) {
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
	prober := probe.New(observer.Open)
	registry.HandleAsync("reach", func(request json.RawMessage) (any, error) {
		var wanted probe.Request
		if err := json.Unmarshal(request, &wanted); err != nil {
			return nil, err
		}
		return prober.Try(wanted)
	})
	watcher := capture.NewWatcher(observer.Open)
	registry.HandleAsync("watch", func(request json.RawMessage) (any, error) {
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

// execWatch is the argument of the process that watches which programs are executed.
const execWatch = "execwatch"

// execWatchSocket is its socket to the tracker: the first descriptor after the standard ones.
const execWatchSocket = 3

// launchExecWatch starts this program again as the exec watcher.
func launchExecWatch(reaper *reaper.Reaper, socket *os.File) error {
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer null.Close()
	_, err = reaper.Start("/proc/self/exe", []string{"patchbay-agent", execWatch}, &syscall.ProcAttr{
		Files: []uintptr{null.Fd(), null.Fd(), os.Stderr.Fd(), socket.Fd()}})
	return err
}

// runExecWatch runs the exec watcher until the agent closes the socket.
func runExecWatch() error {
	if process.SetRealtime() {
		// Go starts all its threads with this priority only if the process had it when it was executed.
		return os.NewSyscallError("execve", unix.Exec("/proc/self/exe", os.Args, os.Environ()))
	}
	runtime.GOMAXPROCS(1)
	home, err := netns.Open(boot.Home)
	if err != nil {
		return err
	}
	return process.WatchExecs(home, execWatchSocket)
}
