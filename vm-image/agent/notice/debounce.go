package notice

import "time"

const (
	// quiet is how long the first change waits for others that arrive together with it.
	quiet = 20 * time.Millisecond
	// slowest is the longest wait while changes continue. A loop of ip link add and del must not keep the machine busy
	// with looks, but a change must still be seen within 150 ms.
	slowest = 80 * time.Millisecond
	// calm is the time without changes after which the wait is short again.
	calm = time.Second
)

// debouncer decides how long a change waits before it is published. Not safe for concurrent use.
type debouncer struct {
	last time.Time
	wait time.Duration
}

// next returns the time to wait from now, the time of the first unpublished change.
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
