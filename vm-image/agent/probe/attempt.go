package probe

import (
	"errors"
	"net"
	"net/netip"
	"os"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/netlink"
)

const (
	// attemptTimeout limits an attempt, measured from its first packet.
	attemptTimeout = 2 * time.Second
	// resolveTimeout is how long to wait for the next hop's hardware address.
	resolveTimeout = time.Second
	// arpRetry and sendRetry are the intervals after which an unanswered request is sent again.
	arpRetry  = 300 * time.Millisecond
	sendRetry = 800 * time.Millisecond
)

// attempt is one probe in progress.
type attempt struct {
	plan
	port     uint16
	watchers *watchers
	origin   *watcher
	// routes is a netlink socket in the sending namespace.
	routes *netlink.Socket
	hop    hop
	device *net.Interface
	// noARP reports whether the device does not use ARP.
	noARP  bool
	sender *sender
	// asker sends ARP requests. A packet socket does not receive what it sends itself, so the watcher's socket can't be
	// used.
	asker int
}

// run sends the packet and returns what happened.
func (a *attempt) run() (Ending, string, error) {
	a.asker = -1
	defer a.close()
	var refused error
	err := a.origin.inside.Do(func() (err error) {
		if a.routes, err = netlink.Open(unix.NETLINK_ROUTE, make([]byte, 32<<10)); err == nil {
			refused = a.prepare()
		}
		return err
	})
	if err != nil {
		return "", "", err
	}
	if refused != nil {
		return Unsent, errorText(refused), nil
	}
	if a.Protocol == ARP {
		return a.runARP()
	}
	if refused := a.resolve(); refused != "" {
		return Unresolved, refused, nil
	}
	return a.exchange()
}

func (a *attempt) close() {
	if a.routes != nil {
		a.routes.Close()
	}
	if a.sender != nil {
		a.sender.close()
	}
	if a.asker >= 0 {
		unix.Close(a.asker)
	}
}

// prepare looks up the route and opens the sender's socket. The error is the reason why the kernel would not send.
func (a *attempt) prepare() (err error) {
	chosen := 0
	if a.Device != "" {
		device, err := net.InterfaceByName(a.Device)
		if err != nil {
			return unix.ENODEV
		}
		chosen = device.Index
	}
	if a.Protocol != ARP {
		if a.sender, err = open(a.plan, a.port); err != nil {
			return err
		}
	}
	if a.hop, err = lookup(a.routes, a.plan, chosen); err != nil {
		return err
	}
	if a.device, err = net.InterfaceByIndex(a.hop.index); err != nil {
		return unix.ENODEV
	}
	if a.noARP, err = noARP(a.device.Name); err != nil {
		return err
	}
	// With protocol 0 it receives nothing.
	a.asker, err = unix.Socket(unix.AF_PACKET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	return err
}

// noARP reports whether a device has ARP turned off (netdevice(7), IFF_NOARP).
func noARP(device string) (bool, error) {
	socket, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return false, err
	}
	defer unix.Close(socket)
	flags, err := unix.NewIfreq(device)
	if err != nil {
		return false, err
	}
	if err := unix.IoctlIfreq(socket, unix.SIOCGIFFLAGS, flags); err != nil {
		return false, err
	}
	return flags.Uint16()&unix.IFF_NOARP != 0, nil
}

// runARP runs an attempt that consists of an ARP request only.
func (a *attempt) runARP() (Ending, string, error) {
	switch {
	case a.hop.local:
		return Unsent, "The address is the sender's own", nil
	case a.noARP || len(a.device.HardwareAddr) != 6:
		return Unsent, a.device.Name + " does not ask by ARP", nil
	}
	answer, err := a.requestARP(a.destination, attemptTimeout)
	switch {
	case err != nil:
		return Unsent, errorText(err), nil
	case answer == nil:
		return Silent, "", nil
	}
	return Answered, answer.text(), nil
}

