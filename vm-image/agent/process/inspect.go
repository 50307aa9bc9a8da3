package process

import (
	"bytes"
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

const (
	// maxArgv is the number of bytes kept of a command line.
	maxArgv = 4096
	// ptsMajor is the first major device number of /dev/pts (Documentation/admin-guide/devices.txt).
	ptsMajor = 136
	// /dev/tty, the controlling terminal by another name.
	ttyMajor, ttyMinor = 5, 0
)

// inspect reads /proc for a process that has just been executed. If the process has already ended, fields stay empty.
func inspect(pid int) facts {
	folder := "/proc/" + strconv.Itoa(pid)
	f := facts{Stdout: Other, Argv: []string{}}
	var text [1024]byte
	f.Identity, _ = identify(folder + "/exe")
	var status unix.Stat_t
	if unix.Stat(folder+"/ns/net", &status) == nil {
		f.Namespace = status.Ino
	}
	if n, err := unix.Readlink(folder+"/exe", text[:]); err == nil {
		f.Path = string(text[:n])
	}
	if words, err := readSome(folder+"/cmdline", maxArgv); err == nil {
		f.Argv = splitArgv(words)
	}
	if line, err := readSome(folder+"/stat", 1024); err == nil {
		stat := parseStat(line)
		f.Parent, f.Session, f.Tty = stat.parent, stat.session, stat.tty
	}
	if unix.Stat(folder+"/fd/1", &status) == nil {
		f.Stdout = sink(status, f.Tty)
	}
	f.Loader = preloaded(folder)
	return f
}

// preloaded reports whether the dynamic loader is told to load libraries other than the machine's own, or from other
// directories (ld.so(8)). What can't be read counts as preloaded.
func preloaded(folder string) bool {
	if unix.Access(folder+"/root/etc/ld.so.preload", unix.F_OK) == nil {
		return true
	}
	environment, err := os.ReadFile(folder + "/environ")
	if err != nil {
		return true
	}
	for _, name := range []string{"LD_PRELOAD=", "LD_LIBRARY_PATH=", "LD_AUDIT=", "LD_ORIGIN_PATH=", "GLIBC_TUNABLES="} {
		if bytes.HasPrefix(environment, []byte(name)) || bytes.Contains(environment, []byte("\x00"+name)) {
			return true
		}
	}
	return false
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

// parseStat parses /proc/PID/stat (proc_pid_stat(5)). The name in brackets may contain anything, including brackets.
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

// readSome reads the beginning of a file in /proc.
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
