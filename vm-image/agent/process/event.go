package process

import (
	"golang.org/x/sys/unix"

	"patchbay.org/agent/netlink"
)

// Constants from linux/connector.h and linux/cn_proc.h, which golang.org/x/sys/unix lacks.
const (
	connectorGroup  = 1 // CN_IDX_PROC
	connectorValue  = 1 // CN_VAL_PROC
	multicastListen = 1 // PROC_CN_MCAST_LISTEN
	whatExec        = 0x00000002
	whatExit        = 0x80000000
	connectorHeader = 20 // struct cn_msg
	eventHeader     = 16 // struct proc_event: what, cpu, timestamp_ns
	whatOffset      = unix.SizeofNlMsghdr + connectorHeader
	processOffset   = whatOffset + eventHeader
	threadOffset    = processOffset + 4
	shortestExec    = connectorHeader + eventHeader + 8
	shortestExit    = connectorHeader + eventHeader + 12
)

// event is the exec or exit of a process, not of one of its threads.
type event struct {
	exit bool
	pid  int
	// monotonic is the time of the event in nanoseconds of CLOCK_MONOTONIC.
	monotonic int64
	// code is the wait status of an exit.
	code uint32
}

// decodeEvent decodes one message of the connector.
func decodeEvent(data []byte) (event, bool) {
	if len(data) < shortestExec {
		return event{}, false
	}
	body := data[connectorHeader:]
	what := netlink.Native.Uint32(body)
	pid, group := netlink.Native.Uint32(body[eventHeader:]), netlink.Native.Uint32(body[eventHeader+4:])
	e := event{pid: int(group), monotonic: int64(netlink.Native.Uint64(body[8:]))}
	switch {
	case what == whatExec:
		return e, true
	case what == whatExit && pid == group && len(data) >= shortestExit:
		e.exit = true
		e.code = netlink.Native.Uint32(body[eventHeader+8:])
		return e, true
	}
	return event{}, false
}

// listenRequest returns the message that subscribes to the connector's events.
func listenRequest() []byte {
	body := make([]byte, connectorHeader+4)
	netlink.Native.PutUint32(body, connectorGroup)
	netlink.Native.PutUint32(body[4:], connectorValue)
	netlink.Native.PutUint16(body[16:], 4)
	netlink.Native.PutUint32(body[connectorHeader:], multicastListen)
	return netlink.Encode(unix.NLMSG_DONE, 0, 0, body)
}

// filter accepts only execs and exits of whole processes (socket(7), SO_ATTACH_FILTER). Forks and threads would wake
// the agent unnecessarily. The filter loads big-endian numbers, while the connector's are in host order.
func filter() []unix.SockFilter {
	const load, jump, give = unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, unix.BPF_RET
	return []unix.SockFilter{
		0: {Code: load, K: whatOffset},
		1: {Code: jump, K: swap(whatExec), Jt: 5},
		2: {Code: jump, K: swap(whatExit), Jf: 5},
		3: {Code: load, K: processOffset},
		4: {Code: unix.BPF_MISC | unix.BPF_TAX},
		5: {Code: load, K: threadOffset},
		6: {Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_X, Jf: 1},
		7: {Code: give, K: 0xffff},
		8: {Code: give, K: 0},
	}
}

func swap(number uint32) uint32 {
	return number>>24 | number>>8&0xff00 | number<<8&0xff0000 | number<<24
}
