package netlink

import (
	"errors"
	"fmt"

	"golang.org/x/sys/unix"
)

// Listen opens a netlink socket in the calling thread's namespace that receives the groups of that namespace and of
// every namespace with an nsid there (netlink(7), NETLINK_LISTEN_ALL_NSID). A socket in each namespace would keep
// deleted namespaces alive.
func Listen(family int, groups ...int) (int, error) {
	descriptor, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC, family)
	if err != nil {
		return 0, fmt.Errorf("listen to netlink: %w", err)
	}
	err = unix.Bind(descriptor, &unix.SockaddrNetlink{Family: unix.AF_NETLINK})
	if err == nil {
		err = unix.SetsockoptInt(descriptor, unix.SOL_NETLINK, unix.NETLINK_LISTEN_ALL_NSID, 1)
	}
	for _, group := range groups {
		if err == nil {
			err = unix.SetsockoptInt(descriptor, unix.SOL_NETLINK, unix.NETLINK_ADD_MEMBERSHIP, group)
		}
	}
	if err != nil {
		unix.Close(descriptor)
		return 0, fmt.Errorf("listen to netlink: %w", err)
	}
	return descriptor, nil
}

// Subscription is a socket that receives one netlink multicast group in the network namespace of the thread that opened
// it. Not safe for concurrent use.
type Subscription struct {
	descriptor int
	buffer     []byte
}

// Subscribe joins a group. Messages are queued from now on until they are drained.
func Subscribe(family, group int) (*Subscription, error) {
	descriptor, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, family)
	if err != nil {
		return nil, fmt.Errorf("netlink subscription: %w", err)
	}
	if err := unix.Bind(descriptor, &unix.SockaddrNetlink{Family: unix.AF_NETLINK, Groups: 1 << (group - 1)}); err != nil {
		unix.Close(descriptor)
		return nil, fmt.Errorf("netlink subscription: %w", err)
	}
	return &Subscription{descriptor: descriptor, buffer: make([]byte, 32<<10)}, nil
}

// Close closes the socket.
func (s *Subscription) Close() { unix.Close(s.descriptor) }

// Drain calls visit for each message received so far, without waiting. It returns ErrInterrupted if messages were lost.
func (s *Subscription) Drain(visit func(Message)) error {
	for {
		n, _, err := unix.Recvfrom(s.descriptor, s.buffer, 0)
		switch {
		case errors.Is(err, unix.EAGAIN):
			return nil
		case errors.Is(err, unix.EINTR):
			continue
		case errors.Is(err, unix.ENOBUFS):
			return ErrInterrupted
		case err != nil:
			return fmt.Errorf("netlink subscription: %w", err)
		}
		for datagram := s.buffer[:n]; len(datagram) > 0; {
			message, rest, err := Cut(datagram)
			if err != nil {
				return err
			}
			visit(message)
			datagram = rest
		}
	}
}
