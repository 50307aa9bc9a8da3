package observe

import (
	"testing"

	"patchbay.org/agent/recorded"
)

// Bridge br0 filters VLANs, runs STP and has port v0. Bridge br1 has port w0, behind which is 02:…:11.
func TestBridges(t *testing.T) {
	links := map[string]Link{}
	names := map[int]string{}
	for _, message := range recorded.Messages(t, "bridge-link") {
		link, _ := decodeLink(message)
		links[link.Name] = link
		names[link.Index] = link.Name
	}
	for name, wanted := range map[string]bridgeInfo{"br0": {vlanFiltering: true, stp: true}, "br1": {}} {
		found := *links[name].bridge
		// Five minutes, the default of every bridge.
		equal(t, *found.ageing, uint32(30000))
		found.ageing = nil
		equal(t, found, wanted)
	}
	equal(t, links["w0"].portFlags, PortFlags{Learning: true, Flood: true})
	equal(t, links["w1"].portFlags, PortFlags{})
	equal(t, links["w0"].portState, "forwarding")
	equal(t, links["w0"].Master, links["br1"].Index)
	equal(t, links["w1"].portState, "")

	vlans := map[string]portVlans{}
	for _, message := range recorded.Messages(t, "bridge-vlan") {
		index, ports, ok := decodeVlans(message)
		equal(t, ok, true)
		vlans[names[index]] = ports
	}
	equal(t, vlans["v0"], portVlans{1, []int{1, 10, 11, 12}})

	entries := map[FdbEntry]string{}
	for _, message := range recorded.Messages(t, "fdb") {
		if bridge, entry, ok := decodeFdb(message, names); ok {
			entries[entry] = names[bridge]
		}
	}
	for entry, bridge := range map[FdbEntry]string{
		{"w0", "02:00:00:00:00:11", 0, "learned"}:    "br1",
		{"w0", "02:00:00:00:00:99", 0, "static"}:     "br1",
		{"w0", "02:00:00:00:00:02", 0, "permanent"}:  "br1",
		{"v0", "02:00:00:00:00:01", 12, "permanent"}: "br0",
	} {
		if entries[entry] != bridge {
			t.Errorf("%v is of %q, not of %q", entry, entries[entry], bridge)
		}
	}
}

func TestDamagedBridgeMessages(t *testing.T) {
	recorded.Damage(recorded.Messages(t, "bridge-link"), func(message []byte) { decodeLink(message) })
	recorded.Damage(recorded.Messages(t, "bridge-vlan"), func(message []byte) { decodeVlans(message) })
	recorded.Damage(recorded.Messages(t, "fdb"), func(message []byte) { decodeFdb(message, nil) })
}
