// Package control answers the questions that come over a control channel: one JSON object a line, each way.
package control

import (
	"encoding/json"
	"fmt"
)

// Operation answers a request. It gets the whole request object and returns what becomes the response's "result", or
// an error whose text becomes the response's "error". It may be called from several goroutines at once.
type Operation func(request json.RawMessage) (any, error)

// Registry knows the operations by name. Filled before the first session is served, and only read from then on.
type Registry struct {
	operations map[string]Operation
	// async are those that later requests need not wait for.
	async map[string]bool
}

// NewRegistry returns a registry without operations.
func NewRegistry() *Registry { return &Registry{make(map[string]Operation), make(map[string]bool)} }

// Handle gives an operation its name.
func (r *Registry) Handle(name string, operation Operation) {
	if _, taken := r.operations[name]; taken {
		panic("operation registered twice: " + name)
	}
	r.operations[name] = operation
}

// HandleAsync gives its name to an operation that takes long: later requests are answered meanwhile. It bounds by itself
// how often it runs at one time.
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

// parse reads a request line. The response it returns is nil, or the answer to a line that is no request.
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
