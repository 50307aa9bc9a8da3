// Package control answers the requests on a control channel. Requests and responses are JSON objects, one per line.
package control

import (
	"encoding/json"
	"fmt"
)

// Operation answers a request. It gets the whole request object and returns what becomes the response's "result", or
// an error whose text becomes the response's "error". It may be called from several goroutines at once.
type Operation func(request json.RawMessage) (any, error)

// Registry maps names to operations. It is filled before the first session and read-only afterwards.
type Registry struct {
	operations map[string]Operation
	// async lists the operations that later requests need not wait for.
	async map[string]bool
}

// NewRegistry returns an empty registry.
func NewRegistry() *Registry { return &Registry{make(map[string]Operation), make(map[string]bool)} }

// Handle registers an operation under a name.
func (r *Registry) Handle(name string, operation Operation) {
	if _, taken := r.operations[name]; taken {
		panic("operation registered twice: " + name)
	}
	r.operations[name] = operation
}

// HandleAsync registers a long-running operation. Later requests are answered while it runs. The operation itself must
// limit how many calls run at the same time.
func (r *Registry) HandleAsync(name string, operation Operation) {
	r.Handle(name, operation)
	r.async[name] = true
}

type request struct {
	ID json.RawMessage `json:"id"`
	Op string          `json:"op"`
}

type response struct {
	ID     json.RawMessage `json:"id"`
	Result any             `json:"result,omitempty"`
	Error  string          `json:"error,omitempty"`
}

var null = json.RawMessage("null")

// parse parses a request line. If the line is not a valid request, it returns the response to send.
func parse(line []byte) (request, *response) {
	var r request
	if err := json.Unmarshal(line, &r); err != nil {
		return r, &response{ID: null, Error: "not a request: " + err.Error()}
	}
	if r.ID == nil {
		return r, &response{ID: null, Error: "the request has no id"}
	}
	return r, nil
}

func (r *Registry) answer(asked request, line []byte) response {
	operation := r.operations[asked.Op]
	if operation == nil {
		return response{ID: asked.ID, Error: fmt.Sprintf("no operation %q", asked.Op)}
	}
	result, err := operation(line)
	if err != nil {
		return response{ID: asked.ID, Error: err.Error()}
	}
	if result == nil {
		result = struct{}{}
	}
	return response{ID: asked.ID, Result: result}
}
