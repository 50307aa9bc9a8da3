package boot

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// IsPowerCommand reports whether the program name is one of the commands that shut the machine down. They are symbolic
// links to this program.
func IsPowerCommand(name string) bool {
	switch name {
	case "reboot", "poweroff", "halt", "shutdown":
		return true
	}
	return false
}

// Power shuts the machine down as the named command does, ignoring its arguments. It returns only with an error.
func Power(name string) error {
	unix.Sync()
	how := unix.LINUX_REBOOT_CMD_POWER_OFF
	if name == "reboot" {
		how = unix.LINUX_REBOOT_CMD_RESTART
	}
	return os.NewSyscallError("reboot", unix.Reboot(how))
}

// Fail prints the error on the console and shuts the machine down.
func Fail(err error) {
	fmt.Fprintln(os.Stderr, "patchbay-agent:", err)
	_ = Power("poweroff")
}
