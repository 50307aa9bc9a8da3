package reaper

import (
	"os"
	"sync"
	"syscall"
	"testing"
)

// reaper is the only one in the process, as required.
var reaper = New()

// TestEveryStatusReachesItsOwner starts many children at once. Half of them have ended by the time their start is
// recorded.
func TestEveryStatusReachesItsOwner(t *testing.T) {
	r := reaper
	var waiting sync.WaitGroup
	for i := 0; i < 60; i++ {
		command, want := "exit "+string(rune('0'+i%10)), i%10
		if i%7 == 0 {
			command, want = "kill -9 $$", 128+9
		}
		child, err := r.Start("/bin/sh", []string{"sh", "-c", command}, &syscall.ProcAttr{Env: os.Environ()})
		if err != nil {
			t.Fatal(err)
		}
		waiting.Add(1)
		go func() {
			defer waiting.Done()
			if got := child.Status(); got != want {
				t.Errorf("%s: status %d", command, got)
			}
			r.Signal(child, syscall.SIGKILL) // it has ended: must have no effect
		}()
	}
	waiting.Wait()
}

func TestStartFailure(t *testing.T) {
	if _, err := reaper.Start("/nonexistent", []string{"x"}, &syscall.ProcAttr{}); err == nil {
		t.Error("no error")
	}
}
