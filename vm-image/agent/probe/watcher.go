package probe

import (
	"fmt"
	"net"
	"sort"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/netns"
)

// watcher receives the packets on all devices of one namespace.
type watcher struct {
	inode   uint64
	inside  *netns.Namespace
	socket  int
	devices map[int]string
}

// seen is a marked packet on a device.
type seen struct {
	packet
	namespace uint64
	device    string
	index     int
	incoming  bool
	at        time.Duration
	// from is the source hardware address of an incoming frame.
	from net.HardwareAddr
}

// watch starts listening. The calling thread must be inside the namespace.
func watch(inode uint64, inside *netns.Namespace) (*watcher, error) {
	devices, err := net.Interfaces()
	if err != nil {
		return nil, err
	}
	// With protocol 0 the socket receives nothing until its filter is attached.
	socket, err := unix.Socket(unix.AF_PACKET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, 0)
	if err != nil {
		return nil, fmt.Errorf("packet socket: %w", err)
	}
	w := &watcher{inode, inside, socket, make(map[int]string, len(devices))}
	for _, device := range devices {
		w.devices[device.Index] = device.Name
	}
	filter := unix.SockFprog{Len: uint16(len(marked)), Filter: &marked[0]}
	if err := unix.SetsockoptSockFprog(socket, unix.SOL_SOCKET, unix.SO_ATTACH_FILTER, &filter); err != nil {
		w.close()
		return nil, fmt.Errorf("packet socket: filter: %w", err)
	}
	if err := unix.SetsockoptInt(socket, unix.SOL_SOCKET, unix.SO_TIMESTAMPNS, 1); err != nil {
		w.close()
		return nil, fmt.Errorf("packet socket: times: %w", err)
	}
	if err := unix.Bind(socket, &unix.SockaddrLinklayer{Protocol: swap16(unix.ETH_P_ALL)}); err != nil {
		w.close()
		return nil, fmt.Errorf("packet socket: %w", err)
	}
	return w, nil
}

func (w *watcher) close() { unix.Close(w.socket) }

// take reads the packets that have arrived, up to a limit.
func (w *watcher) take() []seen {
	const most = 256
	var found []seen
	data, control := make([]byte, snap), make([]byte, 128)
	for i := 0; i < most; i++ {
		n, controls, _, from, err := unix.Recvmsg(w.socket, data, control, 0)
		if err != nil {
			break
		}
		link, ok := from.(*unix.SockaddrLinklayer)
		if !ok {
			continue
		}
		p, ours := read(swap16(link.Protocol), data[:n])
		if !ours {
			continue
		}
		mac := link.Addr[:]
		if int(link.Halen) < len(mac) {
			mac = mac[:link.Halen]
		}
		found = append(found, seen{packet: p, namespace: w.inode, device: w.devices[link.Ifindex], index: link.Ifindex,
			incoming: link.Pkttype != unix.PACKET_OUTGOING, at: stamp(control[:controls]),
			from: append(net.HardwareAddr{}, mac...)})
	}
	return found
}

// stamp returns the kernel's timestamp of a packet as time since the epoch.
func stamp(control []byte) time.Duration {
	messages, err := unix.ParseSocketControlMessage(control)
	if err != nil {
		return 0
	}
	for _, message := range messages {
		if message.Header.Level == unix.SOL_SOCKET && message.Header.Type == unix.SCM_TIMESTAMPNS &&
			len(message.Data) >= int(unsafe.Sizeof(unix.Timespec{})) {
			at := (*unix.Timespec)(unsafe.Pointer(&message.Data[0]))
			return time.Duration(at.Nano())
		}
	}
	return 0
}

// swap16 converts a 16-bit number between host and network byte order.
func swap16(value uint16) uint16 { return value<<8 | value>>8 }

// sightings returns the packets in order of time, each packet once per device and direction.
func sightings(all []seen) []Sighting {
	const most = 64
	sort.SliceStable(all, func(i, j int) bool { return all[i].at < all[j].at })
	result := []Sighting{}
	known := map[Sighting]bool{}
	for _, one := range all {
		sighting := Sighting{
			Namespace: one.namespace, Device: one.device, Incoming: one.incoming, Kind: string(one.kind),
			Protocol: string(one.protocol), Source: one.source.String(), SourcePort: int(one.sourcePort),
			Destination: one.destination.String(), DestinationPort: int(one.destinationPort), Text: one.text(),
		}
		if !known[sighting] && len(result) < most {
			known[sighting] = true
			result = append(result, sighting)
		}
	}
	return result
}
