package terminal

import (
	"os"
	"strconv"
	"syscall"

	"patchbay.org/agent/netns"
	"patchbay.org/agent/reaper"
)

// Shells starts the learner's shells in the network namespace that the machine booted with. Safe for concurrent use.
type Shells struct {
	reaper *reaper.Reaper
	home   *netns.Namespace
	cgroup string
	gate   *Gate
}

// NewShells returns a Shells that places shells in cgroup, a directory of cgroups(7) version 2. The first shell of
// terminal gate.ID waits at the gate.
func NewShells(reaper *reaper.Reaper, home *netns.Namespace, cgroup string, gate *Gate) *Shells {
	return &Shells{reaper: reaper, home: home, cgroup: cgroup, gate: gate}
}

func (s *Shells) start(id string, slave int) (*reaper.Child, error) {
	files := []uintptr{uintptr(slave), uintptr(slave), uintptr(slave)}
	environment := []string{"TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8", "HOME=/root", "USER=root",
		"LOGNAME=root", "SHELL=/bin/bash", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
		"PATCHBAY_TERMINAL=" + id}
	if inner := s.gate.take(id); inner != nil {
		defer inner.Close()
		environment = append(environment, "PATCHBAY_GATE="+strconv.Itoa(len(files)))
		files = append(files, inner.Fd())
	}
	var shell *reaper.Child
	err := s.home.Do(func() (err error) {
		shell, err = s.reaper.Start("/bin/bash", []string{"bash"}, &syscall.ProcAttr{
			Dir: "/root", Env: environment, Files: files,
			Sys: &syscall.SysProcAttr{Setsid: true, Setctty: true, Ctty: 0}})
		return err
	})
	if err != nil {
		return nil, err
	}
	// Go 1.19 can't start a process in a cgroup. The shell can be moved now because it has just been executed and has
	// not forked yet.
	_ = os.WriteFile(s.cgroup+"/cgroup.procs", []byte(strconv.Itoa(shell.Pid)), 0)
	return shell, nil
}
