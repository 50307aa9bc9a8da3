package observe

import (
	"fmt"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/netlink"
	"patchbay.org/agent/netns"
)

// changeDetector reports whether devices or addresses have changed since the last call, in any namespace that has an
// nsid in the namespace where it listens.
type changeDetector struct{ descriptor int }

// newChangeDetector starts listening in a namespace.
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
	// Messages that do not fit are lost, and a loss also counts as a change.
	if err := unix.SetsockoptInt(m.descriptor, unix.SOL_SOCKET, unix.SO_RCVBUF, 8<<10); err != nil {
		return nil, fmt.Errorf("listen for changes: %w", err)
	}
	return m, nil
}

func (m *changeDetector) happened() bool {
	happened := false
	var one [1]byte
	// Limited, because changes may arrive as fast as they are read.
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
