package sshd

import (
	"crypto/rand"
	"sync"
)

// padding gives random bytes to the SSH protocol. Every packet asks for a few bytes of padding, which need not be
// secret: those come from a supply, so that a key stroke does not cost a system call. Requests of 16 bytes and more,
// the keys among them, go to the kernel each time. Safe for concurrent use.
type padding struct {
	mu     sync.Mutex
	supply [4096]byte
	left   int
}

func (p *padding) Read(target []byte) (int, error) {
	if len(target) >= 16 {
		return rand.Read(target)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(target) > p.left {
		if _, err := rand.Read(p.supply[:]); err != nil {
			return 0, err
		}
		p.left = len(p.supply)
	}
	copy(target, p.supply[p.left-len(target):p.left])
	p.left -= len(target)
	return len(target), nil
}
