package boot

import (
	"encoding/base64"
	"fmt"
	"os"
	"strings"
)

// Options holds the settings that the host passes on the kernel's command line.
type Options struct {
	// Profile is net or docker.
	Profile string
	// Key is the public key that may log in, in SSH wire encoding.
	Key []byte
	// Warm reports whether to run the learners' tools once, so that clones find them in memory.
	Warm bool
}

// Docker reports whether Docker's daemon runs in the machine.
func (o Options) Docker() bool { return o.Profile == "docker" }

// ReadOptions reads /proc/cmdline.
func ReadOptions() (Options, error) {
	line, err := os.ReadFile("/proc/cmdline")
	if err != nil {
		return Options{}, err
	}
	return parseOptions(string(line))
}

func parseOptions(line string) (Options, error) {
	options := Options{Profile: "net", Warm: true}
	for _, word := range strings.Fields(line) {
		name, value, _ := strings.Cut(word, "=")
		switch name {
		case "patchbay.profile":
			options.Profile = value
		case "patchbay.warm":
			options.Warm = value != "no"
		case "patchbay.key":
			key, err := base64.StdEncoding.DecodeString(value)
			if err != nil {
				return options, fmt.Errorf("patchbay.key is not base64: %w", err)
			}
			options.Key = key
		}
	}
	if options.Key == nil {
		return options, fmt.Errorf("no patchbay.key on the kernel's command line")
	}
	return options, nil
}
