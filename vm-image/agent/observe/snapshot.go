// Package observe says what the kernel knows about the network: every namespace with its links, addresses, routes,
// neighbours and settings. It starts no process and changes nothing.
package observe

// Snapshot is what the kernel said at one moment. The init namespace is the first.
type Snapshot struct {
	TakenAt    float64     `json:"takenAt"`
	Namespaces []Namespace `json:"namespaces"`
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

	// peerNsid is the other end's namespace as this one numbers it, noNsid if that is this one.
	peerNsid int32
	devconf  []byte
}

// Address is an address on a device (RTM_NEWADDR).
type Address struct {
	Device  string `json:"device"`
	Family  int    `json:"family"`
	Address string `json:"address"`
	Prefix  int    `json:"prefix"`
	Scope   string `json:"scope"`
}

// Route is an entry of the main or the local table (RTM_NEWROUTE); one with several next hops is several.
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
