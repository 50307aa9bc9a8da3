package terminal

import (
	"bytes"
	"math/rand"
	"testing"
)

// TestRingAgainstWholeStream compares the ring with the end of the stream for writes of various sizes.
func TestRingAgainstWholeStream(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	ring := NewRing(100)
	var stream []byte
	for round := 0; round < 2000; round++ {
		piece := make([]byte, random.Intn(130))
		random.Read(piece)
		ring.Append(piece)
		stream = append(stream, piece...)

		start := int64(len(stream)) - ring.Capacity()
		if start < 0 {
			start = 0
		}
		if ring.Start() != start || ring.End() != int64(len(stream)) {
			t.Fatalf("keeps %d to %d, want %d to %d", ring.Start(), ring.End(), start, len(stream))
		}
		offset := start + random.Int63n(ring.End()-start+1)
		target := make([]byte, random.Intn(130))
		n := ring.Read(offset, target)
		want := stream[offset:]
		if len(want) > len(target) {
			want = want[:len(target)]
		}
		if !bytes.Equal(target[:n], want) {
			t.Fatalf("read at %d: %x, want %x", offset, target[:n], want)
		}
	}
}

func TestRingReadOutside(t *testing.T) {
	ring := NewRing(10)
	ring.Append([]byte("0123456789abcdef"))
	target := make([]byte, 4)
	for _, offset := range []int64{-1, 0, 5, 16, 99} {
		if n := ring.Read(offset, target); n != 0 {
			t.Errorf("read at %d gave %d bytes", offset, n)
		}
	}
}
