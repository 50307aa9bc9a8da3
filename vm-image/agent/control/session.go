package control

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
)

// MaxLine is the maximum length of a line in either direction, in bytes.
const MaxLine = 8 << 20

// Serve answers requests in order until the stream ends, except that operations registered with HandleAsync are
// answered when they finish. After the client has subscribed, notices are sent in between.
func Serve(stream io.ReadWriter, registry *Registry, notices *Notices) error {
	s := &session{stream: stream}
	defer func() {
		if s.listener != nil {
			notices.leave(s.listener)
			close(s.listener.lines)
		}
	}()
	lines := bufio.NewScanner(stream)
	lines.Buffer(make([]byte, 0, 4096), MaxLine)
	for lines.Scan() {
		answer := s.handle(lines.Bytes(), registry, notices)
		if answer == nil {
			continue
		}
		if err := s.send(*answer); err != nil {
			return err
		}
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		_ = s.send(response{ID: null, Error: fmt.Sprintf("a request is longer than %d bytes", MaxLine)})
	}
	return lines.Err()
}

type session struct {
	stream   io.Writer
	writing  sync.Mutex
	listener *listener
}

// handle returns the response, or nil if the response is sent later.
func (s *session) handle(line []byte, registry *Registry, notices *Notices) *response {
	asked, refusal := parse(line)
	if refusal != nil {
		return refusal
	}
	if registry.async[asked.Op] {
		kept := append([]byte{}, line...)
		asked.ID = append(json.RawMessage{}, asked.ID...)
		go func() { _ = s.send(registry.answer(asked, kept)) }()
		return nil
	}
	if asked.Op != "subscribe" {
		answer := registry.answer(asked, line)
		return &answer
	}
	if s.listener == nil {
		s.listener = notices.listen()
		go s.forward(s.listener)
	}
	return &response{ID: asked.ID, Result: struct{}{}}
}

func (s *session) forward(l *listener) {
	for line := range l.lines {
		if s.write(line) != nil {
			return
		}
	}
}

func (s *session) send(r response) error {
	line, err := json.Marshal(r)
	if err == nil && len(line) >= MaxLine {
		err = fmt.Errorf("the answer is longer than %d bytes", MaxLine)
	}
	if err != nil {
		if line, err = json.Marshal(response{ID: r.ID, Error: err.Error()}); err != nil {
			return err
		}
	}
	return s.write(line)
}

func (s *session) write(line []byte) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	_, err := s.stream.Write(append(line[:len(line):len(line)], '\n')) // a copy, because the line of a notice is shared
	return err
}
