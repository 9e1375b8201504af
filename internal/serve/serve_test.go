package serve_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"passerelle/internal/diag"
	"passerelle/internal/serve"
)

// patience is how long a test waits for what has to happen.
const patience = 2500 * time.Millisecond

// A site of the tests is the folder data and the file config.txt; its home page lists their
// words. The word "broken" is a problem, "error" an error and "panic" a panic.
type site struct {
	t        *testing.T
	root     string
	url      string
	log      *transcript
	builds   atomic.Int32
	building atomic.Int32
	hold     chan struct{} // if not nil, each build takes one token

	stop func()     // ends Run
	done chan error // what Run returned
}

var brokenWord = &diag.Rule{Code: "broken-word", Sentence: "%q is broken"}

func (s *site) build(ctx context.Context, baseURL string) (serve.Tree, *diag.List, error) {
	if s.building.Add(1) > 1 {
		s.t.Error("two builds at a time")
	}
	defer s.building.Add(-1)
	s.builds.Add(1)
	if s.hold != nil {
		select {
		case <-s.hold:
		case <-ctx.Done():
			return nil, nil, ctx.Err()
		}
	}
	var words strings.Builder
	var list diag.List
	read := func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return nil
		}
		word := strings.TrimSpace(string(b))
		switch word {
		case "broken":
			list.Add(diag.Position{File: "data/" + d.Name(), Line: 1, Col: 2}, brokenWord, word)
		case "error":
			return errors.New("the data cannot be read")
		case "panic":
			panic("an index out of its range")
		}
		fmt.Fprintf(&words, "[%s]", word)
		return nil
	}
	for _, entry := range []string{"data", "config.txt"} {
		if err := filepath.WalkDir(filepath.Join(s.root, entry), read); err != nil {
			return nil, &list, err
		}
	}
	return serve.Tree{
		"index.html":    []byte("<html><body><p>" + words.String() + "</p></body></html>"),
		"fr/index.html": []byte("<p>Accueil, " + baseURL + "</p></BODY >"),
		"404.html":      []byte("<p>no such page</p>"),
		"data.json":     []byte(`{}`),
		"sums":          []byte("0 data.json"),
	}, &list, nil
}

// start lays the files out and runs a preview until the test ends.
func start(t *testing.T, files map[string]string) *site {
	s := &site{t: t}
	s.start(files)
	return s
}

func (s *site) start(files map[string]string) {
	t := s.t
	t.Helper()
	s.root, s.log, s.done = t.TempDir(), new(transcript), make(chan error, 1)
	for name, word := range files {
		s.write(name, word)
	}
	ctx, cancel := context.WithCancel(t.Context())
	s.stop = sync.OnceFunc(func() {
		cancel()
		select {
		case err := <-s.done:
			if err != nil {
				t.Errorf("Run: %v", err)
			}
		case <-time.After(patience):
			t.Error("Run does not end")
		}
	})
	t.Cleanup(s.stop)
	ready := make(chan string, 1)
	go func() {
		s.done <- serve.Run(ctx, serve.Options{
			Root:  s.root,
			Watch: []string{"data", "config.txt", "late/folder"},
			Addr:  "127.0.0.1:0",
			Build: s.build,
			Log:   s.log,
			Ready: func(url string) { ready <- url },
		})
	}()
	select {
	case s.url = <-ready:
	case <-time.After(patience):
		t.Fatal("never ready")
	}
}

func (s *site) path(name string) string { return filepath.Join(s.root, filepath.FromSlash(name)) }

