package boot

import "testing"

func TestParseOptions(t *testing.T) {
	options, err := parseOptions("root=/dev/vda rw quiet patchbay.profile=docker patchbay.key=AAEC patchbay.warm=no\n")
	if err != nil || options.Profile != "docker" || string(options.Key) != "\x00\x01\x02" || options.Warm {
		t.Errorf("%+v %v", options, err)
	}
	options, err = parseOptions("patchbay.key=AA==")
	if err != nil || options.Profile != "net" || !options.Warm {
		t.Errorf("%+v %v", options, err)
	}
	for _, bad := range []string{"", "patchbay.key", "patchbay.key=%%"} {
		if options, err := parseOptions(bad); err == nil && len(options.Key) == 0 && bad != "patchbay.key" {
			t.Errorf("%q: %+v", bad, options)
		}
	}
}
