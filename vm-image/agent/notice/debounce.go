package notice

import "time"

const (
	// quiet is how long the first change waits for others that come with it.
	quiet = 20 * time.Millisecond
	// slowest is how far the wait grows while changes do not cease: a loop of ip link add and del must not keep the
	// machine busy looking at itself, and yet a change is to be seen within 150 ms.
	slowest = 80 * time.Millisecond
	// calm is how long nothing must change for the wait to be short again.
	calm = time.Second
)

// debouncer decides how long a change waits before it is told. Not safe for concurrent use.
type debouncer struct {
	last time.Time
	wait time.Duration
}

// next is how long to wait from now, the moment of the first change that has not been told.
func (p *debouncer) next(now time.Time) time.Duration {
	switch {
	case p.wait == 0 || now.Sub(p.last) > calm:
		p.wait = quiet
	case now.Sub(p.last) < p.wait && p.wait < slowest:
		p.wait *= 2
	}
	p.last = now.Add(p.wait)
	return p.wait
}
