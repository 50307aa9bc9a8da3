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
	// daemonThreads bounds Docker's daemon, its containerd, and the two or three small processes of each container.
	daemonThreads = 1024
	// containerProcesses bounds those of all containers together.
	containerProcesses = 128
	// reserve is the memory that the learner's processes can't have, in bytes: the kernel's and the agent's share.
	reserve = 64 << 20
	// daemonReserve is the share of Docker's daemons, where they run.
	daemonReserve = 128 << 20
)

// LimitLearner makes the control group (cgroups(7)) of the learner's shells and returns its folder.
func LimitLearner(options Options) (string, error) {
	if err := os.WriteFile(cgroups+"/cgroup.subtree_control", []byte("+cpu +memory +pids"), 0); err != nil {
		return "", err
	}
	var info unix.Sysinfo_t
	if err := unix.Sysinfo(&info); err != nil {
		return "", os.NewSyscallError("sysinfo", err)
	}
	total, kept := info.Totalram*uint64(info.Unit), uint64(reserve)
	if options.Docker() {
		kept += daemonReserve
	}
	if total <= kept+reserve {
		return "", fmt.Errorf("%d bytes of memory are too few", total)
	}
	memory := strconv.FormatUint(total-kept, 10)
	if options.Docker() {
		// By this name Docker makes it for its containers, unless it is there.
		_, err := limit("docker", map[string]string{"memory.max": memory, "pids.max": strconv.Itoa(containerProcesses)})
		if err != nil {
			return "", err
		}
	}
	return limit("learner", map[string]string{"memory.max": memory, "pids.max": strconv.Itoa(learnerProcesses)})
}

// LimitDaemons makes the control group of Docker's daemons and returns its folder.
func LimitDaemons() (string, error) {
	return limit("daemons", map[string]string{"pids.max": strconv.Itoa(daemonThreads)})
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
