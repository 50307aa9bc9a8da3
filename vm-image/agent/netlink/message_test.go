package netlink

import "testing"

func TestCutEncodedMessage(t *testing.T) {
	datagram := append(Encode(18, 1, 7, []byte{1, 2, 3, 4}), Encode(3, 2, 8, nil)...)
	first, rest, err := Cut(datagram)
	if err != nil || first.Type != 18 || first.Flags != 1 || first.Seq != 7 || string(first.Data) != "\x01\x02\x03\x04" {
		t.Fatalf("first: %+v %v", first, err)
	}
	second, rest, err := Cut(rest)
	if err != nil || second.Type != 3 || second.Seq != 8 || len(rest) != 0 {
		t.Fatalf("second: %+v %v", second, err)
	}
}

func TestCutRejectsWrongLength(t *testing.T) {
	whole := Encode(18, 0, 1, []byte{1, 2, 3, 4})
	for n := 0; n < len(whole); n++ {
		if _, _, err := Cut(whole[:n]); err != ErrMalformed {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
	short := append([]byte(nil), whole...)
	short[0] = 8
	if _, _, err := Cut(short); err != ErrMalformed {
		t.Errorf("a length below the header's: %v", err)
	}
}

func TestAttributesOfArbitraryBytes(t *testing.T) {
	body := AppendUint32(AppendUint32(nil, 1, 42), 2, 43)
	seen := map[uint16]uint32{}
	Attributes(body, func(kind uint16, value []byte) { seen[kind] = Uint32(value) })
	if len(seen) != 2 || seen[1] != 42 || seen[2] != 43 {
		t.Errorf("seen: %v", seen)
	}
	for n := range body {
		for b := 0; b < 256; b++ {
			bad := append([]byte(nil), body...)
			bad[n] = byte(b)
			Attributes(bad, func(_ uint16, value []byte) { _, _ = Uint32(value), Text(value) })
		}
	}
}
