package docker

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"strings"
	"time"
)

const (
	// answerLimit is the maximum number of bytes read from one response. The process behind the socket may not be
	// Docker.
	answerLimit = 1 << 20
	// requestTimeout limits one request. While the daemon starts a container, it holds a lock on it and does not answer
	// requests about it.
	requestTimeout = 5 * time.Second
)

// api sends requests to the daemon over a Unix socket. It uses HTTP/1.0, in which a response ends with the connection
// and is never chunked.
type api struct{ socket string }

// get requests a path and decodes the JSON response.
func (a api) get(path string, into any) error {
	connection, body, err := a.open(path)
	if err != nil {
		return err
	}
	defer connection.Close()
	if err := json.NewDecoder(io.LimitReader(body, answerLimit)).Decode(into); err != nil {
		return fmt.Errorf("GET %s: %w", path, err)
	}
	return nil
}

// open requests a path and returns the response body, which must be read within requestTimeout. The caller closes the
// connection.
func (a api) open(path string) (net.Conn, *bufio.Reader, error) {
	connection, err := net.DialTimeout("unix", a.socket, requestTimeout)
	if err != nil {
		return nil, nil, err
	}
	body, err := ask(connection, path)
	if err != nil {
		connection.Close()
		return nil, nil, fmt.Errorf("GET %s: %w", path, err)
	}
	return connection, body, nil
}

func ask(connection net.Conn, path string) (*bufio.Reader, error) {
	if err := connection.SetDeadline(time.Now().Add(requestTimeout)); err != nil {
		return nil, err
	}
	if _, err := fmt.Fprintf(connection, "GET %s HTTP/1.0\r\nHost: docker\r\n\r\n", path); err != nil {
		return nil, err
	}
	answer := bufio.NewReader(connection)
	for first := true; ; first = false {
		// A line longer than the reader's buffer is an error.
		line, err := answer.ReadSlice('\n')
		if err != nil {
			return nil, err
		}
		words := strings.Fields(string(line))
		if first && (len(words) < 2 || !strings.HasPrefix(words[0], "HTTP/") || words[1] != "200") {
			return nil, fmt.Errorf("unexpected response: %.100q", line)
		}
		if len(words) == 0 {
			return answer, nil
		}
	}
}
