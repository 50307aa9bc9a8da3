package process

import (
	"reflect"
	"testing"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/netlink"
)

func message(what, pid, group, code uint32) []byte {
	data := make([]byte, connectorHeader+eventHeader+24)
	body := data[connectorHeader:]
	netlink.Native.PutUint32(body, what)
	netlink.Native.PutUint64(body[8:], 123456789)
	netlink.Native.PutUint32(body[16:], pid)
	netlink.Native.PutUint32(body[20:], group)
	netlink.Native.PutUint32(body[24:], code)
	return data
}

func TestDecodeEvent(t *testing.T) {
	for _, c := range []struct {
		name string
		data []byte
		want event
		ok   bool
	}{
		{"exec", message(whatExec, 7, 7, 0), event{pid: 7, monotonic: 123456789}, true},
		{"exit", message(whatExit, 7, 7, 0x100), event{exit: true, pid: 7, monotonic: 123456789, code: 0x100}, true},
		{"exit of a thread", message(whatExit, 8, 7, 0), event{}, false},
		{"fork", message(1, 7, 7, 0), event{}, false},
		{"cut", message(whatExit, 7, 7, 0)[:shortestExec], event{}, false},
		{"empty", nil, event{}, false},
	} {
		got, ok := decodeEvent(c.data)
		if got != c.want || ok != c.ok {
			t.Errorf("%s: %+v %v", c.name, got, ok)
		}
	}
}

func TestExitStatus(t *testing.T) {
	for code, want := range map[uint32]int{0: 0, 0x100: 1, 0xff00: 255, 2: 130, 9: 137, 0x8b: 139} {
		if got := exitStatus(code); got != want {
			t.Errorf("%#x: %d", code, got)
		}
	}
}

func TestStatWithBracketsInTheName(t *testing.T) {
	got := parseStat([]byte("17 (a) (b c) S 12 17 15 34816 17 0"))
	if want := (statFacts{parent: 12, session: 15, tty: 34816}); got != want {
		t.Errorf("%+v", got)
	}
	for _, bad := range []string{"", ")", "17 (x", "17 (x) S 1", "17 (x) S a b c d e"} {
		if got := parseStat([]byte(bad)); got != (statFacts{}) {
			t.Errorf("%q: %+v", bad, got)
		}
	}
}

func TestArgv(t *testing.T) {
	for text, want := range map[string][]string{
		"":                    {},
		"route\x00-n\x00":     {"route", "-n"},
		"echo\x00\x00a b\x00": {"echo", "", "a b"},
		"x\x00\xff":           {"x", "\uFFFD"},
	} {
		if got := splitArgv([]byte(text)); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func TestSink(t *testing.T) {
	pts := unix.Mkdev(ptsMajor, 3)
	for _, c := range []struct {
		mode   uint32
		device uint64
		tty    uint64
		want   Sink
	}{
		{unix.S_IFCHR, pts, pts, Terminal},
		{unix.S_IFCHR, unix.Mkdev(ttyMajor, ttyMinor), pts, Terminal},
		{unix.S_IFCHR, unix.Mkdev(ptsMajor, 4), pts, Other},
		{unix.S_IFCHR, unix.Mkdev(1, 3), pts, Other},
		{unix.S_IFCHR, pts, 0, Other},
		{unix.S_IFIFO, 0, pts, Pipe},
		{unix.S_IFREG, 0, pts, File},
	} {
		if got := sink(unix.Stat_t{Mode: c.mode, Rdev: c.device}, c.tty); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

func TestToolNameFollowsArgvWhenToolsShareAFile(t *testing.T) {
	iptables, stranger := identity{Device: 1, Inode: 2}, identity{Device: 1, Inode: 3}
	tools := Tools{map[identity][]string{iptables: {"iptables", "iptables-save"}}}
	for _, c := range []struct {
		id   identity
		argv []string
		want string
	}{
		{iptables, []string{"/usr/sbin/iptables-save"}, "iptables-save"},
		{iptables, []string{"tcpdump"}, "iptables"},
		{iptables, nil, "iptables"},
		{stranger, []string{"iptables"}, ""},
	} {
		if got := tools.name(c.id, c.argv); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}
