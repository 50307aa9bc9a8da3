package boot

import (
	"fmt"
	"os"
	"strings"
	"syscall"

	"patchbay.org/agent/netns"
	"patchbay.org/agent/reaper"
)

const (
	modulesFile = "/usr/lib/patchbay/modules"
	warmUp      = "/usr/lib/patchbay/warm-up"
)

var environment = []string{"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LANG=C.UTF-8"}

// LoadModules loads the kernel modules listed in the image.
func LoadModules(reaper *reaper.Reaper) error {
	text, err := os.ReadFile(modulesFile)
	if err != nil {
		return err
	}
	var modules []string
	for _, line := range strings.Split(string(text), "\n") {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			modules = append(modules, line)
		}
	}
	_, err = run(reaper, append([]string{"/usr/sbin/modprobe", "--all"}, modules...))
	return err
}

// Warm runs the learners' tools once, in a separate namespace, to load their pages into memory. Their output and errors
// are discarded.
func Warm(reaper *reaper.Reaper, home *netns.Namespace) error {
	return home.Do(func() error {
		_, err := run(reaper, []string{"/usr/bin/unshare", "--net", warmUp})
		return err
	})
}

// mustRun runs a program and returns an error unless it succeeds.
func mustRun(reaper *reaper.Reaper, argv []string) error {
	status, err := run(reaper, argv)
	if err == nil && status != 0 {
		err = fmt.Errorf("%s ended with status %d", argv[0], status)
	}
	return err
}

// run runs a program to completion, with its output on the console, and returns its exit status.
func run(reaper *reaper.Reaper, argv []string) (status int, err error) {
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		return 0, err
	}
	defer null.Close()
	child, err := reaper.Start(argv[0], argv, &syscall.ProcAttr{
		Env: environment, Files: []uintptr{null.Fd(), null.Fd(), os.Stderr.Fd()}})
	if err != nil {
		return 0, err
	}
	return child.Status(), nil
}
