package sshd

import (
	"encoding/json"
	"errors"
	"io"
	"strconv"

	"golang.org/x/crypto/ssh"

	"patchbay.org/agent/terminal"
)

// header is the first line of a terminal's stream.
type header struct {
	ID      string `json:"id"`
	Created bool   `json:"created"`
	Start   int64  `json:"start"`
	Gap     int64  `json:"gap"`
	Pid     int    `json:"pid"`
}

// terminal serves the command "terminal ID OFFSET".
func (s *Server) terminal(connection *connection, channel ssh.Channel, request *ssh.Request, later <-chan *ssh.Request, words []string, size terminal.Size) {
	attachment, err := s.attach(words, size)
	if err != nil {
		refuse(channel, request, err.Error())
		ssh.DiscardRequests(later)
		return
	}
	reply(request, true)
	go func() {
		for request := range later {
			resize(attachment, request)
		}
		attachment.Detach()
	}()
	go func() {
		buffer := make([]byte, 32<<10)
		for {
			n, err := channel.Read(buffer)
			if err != nil || attachment.Input(buffer[:n]) != nil {
				break
			}
		}
		// The client may close only its input. The channel stays open until its requests end; further input is
		// discarded.
		_, _ = io.Copy(io.Discard, channel)
	}()
	send(connection, channel, attachment, words[0])
}

func (s *Server) attach(words []string, size terminal.Size) (*terminal.Attachment, error) {
	if len(words) != 2 {
		return nil, errors.New("usage: terminal ID OFFSET")
	}
	offset, err := strconv.ParseInt(words[1], 10, 64)
	if err != nil || offset < 0 {
		return nil, errors.New("OFFSET is not a number of bytes")
	}
	return s.Terminals.Attach(words[0], offset, size)
}

func resize(attachment *terminal.Attachment, request *ssh.Request) {
	var wanted windowChange
	ok := request.Type == "window-change" && ssh.Unmarshal(request.Payload, &wanted) == nil &&
		attachment.Resize(sizeOf(wanted.Columns, wanted.Rows)) == nil
	reply(request, ok)
}

// send sends the header and the output and closes the channel, with the shell's exit status if the shell has ended.
func send(connection *connection, channel ssh.Channel, attachment *terminal.Attachment, id string) {
	defer attachment.Detach()
	defer channel.Close()
	first, err := json.Marshal(header{id, attachment.Created, attachment.Start, attachment.Gap, attachment.Pid})
	if err != nil {
		return
	}
	if _, err := channel.Write(append(first, '\n')); err != nil {
		return
	}
	connection.setBatching(true)
	defer connection.setBatching(false)
	buffer := make([]byte, 32<<10)
	for {
		n, err := attachment.Next(buffer)
		if err == io.EOF {
			connection.setBatching(false)
			end(channel, attachment.ExitStatus())
			return
		}
		if err != nil {
			return
		}
		err = connection.immediately(func() error {
			_, err := channel.Write(buffer[:n])
			return err
		})
		if err != nil {
			return
		}
	}
}
