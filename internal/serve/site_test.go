package serve_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
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

// site is a previewed folder: data and config.txt, whose words its home page
// lists. The word "broken" is a problem, "error" an error and "panic" a panic.
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