func (s *site) write(name, word string) {
	s.t.Helper()
	path := s.path(name)
	must(s.t, os.MkdirAll(filepath.Dir(path), 0o755))
	must(s.t, os.WriteFile(path, []byte(word+"\n"), 0o644))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// get asks for a path of the site without following redirects.
func (s *site) get(path string, edit ...func(*http.Request)) (*http.Response, string) {
	s.t.Helper()
	req, err := http.NewRequest(http.MethodGet, s.url+strings.TrimPrefix(path, "/"), nil)
	must(s.t, err)
	for _, e := range edit {
		e(req)
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	must(s.t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	must(s.t, err)
	return res, string(body)
}

// shows waits until the home page holds text.
func (s *site) shows(text string) {
	s.t.Helper()
	var body string
	s.eventually(func() bool {
		_, body = s.get("/")
		return strings.Contains(body, text)
	}, func() string { return fmt.Sprintf("%q is not in the home page:\n%s", text, body) })
}

func (s *site) eventually(ok func() bool, otherwise func() string) {
	s.t.Helper()
	for end := time.Now().Add(patience); !ok(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			s.t.Fatal(otherwise())
		}
	}
}

func (s *site) logged(text string) {
	s.t.Helper()
	s.eventually(func() bool { return strings.Contains(s.log.String(), text) },
		func() string { return fmt.Sprintf("%q was not printed:\n%s", text, s.log) })
}

// edition returns the edition that the home page is from.
func (s *site) edition() string {
	s.t.Helper()
	_, body := s.get("/")
	found := regexp.MustCompile(`data-edition="([^"]*)"`).FindStringSubmatch(body)
	if found == nil {
		s.t.Fatalf("the page has no edition:\n%s", body)
	}
	return found[1]
}

// listener is a page that listens for events.
type listener struct {
	t      *testing.T
	events chan [2]string // name, data
}

// listen opens the event stream of a page of an edition.
func (s *site) listen(edition string) *listener {
	s.t.Helper()
	ctx, cancel := context.WithCancel(s.t.Context())
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+".passerelle/events?edition="+edition, nil)
	must(s.t, err)
	res, err := http.DefaultTransport.RoundTrip(req)
	must(s.t, err)
	if kind := res.Header.Get("Content-Type"); kind != "text/event-stream" {
		s.t.Fatalf("events are %s", kind)
	}
	l := &listener{s.t, make(chan [2]string, 100)}
	s.t.Cleanup(cancel)
	go func() {
		defer close(l.events)
		defer res.Body.Close()
		var name string
		for lines := bufio.NewScanner(res.Body); lines.Scan(); {
			if event, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
				name = event
			} else if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				l.events <- [2]string{name, data}
			}
		}
	}()
	return l
}

// next returns the data of the next event, which has to be the one wanted.
func (l *listener) next(want string) string {
	l.t.Helper()
	select {
	case e, ok := <-l.events:
		if !ok || e[0] != want {
			l.t.Fatalf("the next event is %q, want %q", e, want)
		}
		return e[1]
	case <-time.After(patience):
		l.t.Fatalf("no event, want %q", want)
	}
	return ""
}

// transcript is a terminal that several goroutines may use.
type transcript struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (w *transcript) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.Write(p)
}

func (w *transcript) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.String()
}

func TestFirstBuildFails(t *testing.T) {
	s := start(t, map[string]string{"data/a.txt": "broken"})
	res, body := s.get("/fr/anything")
	if res.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("status %d", res.StatusCode)
	}
	const line = "data/a.txt:1:2: error[broken-word]: "
	for _, want := range []string{line + "&#34;broken&#34; is broken", `src="/.passerelle/reload.js"`, `role="alert"`} {
		if !strings.Contains(body, want) {
			t.Errorf("%q is not in the page:\n%s", want, body)
		}
	}
	s.logged(line + `"broken" is broken` + "\n1 error and 0 warnings in 1 file\nno site yet: " + s.url)

	page := s.listen(s.edition())
	if got := page.next("problems"); got != `["data/a.txt:1:2: error[broken-word]: \"broken\" is broken"]` {
		t.Errorf("problems %s", got)
	}
	s.write("data/a.txt", "mended")
	page.next("reload")
	s.shows("[mended]")
}

func TestEditReloads(t *testing.T) {
	s := start(t, map[string]string{"data/a.txt": "one"})
	page := s.listen(s.edition())
	page.next("ok")
	s.write("data/a.txt", "two")
	edition := page.next("reload")
	s.shows("[two]")
	if edition != s.edition() {
		t.Errorf("told %s, the page is %s", edition, s.edition())
	}
	s.logged("rebuilt in 0.")
}

