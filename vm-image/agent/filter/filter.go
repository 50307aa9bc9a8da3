// Package filter is the form in which packet filter rules are told, whichever of the kernel's interfaces they came from.
package filter

// Table is a table of nftables or of iptables-legacy.
type Table struct {
	Family string  `json:"family"`
	Name   string  `json:"name"`
	Legacy bool    `json:"legacy"`
	Chains []Chain `json:"chains"`
}

// Chain is a list of rules. Type, hook and policy are empty for one that only others jump to.
type Chain struct {
	Name     string `json:"name"`
	Type     string `json:"type"`
	Hook     string `json:"hook"`
	Priority int    `json:"priority"`
	Policy   string `json:"policy"`
	Rules    []Rule `json:"rules"`
}

// Rule is one rule. All conditions must hold.
type Rule struct {
	Conditions []Condition `json:"conditions"`
	Action     Action      `json:"action"`
	Packets    uint64      `json:"packets"`
	Bytes      uint64      `json:"bytes"`
	Text       string      `json:"text"`
}

// Condition is one thing asked of a packet.
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
	// Other is what was not understood; its value names it.
	Other = "other"
)

// Action is what becomes of a packet.
type Action struct {
	Kind     string `json:"kind"`
	Argument string `json:"argument"`
}

// Kinds of actions. None goes on to the next rule.
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
