package conntrack

import (
	"reflect"
	"testing"

	"patchbay.org/agent/recorded"
)

func TestConnections(t *testing.T) {
	messages := recorded.Messages(t, "connection")
	var connections []Connection
	for _, message := range messages {
		connection, ok := decode(message)
		if !ok {
			t.Fatal("not decoded")
		}
		connections = append(connections, connection)
	}
	want := []Connection{
		{"tcp", Flow{"127.0.0.1", 51434, "127.0.0.1", 8080}, Flow{"127.0.0.1", 8080, "127.0.0.1", 51434}, "TIME_WAIT", true, true},
		{"icmp", Flow{"127.0.0.1", 607, "127.0.0.1", 607}, Flow{"127.0.0.1", 607, "127.0.0.1", 607}, "", false, true},
	}
	if !reflect.DeepEqual(connections, want) {
		t.Errorf("got  %+v\nwant %+v", connections, want)
	}
	recorded.Damage(messages, func(message []byte) { decode(message); entries(message) })
}
