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
	// attemptTimeout bounds an attempt from its first packet on.
	attemptTimeout = 2 * time.Second
	// resolveTimeout is how long the next hop has to tell its hardware address.
	resolveTimeout = time.Second
	// arpRetry and sendRetry are when a request that nobody has answered is sent again.
	arpRetry  = 300 * time.Millisecond
	sendRetry = 800 * time.Millisecond
)

// attempt is one request under way.
type attempt struct {
	plan
	port     uint16
	watchers *watchers
	origin   *watcher
	// routes talks to the kernel's tables of the namespace that sends.
	routes *netlink.Socket
	hop    hop
	device *net.Interface
	// noARP is whether the device asks nobody for hardware addresses.
	noARP  bool
	sender *sender
	// asker sends ARP requests: a packet socket does not hear what it sends itself, so that it can't be the watcher's.
	asker int
}

// run sends, waits for what comes of it, and says so.
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

// prepare finds the way and opens the sender's socket. What it returns is why the kernel would not send.
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
	// Without a protocol: it hears nothing.
	a.asker, err = unix.Socket(unix.AF_PACKET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	return err
}

// noARP is whether a device is set not to ask (netdevice(7), IFF_NOARP).
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

// ask is an attempt by ARP alone.
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

// resolve asks for the next hop's hardware address where the kernel would, with a mark, and tells the kernel the answer,
// so that it sends no unmarked request. What it returns is the address that nobody answered for.
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

// question sends ARP requests until somebody answers; nil if nobody does.
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

// flushRoutes makes a namespace forget what it has learned about the paths from it (ip-sysctl.rst, route/flush): it can't
// be told which of that was ours, and learns the rest again.
func (a *attempt) flushRoutes() error {
	return a.origin.inside.Do(func() error {
		return os.WriteFile("/proc/sys/net/ipv4/route/flush", []byte("1"), 0)
	})
}

// exchange sends the packet, and once more if nobody says anything.
func (a *attempt) exchange() (Ending, string, error) {
	ending, detail := Silent, ""
	for deadline := time.Now().Add(attemptTimeout); ending == Silent && time.Now().Before(deadline); {
		if err := a.sender.send(); err != nil {
			return Unsent, errorText(err), nil
		}
		a.watchers.wait(earlier(deadline, sendRetry), a.sender, func(news []seen) bool {
			if ending, detail = a.arrived(news); ending == Silent {
				ending, detail = a.sender.hear()
			}
			return ending != Silent
		})
	}
	return ending, detail, nil
}

// arrived is what the packets that were seen say by themselves.
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

// words are an error's as tools print them.
func errorText(err error) string {
	text := err.Error()
	var number unix.Errno
	if errors.As(err, &number) {
		text = number.Error()
	}
	return strings.ToUpper(text[:1]) + text[1:]
}
