package cli

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"testing"
	"time"

	"passerelle/internal/serve"
)

// TestPreviewMemory edits a site under one preview: each time the preview is
// what a new one makes of the site, byte for byte, and pages that an edit does
// not change are those that were rendered before.
func TestPreviewMemory(t *testing.T) {
	site := fewRecords(t)
	preview := func(a *app) (serve.Tree, error) {
		a.options.source = site
		tree, list, err := a.preview(context.Background(), "http://127.0.0.1:1313/")
		for _, d := range list.Sorted() {
			t.Log(d)
		}
		return tree, err
	}
	var a app
	last, err := preview(&a)
	must(t, err)
	for _, e := range []struct {
		name, file, old, new string
		all, fails           bool // all pages are made anew
	}{
		{name: "nothing", file: "config.toml"},
		{name: "a text", file: "data/partners/rede.toml", old: "Uma rede inventada", new: "Uma rede"},
		{name: "a name on many pages", file: "data/partners/rede.toml", old: "Rede Exemplo", new: "Rede"},
		{name: "an editorial page", file: "content/en/about.md", old: "(/partners/)", new: "(/agreements/)"},
		{name: "a layout", file: "themes/passerelle/layouts/record.html", old: `<h2 id="facts">`, new: `<h2 id="facts" class="x">`, all: true},
		{name: "a layout that fails", file: "themes/passerelle/layouts/record.html", old: `<h2 id="facts" class="x">`, new: `{{ errorf "no" }}<h2 id="facts" class="x">`, all: true, fails: true},
		{name: "and mended", file: "themes/passerelle/layouts/record.html", old: `{{ errorf "no" }}`, new: ""},
		{name: "a style sheet", file: "themes/passerelle/assets/css/tokens.css", old: ":root", new: ":root, :host", all: true},
		{name: "a string", file: "i18n/fr.toml", old: "[skip_link]\nother = \"", new: "[skip_link]\nother = \"Ici : ", all: true},
		{name: "an option", file: "config.toml", old: "weight = 1", new: "weight = 1 # first", all: false},
	} {
		if e.old != "" {
			data, err := os.ReadFile(filepath.Join(site, e.file))
			must(t, err)
			if !bytes.Contains(data, []byte(e.old)) {
				t.Fatalf("%s: %s does not hold %q", e.name, e.file, e.old)
			}
			must(t, os.WriteFile(filepath.Join(site, e.file), bytes.Replace(data, []byte(e.old), []byte(e.new), 1), 0o644))
		}
		tree, err := preview(&a)
		fresh, ferr := preview(new(app))
		if (err != nil) != (ferr != nil) || e.fails != (err != nil) {
			t.Errorf("%s: %v; a new preview: %v", e.name, err, ferr)
		}
		if err != nil {
			continue
		}
		if !maps.EqualFunc(tree, fresh, bytes.Equal) {
			for name := range fresh {
				if !bytes.Equal(tree[name], fresh[name]) {
					t.Errorf("%s: %s differs from that of a new preview", e.name, name)
				}
			}
			t.Errorf("%s: %d files, a new preview has %d", e.name, len(tree), len(fresh))
		}
		kept := 0
		for name, data := range tree {
			if old := last[name]; filepath.Ext(name) == ".html" && len(data) > 0 && len(old) > 0 && &old[0] == &data[0] {
				kept++
			}
		}
		t.Logf("%s: %d of %d files are those of the last preview", e.name, kept, len(tree))
		if e.all != (kept == 0) {
			t.Errorf("%s: %d pages were not made anew", e.name, kept)
		}
		last = tree
	}
}

// BenchmarkPreview builds the real site for serve, then edits one text of a
// partner again and again. It reports seconds of the first build and of one
// after an edit.
func BenchmarkPreview(b *testing.B) {
	site := copySite(b)
	var a app
	a.options.source = site
	preview := func() time.Duration {
		start := time.Now()
		if _, list, err := a.preview(context.Background(), "http://127.0.0.1:1313/"); err != nil || list.Failed(false) {
			b.Fatal(err, list.Sorted())
		}
		return time.Since(start)
	}
	first := preview()
	name := filepath.Join(site, "data/partners/birdlife.toml")
	text, err := os.ReadFile(name)
	if err != nil {
		b.Fatal(err)
	}
	var edited time.Duration
	n := 0
	for b.Loop() {
		n++
		by := bytes.Replace(text, []byte("BirdLife International"), fmt.Appendf(nil, "BirdLife International %d", n), 1)
		if err := os.WriteFile(name, by, 0o644); err != nil {
			b.Fatal(err)
		}
		edited += preview()
	}
	b.ReportMetric(first.Seconds(), "first-s")
	b.ReportMetric(edited.Seconds()/float64(n), "edit-s/op")
}
