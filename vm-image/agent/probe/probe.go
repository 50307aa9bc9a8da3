package probe

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"patchbay.org/agent/netns"
)

// ErrBusy is returned when another attempt is running.
var ErrBusy = errors.New("another attempt is under way")

// Namespaces opens all network namespaces of the machine. They stay open until release is called.
type Namespaces func() (inodes []uint64, insides []*netns.Namespace, release func(), err error)

// Prober makes attempts, one at a time. Safe for concurrent use.
type Prober struct {
	namespaces Namespaces
	busy       sync.Mutex
	turn       int
}

// New returns a Prober.
func New(namespaces Namespaces) *Prober { return &Prober{namespaces: namespaces} }

// Try makes an attempt. It takes at most attemptTimeout plus the time to resolve the next hop and to read and restore
// the tables. It returns ErrBusy if another attempt is running.
func (r *Prober) Try(request Request) (Result, error) {
	wanted, err := request.plan()
	if err != nil {
		return Result{}, err
	}
	if !r.busy.TryLock() {
		return Result{}, ErrBusy
	}
	defer r.busy.Unlock()
	inodes, insides, release, err := r.namespaces()
	if err != nil {
		return Result{}, err
	}
	f, err := enter(inodes, insides)
	if err != nil {
		release()
		return Result{}, err
	}
	// Closing a packet socket is slow, so it happens in the background.
	defer func() {
		go func() {
			f.close()
			release()
		}()
	}()
	return r.try(wanted, f)
}

func (r *Prober) try(wanted plan, f *watchers) (Result, error) {
	origin := f.in(wanted.Namespace)
	if origin == nil {
		return Result{}, fmt.Errorf("no network namespace has inode %d", wanted.Namespace)
	}
	r.turn = (r.turn + 1) % ports
	a := &attempt{plan: wanted, port: uint16(firstPort + r.turn), watchers: f, origin: origin}
	result := Result{StartedAt: seconds()}
	ending, detail, err := a.run()
	if err != nil {
		return Result{}, err
	}
	f.take()
	ours := touched{string(wanted.destination.AsSlice()): true, string(a.hop.next.AsSlice()): true}
	if err := f.restore(ours); err != nil {
		return Result{}, fmt.Errorf("failed to remove the entries left by the attempt: %w", err)
	}
	result.Ending, result.Detail, result.Sightings, result.EndedAt = ending, detail, sightings(f.all), seconds()
	return result, nil
}

func seconds() float64 { return float64(time.Now().UnixMicro()) / 1e6 }
