// Package docker reports what Docker's daemon runs, using its API (docs.docker.com/engine/api), and when that changes.
package docker

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"sort"
	"strconv"
	"strings"

	"patchbay.org/agent/netns"
)

// maxEntries limits each list. If a list is longer, nothing is reported, because with a truncated list a check for
// something absent could pass.
const maxEntries = 256

var errTooMuch = errors.New("too many containers or networks")

// State holds the daemon's containers and networks.
type State struct {
	Containers []Container `json:"containers"`
	Networks   []Network   `json:"networks"`
}

// Container is a container, running or not. Pid and Namespace (the inode of its network namespace) are 0 if it does not
// run.
type Container struct {
	ID          string       `json:"id"`
	Name        string       `json:"name"`
	Image       string       `json:"image"`
	State       string       `json:"state"`
	Pid         int          `json:"pid"`
	Namespace   uint64       `json:"namespace"`
	Attachments []Attachment `json:"attachments"`
	Ports       []Port       `json:"ports"`
}

// Attachment connects a container to a network. The addresses are empty if the container does not run.
type Attachment struct {
	Network string `json:"network"`
	Address string `json:"address"`
	Mac     string `json:"mac"`
}

// Port is a published port: a port of the machine that forwards to a port of a container.
type Port struct {
	Protocol      string `json:"protocol"`
	HostAddress   string `json:"hostAddress"`
	HostPort      int    `json:"hostPort"`
	ContainerPort int    `json:"containerPort"`
}

// Network is a Docker network. Device is the bridge device of a network with driver bridge.
type Network struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Driver  string `json:"driver"`
	Subnet  string `json:"subnet"`
	Gateway string `json:"gateway"`
	Device  string `json:"device"`
}

// read requests the complete state from the daemon, whose devices are in namespace home.
func read(a api, home *netns.Namespace) (State, error) {
	containers, err := readContainers(a)
	if err != nil {
		return State{}, err
	}
	networks, err := readNetworks(a, home)
	return State{containers, networks}, err
}

func readContainers(a api) ([]Container, error) {
	var listed []struct {
		ID    string `json:"Id"`
		Names []string
		Image string
		State string
		Ports []struct {
			IP          string
			PrivatePort int
			PublicPort  int
			Type        string
		}
		NetworkSettings endpoints
	}
	if err := a.get("/containers/json?all=1", &listed); err != nil {
		return nil, err
	}
	if len(listed) > maxEntries {
		return nil, errTooMuch
	}
	containers := []Container{}
	for _, one := range listed {
		c := Container{ID: one.ID, Name: ownName(one.Names), Image: one.Image, State: one.State,
			Attachments: one.NetworkSettings.attachments(), Ports: []Port{}}
		for _, port := range one.Ports {
			if port.PublicPort != 0 {
				c.Ports = append(c.Ports, Port{port.Type, port.IP, port.PublicPort, port.PrivatePort})
			}
		}
		sort.Slice(c.Ports, func(i, j int) bool { return before(c.Ports[i], c.Ports[j]) })
		if err := locate(a, &c); err != nil {
			return nil, err
		}
		containers = append(containers, c)
	}
	return containers, nil
}

// endpoints are a container's networks by name.
type endpoints struct {
	Networks map[string]struct {
		IPAddress  string
		MacAddress string
	}
}

func (p endpoints) attachments() []Attachment {
	attachments := []Attachment{}
	for name, place := range p.Networks {
		attachments = append(attachments, Attachment{name, place.IPAddress, strings.ToLower(place.MacAddress)})
	}
	sort.Slice(attachments, func(i, j int) bool { return attachments[i].Network < attachments[j].Network })
	return attachments
}

// before defines the sort order of ports. The daemon returns them in any order, and a different order would look like a
// change.
func before(a, b Port) bool {
	if a.HostPort != b.HostPort {
		return a.HostPort < b.HostPort
	}
	if a.Protocol != b.Protocol {
		return a.Protocol < b.Protocol
	}
	return a.HostAddress < b.HostAddress
}

// ownName returns the name without a second slash. The others are aliases used by linked containers.
func ownName(names []string) string {
	for _, name := range names {
		if name = strings.TrimPrefix(name, "/"); !strings.Contains(name, "/") {
			return name
		}
	}
	return ""
}

// locate reads the process, the network namespace and the current networks of a container. The list of containers is a
// copy that the daemon updates only after it has sent the event.
func locate(a api, c *Container) error {
	if c.State != "running" && c.State != "paused" {
		return nil
	}
	var inspected struct {
		State           struct{ Pid int }
		NetworkSettings endpoints
	}
	if err := a.get("/containers/"+url.PathEscape(c.ID)+"/json", &inspected); err != nil {
		return err
	}
	c.Pid = inspected.State.Pid
	c.Attachments = inspected.NetworkSettings.attachments()
	link, err := os.Readlink("/proc/" + strconv.Itoa(c.Pid) + "/ns/net")
	if err != nil {
		// The container has ended since. Its end is another event, after which everything is read again.
		c.Pid = 0
		return nil
	}
	_, err = fmt.Sscanf(link, "net:[%d]", &c.Namespace)
	return err
}

func readNetworks(a api, home *netns.Namespace) ([]Network, error) {
	var listed []struct {
		ID     string `json:"Id"`
		Name   string
		Driver string
		IPAM   struct {
			Config []struct{ Subnet, Gateway string }
		}
		// The option names are the driver's.
		Options map[string]string
	}
	if err := a.get("/networks", &listed); err != nil {
		return nil, err
	}
	if len(listed) > maxEntries {
		return nil, errTooMuch
	}
	networks := []Network{}
	for _, one := range listed {
		n := Network{ID: one.ID, Name: one.Name, Driver: one.Driver}
		if len(one.IPAM.Config) > 0 {
			n.Subnet, n.Gateway = one.IPAM.Config[0].Subnet, one.IPAM.Config[0].Gateway
		}
		if n.Driver == "bridge" {
			n.Device = bridge(n.ID, one.Options)
		}
		if n.Gateway == "" && n.Device != "" {
			n.Gateway = addressOf(home, n.Device)
		}
		networks = append(networks, n)
	}
	sort.Slice(networks, func(i, j int) bool { return networks[i].ID < networks[j].ID })
	return networks, nil
}

// addressOf returns the first IPv4 address of a device. Docker gives its networks' gateway address to the bridge, but
// reports a gateway only if the user chose one.
func addressOf(home *netns.Namespace, device string) (address string) {
	_ = home.Do(func() error {
		link, err := net.InterfaceByName(device)
		if err != nil {
			return err
		}
		addresses, err := link.Addrs()
		for _, one := range addresses {
			if prefix, ok := one.(*net.IPNet); ok && prefix.IP.To4() != nil && address == "" {
				address = prefix.IP.String()
			}
		}
		return err
	})
	return address
}

// bridge returns the device name of a network with driver bridge: the name set by an option, or one derived from the
// network's id.
func bridge(id string, options map[string]string) string {
	const digits = 12
	if name := options["com.docker.network.bridge.name"]; name != "" {
		return name
	}
	if len(id) < digits {
		return ""
	}
	return "br-" + id[:digits]
}
