package serial

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"patchbay.org/agent/renewal"
)

type port struct {
	io.Reader
	bytes.Buffer
}

func (p *port) Read(target []byte) (int, error) { return p.Reader.Read(target) }

func talk(t *testing.T, input string) []string {
	t.Helper()
	p := &port{Reader: strings.NewReader(input)}
	err := Listen(p, func(r renewal.Renewal) error {
		if r.Hostname == "bad" {
			return errors.New("bad ∆ name")
		}
		return nil
	})
	if err != io.EOF {
		t.Errorf("ended with %v", err)
	}
	var lines []string
	for scanner := bufio.NewScanner(&p.Buffer); scanner.Scan(); {
		lines = append(lines, scanner.Text())
	}
	return lines
}

func TestRenewalIsAnswered(t *testing.T) {
	lines := talk(t, `{"renew":{"time":1.5,"entropy":"","hostname":"lab-1"}}`+"\n\n"+`{"renew":{"hostname":"bad"}}`+"\n")
	if len(lines) != 2 || lines[0] != `{"event":"ready","hostname":"lab-1"}` ||
		lines[1] != `{"event":"error","message":"bad \u2206 name"}` {
		t.Errorf("%q", lines)
	}
}

func TestInvalidLinesAreAnswered(t *testing.T) {
	long := strings.Repeat("x", 3*maxLine)
	lines := talk(t, "\x00\xff\n{}\n"+long+"\n{\"renew\":{\"hostname\":\"lab-1\"}}\n")
	if len(lines) != 4 || lines[3] != `{"event":"ready","hostname":"lab-1"}` {
		t.Fatalf("%q", lines)
	}
	for _, line := range lines[:3] {
		if !strings.HasPrefix(line, `{"event":"error","message":"`) {
			t.Errorf("%q", line)
		}
	}
}
