package probe

import (
	"errors"
	"fmt"
	"net/netip"

	"golang.org/x/sys/unix"
)

// sender is a socket that sends the packet as any program would, so that the kernel routes, filters and translates it.
type sender struct {
	socket  int
	send    func() error
	answers func(data []byte) (Ending, string)
}

// socketFilter is ICMP_FILTER of SOL_RAW in linux/icmp.h, which selects the types that a socket does not receive.
const socketFilter = 1

// open opens the sender's socket. The calling thread must be inside the namespace.
func open(o plan, port uint16) (*sender, error) {
	kind, protocol := unix.SOCK_RAW, unix.IPPROTO_ICMP
	switch o.Protocol {
	case TCP:
		protocol = unix.IPPROTO_TCP
	case UDP:
		kind, protocol = unix.SOCK_DGRAM, unix.IPPROTO_UDP
	}
	socket, err := unix.Socket(unix.AF_INET, kind|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, protocol)
	if err != nil {
		return nil, err
	}
	s := &sender{socket: socket}
	if err := s.prepare(o, port); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func (s *sender) close() { unix.Close(s.socket) }

func (s *sender) prepare(o plan, port uint16) error {
	if o.Device != "" {
		if err := unix.BindToDevice(s.socket, o.Device); err != nil {
			return err
		}
	}
	// Without DF, routers may fragment the packet. With DF, the path MTU is discovered again, regardless of what the
	// kernel has cached.
	discovery := unix.IP_PMTUDISC_DONT
	if o.DontFragment {
		discovery = unix.IP_PMTUDISC_PROBE
	}
	if err := unix.SetsockoptInt(s.socket, unix.IPPROTO_IP, unix.IP_MTU_DISCOVER, discovery); err != nil {
		return err
	}
	local := unix.SockaddrInet4{}
	if o.source.IsValid() {
		local.Addr = o.source.As4()
	}
	far := unix.SockaddrInet4{Addr: o.destination.As4()}
	if o.Protocol == UDP {
		local.Port, far.Port = int(port), o.Port
	}
	if o.source.IsValid() || o.Protocol == UDP {
		if err := unix.Bind(s.socket, &local); err != nil {
			return err
		}
	}
	// Port 0, because a raw socket has no port.
	if err := unix.Connect(s.socket, &far); err != nil {
		return err
	}
	return s.packet(o, port)
}

func (s *sender) packet(o plan, port uint16) error {
	switch o.Protocol {
	case ICMP:
		var unwanted [4]byte
		network.PutUint32(unwanted[:], ^uint32(1<<icmpEchoReply))
		unwanted[0], unwanted[3] = unwanted[3], unwanted[0]
		if err := unix.SetsockoptString(s.socket, unix.SOL_RAW, socketFilter, string(unwanted[:])); err != nil {
			return err
		}
		s.send, s.answers = s.write(echo(o.size)), echoed
	case TCP:
		name, err := unix.Getsockname(s.socket)
		if err != nil {
			return err
		}
		own, ok := name.(*unix.SockaddrInet4)
		if !ok {
			return fmt.Errorf("unexpected address type of an IPv4 socket: %T", name)
		}
		s.send = s.write(syn(netip.AddrPortFrom(netip.AddrFrom4(own.Addr), port),
			netip.AddrPortFrom(o.destination, uint16(o.Port))))
		s.answers = acknowledged
	case UDP:
		data := make([]byte, max(o.size, 4))
		fill(data)
		s.send, s.answers = s.write(data), func([]byte) (Ending, string) { return Answered, "" }
	}
	return nil
}

func (s *sender) write(data []byte) func() error {
	return func() error {
		_, err := unix.Write(s.socket, data)
		return err
	}
}

// receive reads what has arrived at the socket. It returns Silent if none of it is an answer.
func (s *sender) receive() (Ending, string) {
	const most = 64
	data := make([]byte, 2048)
	for i := 0; i < most; i++ {
		n, err := unix.Read(s.socket, data)
		switch {
		case errors.Is(err, unix.ECONNREFUSED):
			return Refused, unix.ErrnoName(unix.ECONNREFUSED)
		case err != nil:
			return Silent, ""
		}
		if ending, detail := s.answers(data[:n]); ending != Silent {
			return ending, detail
		}
	}
	return Silent, ""
}

func echoed(data []byte) (Ending, string) {
	p, ours := readIP(data)
	if ours && p.kind == reply {
		return Answered, p.text()
	}
	return Silent, ""
}

func acknowledged(data []byte) (Ending, string) {
	p, ours := readIP(data)
	switch {
	case !ours || p.kind != reply:
		return Silent, ""
	case p.flags&tcpRst != 0:
		return Refused, "Connection refused"
	}
	return Answered, p.text()
}

func max(one, two int) int {
	if one > two {
		return one
	}
	return two
}
