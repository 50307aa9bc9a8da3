package sshd

import (
	"strings"

	"golang.org/x/crypto/ssh"

	"patchbay.org/agent/control"
	"patchbay.org/agent/terminal"
)

// ptyRequest is the payload of pty-req, windowChange that of window-change (RFC 4254, 6.2 and 6.7).
type ptyRequest struct {
	Term          string
	Columns, Rows uint32
	Width, Height uint32
	Modes         string
}

type windowChange struct{ Columns, Rows, Width, Height uint32 }

type execRequest struct{ Command string }

type exitStatus struct{ Status uint32 }

// session serves one channel: the requests before exec, exec itself, and window changes after it.
func (s *Server) session(connection *connection, channel ssh.Channel, requests <-chan *ssh.Request) {
	size := terminal.DefaultSize
	for request := range requests {
		switch request.Type {
		case "pty-req":
			var wanted ptyRequest
			understood := ssh.Unmarshal(request.Payload, &wanted) == nil
			if understood {
				size = sizeOf(wanted.Columns, wanted.Rows)
			}
			reply(request, understood)
		case "exec":
			var wanted execRequest
			if ssh.Unmarshal(request.Payload, &wanted) != nil {
				reply(request, false)
				continue
			}
			s.exec(connection, channel, request, requests, wanted.Command, size)
			return
		default:
			reply(request, false)
		}
	}
	channel.Close()
}

func (s *Server) exec(connection *connection, channel ssh.Channel, request *ssh.Request, later <-chan *ssh.Request, command string, size terminal.Size) {
	word, rest, _ := strings.Cut(command, " ")
	switch word {
	case "control":
		reply(request, true)
		go ssh.DiscardRequests(later)
		_ = control.Serve(channel, s.Registry, s.Notices)
		channel.Close()
	case "terminal":
		s.terminal(connection, channel, request, later, strings.Fields(rest), size)
	case "run":
		reply(request, true)
		go ssh.DiscardRequests(later)
		s.run(channel, rest)
	default:
		refuse(channel, request, "unknown command; known are: control, terminal ID OFFSET, run COMMAND")
		ssh.DiscardRequests(later)
	}
}

// refuse accepts the command, prints the reason on standard error, and ends it with status 2.
func refuse(channel ssh.Channel, request *ssh.Request, reason string) {
	reply(request, true)
	_, _ = channel.Stderr().Write([]byte(reason + "\n"))
	end(channel, 2)
}

func end(channel ssh.Channel, status int) {
	_ = channel.CloseWrite()
	_, _ = channel.SendRequest("exit-status", false, ssh.Marshal(exitStatus{uint32(status)}))
	channel.Close()
}

func reply(request *ssh.Request, ok bool) {
	if request.WantReply {
		_ = request.Reply(ok, nil)
	}
}

func sizeOf(columns, rows uint32) terminal.Size {
	return terminal.Size{Columns: within(columns, terminal.DefaultSize.Columns), Rows: within(rows, terminal.DefaultSize.Rows)}
}

// within clamps a length to 1 to 1000. 0 means unknown.
func within(length uint32, unknown uint16) uint16 {
	switch {
	case length == 0:
		return unknown
	case length > 1000:
		return 1000
	}
	return uint16(length)
}
