// Patchbay's agent is PID 1 of a learner's machine and the only access the host has to it. It boots the machine, keeps
// the learner's terminals, answers the host's requests, and gives a clone its identity. The protocol is described in
// vm-image/README.md.
package main

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"runtime"

	"patchbay.org/agent/boot"
	"patchbay.org/agent/control"
	"patchbay.org/agent/netns"
	"patchbay.org/agent/reaper"
	"patchbay.org/agent/renewal"
	"patchbay.org/agent/serial"
	"patchbay.org/agent/sshd"
	"patchbay.org/agent/terminal"
)

// managed is the argument with which the program runs again in its own network namespace.
const managed = "managed"

// firstTerminal is the terminal whose shell is already running when a machine is cloned.
const firstTerminal = "t1"

func main() {
	name := filepath.Base(os.Args[0])
	switch {
	case boot.IsPowerCommand(name):
		fmt.Fprintln(os.Stderr, name+":", boot.Power(name))
		os.Exit(1)
	case len(os.Args) == 2 && os.Args[1] == execWatch:
		fmt.Fprintln(os.Stderr, "patchbay-agent execwatch:", runExecWatch())
		os.Exit(1)
	case os.Getpid() != 1:
		fmt.Fprintln(os.Stderr, "patchbay-agent: must run as PID 1")
		os.Exit(1)
	case len(os.Args) == 2 && os.Args[1] == managed:
		boot.CatchSignals()
		boot.Fail(serve())
	default:
		boot.Fail(startManaged())
	}
}

// startManaged runs in the namespace that the machine booted with, which is then left to the learner.
func startManaged() error {
	if err := boot.Mount(); err != nil {
		return err
	}
	return boot.EnterManagement(managed)
}

func serve() error {
	runtime.GOMAXPROCS(1)
	options, err := boot.ReadOptions()
	if err != nil {
		return err
	}
	home, err := netns.Open(boot.Home)
	if err != nil {
		return err
	}
	reaper := reaper.New()
	if err := boot.LoadModules(reaper); err != nil {
		return err
	}
	if err := boot.Connect(home); err != nil {
		return err
	}
	server, err := assemble(reaper, home, options)
	if err != nil {
		return err
	}
	if err := server.Configure(options.Key); err != nil {
		return err
	}
	listener, err := net.ListenTCP("tcp4", &net.TCPAddr{Port: 22})
	if err != nil {
		return err
	}
	go func() { boot.Fail(server.Serve(listener)) }()
	if options.Docker() {
		daemons, err := boot.LimitDaemons()
		if err != nil {
			return err
		}
		if err := boot.StartDocker(reaper, home, daemons); err != nil {
			return err
		}
	}
	if options.Warm {
		if err := boot.Warm(reaper, home); err != nil {
			return err
		}
	}
	return serveHost(server)
}

// machine is the SSH server and the gate at which its first terminal waits.
type machine struct {
	*sshd.Server
	gate *terminal.Gate
}

type terminalEnded struct {
	Notice     string `json:"notice"`
	ID         string `json:"id"`
	Ended      bool   `json:"ended"`
	ExitStatus int    `json:"exitStatus"`
}

func assemble(reaper *reaper.Reaper, home *netns.Namespace, options boot.Options) (*machine, error) {
	learner, err := boot.LimitLearner(options)
	if err != nil {
		return nil, err
	}
	commands, err := boot.LimitCommands()
	if err != nil {
		return nil, err
	}
	gate, err := terminal.NewGate(firstTerminal)
	if err != nil {
		return nil, err
	}
	notices := control.NewNotices()
	registry := control.NewRegistry()
	terminals := terminal.New(reaper, terminal.NewShells(reaper, home, learner, gate), func(id string, status int) {
		notices.Publish(terminalEnded{"terminal", id, true, status})
	})
	registerTerminals(registry, terminals)
	if err := registerObservation(reaper, registry, notices, home, terminals); err != nil {
		return nil, err
	}
	return &machine{gate: gate, Server: &sshd.Server{Terminals: terminals, Registry: registry, Notices: notices,
		Reaper: reaper, Home: home, Cgroup: commands}}, nil
}

// serveHost starts the first shell, announces to the host that the machine can be cloned, and applies the renewals that
// the host sends.
func serveHost(machine *machine) error {
	if err := machine.Terminals.Open(firstTerminal, terminal.DefaultSize); err != nil {
		return err
	}
	if err := machine.gate.Await(); err != nil {
		return fmt.Errorf("the first shell ended: %w", err)
	}
	port, err := serial.Open()
	if err != nil {
		return err
	}
	if err := serial.Announce(port, machine.HostKey()); err != nil {
		return err
	}
	return serial.Listen(port, func(order renewal.Renewal) error {
		if err := order.Apply(); err != nil {
			return err
		}
		machine.gate.Open()
		return nil
	})
}
