package control

import (
	"encoding/json"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
)

type stream struct {
	io.Reader
	io.Writer
}

func serve(t *testing.T, input string) string {
	t.Helper()
	registry := NewRegistry()
	registry.Handle("echo", func(request json.RawMessage) (any, error) { return request, nil })
	registry.Handle("nothing", func(json.RawMessage) (any, error) { return nil, nil })
	registry.Handle("fail", func(json.RawMessage) (any, error) { return nil, errors.New("no such luck") })
	registry.Handle("huge", func(json.RawMessage) (any, error) { return strings.Repeat("x", MaxLine), nil })
	var output strings.Builder
	_ = Serve(stream{strings.NewReader(input), &output}, registry, NewNotices())
	return output.String()
}

func TestAnswers(t *testing.T) {
	for input, want := range map[string]string{
		`{"id":1,"op":"echo"}`:      `{"id":1,"result":{"id":1,"op":"echo"}}`,
		`{"id":"a","op":"nothing"}`: `{"id":"a","result":{}}`,
		`{"id":2,"op":"fail"}`:      `{"id":2,"error":"no such luck"}`,
		`{"id":3,"op":"what"}`:      `{"id":3,"error":"no operation \"what\""}`,
		`{"op":"echo"}`:             `{"id":null,"error":"the request has no id"}`,
		`{"id":4,"op":"huge"}`:      `{"id":4,"error":"the answer is longer than 8388608 bytes"}`,
		`{"id":5,"op":"subscribe"}`: `{"id":5,"result":{}}`,
	} {
		if got := serve(t, input+"\n"); got != want+"\n" {
			t.Errorf("%s: %s, want %s", input, got, want)
		}
	}
}

func TestInvalidLinesAreAnswered(t *testing.T) {
	lines := strings.Split(serve(t, "\x00\xff rubbish\n[]\n\n{\"id\":1,\"op\":\"nothing\"}\n"), "\n")
	if len(lines) != 5 || lines[3] != `{"id":1,"result":{}}` {
		t.Errorf("%q", lines)
	}
	for _, line := range lines[:3] {
		if !strings.HasPrefix(line, `{"id":null,"error":"not a request`) {
			t.Errorf("%q", line)
		}
	}
}

func TestOverlongLineEndsTheSession(t *testing.T) {
	if got := serve(t, strings.Repeat("x", MaxLine+1)); got != `{"id":null,"error":"a request is longer than 8388608 bytes"}`+"\n" {
		t.Errorf("%.100q", got)
	}
}

func TestNoticesReachSubscribers(t *testing.T) {
	notices := NewNotices()
	ours, theirs := net.Pipe()
	done := make(chan error, 1)
	go func() { done <- Serve(theirs, NewRegistry(), notices) }()
	answers := json.NewDecoder(ours)
	notices.Publish(map[string]string{"notice": "early"})
	if _, err := ours.Write([]byte(`{"id":1,"op":"subscribe"}` + "\n")); err != nil {
		t.Fatal(err)
	}
	var answer map[string]any
	if err := answers.Decode(&answer); err != nil || answer["id"] != 1.0 {
		t.Fatalf("%v %v", answer, err)
	}
	notices.Publish(map[string]string{"notice": "changed"})
	answer = nil
	if err := answers.Decode(&answer); err != nil || answer["notice"] != "changed" {
		t.Fatalf("%v %v", answer, err)
	}
	ours.Close()
	<-done
}

func TestAsyncOperationDoesNotBlockOthers(t *testing.T) {
	registry := NewRegistry()
	finish := make(chan struct{})
	registry.HandleAsync("long", func(json.RawMessage) (any, error) { <-finish; return "done", nil })
	registry.Handle("short", func(json.RawMessage) (any, error) { return "soon", nil })
	ours, theirs := net.Pipe()
	done := make(chan error, 1)
	go func() { done <- Serve(theirs, registry, NewNotices()) }()
	answers := json.NewDecoder(ours)
	for _, line := range []string{`{"id":1,"op":"long"}`, `{"id":2,"op":"short"}`} {
		if _, err := ours.Write([]byte(line + "\n")); err != nil {
			t.Fatal(err)
		}
	}
	var answer map[string]any
	if err := answers.Decode(&answer); err != nil || answer["id"] != 2.0 || answer["result"] != "soon" {
		t.Fatalf("%v %v", answer, err)
	}
	close(finish)
	if err := answers.Decode(&answer); err != nil || answer["id"] != 1.0 || answer["result"] != "done" {
		t.Fatalf("%v %v", answer, err)
	}
	ours.Close()
	<-done
}

func TestSlowSubscriberGetsALostNotice(t *testing.T) {
	notices := NewNotices()
	l := notices.listen()
	for i := 0; i < 3*backlog; i++ {
		notices.Publish(i)
	}
	var last json.RawMessage
	for len(l.lines) > 0 {
		last = <-l.lines
	}
	if string(last) != string(lostNotice) {
		t.Errorf("the last notice is %s", last)
	}
	notices.Publish("more")
	if got := <-l.lines; string(got) != `"more"` {
		t.Errorf("then %s", got)
	}
}
