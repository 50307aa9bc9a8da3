// Package process remembers which programs ran, from what the kernel's process connector reports: what a learner's own
// tool was can't be read off a terminal, which any program may write to.
package process

// Execution is one program that ran.
type Execution struct {
	Seq       uint64   `json:"seq"`
	Pid       int      `json:"pid"`
	Parent    int      `json:"parent"`
	Program   string   `json:"program"`
	Path      string   `json:"path"`
	Argv      []string `json:"argv"`
	Namespace uint64   `json:"namespace"`
	Terminal  string   `json:"terminal"`
	Stdout    Sink     `json:"stdout"`
	// Tampered says that the loader was told to load something of its own into the genuine program (ld.so(8)).
	Tampered   bool     `json:"tampered"`
	StartedAt  float64  `json:"startedAt"`
	EndedAt    *float64 `json:"endedAt,omitempty"`
	ExitStatus *int     `json:"exitStatus,omitempty"`
}

// Sink is where a standard output goes.
type Sink string

// Terminal means the controlling terminal; another one is Other.
const (
	Terminal Sink = "TERMINAL"
	Pipe     Sink = "PIPE"
	File     Sink = "FILE"
	Other    Sink = "OTHER"
)

// exitStatus is a wait status as a shell counts: 128 + n for signal n.
func exitStatus(code uint32) int {
	if signal := int(code & 0x7f); signal != 0 {
		return 128 + signal
	}
	return int(code >> 8 & 0xff)
}
