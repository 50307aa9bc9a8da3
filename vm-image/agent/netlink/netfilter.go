package netlink

import (
	"encoding/binary"

	"golang.org/x/sys/unix"
)

// Netfilter messages (linux/netfilter/nfnetlink.h): the type combines subsystem and message, the body begins with
// struct nfgenmsg, and numbers are in network byte order.

// SizeofNfgenmsg is the size of struct nfgenmsg.
const SizeofNfgenmsg = 4

// NetfilterType returns the message type of a subsystem's message.
func NetfilterType(subsystem, message uint16) uint16 { return subsystem<<8 | message }

// NetfilterBody returns the body of a request for a family, without attributes.
func NetfilterBody(family byte) []byte { return []byte{family, unix.NFNETLINK_V0, 0, 0} }

// Big16, Big32 and Big64 return an attribute's number in network byte order, or 0 if the value is too short.
func Big16(value []byte) uint16 {
	if len(value) < 2 {
		return 0
	}
	return binary.BigEndian.Uint16(value)
}

func Big32(value []byte) uint32 {
	if len(value) < 4 {
		return 0
	}
	return binary.BigEndian.Uint32(value)
}

func Big64(value []byte) uint64 {
	if len(value) < 8 {
		return 0
	}
	return binary.BigEndian.Uint64(value)
}

// AppendText appends an attribute with a zero-terminated string.
func AppendText(body []byte, kind uint16, text string) []byte {
	length := unix.SizeofRtAttr + len(text) + 1
	attribute := make([]byte, align(length))
	Native.PutUint16(attribute, uint16(length))
	Native.PutUint16(attribute[2:], kind)
	copy(attribute[unix.SizeofRtAttr:], text)
	return append(body, attribute...)
}