func TestBrokenEditKeepsTheLastGoodSite(t *testing.T) {
	for _, word := range []string{"broken", "error", "panic"} {
		t.Run(word, func(t *testing.T) {
			s := start(t, map[string]string{"data/a.txt": "one"})
			_, before := s.get("/")
			page := s.listen(s.edition())
			page.next("ok")

			s.write("data/a.txt", word)
			problems := page.next("problems")
			if _, after := s.get("/"); after != before {
				t.Errorf("the page was\n%s\nand is\n%s", before, after)
			}
			s.logged("the last good site stays up at " + s.url)
			if late := s.listen(s.edition()).next("problems"); late != problems {
				t.Errorf("a page that came later is told %s, not %s", late, problems)
			}
			if word == "panic" {
				s.logged("internal error: an index out of its range (please report")
				if strings.Contains(s.log.String(), "goroutine") {
					t.Errorf("a stack is shown:\n%s", s.log)
				}
			}

			s.write("data/a.txt", "one")
			page.next("ok") // the same bytes: the panel goes, the page stays
			s.write("data/a.txt", word)
			page.next("problems")
			s.write("data/a.txt", "two")
			page.next("reload")
			s.shows("[two]")
		})
	}
}

func TestPageOfAnotherEditionReloads(t *testing.T) {
	s := start(t, map[string]string{"data/a.txt": "one"})
	old := s.edition()
	s.write("data/a.txt", "two")
	s.shows("[two]")
	s.listen(old).next("reload")
	s.listen("of-another-server").next("reload")
	s.listen(s.edition()).next("ok")

	s.write("data/a.txt", "broken")
	s.logged("stays up")
	page := s.listen(old)
	page.next("reload")
	page.next("problems")
}

// TestChangesAreSeen makes a change the way that editors and git do.
func TestChangesAreSeen(t *testing.T) {
	tests := []struct {
		name   string
		change func(s *site)
	}{
		{"a file is renamed over another", func(s *site) {
			s.write("data/.a.txt.new", "new")
			must(s.t, os.Rename(s.path("data/.a.txt.new"), s.path("data/a.txt")))
			s.shows("[new]")
			s.write("data/a.txt", "newer") // the watch is still there
			s.shows("[newer]")
		}},
		{"a watched file is renamed over", func(s *site) {
			s.write("config.txt~", "new")
			must(s.t, os.Rename(s.path("config.txt~"), s.path("config.txt")))
			s.shows("[new]")
		}},
		{"a file goes", func(s *site) {
			must(s.t, os.Remove(s.path("config.txt")))
			s.shows("<p>[one]</p>")
		}},
		{"a folder is deleted and restored", func(s *site) {
			must(s.t, os.RemoveAll(s.path("data")))
			s.shows("<p>[config]</p>")
			s.write("data/a.txt", "restored")
			s.shows("[restored]")
			s.write("data/a.txt", "edited")
			s.shows("[edited]")
		}},
		{"a folder is deleted and restored at once", func(s *site) {
			must(s.t, os.RemoveAll(s.path("data")))
			s.write("data/a.txt", "restored")
			s.shows("[restored]")
			s.write("data/a.txt", "edited")
			s.shows("[edited]")
		}},
		{"a folder takes the place of another", func(s *site) {
			s.write("other/sub/a.txt", "other")
			must(s.t, os.Rename(s.path("data"), s.path("gone")))
			must(s.t, os.Rename(s.path("other"), s.path("data")))
			s.shows("[other]")
			s.write("data/sub/a.txt", "edited")
			s.shows("[edited]")
		}},
		{"a sub-folder comes", func(s *site) {
			s.write("data/sub/deeper/b.txt", "deep")
			s.shows("[deep]")
			s.write("data/sub/deeper/b.txt", "deeper")
			s.shows("[deeper]")
		}},
		{"a watched folder comes late", func(s *site) {
			count := s.builds.Load()
			s.write("late/folder/b.txt", "late")
			s.eventually(func() bool { return s.builds.Load() > count }, func() string { return "not seen" })
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := start(t, map[string]string{"data/a.txt": "one", "config.txt": "config"})
			s.shows("[one][config]")
			tt.change(s)
		})
	}
}

func TestTemporaryFilesAreIgnored(t *testing.T) {
	s := start(t, map[string]string{"data/a.txt": "one", "elsewhere/x.txt": "x"})
	for _, name := range []string{
		"data/a.txt~", "data/.a.txt.swp", "data/a.swp", "data/.#a.txt", "data/#a.txt#", "data/4913", "data/~$a.txt",
		"data/.git/index", "elsewhere/x.txt", "public/index.html",
	} {
		s.write(name, "word")
	}
	time.Sleep(300 * time.Millisecond)
	if n := s.builds.Load(); n != 1 {
		t.Errorf("%d builds, want only the first", n)
	}
}

