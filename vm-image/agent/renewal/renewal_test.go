package renewal

import (
	"encoding/base64"
	"math"
	"testing"
)

func TestCheck(t *testing.T) {
	entropy := base64.StdEncoding.EncodeToString(make([]byte, 64))
	good := Renewal{Time: 1732468800.123456, Entropy: entropy, Hostname: "lab-7k2m"}
	if _, err := good.check(); err != nil {
		t.Error(err)
	}
	for _, bad := range []Renewal{
		{},
		{math.NaN(), entropy, "lab"},
		{-1, entropy, "lab"},
		{1e300, entropy, "lab"},
		{1, entropy, ""},
		{1, entropy, "Lab\n"},
		{1, "", "lab"},
		{1, "!!", "lab"},
		{1, base64.StdEncoding.EncodeToString(make([]byte, 1000)), "lab"},
	} {
		if _, err := bad.check(); err == nil {
			t.Errorf("accepted: %+v", bad)
		}
	}
}
