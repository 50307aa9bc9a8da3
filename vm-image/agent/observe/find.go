package observe

import (
	"bufio"
	"io"
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/netns"
)

const (
	// maxNamespaces limits one look; a learner has a handful.
	maxNamespaces = 256
	// maxPids is the maximum number of processes listed per namespace.
	maxPids = 16
)

// candidate is a namespace and the paths by which it can be opened.
type candidate struct {
	inode uint64
	names []string
	paths []string
	pids  []int
}

// find finds every namespace that has a name, is mounted anywhere, or contains a process.
func find(initial, hidden uint64) ([]*candidate, error) {
	candidates := []*candidate{{inode: initial}}
	byInode := map[uint64]*candidate{initial: candidates[0]}
	at := func(inode uint64) *candidate {
		if inode == hidden {
			return nil
		}
		found := byInode[inode]
		if found == nil && len(candidates) < maxNamespaces {
			found = &candidate{inode: inode}
			byInode[inode] = found
			candidates = append(candidates, found)
		}
		return found
	}
	mounts, err := os.Open("/proc/self/mountinfo")
	if err != nil {
		return nil, err
	}
	defer mounts.Close()
	for _, mount := range nsfsMounts(mounts) {
		if found := at(mount.inode); found != nil {
			found.paths = append(found.paths, mount.path)
			if name := strings.TrimPrefix(mount.path, "/run/netns/"); name != mount.path {
				found.names = append(found.names, name)
			}
		}
	}
	pids, err := processes()
	if err != nil {
		return nil, err
	}
	for _, pid := range pids {
		folder := "/proc/" + strconv.Itoa(pid)
		// Kernel threads, most of the processes in a small machine, have no executable and are all in the init
		// namespace.
		if !hasExecutable(folder) {
			continue
		}
		inode, ok := readNamespaceLink(folder + "/ns/net")
		if !ok {
			continue
		}
		if found := at(inode); found != nil && len(found.pids) < maxPids {
			found.pids = append(found.pids, pid)
		}
	}
	return candidates, nil
}

// open opens the namespace by the first path that still leads to it, or returns nil.
func (p *candidate) open() *netns.Namespace {
	paths := p.paths
	for _, pid := range p.pids {
		paths = append(paths, "/proc/"+strconv.Itoa(pid)+"/ns/net")
	}
	for _, path := range paths {
		// A learner may have replaced the path by something whose opening blocks, such as a FIFO.
		var status unix.Stat_t
		if unix.Stat(path, &status) != nil || status.Ino != p.inode || status.Mode&unix.S_IFMT != unix.S_IFREG {
			continue
		}
		namespace, err := netns.Open(path)
		if err != nil {
			continue
		}
		if inode, err := namespace.Inode(); err == nil && inode == p.inode {
			return namespace
		}
		namespace.Close()
	}
	return nil
}

type nsfsMount struct {
	inode uint64
	path  string
}

// nsfsMounts reads the mounted network namespaces from mountinfo (proc_pid_mountinfo(5)), each path once.
func nsfsMounts(mountinfo io.Reader) []nsfsMount {
	var mounts []nsfsMount
	seen := map[nsfsMount]bool{}
	lines := bufio.NewScanner(mountinfo)
	lines.Buffer(make([]byte, 4096), 1<<20)
	for lines.Scan() {
		fields := strings.SplitN(lines.Text(), " ", 6)
		if len(fields) < 6 {
			continue
		}
		inode, ok := namespaceInode(fields[3])
		if !ok {
			continue
		}
		mount := nsfsMount{inode, unescape(fields[4])}
		if !seen[mount] {
			seen[mount] = true
			mounts = append(mounts, mount)
		}
	}
	return mounts
}

// unescape decodes mountinfo's octal escapes of space, tab, newline and backslash.
func unescape(path string) string {
	if !strings.Contains(path, `\`) {
		return path
	}
	return strings.NewReplacer(`\040`, " ", `\011`, "\t", `\012`, "\n", `\134`, `\`).Replace(path)
}

// namespaceInode parses net:[4026531840].
func namespaceInode(text string) (uint64, bool) {
	number := strings.TrimSuffix(strings.TrimPrefix(text, "net:["), "]")
	if len(number)+len("net:[]") != len(text) {
		return 0, false
	}
	inode, err := strconv.ParseUint(number, 10, 64)
	return inode, err == nil
}

func readNamespaceLink(path string) (uint64, bool) {
	var text [64]byte
	n, err := unix.Readlink(path, text[:])
	if err != nil {
		return 0, false
	}
	return namespaceInode(string(text[:n]))
}

func hasExecutable(folder string) bool {
	var text [1]byte
	_, err := unix.Readlink(folder+"/exe", text[:])
	return err == nil
}

// processes lists the process ids in /proc.
func processes() ([]int, error) {
	folder, err := os.Open("/proc")
	if err != nil {
		return nil, err
	}
	defer folder.Close()
	names, err := folder.Readdirnames(-1)
	if err != nil {
		return nil, err
	}
	pids := make([]int, 0, len(names))
	for _, name := range names {
		if pid, err := strconv.Atoi(name); err == nil {
			pids = append(pids, pid)
		}
	}
	return pids, nil
}
