package process

import (
	"bytes"
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

const (
	// maxArgv bounds the words that are kept of a command line, in bytes.
	maxArgv = 4096
	// ptsMajor is the first of the device numbers of /dev/pts (Documentation/admin-guide/devices.txt).
	ptsMajor = 136
	// ttyDevice is /dev/tty, the controlling terminal by another name.
	ttyMajor, ttyMinor = 5, 0
)

// inspect reads what /proc tells of a process that has just been executed. What has ended already is left empty.
func (t *Tracker) inspect(pid int) Execution {
	folder := "/proc/" + strconv.Itoa(pid)
	e := Execution{Pid: pid, Stdout: Other, Argv: []string{}}
	// By the race against a short-lived process: first what nothing can stand in for.
	var text [1024]byte
	id, genuine := identify(folder + "/exe")
	var status unix.Stat_t
	if unix.Stat(folder+"/ns/net", &status) == nil {
		e.Namespace = status.Ino
	}
	var stdout unix.Stat_t
	open := unix.Stat(folder+"/fd/1", &stdout) == nil
	if n, err := unix.Readlink(folder+"/exe", text[:]); err == nil {
		e.Path = string(text[:n])
	}
	if words, err := readSome(folder+"/cmdline", maxArgv); err == nil {
		e.Argv = splitArgv(words)
	}
	if genuine {
		e.Program = t.tools.name(id, e.Argv)
	}
	var tty uint64
	if line, err := readSome(folder+"/stat", 1024); err == nil {
		facts := parseStat(line)
		e.Parent, tty = facts.parent, facts.tty
		if tty != 0 {
			e.Terminal = t.terminal(facts.session)
		}
	}
	if open {
		e.Stdout = sink(stdout, tty)
	}
	return e
}

func sink(status unix.Stat_t, tty uint64) Sink {
	switch status.Mode & unix.S_IFMT {
	case unix.S_IFIFO, unix.S_IFSOCK:
		return Pipe
	case unix.S_IFREG:
		return File
	case unix.S_IFCHR:
		major, minor := unix.Major(status.Rdev), unix.Minor(status.Rdev)
		if tty != 0 && (status.Rdev == tty || major == ttyMajor && minor == ttyMinor) {
			return Terminal
		}
	}
	return Other
}

type statFacts struct {
	parent, session int
	// tty is the device number of the controlling terminal, 0 for none.
	tty uint64
}

// parseStat reads /proc/PID/stat (proc_pid_stat(5)). The name in brackets may hold anything, brackets too.
func parseStat(line []byte) statFacts {
	fields := bytes.Fields(line[bytes.LastIndexByte(line, ')')+1:])
	if len(fields) < 5 {
		return statFacts{}
	}
	number := func(i int) int {
		value, err := strconv.Atoi(string(fields[i]))
		if err != nil {
			return 0
		}
		return value
	}
	return statFacts{parent: number(1), session: number(3), tty: uint64(uint32(number(4)))}
}

func splitArgv(words []byte) []string {
	text := strings.TrimSuffix(string(words), "\x00")
	if text == "" {
		return []string{}
	}
	argv := strings.Split(text, "\x00")
	for i := range argv {
		argv[i] = strings.ToValidUTF8(argv[i], "\uFFFD")
	}
	return argv
}

// readSome reads the beginning of a file of /proc.
func readSome(path string, limit int) ([]byte, error) {
	descriptor, err := unix.Open(path, unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	defer unix.Close(descriptor)
	text := make([]byte, limit)
	n, err := unix.Read(descriptor, text)
	if err != nil || n <= 0 {
		return nil, os.ErrNotExist
	}
	return text[:n], nil
}
