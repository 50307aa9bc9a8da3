package observe

import (
	"bytes"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// settingFolders are directories that show the namespace of the calling thread.
const settingFolders = "/proc/sys/net/"

// commonSettings do not belong to a device. The defaults for new devices are omitted because each device has its own
// copy.
var commonSettings = func() []string {
	names := []string{"ipv4/ip_forward"}
	for _, s := range settings {
		names = append(names, "ipv4/conf/all/"+s.name)
	}
	return names
}()

// bridgeModule exists while there are bridgeSettings, which each namespace has separately. They control whether bridged
// frames traverse the rules of iptables, ip6tables and arptables.
const bridgeModule = "/sys/module/br_netfilter"

var bridgeSettings = []string{
	"bridge/bridge-nf-call-iptables", "bridge/bridge-nf-call-ip6tables", "bridge/bridge-nf-call-arptables",
}

// maxSettingFiles limits the number of files kept open. Further files are opened at each look.
const maxSettingFiles = 1024

// settingFiles reads settings from files that it keeps open, by the cookies of their namespaces. Opening a file costs
// many times as much as reading it; in an emulated machine it took a fifth of a look. An open settings file does not
// keep its namespace alive and can't be read after its namespace or module has gone. Not safe for concurrent use.
type settingFiles struct {
	open map[uint64]map[string]int
	// count is the number of open files.
	count int
	// seen are the cookies in this look.
	seen map[uint64]bool
	// bridges reports whether this look reads bridge settings.
	bridges bool
}

func newSettingFiles() *settingFiles { return &settingFiles{open: map[uint64]map[string]int{}} }

// begin starts a look. keep ends it and closes the files of the namespaces that were not in it.
func (f *settingFiles) begin() {
	f.seen = map[uint64]bool{}
	f.bridges = unix.Access(bridgeModule, unix.F_OK) == nil
}

func (f *settingFiles) keep() {
	for cookie, files := range f.open {
		if f.seen[cookie] {
			continue
		}
		for _, descriptor := range files {
			unix.Close(descriptor)
			f.count--
		}
		delete(f.open, cookie)
	}
}

// read reads the settings of the calling thread's namespace, which has this cookie, that do not belong to a device.
func (f *settingFiles) read(cookie uint64, sysctls map[string]int32) {
	f.seen[cookie] = true
	files := f.open[cookie]
	if files == nil {
		files = map[string]int{}
		f.open[cookie] = files
	}
	for _, name := range commonSettings {
		f.put(sysctls, files, name)
	}
	if f.bridges {
		for _, name := range bridgeSettings {
			f.put(sysctls, files, name)
		}
	}
}

func (f *settingFiles) put(sysctls map[string]int32, files map[string]int, name string) {
	if value, ok := f.value(files, name); ok {
		sysctls[sysctlKeys[name]] = value
	}
}

func (f *settingFiles) value(files map[string]int, name string) (int32, bool) {
	if descriptor, kept := files[name]; kept {
		if value, ok := readNumber(descriptor); ok {
			return value, true
		}
		// The module was removed and may have been loaded again.
		unix.Close(descriptor)
		delete(files, name)
		f.count--
	}
	descriptor, err := unix.Open(settingFolders+name, unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return 0, false
	}
	value, ok := readNumber(descriptor)
	if !ok || f.count >= maxSettingFiles {
		unix.Close(descriptor)
		return value, ok
	}
	files[name] = descriptor
	f.count++
	return value, true
}

// sysctlKeys maps files to sysctl keys.
var sysctlKeys = func() map[string]string {
	keys := map[string]string{}
	for _, name := range append(append([]string{}, commonSettings...), bridgeSettings...) {
		keys[name] = strings.ReplaceAll(name, "/", ".")
	}
	return keys
}()

func readNumber(descriptor int) (int32, bool) {
	var text [16]byte
	n, err := unix.Pread(descriptor, text[:], 0)
	if err != nil || n <= 0 {
		return 0, false
	}
	value, err := strconv.ParseInt(string(bytes.TrimSpace(text[:n])), 10, 32)
	return int32(value), err == nil
}
