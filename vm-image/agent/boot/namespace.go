package boot

import (
	"fmt"
	"os"
	"runtime"

	"golang.org/x/sys/unix"
)

// Home is where the network namespace that the machine booted with is bound: the learner's. It is no name of
// ip-netns(8), so that "ip netns list" is empty.
const Home = "/run/patchbay/net"

// EnterManagement moves this process into a new network namespace that has no name. Threads that Go has started already
// would stay behind, so the thread that has moved executes the program anew. It returns only with an error.
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
