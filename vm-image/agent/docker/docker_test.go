package docker

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"patchbay.org/agent/netns"
)

// daemon imitates Docker's daemon on a Unix socket, with responses set by a test.
type daemon struct {
	socket string
	server *http.Server
	events chan string

	mu    sync.Mutex
	texts map[string]string
}

// listen starts the daemon on a new socket.
func listen(t *testing.T, socket string, texts map[string]string) *daemon {
	t.Helper()
	listener, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	d := &daemon{socket: socket, events: make(chan string), texts: texts}
	d.server = &http.Server{Handler: d}
	go func() { _ = d.server.Serve(listener) }()
	t.Cleanup(func() { d.server.Close() })
	return d
}

func (d *daemon) set(path, text string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.texts[path] = text
}

func (d *daemon) ServeHTTP(answer http.ResponseWriter, asked *http.Request) {
	if asked.URL.Path == "/events" {
		answer.(http.Flusher).Flush()
		for {
			select {
			case event := <-d.events:
				fmt.Fprintln(answer, event)
				answer.(http.Flusher).Flush()
			case <-asked.Context().Done():
				return
			}
		}
	}
	d.mu.Lock()
	text, known := d.texts[asked.URL.RequestURI()]
	d.mu.Unlock()
	if !known {
		http.Error(answer, "no such thing", http.StatusNotFound)
		return
	}
	fmt.Fprint(answer, text)
}

const (
	list     = "/containers/json?all=1"
	networks = "/networks"
)

func socketIn(t *testing.T) string { return filepath.Join(t.TempDir(), "docker.sock") }

func home(t *testing.T) *netns.Namespace {
	t.Helper()
	home, err := netns.Open("/proc/self/ns/net")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { home.Close() })
	return home
}

func equal(t *testing.T, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\n\twant %v", got, want)
	}
}

func TestReadState(t *testing.T) {
	d := listen(t, socketIn(t), map[string]string{
		list: `[
			{"Id": "aa", "Names": ["/other/alias", "/web"], "Image": "busybox", "State": "running",
			 "Ports": [{"IP": "0.0.0.0", "PrivatePort": 80, "PublicPort": 8080, "Type": "tcp"},
			           {"PrivatePort": 81, "Type": "tcp"},
			           {"IP": "0.0.0.0", "PrivatePort": 53, "PublicPort": 5353, "Type": "udp"},
			           {"IP": "0.0.0.0", "PrivatePort": 53, "PublicPort": 5353, "Type": "tcp"}],
			 "NetworkSettings": {"Networks": {"old": {}}}},
			{"Id": "bb", "Names": ["/done"], "Image": "busybox", "State": "exited",
			 "NetworkSettings": {"Networks": {"bridge": {"IPAddress": "", "MacAddress": ""}}}},
			{"Id": "cc", "Names": ["/gone"], "Image": "busybox", "State": "running"}]`,
		"/containers/aa/json": fmt.Sprintf(`{"State": {"Pid": %d}, "NetworkSettings": {"Networks": {
			"web": {"IPAddress": "172.18.0.2", "MacAddress": "02:42:AC:12:00:02"},
			"bridge": {"IPAddress": "172.17.0.2", "MacAddress": "02:42:ac:11:00:02"}}}}`, os.Getpid()),
		// This is above the largest possible pid (proc_sys_kernel(5), pid_max).
		"/containers/cc/json": `{"State": {"Pid": 4194305}, "NetworkSettings": {"Networks": {}}}`,
		networks: `[
			{"Id": "2222222222222222", "Name": "web", "Driver": "bridge", "Options": {},
			 "IPAM": {"Config": [{"Subnet": "172.18.0.0/16", "Gateway": "172.18.0.1"}]}},
			{"Id": "1111111111111111", "Name": "bridge", "Driver": "bridge",
			 "Options": {"com.docker.network.bridge.name": "docker0"},
			 "IPAM": {"Config": [{"Subnet": "172.17.0.0/16", "Gateway": "172.17.0.1"}]}},
			{"Id": "3", "Name": "none", "Driver": "null", "Options": null, "IPAM": {"Config": null}}]`,
	})
	state, err := read(api{d.socket}, home(t))
	if err != nil {
		t.Fatal(err)
	}
	inode, err := home(t).Inode()
	if err != nil {
		t.Fatal(err)
	}
	equal(t, state.Containers, []Container{
		{ID: "aa", Name: "web", Image: "busybox", State: "running", Pid: os.Getpid(), Namespace: inode,
			Attachments: []Attachment{{"bridge", "172.17.0.2", "02:42:ac:11:00:02"}, {"web", "172.18.0.2", "02:42:ac:12:00:02"}},
			Ports:       []Port{{"tcp", "0.0.0.0", 5353, 53}, {"udp", "0.0.0.0", 5353, 53}, {"tcp", "0.0.0.0", 8080, 80}}},
		{ID: "bb", Name: "done", Image: "busybox", State: "exited", Attachments: []Attachment{{"bridge", "", ""}}, Ports: []Port{}},
		{ID: "cc", Name: "gone", Image: "busybox", State: "running", Attachments: []Attachment{}, Ports: []Port{}},
	})
	equal(t, state.Networks, []Network{
		{"1111111111111111", "bridge", "bridge", "172.17.0.0/16", "172.17.0.1", "docker0"},
		{"2222222222222222", "web", "bridge", "172.18.0.0/16", "172.18.0.1", "br-222222222222"},
		{ID: "3", Name: "none", Driver: "null"},
	})
}

