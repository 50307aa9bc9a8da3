// Package recorded reads the kernel's messages that tests have recorded, each a line of hexadecimal digits.
package recorded

import (
	"encoding/hex"
	"os"
	"strings"
	"testing"
)

// Messages reads those of testdata/NAME.hex.
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

// Damage gives try every beginning of the messages, and every message with one byte changed.
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