// resolve resolves the next hop's hardware address, if the kernel would have to, by a marked ARP request, and adds the
// answer to the kernel's neighbour table. The kernel then sends no unmarked request. It returns the address that did
// not answer, or "".
func (a *attempt) resolve() string {
	if a.hop.local || a.noARP || len(a.device.HardwareAddr) != 6 {
		return ""
	}
	next := key{family: unix.AF_INET, index: int32(a.hop.index), address: string(a.hop.next.AsSlice())}
	if a.watchers.before[a.origin.inode][next].state&valid != 0 {
		return ""
	}
	answer, err := a.requestARP(a.hop.next, resolveTimeout)
	if err == nil && answer != nil {
		err = addNeighbour(a.routes, a.hop.index, a.hop.next, answer.mac)
	}
	if err != nil || answer == nil {
		return a.hop.next.String()
	}
	return ""
}

// requestARP sends ARP requests until one is answered. It returns nil if none is.
func (a *attempt) requestARP(target netip.Addr, limit time.Duration) (*seen, error) {
	sender := a.hop.source
	if !sender.IsValid() {
		sender = netip.IPv4Unspecified()
	}
	to := unix.SockaddrLinklayer{Protocol: swap16(unix.ETH_P_ARP), Ifindex: a.hop.index, Halen: 6,
		Addr: [8]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}}
	var answer *seen
	for deadline := time.Now().Add(limit); answer == nil && time.Now().Before(deadline); {
		if err := unix.Sendto(a.asker, whoHas(target, sender, a.device.HardwareAddr), 0, &to); err != nil {
			return nil, err
		}
		a.watchers.wait(earlier(deadline, arpRetry), nil, func(news []seen) bool {
			for i, one := range news {
				if one.protocol == ARP && one.kind == reply && one.incoming && one.source == target &&
					one.namespace == a.origin.inode && one.index == a.hop.index {
					answer = &news[i]
				}
			}
			return answer != nil
		})
	}
	return answer, nil
}

// flushRoutes clears the path MTUs that the namespace has learned (ip-sysctl.rst, route/flush). Entries of the attempt
// can't be distinguished from others, which the kernel will learn again.
func (a *attempt) flushRoutes() error {
	return a.origin.inside.Do(func() error {
		return os.WriteFile("/proc/sys/net/ipv4/route/flush", []byte("1"), 0)
	})
}

// exchange sends the packet, and repeats it if there is no answer.
func (a *attempt) exchange() (Ending, string, error) {
	ending, detail := Silent, ""
	for deadline := time.Now().Add(attemptTimeout); ending == Silent && time.Now().Before(deadline); {
		if err := a.sender.send(); err != nil {
			return Unsent, errorText(err), nil
		}
		a.watchers.wait(earlier(deadline, sendRetry), a.sender, func(news []seen) bool {
			if ending, detail = a.arrived(news); ending == Silent {
				ending, detail = a.sender.receive()
			}
			return ending != Silent
		})
	}
	return ending, detail, nil
}

// arrived returns the ending that follows from the observed packets.
func (a *attempt) arrived(news []seen) (Ending, string) {
	for _, one := range news {
		switch {
		case one.protocol == ARP || !one.incoming:
		case one.kind == failure && one.namespace == a.origin.inode && a.Arrival == 0:
			if one.tooLong() {
				_ = a.flushRoutes()
			}
			return Refused, one.refusal() + " from " + one.source.String()
		case one.kind == request && one.namespace == a.Arrival:
			return Arrived, ""
		}
	}
	return Silent, ""
}

func earlier(deadline time.Time, pause time.Duration) time.Time {
	if next := time.Now().Add(pause); next.Before(deadline) {
		return next
	}
	return deadline
}

// errorText returns an error's text as tools print it.
func errorText(err error) string {
	text := err.Error()
	var number unix.Errno
	if errors.As(err, &number) {
		text = number.Error()
	}
	return strings.ToUpper(text[:1]) + text[1:]
}
