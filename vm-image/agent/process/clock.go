package process

import (
	"math"
	"time"

	"golang.org/x/sys/unix"
)

// wallClock turns a moment of CLOCK_MONOTONIC into seconds since the epoch.
func wallClock(monotonic int64) float64 {
	return float64((wallOffset()+monotonic)/1000) / 1e6
}

// wallOffset is by how many nanoseconds the wall clock is ahead of CLOCK_MONOTONIC. Two clocks can't be read at once, and
// on a busy host the virtual processor may stand still between two readings, which would date a program before the command
// line that started it: of a few attempts the closest counts.
func wallOffset() int64 {
	const attempts, close = 8, 50_000
	var offset int64
	for i, best := 0, int64(math.MaxInt64); i < attempts && best > close; i++ {
		before := monotonicNow()
		wall := time.Now().UnixNano()
		after := monotonicNow()
		if after-before < best {
			best = after - before
			offset = wall - before - best/2
		}
	}
	return offset
}

func monotonicNow() int64 {
	var now unix.Timespec
	if unix.ClockGettime(unix.CLOCK_MONOTONIC, &now) != nil {
		return 0
	}
	return now.Nano()
}
