package boot

import (
	"os"
	"os/signal"
	"syscall"
)

// CatchSignals catches every signal that can be caught, so that nothing sent to PID 1 ends the machine. Signals are
// caught rather than ignored because child processes inherit ignored signals, and Ctrl-C would not work in any
// terminal.
func CatchSignals() {
	deaf := make(chan os.Signal, 1)
	for number := syscall.Signal(1); number < 65; number++ {
		if number != syscall.SIGCHLD {
			signal.Notify(deaf, number)
		}
	}
	go func() {
		for range deaf {
		}
	}()
}
