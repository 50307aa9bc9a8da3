package process

import (
	"math"
	"time"

	"golang.org/x/sys/unix"
)

// wallClock converts a CLOCK_MONOTONIC time to seconds since the epoch.
func wallClock(monotonic int64) float64 {
	return float64((wallOffset()+monotonic)/1000) / 1e6
}

// wallOffset returns how many nanoseconds the wall clock is ahead of CLOCK_MONOTONIC. Two clocks can't be read at the
// same moment, and on a busy host the virtual CPU may be paused between the two reads, which would date a program
// before the command line that started it. The closest of a few pairs of reads is used.
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
