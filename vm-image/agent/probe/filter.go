package probe

import "golang.org/x/sys/unix"

// Offsets of linux/filter.h: the kernel's own knowledge of a packet.
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

// snap is how much of a packet is looked at: the headers of an ICMP error and of the packet that it is about.
const snap = 128

// marked lets a packet socket hear ARP, ICMP's errors, and what carries a mark; of a fragmented packet the first part.
// A jump's target is told as the number of instructions that are left out.
var marked = []unix.SockFilter{
	{Code: load32, K: ancillaryProtocol},
	{Code: equal, Jt: 22, K: unix.ETH_P_ARP}, // to: accept
	{Code: equal, Jf: 20, K: unix.ETH_P_IP},  // else: refuse
	{Code: load16, K: 6},
	{Code: bits, Jt: 18, K: 0x1fff}, // a later fragment: refuse
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
