// Package probe finds out by trying: it sends one packet from a network namespace as a program in it would, and says
// what came of it and where it was seen on its way. What it sends carries a mark, and what it leaves in the kernel's
// tables is taken out again.
package probe

import (
	"fmt"
	"net/netip"
)

// Protocol is what is sent.
type Protocol string

const (
	// ARP asks who has the address, by a frame of its own.
	ARP Protocol = "ARP"
	// ICMP sends an echo request (RFC 792).
	ICMP Protocol = "ICMP"
	// TCP sends a SYN, and no more: a listener that takes one connection is still there afterwards.
	TCP Protocol = "TCP"
	// UDP sends a datagram.
	UDP Protocol = "UDP"
)

const (
	maxSize = 65507
	// defaultSize is as many bytes as ping(8) sends.
	defaultSize = 56
)

// Request says what is to be sent, and from where.
type Request struct {
	// Namespace is the inode of the network namespace that sends.
	Namespace   uint64   `json:"namespace"`
	Protocol    Protocol `json:"protocol"`
	Destination string   `json:"destination"`
	// Port of TCP and UDP.
	Port int `json:"port"`
	// Device and Source are the sender's choice, as by ping -I; empty for the kernel's.
	Device string `json:"device"`
	Source string `json:"source"`
	// Size is the number of bytes behind the header of ICMP and UDP, as ping -s; 56 if it is left out.
	Size         *int `json:"size"`
	DontFragment bool `json:"dontFragment"`
	// Arrival is the inode of a namespace: the attempt then ends when the packet has come in there, and no answer is
	// awaited. 0 for none.
	Arrival uint64 `json:"arrival"`
}

// plan is a request that makes sense.
type plan struct {
	Request
	destination netip.Addr
	source      netip.Addr
	size        int
}

func (r Request) plan() (plan, error) {
	o := plan{Request: r}
	var err error
	if o.destination, err = netip.ParseAddr(r.Destination); err != nil || !o.destination.Is4() {
		return o, fmt.Errorf("destination: %q is no IPv4 address", r.Destination)
	}
	if r.Source != "" {
		if o.source, err = netip.ParseAddr(r.Source); err != nil || !o.source.Is4() {
			return o, fmt.Errorf("source: %q is no IPv4 address", r.Source)
		}
	}
	if len(r.Device) > 15 {
		return o, fmt.Errorf("device: %q is longer than a device's name", r.Device)
	}
	if o.size = defaultSize; r.Size != nil {
		o.size = *r.Size
	}
	if o.size < 0 || o.size > maxSize {
		return o, fmt.Errorf("size: %d is not between 0 and %d", o.size, maxSize)
	}
	switch r.Protocol {
	case ARP, ICMP:
		return o, nil
	case TCP, UDP:
		if r.Port < 1 || r.Port > 65535 {
			return o, fmt.Errorf("port: %d is not between 1 and 65535", r.Port)
		}
		return o, nil
	}
	return o, fmt.Errorf("protocol: %q is none of ARP, ICMP, TCP, UDP", r.Protocol)
}

// Ending is how an attempt ended.
type Ending string

const (
	// Answered says that the destination answered, and the sender's socket got it.
	Answered Ending = "ANSWERED"
	// Refused says that an answer came which says no: TCP's RST, ICMP's unreachable.
	Refused Ending = "REFUSED"
	// Unsent says that the sender's own kernel did not send it.
	Unsent Ending = "UNSENT"
	// Unresolved says that nobody told the next hop's hardware address.
	Unresolved Ending = "UNRESOLVED"
	// Silent says that it was sent and nothing came back.
	Silent Ending = "SILENT"
	// Arrived says that it came into the namespace where it was awaited.
	Arrived Ending = "ARRIVED"
)

// Result says what came of an attempt. Times are seconds since the epoch.
type Result struct {
	Ending Ending `json:"ending"`
	// Detail says more, in the words of errno(3) or ping(8); or is the address that nobody told.
	Detail    string     `json:"detail"`
	Sightings []Sighting `json:"sightings"`
	StartedAt float64    `json:"startedAt"`
	EndedAt   float64    `json:"endedAt"`
}

// Sighting is a marked packet, seen on a device.
type Sighting struct {
	Namespace uint64 `json:"namespace"`
	Device    string `json:"device"`
	// Incoming is whether it came in there, or else went out.
	Incoming bool `json:"incoming"`
	// Kind is REQUEST, REPLY, or ERROR: ICMP's answer in place of the destination.
	Kind            string `json:"kind"`
	Protocol        string `json:"protocol"`
	Source          string `json:"source"`
	SourcePort      int    `json:"sourcePort"`
	Destination     string `json:"destination"`
	DestinationPort int    `json:"destinationPort"`
	// Text is what tcpdump -n would print of it, without times and sizes.
	Text string `json:"text"`
}
