package sshd

import (
	"os"
	"time"
)

// linger is how long output is still forwarded after a command has ended, if a process that it left behind holds the
// pipe open.
const linger = 100 * time.Millisecond

// streams are the three pipes of a command; input, output and errors are the agent's ends.
type streams struct {
	input, output, errors *os.File
	childEnds             []*os.File
}

func openStreams() (*streams, error) {
	s := &streams{}
	childInput, input, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	s.input, s.childEnds = input, append(s.childEnds, childInput)
	for _, target := range []**os.File{&s.output, &s.errors} {
		source, childOutput, err := os.Pipe()
		if err != nil {
			s.closeInner()
			s.closeOuter()
			return nil, err
		}
		*target, s.childEnds = source, append(s.childEnds, childOutput)
	}
	return s, nil
}

func (s *streams) inner() []uintptr {
	descriptors := make([]uintptr, len(s.childEnds))
	for i, end := range s.childEnds {
		descriptors[i] = end.Fd()
	}
	return descriptors
}

func (s *streams) closeInner() {
	for _, end := range s.childEnds {
		end.Close()
	}
}

// expire ends pending reads shortly after the command has ended.
func (s *streams) expire() {
	soon := time.Now().Add(linger)
	_ = s.output.SetReadDeadline(soon)
	_ = s.errors.SetReadDeadline(soon)
}

func (s *streams) closeOuter() {
	for _, file := range []*os.File{s.input, s.output, s.errors} {
		if file != nil {
			file.Close()
		}
	}
}
