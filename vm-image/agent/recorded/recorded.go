// Package recorded reads kernel messages recorded for tests, one per line in hexadecimal.
package recorded

import (
	"encoding/hex"
	"os"
	"strings"
	"testing"
)

// Messages reads testdata/NAME.hex.
func Messages(t *testing.T, name string) [][]byte {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name + ".hex")
	if err != nil {
		t.Fatal(err)
	}
	var messages [][]byte
	for _, line := range strings.Fields(string(text)) {
		message, err := hex.DecodeString(line)
		if err != nil {
			t.Fatal(err)
		}
		messages = append(messages, message)
	}
	return messages
}

// Damage calls try with every prefix of each message and with each message with one byte changed.
func Damage(messages [][]byte, try func([]byte)) {
	for _, message := range messages {
		for n := range message {
			flipped := append([]byte(nil), message...)
			flipped[n] ^= 0xff
			try(message[:n:n])
			try(flipped)
		}
	}
}
