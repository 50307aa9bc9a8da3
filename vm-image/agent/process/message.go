package process

import "patchbay.org/agent/capture"

// watchMessage is a message from the exec watcher to the tracker. Messages are sent in the order of the events.
type watchMessage struct {
	Kind kind `json:"kind"`
	Pid  int  `json:"pid,omitempty"`
	// At is in nanoseconds of CLOCK_MONOTONIC.
	At int64 `json:"at,omitempty"`
	// Code is the wait status of an exit.
	Code  uint32 `json:"code,omitempty"`
	Facts *facts `json:"facts,omitempty"`
	// Namespace, Frames and LostSince describe recorded frames. LostSince is 0 if none is missing.
	Namespace uint64          `json:"namespace,omitempty"`
	Frames    []capture.Frame `json:"frames,omitempty"`
	LostSince float64         `json:"lostSince,omitempty"`
}

type kind string

const (
	// ready is sent once. Every program executed afterwards is reported.
	ready    kind = "ready"
	executed kind = "executed"
	exited   kind = "exited"
	// missed means that the kernel's events overflowed.
	missed kind = "missed"
	// recorded carries frames that passed in a namespace while a frame tool ran there.
	recorded kind = "recorded"
	// synced answers a sync request: everything that the kernel reported before it has been sent.
	synced kind = "synced"
)

// facts is what /proc shows about a program that has just been executed.
type facts struct {
	Identity  identity `json:"identity"`
	Path      string   `json:"path"`
	Argv      []string `json:"argv"`
	Namespace uint64   `json:"namespace"`
	Parent    int      `json:"parent"`
	Session   int      `json:"session"`
	// Tty is the device number of the controlling terminal, 0 for none.
	Tty    uint64 `json:"tty"`
	Stdout Sink   `json:"stdout"`
	// Recorded reports that frames in its namespace are recorded from before its first instruction.
	Recorded bool `json:"recorded,omitempty"`
	// Loader reports that its environment or the machine's configuration makes the dynamic loader load something else
	// into it.
	Loader bool `json:"loader,omitempty"`
}
