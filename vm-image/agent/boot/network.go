package boot

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/netns"
)

// address is the machine's own address on QEMU's user network; prefix is its length in bits.
var address = [4]byte{10, 0, 2, 15}

const prefix = 24

// Connect moves the network card from the learner's namespace to the agent's, configures its address, and brings up lo
// in the learner's namespace.
func Connect(home *netns.Namespace) error {
	index, err := moveCard(home)
	if err != nil {
		return err
	}
	socket, err := openRoute()
	if err != nil {
		return err
	}
	defer socket.close()
	if err := socket.setUp(index); err != nil {
		return fmt.Errorf("set the network card up: %w", err)
	}
	if err := socket.addAddress(index); err != nil {
		return fmt.Errorf("give the network card its address: %w", err)
	}
	return nil
}

func moveCard(home *netns.Namespace) (index int, err error) {
	self, err := os.Open("/proc/self/ns/net")
	if err != nil {
		return 0, err
	}
	defer self.Close()
	err = home.Do(func() error {
		socket, err := openRoute()
		if err != nil {
			return err
		}
		defer socket.close()
		if index, err = findCard(); err != nil {
			return err
		}
		if err := socket.move(index, int(self.Fd())); err != nil {
			return fmt.Errorf("move the network card: %w", err)
		}
		return socket.setUp(loopback)
	})
	return index, err
}

// loopback is the index of lo in every namespace.
const loopback = 1

// findCard returns the index of the only interface backed by a device. Virtual interfaces such as bridges have none.
func findCard() (int, error) {
	cards, err := filepath.Glob("/sys/class/net/*/device")
	if err != nil || len(cards) == 0 {
		return 0, fmt.Errorf("no network card found")
	}
	text, err := os.ReadFile(filepath.Dir(cards[0]) + "/ifindex")
	if err != nil {
		return 0, err
	}
	var index int
	if _, err := fmt.Sscan(string(text), &index); err != nil {
		return 0, err
	}
	return index, nil
}

// route is a NETLINK_ROUTE socket (rtnetlink(7)) in the calling thread's namespace.
type route struct{ fd int }

func openRoute() (*route, error) {
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC, unix.NETLINK_ROUTE)
	if err != nil {
		return nil, os.NewSyscallError("socket", err)
	}
	if err := unix.Bind(fd, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
		unix.Close(fd)
		return nil, os.NewSyscallError("bind", err)
	}
	return &route{fd}, nil
}

func (r *route) close() { unix.Close(r.fd) }

func (r *route) move(index, namespace int) error {
	return r.request(unix.RTM_SETLINK, 0, append(link(index, 0), attribute(unix.IFLA_NET_NS_FD, number(namespace))...))
}

func (r *route) setUp(index int) error {
	return r.request(unix.RTM_SETLINK, 0, link(index, unix.IFF_UP))
}

func (r *route) addAddress(index int) error {
	message := []byte{unix.AF_INET, prefix, 0, 0} // struct ifaddrmsg
	message = append(message, number(index)...)
	message = append(message, attribute(unix.IFA_LOCAL, address[:])...)
	message = append(message, attribute(unix.IFA_ADDRESS, address[:])...)
	return r.request(unix.RTM_NEWADDR, unix.NLM_F_CREATE|unix.NLM_F_EXCL, message)
}

// link returns a struct ifinfomsg in which the flags are set in both the flags and the change mask.
func link(index int, flags uint32) []byte {
	message := make([]byte, unix.SizeofIfInfomsg)
	binary.LittleEndian.PutUint32(message[4:], uint32(index))
	binary.LittleEndian.PutUint32(message[8:], flags)
	binary.LittleEndian.PutUint32(message[12:], flags)
	return message
}

func number(n int) []byte { return binary.LittleEndian.AppendUint32(nil, uint32(n)) }

// attribute returns a struct rtattr. All values here are multiples of four bytes.
func attribute(kind uint16, value []byte) []byte {
	encoded := binary.LittleEndian.AppendUint16(nil, uint16(unix.SizeofRtAttr+len(value)))
	encoded = binary.LittleEndian.AppendUint16(encoded, kind)
	return append(encoded, value...)
}

// request sends one message and waits for the kernel's acknowledgement.
func (r *route) request(kind, flags uint16, payload []byte) error {
	message := binary.LittleEndian.AppendUint32(nil, uint32(unix.SizeofNlMsghdr+len(payload)))
	message = binary.LittleEndian.AppendUint16(message, kind)
	message = binary.LittleEndian.AppendUint16(message, unix.NLM_F_REQUEST|unix.NLM_F_ACK|flags)
	message = append(message, make([]byte, 8)...) // sequence and port: one request per answer
	message = append(message, payload...)
	if err := unix.Sendto(r.fd, message, 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
		return os.NewSyscallError("sendto", err)
	}
	answer := make([]byte, 4096)
	n, _, err := unix.Recvfrom(r.fd, answer, 0)
	if err != nil {
		return os.NewSyscallError("recvfrom", err)
	}
	if n < unix.SizeofNlMsghdr+4 || binary.LittleEndian.Uint16(answer[4:]) != unix.NLMSG_ERROR {
		return fmt.Errorf("the kernel's answer is not an acknowledgement")
	}
	if code := int32(binary.LittleEndian.Uint32(answer[unix.SizeofNlMsghdr:])); code != 0 {
		return unix.Errno(-code)
	}
	return nil
}
