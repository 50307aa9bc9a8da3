package terminal

import (
	"bytes"
	"io"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"patchbay.org/agent/reaper"
)

// shells starts sh -c SCRIPT instead of the learner's shell, so that these tests need neither root nor a machine.
func shells(r *reaper.Reaper, script string) starter {
	return func(id string, slave int) (*reaper.Child, error) {
		fd := uintptr(slave)
		return r.Start("/bin/sh", []string{"sh", "-c", script}, &syscall.ProcAttr{
			Env: os.Environ(), Files: []uintptr{fd, fd, fd}, Sys: &syscall.SysProcAttr{Setsid: true, Setctty: true}})
	}
}

// orphanage is the only reaper of the process, as required.
var orphanage = reaper.New()

func terminals(script string) (*Terminals, chan int) {
	ended := make(chan int, MaxTerminals)
	return &Terminals{reaper: orphanage, start: shells(orphanage, script), all: make(map[string]*Terminal),
		onEnded: func(id string, status int) { ended <- status }}, ended
}

func attach(t *testing.T, all *Terminals, offset int64) *Attachment {
	t.Helper()
	a, err := all.Attach("t1", offset, DefaultSize)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func readAll(t *testing.T, a *Attachment) []byte {
	t.Helper()
	var all []byte
	buffer := make([]byte, 1000)
	for {
		n, err := a.Next(buffer)
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, buffer[:n]...)
	}
}

func readUntil(t *testing.T, a *Attachment, mark string) []byte {
	t.Helper()
	var all []byte
	buffer := make([]byte, 1000)
	for !bytes.Contains(all, []byte(mark)) {
		n, err := a.Next(buffer)
		if err != nil {
			t.Fatalf("%v after %q", err, all)
		}
		all = append(all, buffer[:n]...)
	}
	return all
}

func TestOpeningAClosedTerminalStartsANewShell(t *testing.T) {
	all, ended := terminals(`trap 'sleep 0.1; echo last words; exit 3' HUP; echo ready; while :; do read -r word; done`)
	a := attach(t, all, 0)
	seen := int64(len(readUntil(t, a, "ready\r\n")))
	if err := all.Close("t1"); err != nil {
		t.Fatal(err)
	}
	b := attach(t, all, seen)
	defer b.Detach()
	if !b.Created || b.Pid == a.Pid {
		t.Errorf("attached to the shell that is ending: %+v", b)
	}
	if status := <-ended; status != 3 {
		t.Errorf("status %d", status)
	}
	if output := string(readUntil(t, b, "ready\r\n")); output != "last words\r\nready\r\n" {
		t.Errorf("the stream goes on with %q", output)
	}
	if err := all.Close("t1"); err != nil {
		t.Fatal(err)
	}
	<-ended
}

func TestOutputAndStatus(t *testing.T) {
	all, ended := terminals(`i=0; while [ $i -lt 3000 ]; do echo line $i; i=$((i+1)); done; exit 7`)
	a := attach(t, all, 0)
	if !a.Created || a.Start != 0 || a.Gap != 0 {
		t.Errorf("attachment %+v", a)
	}
	output := string(readAll(t, a))
	if lines := strings.Count(output, "\r\n"); lines != 3000 || !strings.HasSuffix(output, "line 2999\r\n") {
		t.Errorf("%d lines, ending in %q", lines, output[len(output)-20:])
	}
	if a.ExitStatus() != 7 || <-ended != 7 {
		t.Errorf("status %d", a.ExitStatus())
	}
}

func TestResumesAtTheByteAndTakesOver(t *testing.T) {
	all, _ := terminals(`stty -echo; echo ready; while read -r word; do echo "[$word]"; done; exit 3`)
	first := attach(t, all, 0)
	seen := readUntil(t, first, "ready\r\n")
	if err := first.Input([]byte("one\n")); err != nil {
		t.Fatal(err)
	}
	second := attach(t, all, int64(len(seen)))
	if second.Created || second.Gap != 0 || second.Start != int64(len(seen)) {
		t.Errorf("attachment %+v", second)
	}
	if _, err := first.Next(make([]byte, 10)); err != ErrTakenOver {
		t.Errorf("the former client got %v", err)
	}
	if err := first.Input([]byte("nobody\n")); err == nil {
		t.Error("the former client may still type")
	}
	if err := second.Input([]byte("two\n\x04")); err != nil {
		t.Fatal(err)
	}
	if rest := string(readAll(t, second)); rest != "[one]\r\n[two]\r\n" {
		t.Errorf("the rest is %q", rest)
	}
}

func TestEndedTerminalIsReplayedThenRestarted(t *testing.T) {
	all, ended := terminals(`echo hello; exit 5`)
	first := attach(t, all, 0)
	first.Detach()
	<-ended
	replay := attach(t, all, 0)
	if output := string(readAll(t, replay)); replay.Created || output != "hello\r\n" || replay.ExitStatus() != 5 {
		t.Errorf("replay %+v: %q", replay, output)
	}
	again := attach(t, all, 7)
	if output := string(readAll(t, again)); !again.Created || again.Start != 7 || output != "hello\r\n" {
		t.Errorf("again %+v: %q", again, output)
	}
}

func TestWithoutAClientTheShellRunsOnAndTheGapIsReported(t *testing.T) {
	all, ended := terminals(`head -c 3000000 /dev/zero; exit 0`)
	attach(t, all, 0).Detach()
	<-ended
	a := attach(t, all, 100)
	if a.Gap != 3000000-RingSize-100 || a.Start != 3000000-RingSize {
		t.Errorf("attachment %+v", a)
	}
	if rest := len(readAll(t, a)); rest != RingSize {
		t.Errorf("%d bytes left", rest)
	}
}

func TestSlowClientLosesNothing(t *testing.T) {
	all, _ := terminals(`stty -opost; seq 1 400000; exit 0`)
	a := attach(t, all, 0)
	var want bytes.Buffer
	for i := 1; i <= 400000; i++ {
		want.WriteString(strconv.Itoa(i))
		want.WriteByte('\n')
	}
	if got := readAll(t, a); !bytes.Equal(got, want.Bytes()) {
		t.Errorf("%d bytes, want %d", len(got), want.Len())
	}
}

func TestBadIDsAndTooMany(t *testing.T) {
	all, _ := terminals(`read x`)
	for _, id := range []string{"", "T1", "a-b", "../x", "12345678901234567"} {
		if _, err := all.Attach(id, 0, DefaultSize); err == nil {
			t.Errorf("%q is accepted", id)
		}
	}
	for i := 0; i < MaxTerminals; i++ {
		if err := all.Open("t"+strconv.Itoa(i), DefaultSize); err != nil {
			t.Fatal(err)
		}
	}
	if err := all.Open("more", DefaultSize); err == nil {
		t.Error("there is no limit")
	}
	for _, state := range all.States() {
		if err := all.Close(state.ID); err != nil {
			t.Error(err)
		}
	}
}

func TestSessionOf(t *testing.T) {
	for stat, want := range map[string]int{
		"12 (bash) S 1 12 34 5": 34,
		"12 (a) b) S 1 12 35":   35,
		"12 (a":                 0,
		"":                      0,
		"12 (a) S 1 12 x":       0,
	} {
		if got := sessionOf([]byte(stat)); got != want {
			t.Errorf("%q: %d, want %d", stat, got, want)
		}
	}
}
