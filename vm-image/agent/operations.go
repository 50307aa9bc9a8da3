package main

import (
	"encoding/json"

	"patchbay.org/agent/control"
	"patchbay.org/agent/terminal"
)

// registerTerminals registers the operations on terminals.
func registerTerminals(registry *control.Registry, terminals *terminal.Terminals) {
	registry.Handle("terminals", func(json.RawMessage) (any, error) {
		return struct {
			Terminals []terminal.State `json:"terminals"`
		}{terminals.States()}, nil
	})
	registry.Handle("close", func(request json.RawMessage) (any, error) {
		var wanted struct {
			Terminal string `json:"terminal"`
		}
		if err := json.Unmarshal(request, &wanted); err != nil {
			return nil, err
		}
		return nil, terminals.Close(wanted.Terminal)
	})
}
