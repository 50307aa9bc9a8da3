package control

import (
	"encoding/json"
	"sync"
)

// backlog is how many notices wait for a slow listener before it is told that it has missed some.
const backlog = 1024

// lostNotice takes the place of notices that a slow listener missed: look again.
var lostNotice = json.RawMessage(`{"notice":"lost"}`)

// Notices spreads what happens to whoever listens. Safe for concurrent use.
type Notices struct {
	mu        sync.Mutex
	listeners map[*listener]struct{}
}

// NewNotices returns notices without listeners.
func NewNotices() *Notices { return &Notices{listeners: make(map[*listener]struct{})} }

// Publish sends a notice, an object with a "notice" member, to all listeners. It never waits for them.
func (n *Notices) Publish(notice any) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.listeners) == 0 {
		return
	}
	line, err := json.Marshal(notice)
	if err != nil {
		panic(err) // the agent's own types: a mistake in this program
	}
	for l := range n.listeners {
		l.offer(line)
	}
}

func (n *Notices) listen() *listener {
	l := &listener{lines: make(chan json.RawMessage, backlog)}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.listeners[l] = struct{}{}
	return l
}

func (n *Notices) leave(l *listener) {
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.listeners, l)
}

type listener struct {
	lines chan json.RawMessage
	lost  bool
}

// offer is called under the lock of Notices. One place is kept for the word that something was lost.
func (l *listener) offer(line json.RawMessage) {
	switch {
	case len(l.lines) < cap(l.lines)-1:
		l.lost = false
		l.lines <- line
	case !l.lost:
		l.lost = true
		l.lines <- lostNotice
	}
}
