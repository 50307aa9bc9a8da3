package boot

import (
	"fmt"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

const cgroups = "/sys/fs/cgroup"

const (
	// learnerProcesses bounds the processes of all the learner's shells together: enough for any lesson, and so few
	// that a bomb of bash, at 0.75 MB each, does not fill the memory. With 512 the agent itself starved for minutes,
	// its pages always just dropped.
	learnerProcesses = 128
	// commandProcesses bounds those of the commands that the host runs.
	commandProcesses = 128
	// reserve is the memory that the learner's processes can't have, in bytes: the kernel's and the agent's share.
	reserve = 64 << 20
)

// LimitLearner makes the control group (cgroups(7)) of the learner's shells and returns its folder.
func LimitLearner() (string, error) {
	if err := os.WriteFile(cgroups+"/cgroup.subtree_control", []byte("+cpu +memory +pids"), 0); err != nil {
		return "", err
	}
	var info unix.Sysinfo_t
	if err := unix.Sysinfo(&info); err != nil {
		return "", os.NewSyscallError("sysinfo", err)
	}
	total := info.Totalram * uint64(info.Unit)
	if total <= 2*reserve {
		return "", fmt.Errorf("%d bytes of memory are too few", total)
	}
	return limit("learner", map[string]string{
		"memory.max": strconv.FormatUint(total-reserve, 10),
		"pids.max":   strconv.Itoa(learnerProcesses),
	})
}

// LimitCommands makes the control group of the commands that the host runs and returns its folder.
func LimitCommands() (string, error) {
	return limit("command", map[string]string{"pids.max": strconv.Itoa(commandProcesses)})
}

func limit(name string, limits map[string]string) (string, error) {
	folder := cgroups + "/" + name
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return "", err
	}
	for file, value := range limits {
		if err := os.WriteFile(folder+"/"+file, []byte(value), 0); err != nil {
			return "", err
		}
	}
	return folder, nil
}
