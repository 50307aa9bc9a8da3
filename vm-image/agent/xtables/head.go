package xtables

import (
	"golang.org/x/sys/unix"

	"patchbay.org/agent/filter"
)

// head decodes the conditions that an entry has without a match (struct ipt_ip, ip6t_ip6), and returns them as iptables
// prints them.
func (v version) head(e entry, rule *filter.Rule) (words []string) {
	size := v.layout.address
	source, destination := e.data[:size], e.data[size:2*size]
	sourceMask, destinationMask := e.data[2*size:3*size], e.data[3*size:4*size]
	devices := e.data[4*size:]
	inverted := e.data[v.layout.inverted]
	add := func(key, option, value, text string, bit byte) {
		rule.Conditions = append(rule.Conditions, filter.Condition{Key: key, Negated: inverted&bit != 0, Value: value})
		words = append(words, negation(inverted&bit != 0)+option+" "+text)
	}
	if !zero(sourceMask) || inverted&notSource != 0 {
		value := filter.Prefix(source, sourceMask)
		add(filter.Source, "-s", value, filter.WithLength(value), notSource)
	}
	if !zero(destinationMask) || inverted&notDestination != 0 {
		value := filter.Prefix(destination, destinationMask)
		add(filter.Destination, "-d", value, filter.WithLength(value), notDestination)
	}
	const name = unix.IFNAMSIZ
	if mask := devices[2*name : 3*name]; !zero(mask) {
		value := masked(devices[:name], mask)
		add(filter.In, "-i", value, value, notIn)
	}
	if mask := devices[3*name : 4*name]; !zero(mask) {
		value := masked(devices[name:2*name], mask)
		add(filter.Out, "-o", value, value, notOut)
	}
	if number := native.Uint16(e.data[v.layout.protocol:]); number != 0 {
		value := filter.ProtocolName(byte(number))
		add(filter.Protocol, "-p", value, value, notProtocol)
	}
	if v.number == unix.AF_INET && e.data[v.layout.flags]&flagFragment4 != 0 {
		rule.Conditions = append(rule.Conditions, filter.Condition{Key: filter.Other, Negated: inverted&notFragment != 0, Value: "fragment"})
		words = append(words, negation(inverted&notFragment != 0)+"-f")
	}
	return words
}

// masked returns a device name up to the length of its mask. A mask that includes the terminating zero means the whole
// name.
func masked(name, mask []byte) string {
	length := 0
	for length < len(mask) && mask[length] != 0 {
		length++
	}
	return filter.Device(name[:length])
}

func zero(data []byte) bool {
	for _, b := range data {
		if b != 0 {
			return false
		}
	}
	return true
}
