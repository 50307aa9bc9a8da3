package notice

import (
	"fmt"
	"time"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/netlink"
)

// inotify reads inotify(7) events until the agent ends.
type inotify struct{ descriptor int }

func newInotify() (*inotify, error) {
	descriptor, err := unix.InotifyInit1(unix.IN_CLOEXEC)
	if err != nil {
		return nil, fmt.Errorf("inotify: %w", err)
	}
	return &inotify{descriptor}, nil
}

// follow calls event with the watch and mask of each event. The mask IN_Q_OVERFLOW means that events were lost.
func (i *inotify) follow(event func(watch int32, mask uint32)) {
	buffer := make([]byte, 4096)
	for {
		n, err := unix.Read(i.descriptor, buffer)
		if err != nil {
			if err != unix.EINTR {
				time.Sleep(slowest)
			}
			continue
		}
		for rest := buffer[:n]; len(rest) >= unix.SizeofInotifyEvent; {
			end := unix.SizeofInotifyEvent + int(netlink.Native.Uint32(rest[12:]))
			if end > len(rest) {
				break
			}
			event(int32(netlink.Native.Uint32(rest)), netlink.Native.Uint32(rest[4:]))
			rest = rest[end:]
		}
	}
}
