// Package renewal gives a cloned machine its own time, entropy and host name.
package renewal

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Renewal is the host's message to a clone. Time is in seconds since the epoch; Entropy is base64 of 32 to 512 bytes.
type Renewal struct {
	Time     float64 `json:"time"`
	Entropy  string  `json:"entropy"`
	Hostname string  `json:"hostname"`
}

// Apply sets the clock, the random number generator's seed and the host name.
func (r Renewal) Apply() error {
	entropy, err := r.check()
	if err != nil {
		return err
	}
	seconds, fraction := math.Modf(r.Time)
	now := unix.Timespec{Sec: int64(seconds), Nsec: int64(fraction * 1e9)}
	if err := clockSettime(&now); err != nil {
		return err
	}
	if err := reseed(entropy); err != nil {
		return err
	}
	return os.NewSyscallError("sethostname", unix.Sethostname([]byte(r.Hostname)))
}

func (r Renewal) check() ([]byte, error) {
	if !(r.Time > 0 && r.Time < 1<<33) {
		return nil, fmt.Errorf("renew: time %v is not seconds since the epoch", r.Time)
	}
	if !validHostname(r.Hostname) {
		return nil, fmt.Errorf("renew: %q is not a host name", r.Hostname)
	}
	entropy, err := base64.StdEncoding.DecodeString(r.Entropy)
	if err != nil || len(entropy) < 32 || len(entropy) > 512 {
		return nil, fmt.Errorf("renew: entropy is not base64 of 32 to 512 bytes")
	}
	return entropy, nil
}

func validHostname(name string) bool {
	if len(name) < 1 || len(name) > 63 {
		return false
	}
	for _, c := range name {
		if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-') {
			return false
		}
	}
	return true
}

func clockSettime(now *unix.Timespec) error {
	_, _, errno := unix.Syscall(unix.SYS_CLOCK_SETTIME, unix.CLOCK_REALTIME, uintptr(unsafe.Pointer(now)), 0)
	if errno != 0 {
		return os.NewSyscallError("clock_settime", errno)
	}
	return nil
}

// reseed credits entropy to the kernel and reseeds its generator immediately (random(4)). Otherwise all clones of a
// machine would produce the same random bytes.
func reseed(entropy []byte) error {
	device, err := os.OpenFile("/dev/urandom", os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer device.Close()
	pool := make([]byte, 8+len(entropy)) // struct rand_pool_info
	binary.LittleEndian.PutUint32(pool, uint32(8*len(entropy)))
	binary.LittleEndian.PutUint32(pool[4:], uint32(len(entropy)))
	copy(pool[8:], entropy)
	if _, _, errno := unix.Syscall(unix.SYS_IOCTL, device.Fd(), unix.RNDADDENTROPY,
		uintptr(unsafe.Pointer(&pool[0]))); errno != 0 {
		return os.NewSyscallError("RNDADDENTROPY", errno)
	}
	if _, _, errno := unix.Syscall(unix.SYS_IOCTL, device.Fd(), unix.RNDRESEEDCRNG, 0); errno != 0 {
		return os.NewSyscallError("RNDRESEEDCRNG", errno)
	}
	return nil
}
