// Package probe tests reachability with real packets. It sends one packet from a network namespace as a program there
// would, and reports the result and where the packet was seen. The packet carries a mark, and the entries that it
// leaves in the kernel's tables are removed again.
package probe

import (
	"fmt"
	"net/netip"
)

// Protocol is the kind of packet sent.
type Protocol string

const (
	// ARP sends an ARP request.
	ARP Protocol = "ARP"
	// ICMP sends an echo request (RFC 792).
	ICMP Protocol = "ICMP"
	// TCP sends only a SYN. A listener that accepts a single connection is still available afterwards.
	TCP Protocol = "TCP"
	// UDP sends a datagram.
	UDP Protocol = "UDP"
)

const (
	maxSize = 65507
	// defaultSize is ping(8)'s default.
	defaultSize = 56
)

// Request describes the packet and its origin.
type Request struct {
	// Namespace is the inode of the sending network namespace.
	Namespace   uint64   `json:"namespace"`
	Protocol    Protocol `json:"protocol"`
	Destination string   `json:"destination"`
	// Port is the destination port of TCP and UDP.
	Port int `json:"port"`
	// Device and Source are the sender's choices, like ping -I. If empty, the kernel chooses.
	Device string `json:"device"`
	Source string `json:"source"`
	// Size is the number of bytes after the ICMP or UDP header, like ping -s. The default is 56.
	Size         *int `json:"size"`
	DontFragment bool `json:"dontFragment"`
	// Arrival is the inode of a namespace. If set, the attempt ends when the packet arrives there, and no answer is
	// awaited.
	Arrival uint64 `json:"arrival"`
}

// plan is a validated request.
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
		return o, fmt.Errorf("destination: %q is not an IPv4 address", r.Destination)
	}
	if r.Source != "" {
		if o.source, err = netip.ParseAddr(r.Source); err != nil || !o.source.Is4() {
			return o, fmt.Errorf("source: %q is not an IPv4 address", r.Source)
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
	return o, fmt.Errorf("protocol: %q is not ARP, ICMP, TCP or UDP", r.Protocol)
}

// Ending is the result of an attempt.
type Ending string

const (
	// Answered means that the destination answered and the sender's socket received the answer.
	Answered Ending = "ANSWERED"
	// Refused means that a negative answer arrived: a TCP RST or an ICMP error.
	Refused Ending = "REFUSED"
	// Unsent means that the sender's own kernel did not send the packet.
	Unsent Ending = "UNSENT"
	// Unresolved means that the next hop did not answer ARP requests.
	Unresolved Ending = "UNRESOLVED"
	// Silent means that the packet was sent and nothing came back.
	Silent Ending = "SILENT"
	// Arrived means that the packet reached the namespace given by Arrival.
	Arrived Ending = "ARRIVED"
)

// Result is the result of an attempt. Times are in seconds since the epoch.
type Result struct {
	Ending Ending `json:"ending"`
	// Detail explains the ending in the words of errno(3) or ping(8), or is the address that did not answer.
	Detail    string     `json:"detail"`
	Sightings []Sighting `json:"sightings"`
	StartedAt float64    `json:"startedAt"`
	EndedAt   float64    `json:"endedAt"`
}

// Sighting is a marked packet seen on a device.
type Sighting struct {
	Namespace uint64 `json:"namespace"`
	Device    string `json:"device"`
	// Incoming reports the direction at the device.
	Incoming bool `json:"incoming"`
	// Kind is REQUEST, REPLY, or ERROR, an ICMP error sent in place of the destination's answer.
	Kind            string `json:"kind"`
	Protocol        string `json:"protocol"`
	Source          string `json:"source"`
	SourcePort      int    `json:"sourcePort"`
	Destination     string `json:"destination"`
	DestinationPort int    `json:"destinationPort"`
	// Text is what tcpdump -n would print, without time and length.
	Text string `json:"text"`
}
