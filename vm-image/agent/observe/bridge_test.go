package observe

import (
	"testing"

	"patchbay.org/agent/recorded"
)

// A bridge br0 that filters VLANs and speaks STP, with the port v0; a bridge br1 with the port w0, behind which 02:…:11 is.
func TestBridges(t *testing.T) {
	links := map[string]Link{}
	names := map[int]string{}
	for _, message := range recorded.Messages(t, "bridge-link") {
		link, _ := decodeLink(message)
		links[link.Name] = link
		names[link.Index] = link.Name
	}
	for name, wanted := range map[string]bridgeInfo{"br0": {vlanFiltering: true, stp: true}, "br1": {}} {
		told := *links[name].bridge
		// Five minutes, as every bridge has it at first.
		equal(t, *told.ageing, uint32(30000))
		told.ageing = nil
		equal(t, told, wanted)
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

func TestDamagedMessagesAboutBridgesAreSurvived(t *testing.T) {
	recorded.Damage(recorded.Messages(t, "bridge-link"), func(message []byte) { decodeLink(message) })
	recorded.Damage(recorded.Messages(t, "bridge-vlan"), func(message []byte) { decodeVlans(message) })
	recorded.Damage(recorded.Messages(t, "fdb"), func(message []byte) { decodeFdb(message, nil) })
}
