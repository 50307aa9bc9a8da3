package notice

import (
	"testing"
	"time"
)

func TestASingleChangeWaitsBriefly(t *testing.T) {
	var p debouncer
	now := time.Unix(0, 0)
	for i := 0; i < 3; i++ {
		if wait := p.next(now); wait != quiet {
			t.Errorf("change %d waits %v", i, wait)
		}
		now = now.Add(2 * calm)
	}
}

func TestContinuousChangesWaitLongerUntilCalm(t *testing.T) {
	var p debouncer
	now := time.Unix(0, 0)
	for i := 0; i < 10; i++ {
		now = now.Add(p.next(now))
	}
	if wait := p.next(now); wait != slowest {
		t.Errorf("after ten without a pause: %v", wait)
	}
	if wait := p.next(now.Add(slowest + calm + 1)); wait != quiet {
		t.Errorf("after calm: %v", wait)
	}
}
