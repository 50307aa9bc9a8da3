package netlink

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// Listen opens a socket of a netlink family in the thread's namespace that hears the groups there and in every namespace that has
// a number there (netlink(7), NETLINK_LISTEN_ALL_NSID). A socket per namespace would keep a deleted one alive.
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
