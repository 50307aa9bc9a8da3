package process

import "patchbay.org/agent/capture"

// watchMessage is what the execWatcher tells the tracker, in the order in which it happened.
type watchMessage struct {
	Kind kind `json:"kind"`
	Pid  int  `json:"pid,omitempty"`
	// At is in nanoseconds of CLOCK_MONOTONIC.
	At int64 `json:"at,omitempty"`
	// Code is the wait status of an exit.
	Code  uint32 `json:"code,omitempty"`
	Facts *facts `json:"facts,omitempty"`
	// Namespace, Frames and LostSince are of a record of frames; the last is 0 if none is missing.
	Namespace uint64          `json:"namespace,omitempty"`
	Frames    []capture.Frame `json:"frames,omitempty"`
	LostSince float64         `json:"lostSince,omitempty"`
}

type kind string

const (
	// ready is said once, when everything that is executed from then on will be seen.
	ready    kind = "ready"
	executed kind = "executed"
	exited   kind = "exited"
	// missed says that the kernel reported more than could be taken.
	missed kind = "missed"
	// recorded tells of frames that passed in a namespace while a program ran there that tells of frames.
	recorded kind = "recorded"
	// synced answers the tracker's question: all that was reported before it has been told.
	synced kind = "synced"
)

// facts are what /proc tells of a program that has just been executed.
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
	// Recorded says that frames are recorded where it runs, from before its first instruction.
	Recorded bool `json:"recorded,omitempty"`
	// Loader says that its environment, or the machine's, tells the loader to load something of its own into it.
	Loader bool `json:"loader,omitempty"`
}
