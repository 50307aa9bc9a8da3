package observe

import (
	"fmt"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/netlink"
	"patchbay.org/agent/netns"
)

// changeDetector tells whether devices or addresses changed, in any namespace that has a number in the one where it listens,
// since it was last asked.
type changeDetector struct{ descriptor int }

// newChangeDetector listens in a namespace.
func newChangeDetector(namespace *netns.Namespace) (*changeDetector, error) {
	var m *changeDetector
	err := namespace.Do(func() error {
		descriptor, err := netlink.Listen(unix.NETLINK_ROUTE, unix.RTNLGRP_LINK, unix.RTNLGRP_IPV4_IFADDR)
		m = &changeDetector{descriptor}
		return err
	})
	if err != nil {
		return nil, err
	}
	// What does not fit is lost, and a loss is as good a sign as a message.
	if err := unix.SetsockoptInt(m.descriptor, unix.SOL_SOCKET, unix.SO_RCVBUF, 8<<10); err != nil {
		return nil, fmt.Errorf("listen for changes: %w", err)
	}
	return m, nil
}

func (m *changeDetector) happened() bool {
	happened := false
	var one [1]byte
	// Bounded: changes may come as fast as they are read.
	for i := 0; i < 256; i++ {
		_, _, err := unix.Recvfrom(m.descriptor, one[:], unix.MSG_DONTWAIT|unix.MSG_TRUNC)
		if err == unix.EAGAIN {
			break
		}
		if err != unix.EINTR {
			happened = true
		}
	}
	return happened
}
