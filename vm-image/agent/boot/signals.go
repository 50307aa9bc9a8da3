package boot

import (
	"os"
	"os/signal"
	"syscall"
)

// CatchSignals makes the process deaf to every signal that can be: nothing sent to PID 1 may end the machine. Signals are
// caught, not ignored, because children would inherit that and Ctrl-C be dead in every terminal.
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
