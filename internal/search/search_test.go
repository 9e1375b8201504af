package search

import (
	"bytes"
	"regexp"
	"runtime"
	"testing"
)

// The same pages make the same files, byte by byte.
func TestSameBytes(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	want := Build(tags, large())
	for _, processors := range []int{1, 4} {
		runtime.GOMAXPROCS(processors)
		got := Build(tags, large())
		if got.Digest != want.Digest || len(got.Files) != len(want.Files) {
			t.Fatalf("%d files with the digest %s, before %d with %s", len(got.Files), got.Digest, len(want.Files), want.Digest)
		}
		for i, f := range got.Files {
			if f.Name != want.Files[i].Name || !bytes.Equal(f.Data, want.Files[i].Data) {
				t.Errorf("%s is not the same", f.Name)
			}
		}
	}
}

// The digest is part of an address and changes with everything that a reader
// may see or find: else a browser mixes files of two builds.
func TestDigest(t *testing.T) {
	seen := map[string]string{}
	for _, tt := range []struct {
		name   string
		change func(tags []string, s []Section)
	}{
		{"nothing", func([]string, []Section) {}},
		{"the languages' order", func(tags []string, _ []Section) { tags[0], tags[1] = tags[1], tags[0] }},
		{"a section's label", func(_ []string, s []Section) { s[1].Label = "x" }},
		{"a section's folder", func(_ []string, s []Section) { s[1].Folder = "x/" }},
		{"a section's prior", func(_ []string, s []Section) { s[1].Prior++ }},
		{"what titles are worth", func(_ []string, s []Section) { s[1].Title = 60 }},
		{"a page's address", func(_ []string, s []Section) { s[1].Pages[0].Slug = "x/" }},
		{"a title", func(_ []string, s []Section) { s[1].Pages[0].Title.Text += " x" }},
		{"an acronym", func(_ []string, s []Section) { s[1].Pages[0].Acronym = "X" }},
		{"a text that is shown", func(_ []string, s []Section) { s[1].Pages[0].Text = "x" }},
		{"a name", func(_ []string, s []Section) { s[1].Pages[0].Names = nil }},
		{"a name that is shown", func(_ []string, s []Section) { s[1].Pages[0].Shown = []string{"x"} }},
		{"a part", func(_ []string, s []Section) { s[1].Pages[0].Lesser = in("en", "whale") }},
		{"something related", func(_ []string, s []Section) { s[1].Pages[0].Related = in("en", "whale") }},
		{"a text", func(_ []string, s []Section) { s[1].Pages[0].Body = in("en", "whale") }},
		{"the order of pages", func(_ []string, s []Section) { s[0].Pages[0], s[0].Pages[1] = s[0].Pages[1], s[0].Pages[0] }},
		{"a page less", func(_ []string, s []Section) { s[1].Pages = s[1].Pages[:1] }},
	} {
		languages, sections := []string{"fr", "en", "es"}, []Section{titled("en", "Whale", "Shark"), titled("fr", "Baleine", "Requin")}
		sections[1].Pages[0].Names = in("es", "Ballena")
		tt.change(languages, sections)
		digest := Build(languages, sections).Digest
		if !regexp.MustCompile(`^[0-9a-f]{10}$`).MatchString(digest) {
			t.Errorf("%s: the digest is %q", tt.name, digest)
		}
		if other, ok := seen[digest]; ok {
			t.Errorf("after a change of %s the digest is as after one of %s", tt.name, other)
		}
		seen[digest] = tt.name
	}
}

// A portal without pages, or with pages that have no word, can be searched:
// nothing is found, and no file is asked for that is not there.
func TestEmpty(t *testing.T) {
	for _, tt := range []struct {
		name     string
		sections []Section
		pages    int
	}{
		{"no sections", nil, 0},
		{"a section without pages", []Section{{Label: "Partners"}}, 0},
		{"a page without words", []Section{{Label: "Partners", Pages: []Document{{Slug: "a/", Title: Phrase{"…", "en"}}}}}, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := read(t, Build(tags, tt.sections))
			if len(r.dir.T)+len(r.dir.F)+len(r.dir.R) > 0 || len(r.files) != 1+tt.pages {
				t.Errorf("%d files and the directory %s", len(r.files), r.files["directory"])
			}
			if r.dir.N != tt.pages || len(r.dir.Sections) != len(tt.sections) || r.dir.Size < 1 {
				t.Errorf("the directory is %s", r.files["directory"])
			}
			if got := r.score("whale"); len(got) > 0 {
				t.Errorf("found %v", got)
			}
		})
	}
}
