package boot

import (
	"encoding/base64"
	"fmt"
	"os"
	"strings"
)

// Options is what the host tells the machine on the kernel's command line.
type Options struct {
	// Profile is net or docker.
	Profile string
	// Key is the public key that may log in, in SSH's encoding.
	Key []byte
	// Warm says whether the learners' tools are run once, so that clones find them in memory.
	Warm bool
}

// Docker says whether Docker's daemon runs in the machine.
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
