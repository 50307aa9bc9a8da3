package sshd

import (
	"crypto/rand"
	"sync"
)

// padding provides random bytes to the SSH protocol. Every packet needs a few bytes of padding, which need not be
// secret; they come from a buffer, so that a key stroke does not cost a system call. Requests of 16 bytes or more, such
// as those for keys, are always passed to the kernel. Safe for concurrent use.
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
