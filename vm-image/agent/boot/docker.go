package boot

import (
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/netns"
	"patchbay.org/agent/reaper"
)

const (
	dockerProgram = "/usr/sbin/dockerd"
	dockerLog     = "/var/log/dockerd.log"
	// dockerReady is where the daemon says that it serves (sd_notify(3)).
	dockerReady    = "/run/patchbay/docker-ready"
	dockerWarmUp   = "/usr/lib/patchbay/docker-warm-up"
	dockerPatience = 2 * time.Minute
)

// StartDocker starts Docker's daemon in the learner's network namespace and returns when it answers and has its images.
// daemons is the control group of the daemon and of what it starts for itself; the containers have one of their own.
func StartDocker(reaper *reaper.Reaper, home *netns.Namespace, daemons string) error {
	ready, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: dockerReady, Net: "unixgram"})
	if err != nil {
		return err
	}
	defer os.Remove(dockerReady)
	defer ready.Close()
	daemon, err := launchDocker(reaper, home, daemons)
	if err != nil {
		return fmt.Errorf("start Docker: %w", err)
	}
	if err := awaitReady(ready, daemon); err != nil {
		return err
	}
	return home.Do(func() error { return mustRun(reaper, []string{dockerWarmUp}) })
}

func launchDocker(reaper *reaper.Reaper, home *netns.Namespace, daemons string) (child *reaper.Child, err error) {
	log, err := os.OpenFile(dockerLog, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644)
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
		child, err = reaper.Start(dockerProgram, []string{"dockerd"}, &syscall.ProcAttr{
			Dir: "/", Env: append(environment, "NOTIFY_SOCKET="+dockerReady),
			Files: []uintptr{null.Fd(), log.Fd(), log.Fd()}, Sys: &syscall.SysProcAttr{Setsid: true}})
		return err
	})
	if err != nil {
		return nil, err
	}
	return child, os.WriteFile(daemons+"/cgroup.procs", []byte(strconv.Itoa(child.Pid)), 0)
}

// awaitReady reads datagrams of sd_notify(3) until one says READY=1.
func awaitReady(ready *net.UnixConn, daemon *reaper.Child) error {
	go func() {
		<-daemon.Done()
		_ = ready.Close()
	}()
	if err := ready.SetReadDeadline(time.Now().Add(dockerPatience)); err != nil {
		return err
	}
	message := make([]byte, unix.Getpagesize())
	for {
		n, err := ready.Read(message)
		if err != nil {
			return fmt.Errorf("Docker's daemon did not get ready: %w; it says: %s", err, tail(dockerLog))
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
