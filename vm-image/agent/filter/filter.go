// Package filter defines a common representation of packet filter rules, independent of the kernel interface they were
// read from.
package filter

// Table is a table of nftables or of iptables-legacy.
type Table struct {
	Family string  `json:"family"`
	Name   string  `json:"name"`
	Legacy bool    `json:"legacy"`
	Chains []Chain `json:"chains"`
}

// Chain is a list of rules. Type, hook and policy are empty for a chain that is only jumped to.
type Chain struct {
	Name     string `json:"name"`
	Type     string `json:"type"`
	Hook     string `json:"hook"`
	Priority int    `json:"priority"`
	Policy   string `json:"policy"`
	Rules    []Rule `json:"rules"`
}

// Rule is one rule. It matches if all its conditions hold.
type Rule struct {
	Conditions []Condition `json:"conditions"`
	Action     Action      `json:"action"`
	Packets    uint64      `json:"packets"`
	Bytes      uint64      `json:"bytes"`
	Text       string      `json:"text"`
}

// Condition is one condition on a packet.
type Condition struct {
	Key     string `json:"key"`
	Negated bool   `json:"negated"`
	Value   string `json:"value"`
}

// Keys of conditions.
const (
	Protocol        = "protocol"
	Source          = "source"
	Destination     = "destination"
	In              = "in"
	Out             = "out"
	SourcePort      = "source-port"
	DestinationPort = "destination-port"
	CtState         = "ct-state"
	IcmpType        = "icmp-type"
	SourceType      = "source-type"
	DestinationType = "destination-type"
	Mark            = "mark"
	Comment         = "comment"
	// Other marks a condition that was not understood; its value describes it.
	Other = "other"
)

// Action is what a matching rule does with a packet.
type Action struct {
	Kind     string `json:"kind"`
	Argument string `json:"argument"`
}

// Kinds of actions. After None the next rule is evaluated.
const (
	Accept     = "ACCEPT"
	Drop       = "DROP"
	Reject     = "REJECT"
	Return     = "RETURN"
	Jump       = "JUMP"
	Goto       = "GOTO"
	Dnat       = "DNAT"
	Snat       = "SNAT"
	Masquerade = "MASQUERADE"
	Redirect   = "REDIRECT"
	None       = "NONE"
	OtherKind  = "OTHER"
)
