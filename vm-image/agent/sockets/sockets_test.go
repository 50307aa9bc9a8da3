package sockets

import (
	"reflect"
	"testing"

	"patchbay.org/agent/recorded"
)

func TestListeners(t *testing.T) {
	// A closed connection, and sockets that are listening or connected.
	messages := recorded.Messages(t, "socket")
	var listeners []Listener
	for _, message := range messages {
		if listener, ok := decode(message); ok {
			listeners = append(listeners, listener)
		}
	}
	want := []Listener{{"", 6, "::", 90}, {"", 6, "::", 53}}
	if len(messages) != 4 || !reflect.DeepEqual(listeners, want) {
		t.Errorf("got  %+v\nwant %+v", listeners, want)
	}
	recorded.Damage(messages, func(message []byte) { decode(message) })
}
