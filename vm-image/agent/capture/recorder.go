package capture

import (
	"fmt"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/netlink"
)

const (
	// snap is the number of bytes examined in each packet: the headers with their options.
	snap = 128
	// receiveBuffer is the size of the socket's buffer. It holds several hundred frames until they are read.
	receiveBuffer = 512 << 10
	// drainLimit is the maximum number of frames read at once.
	drainLimit = 2048
	// protocolOfFrame is linux/filter.h's SKF_AD_OFF + SKF_AD_PROTOCOL.
	protocolOfFrame = 0xfffff000
)

// packetFilter accepts ARP, IPv4 and IPv6.
var packetFilter = []unix.SockFilter{
	{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: protocolOfFrame},
	{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: unix.ETH_P_ARP, Jt: 3},
	{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: unix.ETH_P_IP, Jt: 2},
	{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: unix.ETH_P_IPV6, Jt: 1},
	{Code: unix.BPF_RET | unix.BPF_K, K: 0},
	{Code: unix.BPF_RET | unix.BPF_K, K: snap},
}

// recorder captures the frames on all devices of one namespace. The kernel queues them until they are read, so a frame
// wakes no process.
type recorder struct {
	namespace uint64
	socket    int
	data      []byte
	control   []byte
	// since is when recording began or the frames were last read, in seconds since the epoch.
	since float64
}

// listen starts recording in the calling thread's namespace.
func listen(namespace uint64) (*recorder, error) {
	// With protocol 0 the socket receives nothing until its filter is attached.
	socket, err := unix.Socket(unix.AF_PACKET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, 0)
	if err != nil {
		return nil, fmt.Errorf("packet socket: %w", err)
	}
	filter := unix.SockFprog{Len: uint16(len(packetFilter)), Filter: &packetFilter[0]}
	err = unix.SetsockoptSockFprog(socket, unix.SOL_SOCKET, unix.SO_ATTACH_FILTER, &filter)
	if err == nil {
		err = unix.SetsockoptInt(socket, unix.SOL_SOCKET, unix.SO_RCVBUFFORCE, receiveBuffer)
	}
	if err == nil {
		err = unix.SetsockoptInt(socket, unix.SOL_SOCKET, unix.SO_TIMESTAMPNS, 1)
	}
	if err == nil {
		err = unix.Bind(socket, &unix.SockaddrLinklayer{Protocol: swap16(unix.ETH_P_ALL)})
	}
	if err != nil {
		unix.Close(socket)
		return nil, fmt.Errorf("packet socket: %w", err)
	}
	return &recorder{namespace, socket, make([]byte, snap), make([]byte, 128), now()}, nil
}

func (r *recorder) close() { unix.Close(r.socket) }

// take returns the frames recorded since the last call, in order. If the kernel dropped any, lostSince is the time of
// the last call; otherwise it is 0. Which frames were dropped since then is unknown.
func (r *recorder) take() (frames []Frame, lostSince float64) {
	began := now()
	names := map[int]string{}
	for i := 0; i < drainLimit; i++ {
		// With MSG_TRUNC the returned length is the length of the whole packet (packet(7)).
		length, controls, _, from, err := unix.Recvmsg(r.socket, r.data, r.control, unix.MSG_TRUNC)
		if err == unix.EINTR {
			continue
		}
		if err != nil {
			break
		}
		link, ok := from.(*unix.SockaddrLinklayer)
		if !ok {
			continue
		}
		kept := length
		if kept > len(r.data) {
			kept = len(r.data)
		}
		p, ok := decode(swap16(link.Protocol), r.data[:kept])
		if !ok {
			continue
		}
		name, known := names[link.Ifindex]
		if !known {
			name = r.device(link.Ifindex)
			names[link.Ifindex] = name
		}
		p.Namespace, p.Index, p.Device, p.Length = r.namespace, link.Ifindex, name, length
		p.Sent = link.Pkttype == unix.PACKET_OUTGOING
		p.At = seconds(r.control[:controls])
		frames = append(frames, p)
	}
	statistics, err := unix.GetsockoptTpacketStats(r.socket, unix.SOL_PACKET, unix.PACKET_STATISTICS)
	if err != nil || statistics.Drops > 0 {
		lostSince = r.since
	}
	r.since = began
	return frames, lostSince
}

func now() float64 { return float64(time.Now().UnixMicro()) / 1e6 }

// device returns the current name of a device in the namespace (netdevice(7)).
func (r *recorder) device(index int) string {
	var request struct {
		name  [unix.IFNAMSIZ]byte
		index int32
		rest  [20]byte
	}
	request.index = int32(index)
	_, _, errno := unix.Syscall(unix.SYS_IOCTL, uintptr(r.socket), unix.SIOCGIFNAME, uintptr(unsafe.Pointer(&request)))
	if errno != 0 {
		return ""
	}
	return unix.ByteSliceToString(request.name[:])
}

// seconds returns the kernel's timestamp of a packet in seconds since the epoch, truncated to microseconds as in
// tcpdump's output.
func seconds(control []byte) float64 {
	messages, err := unix.ParseSocketControlMessage(control)
	if err != nil {
		return 0
	}
	for _, message := range messages {
		if message.Header.Level == unix.SOL_SOCKET && message.Header.Type == unix.SCM_TIMESTAMPNS && len(message.Data) >= 16 {
			whole, parts := netlink.Native.Uint64(message.Data), netlink.Native.Uint64(message.Data[8:])
			return float64(whole*1_000_000+parts/1000) / 1e6
		}
	}
	return 0
}

// swap16 converts a 16-bit number between host and network byte order.
func swap16(value uint16) uint16 { return value<<8 | value>>8 }
