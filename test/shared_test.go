// Package test checks the repository itself: its data, its interface, its
// documentation, and the site that they make, in files and in a browser.
package test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"

	"passerelle/internal/cli"
)

// root is the repository, as seen from this package.
const root = ".."

// tags is the portal's languages.
var tags = []string{"fr", "en", "es"}

// closing is what a run has to undo at its end.
var closing struct {
	mu    sync.Mutex
	steps []func()
}

// atEnd has something undone at the end of the run, before what was done
// earlier.
func atEnd(undo func()) {
	closing.mu.Lock()
	defer closing.mu.Unlock()
	closing.steps = append(closing.steps, undo)
}

func TestMain(m *testing.M) {
	os.Setenv("LC_ALL", "C") // findings are told in English
	code := m.Run()
	for _, undo := range slices.Backward(closing.steps) {
		undo()
	}
	os.Exit(code)
}

// build builds the repository's site and returns its folder.
func build(t testing.TB, args ...string) string {
	t.Helper()
	public := filepath.Join(t.TempDir(), "public")
	if err := generate(root, public, args...); err != nil {
		t.Fatal(err)
	}
	return public
}

// generate builds the site of a folder into another one.
func generate(source, public string, args ...string) error {
	var out, msg bytes.Buffer
	args = append([]string{"build", "--strict", "-s", source, "-o", public}, args...)
	if code := cli.Run(context.Background(), args, &out, &msg); code != 0 {
		return fmt.Errorf("exit %d\n%s", code, msg.String())
	}
	return nil
}

var publishing = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "passerelle-test-")
	if err != nil {
		return "", err
	}
	atEnd(func() { os.RemoveAll(dir) })
	public := filepath.Join(dir, "public")
	return public, generate(root, public)
})

// published returns the folder of the repository's site, which is built once
// for all tests that only read it.
func published(t testing.TB) string {
	t.Helper()
	public, err := publishing()
	if err != nil {
		t.Fatal(err)
	}
	return public
}

var hosting = sync.OnceValues(func() (string, error) {
	public, err := publishing()
	if err != nil {
		return "", err
	}
	server := httptest.NewServer(http.FileServer(http.Dir(public)))
	atEnd(server.Close)
	return server.URL + "/", nil
})

// host returns the address at which the repository's site is served.
func host(t testing.TB) string {
	t.Helper()
	address, err := hosting()
	if err != nil {
		t.Fatal(err)
	}
	return address
}

// serve serves the site in a folder until the test ends.
func serve(t testing.TB, public string) string {
	t.Helper()
	server := httptest.NewServer(http.FileServer(http.Dir(public)))
	t.Cleanup(server.Close)
	return server.URL + "/"
}

// eachPage parses every page of a site as a browser does, apart from the audit
// that the program does itself. The name of a page has slashes.
func eachPage(t testing.TB, public string, read func(name string, doc *html.Node)) {
	t.Helper()
	err := filepath.WalkDir(public, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(name, ".html") {
			return err
		}
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		doc, err := html.Parse(f)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(public, name)
		read(filepath.ToSlash(rel), doc)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// attr returns an attribute of an element, and "" if it has none.
func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
