package sshd

import (
	"io"
	"os"
	"strconv"
	"sync"
	"syscall"

	"golang.org/x/crypto/ssh"

	"patchbay.org/agent/reaper"
)

// run runs a command with sh, without a terminal, and ends the channel with its exit status. If the channel is closed
// before, the command gets SIGHUP as soon as it prints something.
func (s *Server) run(channel ssh.Channel, command string) {
	streams, err := openStreams()
	if err != nil {
		_, _ = channel.Stderr().Write([]byte(err.Error() + "\n"))
		end(channel, 126)
		return
	}
	defer streams.closeOuter()
	child, err := s.startCommand(command, streams)
	streams.closeInner()
	if err != nil {
		_, _ = channel.Stderr().Write([]byte(err.Error() + "\n"))
		end(channel, 126)
		return
	}
	go func() {
		_, _ = io.Copy(streams.input, channel)
		streams.input.Close()
	}()
	var sent sync.WaitGroup
	forward := func(target io.Writer, source io.Reader) {
		defer sent.Done()
		if _, err := io.Copy(target, source); err != nil {
			s.Reaper.Signal(child, syscall.SIGHUP)
		}
	}
	sent.Add(2)
	go forward(channel, streams.output)
	go forward(channel.Stderr(), streams.errors)
	status := child.Status()
	streams.expire()
	sent.Wait()
	end(channel, status)
}

func (s *Server) startCommand(command string, streams *streams) (*reaper.Child, error) {
	var child *reaper.Child
	err := s.Home.Do(func() (err error) {
		child, err = s.Reaper.Start("/bin/sh", []string{"sh", "-c", command}, &syscall.ProcAttr{
			Dir: "/root",
			Env: []string{"LANG=C.UTF-8", "HOME=/root", "USER=root", "LOGNAME=root", "SHELL=/bin/bash",
				"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"},
			Files: streams.inner(),
			Sys:   &syscall.SysProcAttr{Setsid: true}})
		return err
	})
	if err == nil {
		_ = os.WriteFile(s.Cgroup+"/cgroup.procs", []byte(strconv.Itoa(child.Pid)), 0)
	}
	return child, err
}
