package control

import (
	"encoding/json"
	"sync"
)

// backlog is the number of notices queued for a slow subscriber before it is sent a lost notice.
const backlog = 1024

// lostNotice replaces the notices that a slow subscriber missed. The subscriber must look again.
var lostNotice = json.RawMessage(`{"notice":"lost"}`)

// Notices delivers notices to all subscribers. Safe for concurrent use.
type Notices struct {
	mu        sync.Mutex
	listeners map[*listener]struct{}
}

// NewNotices returns a Notices without subscribers.
func NewNotices() *Notices { return &Notices{listeners: make(map[*listener]struct{})} }

// Publish sends a notice, an object with a "notice" member, to all subscribers without blocking.
func (n *Notices) Publish(notice any) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.listeners) == 0 {
		return
	}
	line, err := json.Marshal(notice)
	if err != nil {
		panic(err) // a programming error: notices are the agent's own types
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

// offer is called with the lock of Notices held. One slot of the queue is reserved for the lost notice.
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
