// Package docker says what Docker's daemon runs, by its API (docs.docker.com/engine/api), and when that changes.
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

// maxEntries bounds each list. Beyond it nothing is said: half a list would let a check pass that asks whether something
// is absent.
const maxEntries = 256

var errTooMuch = errors.New("more containers or networks than can be told")

// State is what the daemon runs.
type State struct {
	Containers []Container `json:"containers"`
	Networks   []Network   `json:"networks"`
}

// Container is a container, running or not. Pid and Namespace (the inode of its network namespace) are 0 for one that
// does not run.
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

// Attachment is a container's place in a network; the addresses are empty while it does not run.
type Attachment struct {
	Network string `json:"network"`
	Address string `json:"address"`
	Mac     string `json:"mac"`
}

// Port is a port of the machine that leads to one of a container.
type Port struct {
	Protocol      string `json:"protocol"`
	HostAddress   string `json:"hostAddress"`
	HostPort      int    `json:"hostPort"`
	ContainerPort int    `json:"containerPort"`
}

// Network is a network; Device is the bridge of one of the driver bridge.
type Network struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Driver  string `json:"driver"`
	Subnet  string `json:"subnet"`
	Gateway string `json:"gateway"`
	Device  string `json:"device"`
}

// read asks the daemon, whose devices are in a namespace, for everything.
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

// before puts ports in an order of their own: the daemon gives them in any, and what looks new would be judged anew.
func before(a, b Port) bool {
	if a.HostPort != b.HostPort {
		return a.HostPort < b.HostPort
	}
	if a.Protocol != b.Protocol {
		return a.Protocol < b.Protocol
	}
	return a.HostAddress < b.HostAddress
}

// ownName is the one without a second slash: the others are what linked containers call it.
func ownName(names []string) string {
	for _, name := range names {
		if name = strings.TrimPrefix(name, "/"); !strings.Contains(name, "/") {
			return name
		}
	}
	return ""
}

// locate finds the process and the network namespace of a container that has one, and the networks that it is in now: the
// list is a copy that the daemon writes after it has told of the change.
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
		// It has ended since; its end is an event, after which everything is read again.
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
		// Names of options are the driver's.
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

// addressOf is the first IPv4 address of a device, which Docker gives to a bridge as its network's gateway. The daemon
// tells of a gateway only if somebody chose it.
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

// bridge is the device of a network of the driver bridge: named by an option, or after the network's id.
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
