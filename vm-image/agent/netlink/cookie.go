package netlink

import (
	"fmt"
	"unsafe"

	"golang.org/x/sys/unix"
)

// soNetnsCookie is SO_NETNS_COOKIE of asm-generic/socket.h.
const soNetnsCookie = 71

// Cookie returns the cookie of the socket's network namespace. Unlike an inode it is never reused.
func (s *Socket) Cookie() (uint64, error) {
	var cookie uint64
	length := uint32(unsafe.Sizeof(cookie))
	_, _, errno := unix.Syscall6(unix.SYS_GETSOCKOPT, uintptr(s.descriptor), unix.SOL_SOCKET, soNetnsCookie,
		uintptr(unsafe.Pointer(&cookie)), uintptr(unsafe.Pointer(&length)), 0)
	if errno != 0 {
		return 0, fmt.Errorf("cookie of the network namespace: %w", errno)
	}
	return cookie, nil
}
