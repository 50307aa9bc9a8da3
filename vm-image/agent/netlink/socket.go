package netlink

import (
	"errors"
	"fmt"
	"time"

	"golang.org/x/sys/unix"
)

// ErrInterrupted is returned when the kernel's tables changed during a dump or messages were lost. The result may be
// inconsistent; callers that need it must read again.
var ErrInterrupted = errors.New("netlink: the dump was interrupted")

// ErrTooMuch is returned when a dump contains more messages than the caller's limit.
var ErrTooMuch = errors.New("netlink: too many entries")

// Timeout limits the wait for one answer of the kernel.
const Timeout = 2 * time.Second

// Socket is a netlink socket for requests. It belongs to the network namespace of the thread that opened it. Not safe
// for concurrent use.
type Socket struct {
	descriptor int
	seq        uint32
	buffer     []byte
}

// Open opens a socket of a netlink family. The caller provides the buffer, so that sockets opened one after the other
// can share it. 32 KiB holds any datagram that the kernel sends.
func Open(family int, buffer []byte) (*Socket, error) {
	descriptor, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC, family)
	if err != nil {
		return nil, fmt.Errorf("netlink socket: %w", err)
	}
	wait := unix.NsecToTimeval(Timeout.Nanoseconds())
	if err := unix.SetsockoptTimeval(descriptor, unix.SOL_SOCKET, unix.SO_RCVTIMEO, &wait); err != nil {
		unix.Close(descriptor)
		return nil, fmt.Errorf("netlink socket: %w", err)
	}
	return &Socket{descriptor: descriptor, buffer: buffer}, nil
}

// Close closes the socket.
func (s *Socket) Close() { unix.Close(s.descriptor) }

// Dump requests all objects of a kind and calls visit for each, at most limit times. If it returns an error, discard
// what was visited.
func (s *Socket) Dump(kind uint16, body []byte, limit int, visit func(Message)) error {
	if err := s.send(kind, unix.NLM_F_REQUEST|unix.NLM_F_DUMP, body); err != nil {
		return err
	}
	interrupted, count := false, 0
	return s.answers(func(message Message) (bool, error) {
		interrupted = interrupted || message.Flags&unix.NLM_F_DUMP_INTR != 0
		switch message.Type {
		case unix.NLMSG_DONE:
			if interrupted {
				return true, ErrInterrupted
			}
			if count > limit {
				return true, ErrTooMuch
			}
			return true, failure(message.Data)
		case unix.NLMSG_ERROR:
			return true, failure(message.Data)
		}
		if count++; count <= limit {
			visit(message)
		}
		return false, nil
	})
}

// Request sends one request and calls visit for each answer until the kernel acknowledges it.
func (s *Socket) Request(kind uint16, body []byte, visit func(Message)) error {
	if err := s.send(kind, unix.NLM_F_REQUEST|unix.NLM_F_ACK, body); err != nil {
		return err
	}
	return s.answers(func(message Message) (bool, error) {
		if message.Type == unix.NLMSG_ERROR {
			return true, failure(message.Data)
		}
		visit(message)
		return false, nil
	})
}

// Ask sends a request that the kernel answers with one message, and returns that message.
func (s *Socket) Ask(kind uint16, body []byte) (answer Message, err error) {
	if err := s.send(kind, unix.NLM_F_REQUEST, body); err != nil {
		return Message{}, err
	}
	err = s.answers(func(message Message) (bool, error) {
		if message.Type == unix.NLMSG_ERROR {
			return true, failure(message.Data)
		}
		answer = message
		return true, nil
	})
	return answer, err
}

// Change requests a change, with flags such as NLM_F_CREATE, and waits for the kernel's acknowledgement.
func (s *Socket) Change(kind uint16, flags uint16, body []byte) error {
	if err := s.send(kind, unix.NLM_F_REQUEST|unix.NLM_F_ACK|flags, body); err != nil {
		return err
	}
	return s.answers(func(message Message) (bool, error) {
		return message.Type == unix.NLMSG_ERROR, failure(message.Data)
	})
}

// Tell sends several requests that the kernel answers only if it refuses them. When it returns, the kernel has
// processed them, because it does so within the send call.
func (s *Socket) Tell(requests ...Message) error {
	var datagram []byte
	for _, request := range requests {
		s.seq++
		datagram = append(datagram, Encode(request.Type, unix.NLM_F_REQUEST|request.Flags, s.seq, request.Data)...)
	}
	if err := unix.Sendto(s.descriptor, datagram, 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
		return fmt.Errorf("netlink send: %w", err)
	}
	return nil
}

// answers calls take for each message that answers the last request, until take returns that it was the last.
func (s *Socket) answers(take func(Message) (last bool, err error)) error {
	for {
		datagram, err := s.receive()
		if err != nil {
			return err
		}
		for len(datagram) > 0 {
			message, rest, err := Cut(datagram)
			if err != nil {
				return err
			}
			datagram = rest
			if message.Seq != s.seq {
				continue
			}
			if last, err := take(message); last {
				return err
			}
		}
	}
}

func (s *Socket) send(kind uint16, flags uint16, body []byte) error {
	s.seq++
	message := Encode(kind, flags, s.seq, body)
	if err := unix.Sendto(s.descriptor, message, 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
		return fmt.Errorf("netlink send: %w", err)
	}
	return nil
}

func (s *Socket) receive() ([]byte, error) {
	for {
		n, _, err := unix.Recvfrom(s.descriptor, s.buffer, 0)
		switch err {
		case nil:
			return s.buffer[:n], nil
		case unix.EINTR:
		case unix.ENOBUFS:
			return nil, ErrInterrupted
		default:
			return nil, fmt.Errorf("netlink receive: %w", err)
		}
	}
}

// failure returns the errno of an NLMSG_ERROR or NLMSG_DONE message; 0 is an acknowledgement.
func failure(data []byte) error {
	if len(data) < 4 {
		return nil
	}
	if code := int32(Native.Uint32(data)); code < 0 {
		return fmt.Errorf("netlink answer: %w", unix.Errno(-code))
	}
	return nil
}
