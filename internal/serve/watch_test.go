package serve

import (
	"context"
	"io"
	"log"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// TestRescan changes files behind the back of a watcher that is told nothing.
func TestRescan(t *testing.T) {
	root := t.TempDir()
	file := filepath.Join(root, "data", "a.txt")
	old := time.Unix(1_700_000_000, 0)
	write := func(text string, modified time.Time) error {
		os.MkdirAll(filepath.Dir(file), 0o755)
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			return err
		}
		return os.Chtimes(file, modified, modified)
	}
	if err := write("one", old); err != nil {
		t.Fatal(err)
	}
	w := newWatcher(root, []string{"data"}, log.New(io.Discard, "", 0))
	w.system.Close()
	w.system, w.every = nil, 50*time.Millisecond

	ctx, cancel := context.WithCancel(t.Context())
	changed, ended := make(chan struct{}, 1), make(chan struct{})
	go func() { defer close(ended); w.run(ctx, changed) }()
	defer func() { cancel(); <-ended }()

	steps := []struct {
		name   string
		change func() error
		seen   bool
	}{
		{"nothing", func() error { return nil }, false},
		{"a size", func() error { return write("three", old) }, true},
		{"a time", func() error { return write("seven", old.Add(time.Second)) }, true},
		{"a mode", func() error { return os.Chmod(file, 0o600) }, true},
		{"a temporary file", func() error { return os.WriteFile(file+"~", nil, 0o644) }, false},
		{"a file that goes", func() error { return os.Remove(file) }, true},
		{"a folder that goes", func() error { return os.RemoveAll(filepath.Dir(file)) }, false}, // it was empty
		{"a folder that comes", func() error { return write("one", old) }, true},
	}
	for _, step := range steps {
		if err := step.change(); err != nil {
			t.Fatal(err)
		}
		select {
		case <-changed:
			if !step.seen {
				t.Errorf("%s was taken for a change", step.name)
			}
			for quiet := false; !quiet; { // a write may be seen in two parts
				select {
				case <-changed:
				case <-time.After(200 * time.Millisecond):
					quiet = true
				}
			}
		case <-time.After(250 * time.Millisecond):
			if step.seen {
				t.Errorf("%s was not seen", step.name)
			}
		}
	}
}

func TestConcerns(t *testing.T) {
	w := &watcher{entries: []string{"/site/data", "/site/config.toml", "/site/a/b", "/site/.github"}}
	tests := []struct {
		path string
		op   fsnotify.Op
		want bool
	}{
		{"/site/data", fsnotify.Create, true},
		{"/site/data/partners/a.toml", fsnotify.Write, true},
		{"/site/data/partners/a.toml", fsnotify.Chmod, false},
		{"/site/data/partners/a.toml", fsnotify.Chmod | fsnotify.Write, true},
		{"/site/data/.git/index", fsnotify.Write, false},
		{"/site/data.old/a.toml", fsnotify.Write, false},
		{"/site/config.toml", fsnotify.Rename, true},
		{"/site/config.toml~", fsnotify.Create, false},
		{"/site/a", fsnotify.Create, true},
		{"/site/a", fsnotify.Write, false}, // some systems tell a folder's own changes
		{"/site/a/c", fsnotify.Create, false},
		{"/site/.github/x.yml", fsnotify.Write, true}, // asked for by name
		{"/site/public/index.html", fsnotify.Write, false},
	}
	for _, tt := range tests {
		path := filepath.FromSlash(tt.path)
		for i, e := range w.entries {
			w.entries[i] = filepath.FromSlash(e)
		}
		if got := w.concerns(fsnotify.Event{Name: path, Op: tt.op}); got != tt.want {
			t.Errorf("%v %s: %v, want %v", tt.op, tt.path, got, tt.want)
		}
	}
}

func TestInject(t *testing.T) {
	const tag = `<script src="/.passerelle/reload.js" defer data-edition="e"></script>`
	tests := []struct{ name, page, want string }{
		{"before the end of the body", "<body>a</body></html>", "<body>a" + tag + "</body></html>"},
		{"the last of two", "<pre></body></pre></body>", "<pre></body></pre>" + tag + "</body>"},
		{"in capitals", "a</BODY>", "a" + tag + "</BODY>"},
		{"without one", "<p>a", "<p>a" + tag},
		{"cut off", "a</bod", "a</bod" + tag},
		{"empty", "", tag},
	}
	for _, tt := range tests {
		page := []byte(tt.page)
		if got := string(inject(page, "e")); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
		if string(page) != tt.page {
			t.Errorf("%s: the tree's own bytes have changed", tt.name)
		}
	}
}
