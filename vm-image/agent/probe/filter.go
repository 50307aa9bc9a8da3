package probe

import "golang.org/x/sys/unix"

// Offsets from linux/filter.h for packet metadata.
const (
	ancillary         = 0xfffff000
	ancillaryProtocol = ancillary + 0
)

const (
	load32   = unix.BPF_LD | unix.BPF_W | unix.BPF_ABS
	load16   = unix.BPF_LD | unix.BPF_H | unix.BPF_ABS
	load8    = unix.BPF_LD | unix.BPF_B | unix.BPF_ABS
	behind32 = unix.BPF_LD | unix.BPF_W | unix.BPF_IND
	behind16 = unix.BPF_LD | unix.BPF_H | unix.BPF_IND
	behind8  = unix.BPF_LD | unix.BPF_B | unix.BPF_IND
	header   = unix.BPF_LDX | unix.BPF_B | unix.BPF_MSH
	equal    = unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K
	bits     = unix.BPF_JMP | unix.BPF_JSET | unix.BPF_K
	verdict  = unix.BPF_RET | unix.BPF_K
)

// snap is the number of bytes examined in each packet: the headers of an ICMP error and of the packet it refers to.
const snap = 128

// marked is a packet socket filter that accepts ARP, ICMP errors, and packets with a mark; of a fragmented packet it
// accepts the first fragment. Jump offsets count skipped instructions.
var marked = []unix.SockFilter{
	{Code: load32, K: ancillaryProtocol},
	{Code: equal, Jt: 22, K: unix.ETH_P_ARP}, // to: accept
	{Code: equal, Jf: 20, K: unix.ETH_P_IP},  // else: refuse
	{Code: load16, K: 6},
	{Code: bits, Jt: 18, K: 0x1fff}, // not the first fragment: refuse
	{Code: header, K: 0},
	{Code: load8, K: 9},
	{Code: equal, Jt: 3, K: unix.IPPROTO_ICMP},
	{Code: equal, Jt: 8, K: unix.IPPROTO_TCP},
	{Code: equal, Jt: 11, K: unix.IPPROTO_UDP},
	{Code: verdict, K: 0},
	// icmp
	{Code: behind8, K: 0},
	{Code: equal, Jt: 11, K: icmpUnreachable},
	{Code: equal, Jt: 10, K: icmpTimeExceeded},
	{Code: behind16, K: 6},
	{Code: equal, Jt: 8, K: echoNumber},
	{Code: verdict, K: 0},
	// tcp
	{Code: behind32, K: 4},
	{Code: equal, Jt: 5, K: sequence},
	{Code: behind32, K: 8},
	{Code: equal, Jt: 3, Jf: 2, K: sequence + 1},
	// udp
	{Code: behind32, K: 8},
	{Code: equal, Jt: 1, K: payload},
	{Code: verdict, K: 0},
	{Code: verdict, K: snap},
}
