package terminal

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// foreground returns the name and the network namespace inode of a process group's leader (proc(5)).
func foreground(group int) (string, uint64) {
	if group == 0 {
		return "", 0
	}
	name, _ := os.ReadFile(fmt.Sprintf("/proc/%d/comm", group))
	var status unix.Stat_t
	if unix.Stat(fmt.Sprintf("/proc/%d/ns/net", group), &status) != nil {
		return strings.TrimSpace(string(name)), 0
	}
	return strings.TrimSpace(string(name)), status.Ino
}

// signalSession signals every process of a session (setsid(2)).
func signalSession(session int, signal syscall.Signal) {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return
	}
	for _, entry := range entries {
		pid, err := strconv.Atoi(entry.Name())
		if err != nil {
			continue
		}
		stat, err := os.ReadFile("/proc/" + entry.Name() + "/stat")
		if err == nil && sessionOf(stat) == session {
			_ = syscall.Kill(pid, signal)
		}
	}
}

// sessionOf parses the session from /proc/PID/stat. It returns 0 if it is missing. The name before it may contain
// anything.
func sessionOf(stat []byte) int {
	fields := bytes.Fields(stat[bytes.LastIndexByte(stat, ')')+1:])
	if len(fields) < 4 {
		return 0
	}
	session, err := strconv.Atoi(string(fields[3]))
	if err != nil {
		return 0
	}
	return session
}
