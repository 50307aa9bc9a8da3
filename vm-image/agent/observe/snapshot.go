// Package observe reads the network state from the kernel: every namespace with its links, addresses, routes,
// neighbours, settings, bridges, rules, sockets and tracked connections. It starts no process and changes nothing.
package observe

import (
	"patchbay.org/agent/conntrack"
	"patchbay.org/agent/docker"
	"patchbay.org/agent/filter"
	"patchbay.org/agent/sockets"
)

// Snapshot is the network state at one moment. The init namespace is first.
type Snapshot struct {
	TakenAt    float64     `json:"takenAt"`
	Namespaces []Namespace `json:"namespaces"`
	// Docker is absent if no daemon runs or its state is unknown.
	Docker *docker.State `json:"docker,omitempty"`
}

// Namespace is one network namespace (network_namespaces(7)), identified by the inode of its nsfs file.
type Namespace struct {
	Inode      uint64           `json:"inode"`
	Init       bool             `json:"init"`
	Names      []string         `json:"names"`
	Pids       []int            `json:"pids"`
	Links      []Link           `json:"links"`
	Addresses  []Address        `json:"addresses"`
	Routes     []Route          `json:"routes"`
	Neighbours []Neighbour      `json:"neighbours"`
	Sysctls    map[string]int32 `json:"sysctls"`

	// A list that could not be read is absent, as opposed to empty.
	Bridges     *[]Bridge               `json:"bridges,omitempty"`
	Rules       *[]filter.Table         `json:"rules,omitempty"`
	Listeners   *[]sockets.Listener     `json:"listeners,omitempty"`
	Connections *[]conntrack.Connection `json:"connections,omitempty"`
}

// Link is a network device (rtnetlink(7), RTM_NEWLINK).
type Link struct {
	Index         int    `json:"index"`
	Name          string `json:"name"`
	Kind          string `json:"kind"`
	Up            bool   `json:"up"`
	Carrier       bool   `json:"carrier"`
	Operstate     string `json:"operstate"`
	Mtu           int    `json:"mtu"`
	Mac           string `json:"mac"`
	PeerIndex     int    `json:"peerIndex,omitempty"`
	PeerNamespace uint64 `json:"peerNamespace,omitempty"`
	Master        int    `json:"master,omitempty"`
	// AltNames are the device's alternative names (IFLA_ALT_IFNAME).
	AltNames []string `json:"altNames,omitempty"`

	// peerNsid is the nsid, in this namespace, of the peer's namespace; noNsid if the peer is in this namespace.
	peerNsid int32
	devconf  []byte
	// bridge is nil unless the device is a bridge. portState is "" unless it is a bridge port.
	bridge    *bridgeInfo
	portState string
	portFlags PortFlags
}

// Address is an address on a device (RTM_NEWADDR).
type Address struct {
	Device  string `json:"device"`
	Family  int    `json:"family"`
	Address string `json:"address"`
	Prefix  int    `json:"prefix"`
	Scope   string `json:"scope"`
	// Peer is the other end's address where the prefix belongs to that (ip-address(8), peer).
	Peer string `json:"peer,omitempty"`
	// Temporary reports whether the kernel deletes the address by itself when its lifetime ends.
	Temporary bool `json:"temporary"`
}

// Route is an entry of the main or local table (RTM_NEWROUTE). A route with several next hops becomes several Routes.
type Route struct {
	Family      int    `json:"family"`
	Table       int    `json:"table"`
	Type        string `json:"type"`
	Destination string `json:"destination"`
	Gateway     string `json:"gateway"`
	Device      string `json:"device"`
	Source      string `json:"source"`
	Scope       string `json:"scope"`
	Protocol    string `json:"protocol"`
	Metric      int64  `json:"metric"`
	Flags       string `json:"flags"`
}

// Neighbour is an entry of the neighbour table (RTM_NEWNEIGH).
type Neighbour struct {
	Device  string `json:"device"`
	Family  int    `json:"family"`
	Address string `json:"address"`
	Mac     string `json:"mac"`
	State   string `json:"state"`
}

// Bridge is a bridge with its ports and its forwarding database (bridge(8)). Ageing is in hundredths of a second.
type Bridge struct {
	Device        string       `json:"device"`
	VlanFiltering bool         `json:"vlanFiltering"`
	Stp           bool         `json:"stp"`
	Ageing        *uint32      `json:"ageing,omitempty"`
	Ports         []BridgePort `json:"ports"`
	Fdb           []FdbEntry   `json:"fdb"`
}

// BridgePort is a port of a bridge. VLANs are set if the bridge filters them.
type BridgePort struct {
	Device string    `json:"device"`
	State  string    `json:"state"`
	Pvid   int       `json:"pvid,omitempty"`
	Vlans  []int     `json:"vlans"`
	Flags  PortFlags `json:"flags"`
}

// PortFlags control how a port handles frames. The names are bridge(8)'s.
type PortFlags struct {
	Learning bool `json:"learning"`
	Flood    bool `json:"flood"`
	Hairpin  bool `json:"hairpin"`
	Isolated bool `json:"isolated"`
}

// FdbEntry maps a hardware address to a port, or to the bridge itself.
type FdbEntry struct {
	Device string `json:"device"`
	Mac    string `json:"mac"`
	Vlan   int    `json:"vlan,omitempty"`
	State  string `json:"state"`
}
