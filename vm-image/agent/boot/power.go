package boot

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// IsPowerCommand says whether a program name is one that ends the machine. They are all this program.
func IsPowerCommand(name string) bool {
	switch name {
	case "reboot", "poweroff", "halt", "shutdown":
		return true
	}
	return false
}

// Power ends the machine, as a command of the given name does, whatever its arguments. It returns only with an error.
func Power(name string) error {
	unix.Sync()
	how := unix.LINUX_REBOOT_CMD_POWER_OFF
	if name == "reboot" {
		how = unix.LINUX_REBOOT_CMD_RESTART
	}
	return os.NewSyscallError("reboot", unix.Reboot(how))
}

// Fail reports on the console why the machine can't go on, and ends it.
func Fail(err error) {
	fmt.Fprintln(os.Stderr, "patchbay-agent:", err)
	_ = Power("poweroff")
}
