package xtables

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"unsafe"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/filter"
	"patchbay.org/agent/netlink"
)

// version holds what differs in iptables-legacy between IPv4 and IPv6.
type version struct {
	family       string
	number       byte
	level        int
	module, list string
	layout       layout
}

var versions = []version{
	{"ip", unix.AF_INET, unix.SOL_IP, "ip_tables", "ip_tables_names", layout4},
	{"ip6", unix.AF_INET6, unix.SOL_IPV6, "ip6_tables", "ip6_tables_names", layout6},
}

// Constants from linux/netfilter_ipv4/ip_tables.h, identical for IPv6.
const (
	getInfo    = 64
	getEntries = 65

	sizeofInfo    = 84
	sizeofEntries = 40
	sizeofName    = 32
)

// errTorn is returned when a table changed while it was read.
var errTorn = errors.New("iptables-legacy: the table changed while it was read")

// Legacy holds the tables of iptables-legacy that are loaded in the kernel. The first request for a table in a
// namespace creates it there, so only loaded tables may be requested.
type Legacy struct{ present []version }

// LookForLegacy finds the loaded tables. Most machines have none.
func LookForLegacy() Legacy {
	var legacy Legacy
	for _, v := range versions {
		if unix.Access("/sys/module/"+v.module, unix.F_OK) == nil {
			legacy.present = append(legacy.present, v)
		}
	}
	return legacy
}

// Read reads the tables of the calling thread's namespace. It returns an error if a table has more than limit rules.
func (l Legacy) Read(limit int) ([]filter.Table, error) {
	var tables []filter.Table
	for _, v := range l.present {
		names, err := os.ReadFile("/proc/thread-self/net/" + v.list)
		if err != nil {
			return nil, err
		}
		for _, name := range strings.Fields(string(names)) {
			table, err := v.read(name, limit)
			for attempt := 0; errors.Is(err, errTorn) && attempt < 4; attempt++ {
				table, err = v.read(name, limit)
			}
			if err != nil {
				return nil, err
			}
			tables = append(tables, table)
		}
	}
	return tables, nil
}

// read requests a table over a raw socket that has no other use and that no list of sockets shows.
func (v version) read(name string, limit int) (filter.Table, error) {
	socket, err := unix.Socket(int(v.number), unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return filter.Table{}, fmt.Errorf("iptables-legacy: %w", err)
	}
	defer unix.Close(socket)
	info := make([]byte, sizeofInfo)
	copy(info[:sizeofName-1], name)
	if err := getsockopt(socket, v.level, getInfo, info); err != nil {
		return filter.Table{}, fmt.Errorf("iptables-legacy, table %s: %w", name, err)
	}
	// After the name: valid_hooks, hook_entry[5], underflow[5], num_entries, size.
	number := func(i int) uint32 { return native.Uint32(info[sizeofName+4*i:]) }
	count, size := number(11), number(12)
	if int(count) > limit || size > 8<<20 {
		return filter.Table{}, netlink.ErrTooMuch
	}
	entries := make([]byte, sizeofEntries+int(size))
	copy(entries[:sizeofName-1], name)
	native.PutUint32(entries[sizeofName:], size)
	err = getsockopt(socket, v.level, getEntries, entries)
	if errors.Is(err, unix.EAGAIN) || errors.Is(err, unix.EINVAL) {
		return filter.Table{}, errTorn
	}
	if err != nil {
		return filter.Table{}, fmt.Errorf("iptables-legacy, table %s: %w", name, err)
	}
	return v.decode(name, entries[sizeofEntries:], heads(info)), nil
}

// heads maps the offsets at which built-in chains begin to their hooks, from struct ipt_getinfo.
func heads(info []byte) map[uint32]string {
	heads := map[uint32]string{}
	for i, hook := range hooks {
		if native.Uint32(info[sizeofName:])>>i&1 != 0 {
			heads[native.Uint32(info[sizeofName+4*(1+i):])] = hook
		}
	}
	return heads
}

// hooks are netfilter's hooks in order. A built-in chain has the name of its hook.
var hooks = []string{"prerouting", "input", "forward", "output", "postrouting"}

func getsockopt(socket, level, option int, value []byte) error {
	length := uint32(len(value))
	_, _, errno := unix.Syscall6(unix.SYS_GETSOCKOPT, uintptr(socket), uintptr(level), uintptr(option),
		uintptr(unsafe.Pointer(&value[0])), uintptr(unsafe.Pointer(&length)), 0)
	if errno != 0 {
		return errno
	}
	return nil
}
