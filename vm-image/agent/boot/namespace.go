package boot

import (
	"fmt"
	"os"
	"runtime"

	"golang.org/x/sys/unix"
)

// Home is the path where the network namespace that the machine booted with, the learner's, is bind-mounted. It is
// outside /run/netns, so "ip netns list" is empty.
const Home = "/run/patchbay/net"

// EnterManagement moves this process into a new network namespace that has no name. Threads that the Go runtime has
// already started would stay in the old namespace, so the moved thread executes the program again. It returns only with
// an error.
func EnterManagement(stage string) error {
	runtime.LockOSThread()
	if err := os.WriteFile(Home, nil, 0o600); err != nil {
		return err
	}
	if err := unix.Mount("/proc/self/ns/net", Home, "", unix.MS_BIND, ""); err != nil {
		return fmt.Errorf("bind %s: %w", Home, err)
	}
	if err := unix.Unshare(unix.CLONE_NEWNET); err != nil {
		return os.NewSyscallError("unshare", err)
	}
	return os.NewSyscallError("execve", unix.Exec("/proc/self/exe", []string{"patchbay-agent", stage}, os.Environ()))
}
