package terminal

// Ring keeps the last bytes of a stream with their absolute offsets; the first byte of the stream has offset 0. Not
// safe for concurrent use.
type Ring struct {
	buffer []byte
	end    int64
}

// NewRing returns an empty ring with this capacity in bytes.
func NewRing(capacity int) *Ring { return &Ring{buffer: make([]byte, capacity)} }

// Capacity returns the number of bytes that the ring can keep.
func (r *Ring) Capacity() int64 { return int64(len(r.buffer)) }

// Start returns the offset of the oldest kept byte.
func (r *Ring) Start() int64 {
	if r.end > r.Capacity() {
		return r.end - r.Capacity()
	}
	return 0
}

// End returns the offset after the newest byte.
func (r *Ring) End() int64 { return r.end }

// Append adds bytes and overwrites the oldest ones when the ring is full.
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

// Read copies bytes starting at offset into target and returns their number: 0 at the end, or if the offset is not
// kept.
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
