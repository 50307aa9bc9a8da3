package boot

import (
	"fmt"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

const cgroups = "/sys/fs/cgroup"

const (
	// learnerProcesses limits the number of processes in all of the learner's shells together. It is enough for any
	// lesson, and a bash fork bomb, at 0.75 MB per process, does not fill the memory. With a limit of 512 the agent
	// starved for minutes because the kernel kept dropping its pages.
	learnerProcesses = 128
	// commandProcesses limits the processes of commands run by the host.
	commandProcesses = 128
	// daemonThreads limits Docker's daemon, its containerd, and the two or three small processes of each container.
	daemonThreads = 1024
	// containerProcesses limits the processes of all containers together.
	containerProcesses = 128
	// reserve is the memory, in bytes, that is kept for the kernel and the agent and that the learner's processes can't
	// use.
	reserve = 64 << 20
	// daemonReserve is the additional memory kept for Docker's daemons when they run.
	daemonReserve = 128 << 20
)

// LimitLearner creates the control group (cgroups(7)) of the learner's shells and returns its directory.
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
		return "", fmt.Errorf("not enough memory: %d bytes", total)
	}
	memory := strconv.FormatUint(total-kept, 10)
	if options.Docker() {
		// Docker creates the group under this name for its containers unless it already exists.
		_, err := limit("docker", map[string]string{"memory.max": memory, "pids.max": strconv.Itoa(containerProcesses)})
		if err != nil {
			return "", err
		}
	}
	return limit("learner", map[string]string{"memory.max": memory, "pids.max": strconv.Itoa(learnerProcesses)})
}

// LimitDaemons creates the control group of Docker's daemons and returns its directory.
func LimitDaemons() (string, error) {
	return limit("daemons", map[string]string{"pids.max": strconv.Itoa(daemonThreads)})
}

// LimitCommands creates the control group of the commands that the host runs and returns its directory.
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
