// Package serial implements the protocol with the host on the second serial port: one JSON object per line, in ASCII.
package serial

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/renewal"
)

// Device is the serial port.
const Device = "/dev/ttyS1"

// maxLine is the maximum length of a line from the host, in bytes.
const maxLine = 4096

// Open opens the serial port in raw mode: no conversion, no echo.
func Open() (io.ReadWriteCloser, error) {
	port, err := os.OpenFile(Device, os.O_RDWR|unix.O_NOCTTY|unix.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	raw := unix.Termios{Cflag: unix.CS8 | unix.CREAD | unix.CLOCAL | unix.B115200,
		Ispeed: unix.B115200, Ospeed: unix.B115200}
	raw.Cc[unix.VMIN] = 1
	connection, err := port.SyscallConn()
	if err == nil {
		var failure error
		if err = connection.Control(func(fd uintptr) {
			failure = os.NewSyscallError("TCSETS", unix.IoctlSetTermios(int(fd), unix.TCSETS, &raw))
		}); err == nil {
			err = failure
		}
	}
	if err != nil {
		port.Close()
		return nil, err
	}
	return port, nil
}

type event struct {
	Event    string `json:"event"`
	HostKey  string `json:"hostKey,omitempty"`
	Hostname string `json:"hostname,omitempty"`
	Message  string `json:"message,omitempty"`
}

type request struct {
	Renew *renewal.Renewal `json:"renew"`
}

// Announce reports that the machine can become a template. hostKey is the SSH server's public key as in known_hosts.
func Announce(port io.Writer, hostKey string) error {
	return send(port, event{Event: "template", HostKey: hostKey})
}

// Listen handles the host's requests until the port fails. It calls renew for each renewal and sends the result.
func Listen(port io.ReadWriter, renew func(renewal.Renewal) error) error {
	input := bufio.NewReaderSize(port, maxLine)
	for {
		text, tooLong, err := readLine(input)
		if err != nil {
			return err
		}
		if len(text) == 0 && !tooLong {
			continue
		}
		if err := send(port, handle(text, tooLong, renew)); err != nil {
			return err
		}
	}
}

func handle(text []byte, tooLong bool, renew func(renewal.Renewal) error) event {
	if tooLong {
		return event{Event: "error", Message: fmt.Sprintf("the line is longer than %d bytes", maxLine)}
	}
	var r request
	if err := json.Unmarshal(text, &r); err != nil {
		return event{Event: "error", Message: "invalid request: " + err.Error()}
	}
	if r.Renew == nil {
		return event{Event: "error", Message: "invalid request: no \"renew\" member"}
	}
	if err := renew(*r.Renew); err != nil {
		return event{Event: "error", Message: err.Error()}
	}
	return event{Event: "ready", Hostname: r.Renew.Hostname}
}

// readLine returns a line without its line ending. If the line is too long, tooLong is true and the rest is skipped.
func readLine(input *bufio.Reader) (text []byte, tooLong bool, err error) {
	text, more, err := input.ReadLine()
	for ; more && err == nil; tooLong = true {
		_, more, err = input.ReadLine()
	}
	return text, tooLong, err
}

// send writes an event. json.Marshal does not escape characters outside ASCII, so they are escaped here.
func send(port io.Writer, e event) error {
	encoded, err := json.Marshal(e)
	if err != nil {
		return err
	}
	_, err = port.Write(append(ascii(encoded), '\n'))
	return err
}

func ascii(encoded []byte) []byte {
	result := make([]byte, 0, len(encoded)+1)
	for _, c := range string(encoded) {
		switch {
		case c < 0x80:
			result = append(result, byte(c))
		case c < 0x10000:
			result = append(result, fmt.Sprintf("\\u%04x", c)...)
		default:
			c -= 0x10000
			result = append(result, fmt.Sprintf("\\u%04x\\u%04x", 0xd800+c>>10, 0xdc00+c&0x3ff)...)
		}
	}
	return result
}
