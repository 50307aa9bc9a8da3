package notice

import (
	"bytes"
	"fmt"
	"time"

	"golang.org/x/sys/unix"
)

// uevents is the multicast group of NETLINK_KOBJECT_UEVENT to which the kernel sends.
const uevents = 1

// moduleWatch reports modules that are loaded or removed. br_netfilter adds settings that no other notification covers.
// The kernel sends the event after the module has started (do_init_module in kernel/module/main.c).
type moduleWatch struct {
	socket   int
	happened func()
}

func watchModules(happened func()) (*moduleWatch, error) {
	socket, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC, unix.NETLINK_KOBJECT_UEVENT)
	if err != nil {
		return nil, fmt.Errorf("module notices: %w", err)
	}
	if err := unix.Bind(socket, &unix.SockaddrNetlink{Family: unix.AF_NETLINK, Groups: uevents}); err != nil {
		unix.Close(socket)
		return nil, fmt.Errorf("module notices: %w", err)
	}
	return &moduleWatch{socket, happened}, nil
}

func (w *moduleWatch) follow() {
	buffer := make([]byte, 4096)
	for {
		n, _, err := unix.Recvfrom(w.socket, buffer, 0)
		switch {
		case err == unix.EINTR:
			continue
		case err != nil && err != unix.ENOBUFS:
			time.Sleep(slowest)
		}
		if err != nil || ofModule(buffer[:n]) {
			w.happened()
		}
	}
}

// ofModule reports whether a message, "add@/module/br_netfilter" followed by its environment, is about a module.
func ofModule(message []byte) bool {
	_, path, found := bytes.Cut(message, []byte("@"))
	return found && bytes.HasPrefix(path, []byte("/module/"))
}
