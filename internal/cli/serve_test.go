package cli

import (
	"bufio"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestServe runs the preview of the real data as an editor does: a saved edit
// shows, a broken one is told in the terminal while the last good site stays,
// and a mended one shows.
func TestServe(t *testing.T) {
	site := copySite(t)
	c := process(t.TempDir(), nil, "serve", "-s", site, "--port", "0")
	address, terminal := start(t, c)
	page := address + "en/partners/caff/"
	record := "data/partners/caff.toml"

	if s := get(t, page); !strings.Contains(s, "Arctic Council") {
		t.Fatalf("the page is\n%s", s)
	}
	edit(t, site, record, `acronym = { mul = "CAFF" }`, `acronym = { mul = "KAFF" }`)
	wait(t, "the edit shows", func() bool { return strings.Contains(get(t, page), "KAFF") })

	edit(t, site, record, `kind = "igo"`, `kind = "iggo"`)
	wait(t, "the problem is told", func() bool {
		return strings.Contains(terminal.String(), `data/partners/caff.toml:1:8: error[unknown-word]: "iggo"`)
	})
	if !strings.Contains(get(t, page), "KAFF") {
		t.Error("the last good site is gone")
	}
	if !strings.Contains(get(t, address+".passerelle/reload.js"), "EventSource") {
		t.Error("the page cannot hear of problems")
	}
	edit(t, site, record, `kind = "iggo"`, `kind = "un"`)
	wait(t, "the mended edit shows", func() bool { return strings.Contains(get(t, page), "United Nations body") })
}

// start runs the preview and returns its address and what it says.
func start(t *testing.T, c *exec.Cmd) (address string, said *log) {
	t.Helper()
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	said = &log{}
	c.Stderr = said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		c.Process.Signal(os.Interrupt)
		c.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	address = regexp.MustCompile(`http://127\.0\.0\.1:\d+/`).FindString(line)
	if address == "" {
		t.Fatalf("no address in %q", line)
	}
	return address, said
}

// log is a buffer that a process writes and a test reads.
type log struct {
	mu sync.Mutex
	b  strings.Builder
}

func (l *log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func get(t *testing.T, url string) string {
	t.Helper()
	r, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s %v", url, r.Status, err)
	}
	return string(b)
}

func wait(t *testing.T, what string, done func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if done() {
			return
		}
	}
	t.Fatalf("%s: not within a minute", what)
}
