package observe

import (
	"bytes"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// settingFolders show the namespace of the thread that looks into them.
const settingFolders = "/proc/sys/net/"

// commonSettings belong to no device. The defaults for devices to come are left out: once a device is there, it has them.
var commonSettings = func() []string {
	names := []string{"ipv4/ip_forward"}
	for _, s := range settings {
		names = append(names, "ipv4/conf/all/"+s.name)
	}
	return names
}()

// bridgeModule is there while there are bridgeSettings, for each namespace with values of its own. They say whether what a
// bridge forwards passes the rules of iptables and the like.
const bridgeModule = "/sys/module/br_netfilter"

var bridgeSettings = []string{
	"bridge/bridge-nf-call-iptables", "bridge/bridge-nf-call-ip6tables", "bridge/bridge-nf-call-arptables",
}

// maxSettingFiles bounds the descriptors that are kept; what is beyond is opened at each look.
const maxSettingFiles = 1024

// settingFiles reads settings of namespaces out of files that it keeps open, by the namespaces' cookies: to open one costs
// many times what it costs to read it, in an emulated machine a fifth of a look. An open file of settings keeps no
// namespace alive, and can't be read once its namespace or its module has gone. Not safe for concurrent use.
type settingFiles struct {
	open map[uint64]map[string]int
	// count is the number of files that are open.
	count int
	// seen are the cookies of this look.
	seen map[uint64]bool
	// bridges says whether this look asks for settings of bridges.
	bridges bool
}

func newSettingFiles() *settingFiles { return &settingFiles{open: map[uint64]map[string]int{}} }

// begin begins a look; keep ends it, and closes the files of the namespaces that were not among what was looked at.
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

// read reads what belongs to no device of the thread's namespace, which has this cookie.
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
		// Of a module that has gone, and may have come again.
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

// sysctlKeys are the settings' keys by their files.
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
