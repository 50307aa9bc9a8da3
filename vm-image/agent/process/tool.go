package process

import (
	"os/exec"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// ToolNames are the tools whose genuine programs are distinguished from scripts, copies and other programs of the same
// name, and programs that learners run around them.
var ToolNames = []string{
	"arp", "arping", "bash", "brctl", "bridge", "busybox", "cat", "conntrack", "curl", "dash", "dmesg", "docker", "ethtool",
	"grep", "ifconfig", "ip", "ip6tables", "ip6tables-save", "iptables", "iptables-restore", "iptables-save", "lsns", "modprobe",
	"nc", "nft", "nsenter", "ping", "route", "sleep", "ss", "sysctl", "tcpdump", "traceroute", "unshare",
}

// identity identifies a file's content. A replaced program has another inode; an overwritten one has another change
// time, which can't be set (inode(7)).
type identity struct {
	Device  uint64 `json:"device"`
	Inode   uint64 `json:"inode"`
	Changed int64  `json:"changed"`
}

func identify(path string) (identity, bool) {
	var status unix.Stat_t
	if unix.Stat(path, &status) != nil {
		return identity{}, false
	}
	return identity{status.Dev, status.Ino, status.Ctim.Nano()}, true
}

// Tools identifies the genuine programs. Immutable.
type Tools struct{ names map[identity][]string }

// FindTools finds the programs that the names currently resolve to. It must be called before a learner can change them.
// Names that the image does not have are left out.
func FindTools(names []string) Tools {
	tools := Tools{names: map[identity][]string{}}
	for _, name := range names {
		path, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		if id, ok := identify(path); ok {
			tools.names[id] = append(tools.names[id], name)
		}
	}
	return tools
}

// name returns the tool that a file is, or "". One file may be several tools, such as iptables and iptables-save, which
// are distinguished by the name they are called by.
func (t Tools) name(id identity, argv []string) string {
	names := t.names[id]
	if len(names) == 0 {
		return ""
	}
	if len(argv) > 0 {
		called := filepath.Base(argv[0])
		for _, name := range names {
			if name == called {
				return name
			}
		}
	}
	return names[0]
}