func TestLinkedFoldersAreNotFollowed(t *testing.T) {
	s := start(t, map[string]string{"data/a.txt": "one", "elsewhere/x.txt": "x"})
	if err := os.Symlink(s.path("elsewhere"), s.path("data/link")); err != nil {
		t.Skip(err)
	}
	s.eventually(func() bool { return s.builds.Load() == 2 }, func() string { return "the link was not seen" })
	s.write("elsewhere/x.txt", "changed")
	time.Sleep(300 * time.Millisecond)
	if n := s.builds.Load(); n != 2 {
		t.Errorf("%d builds, want 2", n)
	}
}

func TestEditsOfABurstAreOneBuild(t *testing.T) {
	s := start(t, map[string]string{"data/a.txt": "one"})
	for i := range 20 {
		s.write(fmt.Sprintf("data/%d.txt", i), "word")
	}
	s.shows("[word]")
	time.Sleep(200 * time.Millisecond)
	if n := s.builds.Load(); n > 3 { // two, and one more if the machine was slow
		t.Errorf("%d builds for one burst", n-1)
	}
}

func TestEndlessEditsDoNotHoldTheBuildBack(t *testing.T) {
	s := start(t, map[string]string{"data/a.txt": "one"})
	for end := time.Now().Add(900 * time.Millisecond); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		s.write("data/a.txt", "word")
	}
	if s.builds.Load() < 2 {
		t.Error("no build while edits arrive")
	}
}

func TestEditDuringABuildMakesAnother(t *testing.T) {
	s := &site{t: t, hold: make(chan struct{}, 1)}
	s.hold <- struct{}{}
	s.start(map[string]string{"data/a.txt": "one"})
	s.write("data/a.txt", "two")
	s.eventually(func() bool { return s.builds.Load() == 2 }, func() string { return "no second build" })
	s.write("data/a.txt", "three")
	time.Sleep(200 * time.Millisecond)
	if n := s.builds.Load(); n != 2 {
		t.Errorf("%d builds have begun, want 2", n)
	}
	close(s.hold)
	s.eventually(func() bool { return s.builds.Load() >= 3 }, func() string { return "no third build" })
	s.shows("[three]")
}

func TestAnswers(t *testing.T) {
	s := start(t, map[string]string{"data/a.txt": "one"})
	tag := `<script src="/.passerelle/reload.js" defer data-edition="` + s.edition() + `"></script>`
	const html = "text/html; charset=utf-8"
	tests := []struct {
		path, kind, body, location string
		status                     int
	}{
		{path: "/", status: 200, kind: html, body: "<html><body><p>[one]</p>" + tag + "</body></html>"},
		{path: "/index.html", status: 200, kind: html, body: "<html><body><p>[one]</p>" + tag + "</body></html>"},
		{path: "/fr/", status: 200, kind: html, body: "<p>Accueil, " + s.url + "</p>" + tag + "</BODY >"},
		{path: "/fr", status: 301, location: "/fr/"},
		{path: "/fr?q=a%20b", status: 301, location: "/fr/?q=a%20b"},
		{path: "/es/", status: 404, kind: html, body: "<p>no such page</p>" + tag},
		{path: "/data.json/", status: 404, kind: html, body: "<p>no such page</p>" + tag},
		{path: "/../go.mod", status: 404, kind: html, body: "<p>no such page</p>" + tag},
		{path: "/data.json", status: 200, kind: "application/json", body: "{}"},
		{path: "/sums", status: 200, kind: "text/plain; charset=utf-8", body: "0 data.json"},
	}
	for _, tt := range tests {
		t.Run(tt.path, func(t *testing.T) {
			res, body := s.get(tt.path)
			if res.StatusCode != tt.status || res.Header.Get("Location") != tt.location {
				t.Errorf("%s to %q, want %d to %q", res.Status, res.Header.Get("Location"), tt.status, tt.location)
			}
			if tt.location == "" && (res.Header.Get("Content-Type") != tt.kind || body != tt.body) {
				t.Errorf("%s:\n%s\nwant %s:\n%s", res.Header.Get("Content-Type"), body, tt.kind, tt.body)
			}
			if h := res.Header; h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Cache-Control") != "no-cache" {
				t.Errorf("headers %v", h)
			}
		})
	}

	t.Run("revalidation", func(t *testing.T) {
		res, _ := s.get("/")
		known := func(r *http.Request) { r.Header.Set("If-None-Match", res.Header.Get("ETag")) }
		if res, _ := s.get("/", known); res.StatusCode != http.StatusNotModified {
			t.Errorf("unchanged: %s", res.Status)
		}
		s.write("data/a.txt", "two")
		s.shows("[two]")
		if res, _ := s.get("/", known); res.StatusCode != http.StatusOK {
			t.Errorf("changed: %s", res.Status)
		}
	})
	t.Run("methods", func(t *testing.T) {
		for _, path := range []string{"/", "/.passerelle/events"} {
			if res, body := s.get(path, func(r *http.Request) { r.Method = "HEAD" }); res.StatusCode != 200 || body != "" {
				t.Errorf("HEAD %s: %s, %q", path, res.Status, body)
			}
			if res, _ := s.get(path, func(r *http.Request) { r.Method = "POST" }); res.StatusCode != 405 {
				t.Errorf("POST %s: %s", path, res.Status)
			}
		}
	})
	t.Run("script", func(t *testing.T) {
		res, body := s.get("/.passerelle/reload.js")
		if res.Header.Get("Content-Type") != "text/javascript; charset=utf-8" || !strings.Contains(body, "EventSource") {
			t.Errorf("%v\n%s", res.Header, body)
		}
	})
}

