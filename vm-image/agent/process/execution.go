// Package process records which programs ran, as reported by the kernel's process connector. Terminal output can't
// prove which tool a learner ran, because any program may write to a terminal.
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
	// Tampered reports that the dynamic loader was told to load something else into the genuine program (ld.so(8)).
	Tampered   bool     `json:"tampered"`
	StartedAt  float64  `json:"startedAt"`
	EndedAt    *float64 `json:"endedAt,omitempty"`
	ExitStatus *int     `json:"exitStatus,omitempty"`
}

// Sink is where standard output goes.
type Sink string

// Terminal means the controlling terminal; any other terminal is Other.
const (
	Terminal Sink = "TERMINAL"
	Pipe     Sink = "PIPE"
	File     Sink = "FILE"
	Other    Sink = "OTHER"
)

// exitStatus converts a wait status to a shell's exit status: 128 + n for signal n.
func exitStatus(code uint32) int {
	if signal := int(code & 0x7f); signal != 0 {
		return 128 + signal
	}
	return int(code >> 8 & 0xff)
}
