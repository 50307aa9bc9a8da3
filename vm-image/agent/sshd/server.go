// Package sshd is the agent's SSH server. It gives the holder of one key access to the terminals, the control channel,
// and plain commands.
package sshd

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"net"
	"time"

	"golang.org/x/crypto/ssh"

	"patchbay.org/agent/control"
	"patchbay.org/agent/netns"
	"patchbay.org/agent/reaper"
	"patchbay.org/agent/terminal"
)

const (
	// User is the only accepted user name.
	User = "patchbay"
	// maxConnections limits the number of open connections.
	maxConnections = 64
	// loginTime is the time limit for authentication.
	loginTime = 20 * time.Second
)

// Server serves SSH connections. Set its fields before calling Serve.
type Server struct {
	Terminals *terminal.Terminals
	Registry  *control.Registry
	Notices   *control.Notices
	Reaper    *reaper.Reaper
	// Home is the network namespace in which commands run.
	Home *netns.Namespace
	// Cgroup is the directory of the control group in which commands run.
	Cgroup string

	config  *ssh.ServerConfig
	hostKey ssh.PublicKey
}

// Configure generates a host key and sets the public key of the only client, an ed25519 key in SSH wire encoding.
func (s *Server) Configure(client []byte) error {
	allowed, err := ssh.ParsePublicKey(client)
	if err != nil {
		return err
	}
	if allowed.Type() != ssh.KeyAlgoED25519 {
		return errors.New("the client's key is not an ed25519 key")
	}
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return err
	}
	host, err := ssh.NewSignerFromKey(private)
	if err != nil {
		return err
	}
	s.hostKey = host.PublicKey()
	s.config = &ssh.ServerConfig{
		Config: ssh.Config{
			Rand:         &padding{},
			KeyExchanges: []string{"curve25519-sha256", "curve25519-sha256@libssh.org"},
			// An authenticated cipher, because this library predates strict key exchange and with other ciphers a man
			// in the middle can drop packets (CVE-2023-48795).
			Ciphers: []string{"aes128-gcm@openssh.com"},
		},
		MaxAuthTries: 3,
		PublicKeyCallback: func(peer ssh.ConnMetadata, key ssh.PublicKey) (*ssh.Permissions, error) {
			if peer.User() != User || !bytes.Equal(key.Marshal(), allowed.Marshal()) {
				return nil, errors.New("not the key of this machine")
			}
			return nil, nil
		},
		ServerVersion: "SSH-2.0-Patchbay",
	}
	s.config.AddHostKey(host)
	return nil
}

// HostKey returns the host key as it appears after the name in known_hosts.
func (s *Server) HostKey() string {
	return string(bytes.TrimSpace(ssh.MarshalAuthorizedKey(s.hostKey)))
}

// Serve accepts and serves connections until the listener fails.
func (s *Server) Serve(listener *net.TCPListener) error {
	places := make(chan struct{}, maxConnections)
	for {
		tcp, err := listener.AcceptTCP()
		if err != nil {
			return err
		}
		select {
		case places <- struct{}{}:
			go func() {
				defer func() { <-places }()
				s.serve(tcp)
			}()
		default:
			tcp.Close()
		}
	}
}

func (s *Server) serve(tcp *net.TCPConn) {
	defer tcp.Close()
	wrapped, err := newConnection(tcp)
	if err != nil {
		return
	}
	_ = tcp.SetDeadline(time.Now().Add(loginTime))
	connection, channels, requests, err := ssh.NewServerConn(wrapped, s.config)
	if err != nil {
		return
	}
	_ = tcp.SetDeadline(time.Time{})
	defer connection.Close()
	go ssh.DiscardRequests(requests)
	for offered := range channels {
		if offered.ChannelType() != "session" {
			_ = offered.Reject(ssh.UnknownChannelType, "only sessions are served")
			continue
		}
		channel, requests, err := offered.Accept()
		if err != nil {
			return
		}
		go s.session(wrapped, channel, requests)
	}
}
