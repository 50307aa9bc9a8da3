package terminal

// Ring keeps the last bytes of a stream and knows their absolute offsets: the stream's first byte ever has offset 0.
// Not safe for concurrent use.
type Ring struct {
	buffer []byte
	end    int64
}

// NewRing returns an empty ring that keeps the last capacity bytes.
func NewRing(capacity int) *Ring { return &Ring{buffer: make([]byte, capacity)} }

// Capacity returns how many bytes the ring keeps.
func (r *Ring) Capacity() int64 { return int64(len(r.buffer)) }

// Start returns the offset of the oldest byte that is kept.
func (r *Ring) Start() int64 {
	if r.end > r.Capacity() {
		return r.end - r.Capacity()
	}
	return 0
}

// End returns the offset after the newest byte.
func (r *Ring) End() int64 { return r.end }

// Append adds bytes, over the oldest ones when the ring is full.
func (r *Ring) Append(bytes []byte) {
	if surplus := len(bytes) - len(r.buffer); surplus > 0 {
		r.end += int64(surplus)
		bytes = bytes[surplus:]
	}
	for len(bytes) > 0 {
		n := copy(r.buffer[r.end%r.Capacity():], bytes)
		r.end += int64(n)
		bytes = bytes[n:]
	}
}

// Read copies bytes from offset on into target and returns how many: 0 at the end, or if offset is not kept.
func (r *Ring) Read(offset int64, target []byte) int {
	if offset < r.Start() || offset >= r.end {
		return 0
	}
	if kept := r.end - offset; int64(len(target)) > kept {
		target = target[:kept]
	}
	n := copy(target, r.buffer[offset%r.Capacity():])
	return n + copy(target[n:], r.buffer)
}
