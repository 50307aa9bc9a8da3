package process

import (
	"os/exec"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// ToolNames are the tools whose genuine programs are told from scripts, copies and strangers of the same name, and what
// learners run around them.
var ToolNames = []string{
	"arp", "arping", "bash", "brctl", "bridge", "busybox", "cat", "conntrack", "curl", "dash", "dmesg", "docker", "ethtool",
	"grep", "ifconfig", "ip", "ip6tables", "ip6tables-save", "iptables", "iptables-restore", "iptables-save", "lsns", "modprobe",
	"nc", "nft", "nsenter", "ping", "route", "sleep", "ss", "sysctl", "tcpdump", "traceroute", "unshare",
}

// identity tells one file's content from another's: a program that is replaced gets another inode, one that is
// overwritten another change time, which nobody can set (inode(7)).
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

// Tools knows the genuine programs. Immutable.
type Tools struct{ names map[identity][]string }

// FindTools finds the programs that the names resolve to now; done before any learner could have changed them. A name
// that the image does not have is left out.
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

// name is the tool that a file is, "" for a stranger. One file may be several tools (iptables and iptables-save), which
// go by the name they are called.
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
