package boot

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/netns"
	"patchbay.org/agent/reaper"
)

const (
	// daemonReady is the socket where a daemon reports that it is ready (sd_notify(3)).
	daemonReady    = "/run/patchbay/daemon-ready"
	dockerWarmUp   = "/usr/lib/patchbay/docker-warm-up"
	daemonPatience = 2 * time.Minute
)

// daemon is a program that runs until it is killed.
type daemon struct{ program, log string }

// dockers lists Docker's daemons in start order. containerd is started separately because a dockerd that starts its own
// containerd polls it twice a second, which would cost memory in every clone.
var dockers = []daemon{{"/usr/bin/containerd", "/var/log/containerd.log"}, {"/usr/sbin/dockerd", "/var/log/dockerd.log"}}

// StartDocker starts Docker's daemons in the learner's network namespace and returns when they answer and have imported
// their images. group is the control group of the daemons and their own child processes; the containers have a separate
// group.
func StartDocker(reaper *reaper.Reaper, home *netns.Namespace, group string) error {
	for _, one := range dockers {
		if err := one.start(reaper, home, group); err != nil {
			return fmt.Errorf("start %s: %w", one.program, err)
		}
	}
	return home.Do(func() error { return mustRun(reaper, []string{dockerWarmUp}) })
}

// start returns when the daemon is ready.
func (d daemon) start(reaper *reaper.Reaper, home *netns.Namespace, group string) error {
	ready, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: daemonReady, Net: "unixgram"})
	if err != nil {
		return err
	}
	defer os.Remove(daemonReady)
	defer ready.Close()
	child, err := d.launch(reaper, home, group)
	if err != nil {
		return err
	}
	return d.await(ready, child)
}

func (d daemon) launch(reaper *reaper.Reaper, home *netns.Namespace, group string) (child *reaper.Child, err error) {
	log, err := os.OpenFile(d.log, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644)
	if err != nil {
		return nil, err
	}
	defer log.Close()
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	defer null.Close()
	err = home.Do(func() (err error) {
		child, err = reaper.Start(d.program, []string{filepath.Base(d.program)}, &syscall.ProcAttr{
			Dir: "/", Env: append(environment, "NOTIFY_SOCKET="+daemonReady),
			Files: []uintptr{null.Fd(), log.Fd(), log.Fd()}, Sys: &syscall.SysProcAttr{Setsid: true}})
		return err
	})
	if err != nil {
		return nil, err
	}
	return child, os.WriteFile(group+"/cgroup.procs", []byte(strconv.Itoa(child.Pid)), 0)
}

// await reads sd_notify(3) datagrams until one contains READY=1.
func (d daemon) await(ready *net.UnixConn, child *reaper.Child) error {
	go func() {
		<-child.Done()
		_ = ready.Close()
	}()
	if err := ready.SetReadDeadline(time.Now().Add(daemonPatience)); err != nil {
		return err
	}
	message := make([]byte, unix.Getpagesize())
	for {
		n, err := ready.Read(message)
		if err != nil {
			return fmt.Errorf("not ready: %w; its log ends with: %s", err, tail(d.log))
		}
		for _, line := range strings.Split(string(message[:n]), "\n") {
			if line == "READY=1" {
				return nil
			}
		}
	}
}

func tail(path string) string {
	const most = 1000
	text, err := os.ReadFile(path)
	if err != nil {
		return err.Error()
	}
	if len(text) > most {
		text = text[len(text)-most:]
	}
	return string(text)
}