func TestHostGuard(t *testing.T) {
	s := start(t, map[string]string{"data/a.txt": "one"})
	_, port, _ := net.SplitHostPort(strings.Trim(strings.TrimPrefix(s.url, "http://"), "/"))
	tests := []struct {
		host string
		want int
	}{
		{"127.0.0.1:" + port, 200},
		{"127.1.2.3:" + port, 200},
		{"localhost:" + port, 200},
		{"LOCALHOST:" + port, 200},
		{"[::1]:" + port, 200},
		{"127.0.0.1", 403},
		{"127.0.0.1:1", 403},
		{"evil.example:" + port, 403},
		{"localhost.evil.example:" + port, 403},
		{"192.168.0.1:" + port, 403},
		{"[::1]", 403},
		{"[::2]:" + port, 403},
	}
	for _, tt := range tests {
		for _, path := range []string{"/", "/.passerelle/reload.js"} {
			res, _ := s.get(path, func(r *http.Request) { r.Host = tt.host })
			if res.StatusCode != tt.want {
				t.Errorf("%s for Host %s: %s, want %d", path, tt.host, res.Status, tt.want)
			}
		}
	}
}

func TestAddressInUse(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer taken.Close()
	err = serve.Run(t.Context(), serve.Options{Root: t.TempDir(), Addr: taken.Addr().String()})
	if err == nil || !strings.Contains(err.Error(), taken.Addr().String()) {
		t.Errorf("error %v", err)
	}
}

func TestShutdownLeavesNothingRunning(t *testing.T) {
	s := start(t, map[string]string{"data/a.txt": "one"})
	page := s.listen(s.edition())
	page.next("ok")
	begin := time.Now()
	s.stop()
	if took := time.Since(begin); took > 500*time.Millisecond {
		t.Errorf("took %v with a page open", took)
	}
	if _, open := <-page.events; open {
		t.Error("the page was told something at the end")
	}
	var stacks string
	s.eventually(func() bool { // the last returns of goroutines take a moment
		buf := make([]byte, 1<<20)
		stacks = string(buf[:runtime.Stack(buf, true)])
		return !strings.Contains(stacks, "passerelle/internal/serve.") && !strings.Contains(stacks, "fsnotify")
	}, func() string { return "still running:\n" + stacks })
	if _, err := net.DialTimeout("tcp", strings.Trim(strings.TrimPrefix(s.url, "http://"), "/"), time.Second); err == nil {
		t.Error("the port still answers")
	}
}

func TestShutdownEndsABuild(t *testing.T) {
	s := &site{t: t, hold: make(chan struct{}, 1)}
	s.hold <- struct{}{}
	s.start(map[string]string{"data/a.txt": "one"})
	s.write("data/a.txt", "two")
	s.eventually(func() bool { return s.building.Load() == 1 }, func() string { return "no second build" })
	s.stop()
	if s.building.Load() != 0 {
		t.Error("the build outlived Run")
	}
	if got := s.log.String(); got != "" {
		t.Errorf("an interrupted build was reported:\n%s", got)
	}
}