func TestReadErrors(t *testing.T) {
	many := "[" + strings.Repeat(`{"State": "exited"},`, maxEntries) + `{"State": "exited"}]`
	for name, texts := range map[string]map[string]string{
		"not found":           {},
		"no JSON":             {list: "nothing", networks: "[]"},
		"too many containers": {list: many, networks: "[]"},
		"too many networks":   {list: "[]", networks: strings.ReplaceAll(many, "State", "Driver")},
		"a long answer":       {list: `[{"State": "` + strings.Repeat("x", answerLimit) + `"}]`, networks: "[]"},
		"one that went":       {list: `[{"Id": "aa", "State": "running"}]`, networks: "[]"},
	} {
		d := listen(t, socketIn(t), texts)
		if state, err := read(api{d.socket}, home(t)); err == nil {
			t.Errorf("%s: read as %v", name, state)
		}
	}
}

func TestInvalidResponses(t *testing.T) {
	for _, said := range []string{"", "HTTP/1.0\r\n\r\n", "HTTP/1.0 200 OK\r\n", "SSH-2.0-x\r\n\r\n[]",
		"HTTP/1.0 200 OK\r\nX: " + strings.Repeat("x", 8192) + "\r\n\r\n[]"} {
		socket := socketIn(t)
		listener, err := net.Listen("unix", socket)
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			connection, err := listener.Accept()
			if err == nil {
				_, _ = connection.Write([]byte(said))
				connection.Close()
			}
		}()
		var into []string
		if err := (api{socket}).get(list, &into); err == nil {
			t.Errorf("%.40q was an answer", said)
		}
		listener.Close()
	}
}

// await waits for a call of changed after which the state meets the condition.
func await(t *testing.T, w *Watch, changed <-chan struct{}, what string, such func(*State) bool) {
	t.Helper()
	for limit := time.After(time.Minute); !such(w.State()); {
		select {
		case <-changed:
		case <-limit:
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

func TestDaemonStartsAndEnds(t *testing.T) {
	socket := socketIn(t)
	changed := make(chan struct{}, 1)
	w, err := Start(socket, home(t), func() {
		select {
		case changed <- struct{}{}:
		default:
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	running := func(number int) func(*State) bool {
		return func(state *State) bool { return state != nil && len(state.Containers) == number }
	}
	for round := 0; round < 2; round++ {
		d := listen(t, socket, map[string]string{list: "[]", networks: "[]"})
		await(t, w, changed, "the daemon", running(0))
		d.set(list, `[{"Id": "aa", "Names": ["/web"], "State": "created"}]`)
		// Longer than the watch's read buffer.
		d.events <- `{"Type": "container", "Action": "create", "filler": "` + strings.Repeat("x", 10000) + `"}`
		await(t, w, changed, "a container", running(1))
		d.server.Close()
		await(t, w, changed, "the end", func(state *State) bool { return state == nil })
		if err := os.Remove(socket); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
}

func TestADaemonThatDoesNotAnswerAtFirst(t *testing.T) {
	socket := socketIn(t)
	changed := make(chan struct{}, 1)
	w, err := start(socket, home(t), func() {
		select {
		case changed <- struct{}{}:
		default:
		}
	}, time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	for refused := 0; refused < 12; refused++ {
		connection, err := listener.Accept()
		if err != nil {
			t.Fatal(err)
		}
		connection.Close()
	}
	d := &daemon{socket: socket, events: make(chan string), texts: map[string]string{list: "[]", networks: "[]"}}
	d.server = &http.Server{Handler: d}
	go func() { _ = d.server.Serve(listener) }()
	t.Cleanup(func() { d.server.Close() })
	await(t, w, changed, "the daemon", func(state *State) bool { return state != nil })
}

func TestWatchingAMissingDirectoryFails(t *testing.T) {
	_, err := Start(filepath.Join(t.TempDir(), "nowhere", "docker.sock"), home(t), func() {})
	if pathError, ok := err.(*os.PathError); !ok || pathError.Err != unix.ENOENT {
		t.Errorf("got %v", err)
	}
}
