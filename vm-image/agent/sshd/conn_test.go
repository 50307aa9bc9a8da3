package sshd

import (
	"io"
	"net"
	"testing"
)

func connected(t *testing.T) (*connection, net.Conn) {
	t.Helper()
	listener, err := net.ListenTCP("tcp4", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	peer, err := net.Dial("tcp4", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	tcp, err := listener.AcceptTCP()
	if err != nil {
		t.Fatal(err)
	}
	c, err := newConnection(tcp)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close(); peer.Close() })
	return c, peer
}

func write(t *testing.T, c *connection, text string) {
	t.Helper()
	if n, err := c.Write([]byte(text)); n != len(text) || err != nil {
		t.Fatalf("%d, %v", n, err)
	}
}

func expect(t *testing.T, peer net.Conn, text string) {
	t.Helper()
	got := make([]byte, len(text))
	if _, err := io.ReadFull(peer, got); err != nil || string(got) != text {
		t.Fatalf("%q, %v, want %q", got, err, text)
	}
}

func TestKeptBytesAreSentBeforeUrgentOnes(t *testing.T) {
	c, peer := connected(t)
	write(t, c, "at once ")
	expect(t, peer, "at once ")
	c.setBatching(true)
	write(t, c, "kept ")
	write(t, c, "as well ")
	if string(c.kept) != "kept as well " {
		t.Errorf("%q is kept", c.kept)
	}
	err := c.immediately(func() error {
		write(t, c, "in a hurry")
		return nil
	})
	if err != nil || len(c.kept) > 0 || c.running {
		t.Errorf("%v, %q is kept, its timer runs: %t", err, c.kept, c.running)
	}
	expect(t, peer, "kept as well in a hurry")
}

func TestKeptBytesAreSentAfterADelay(t *testing.T) {
	c, peer := connected(t)
	c.setBatching(true)
	for _, text := range []string{"later", "again"} {
		write(t, c, text)
		expect(t, peer, text)
	}
	write(t, c, "more")
	c.setBatching(false)
	expect(t, peer, "more")
}

func TestLargeWritesAreNotKept(t *testing.T) {
	c, peer := connected(t)
	c.setBatching(true)
	much := string(make([]byte, maxKept))
	write(t, c, much)
	if len(c.kept) > 0 {
		t.Errorf("%d bytes are kept", len(c.kept))
	}
	expect(t, peer, much)
}
