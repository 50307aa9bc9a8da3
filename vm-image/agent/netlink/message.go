// Package netlink encodes and decodes the kernel's netlink messages (netlink(7)).
package netlink

import (
	"encoding/binary"
	"errors"

	"golang.org/x/sys/unix"
)

// Native is the byte order of the machines for which the image is built.
var Native = binary.LittleEndian

// ErrMalformed is returned for a message whose length field is wrong.
var ErrMalformed = errors.New("netlink: malformed message")

// Message is one netlink message. Data points into the buffer that the message was cut from.
type Message struct {
	Type  uint16
	Flags uint16
	Seq   uint32
	Data  []byte
}

// Cut splits the first message off a datagram.
func Cut(datagram []byte) (message Message, rest []byte, err error) {
	if len(datagram) < unix.SizeofNlMsghdr {
		return Message{}, nil, ErrMalformed
	}
	length := int(Native.Uint32(datagram))
	if length < unix.SizeofNlMsghdr || length > len(datagram) {
		return Message{}, nil, ErrMalformed
	}
	message = Message{
		Type:  Native.Uint16(datagram[4:]),
		Flags: Native.Uint16(datagram[6:]),
		Seq:   Native.Uint32(datagram[8:]),
		Data:  datagram[unix.SizeofNlMsghdr:length],
	}
	next := align(length)
	if next > len(datagram) {
		next = len(datagram)
	}
	return message, datagram[next:], nil
}

// Encode builds a message from a body that is already aligned.
func Encode(kind uint16, flags uint16, seq uint32, body []byte) []byte {
	message := make([]byte, unix.SizeofNlMsghdr+len(body))
	Native.PutUint32(message, uint32(len(message)))
	Native.PutUint16(message[4:], kind)
	Native.PutUint16(message[6:], flags)
	Native.PutUint32(message[8:], seq)
	copy(message[unix.SizeofNlMsghdr:], body)
	return message
}

func align(length int) int { return (length + 3) &^ 3 }
