package netlink

import "golang.org/x/sys/unix"

// Attributes calls visit for each attribute (rtnetlink(7), struct rtattr) in data, with the flag bits removed from its
// type. It stops at a malformed attribute, so that another kernel version can't crash the agent.
func Attributes(data []byte, visit func(kind uint16, value []byte)) {
	for len(data) >= unix.SizeofRtAttr {
		length := int(Native.Uint16(data))
		if length < unix.SizeofRtAttr || length > len(data) {
			return
		}
		visit(Native.Uint16(data[2:])&^(unix.NLA_F_NESTED|unix.NLA_F_NET_BYTEORDER), data[unix.SizeofRtAttr:length])
		next := align(length)
		if next > len(data) {
			return
		}
		data = data[next:]
	}
}

// Uint32 returns an attribute's number, or 0 if the value is too short.
func Uint32(value []byte) uint32 {
	if len(value) < 4 {
		return 0
	}
	return Native.Uint32(value)
}

// Text returns an attribute's string without the terminating zero.
func Text(value []byte) string {
	for i, b := range value {
		if b == 0 {
			return string(value[:i])
		}
	}
	return string(value)
}

// AppendUint32 appends an attribute with a number.
func AppendUint32(body []byte, kind uint16, value uint32) []byte {
	var attribute [8]byte
	Native.PutUint16(attribute[:], 8)
	Native.PutUint16(attribute[2:], kind)
	Native.PutUint32(attribute[4:], value)
	return append(body, attribute[:]...)
}

// AppendBytes appends an attribute with bytes.
func AppendBytes(body []byte, kind uint16, value []byte) []byte {
	length := unix.SizeofRtAttr + len(value)
	attribute := make([]byte, align(length))
	Native.PutUint16(attribute, uint16(length))
	Native.PutUint16(attribute[2:], kind)
	copy(attribute[unix.SizeofRtAttr:], value)
	return append(body, attribute...)
}
