package load

import (
	"reflect"
	"testing"
	"testing/fstest"
)

func TestPages(t *testing.T) {
	pages, list := Pages(site(), "content", portal)
	for _, line := range lines(list) {
		t.Error(line)
	}
	want := []Editorial{
		{"en", "about", "content/en/about.md", "About", "What it holds", "", "Text\n", 5},
		{"fr", "legal", "content/fr/legal.md", "Mentions légales", "Qui publie", "9", "Texte\n", 6},
		{"fr", "about", "content/fr/about.md", "À propos", "Ce que contient le portail", "10", "\n## Été\n", 6},
	}
	if !reflect.DeepEqual(pages, want) {
		t.Errorf("\n got %+v\nwant %+v", pages, want)
	}
}

// The body's line is that of its first line in the file, so that a link in it
// can be shown at its place.
func TestBodyLine(t *testing.T) {
	for _, tt := range []struct {
		name, page, body string
		line             int
	}{
		{"at once", "+++\ntitle = 'x'\ndescription = 'y'\n+++\nBody", "Body", 5},
		{"after an empty line", "+++\ntitle = 'x'\ndescription = 'y'\n+++\n\nBody", "\nBody", 5},
		{"comments in the block", "+++\n# a\n\ntitle = 'x'\n# b\ndescription = 'y'\n\n+++\nBody", "Body", 9},
		{"a text of several lines", "+++\ntitle = 'x'\ndescription = \"\"\"\ny\nz\"\"\"\n+++\nBody", "Body", 7},
		{"Windows lines", "+++\r\ntitle = 'x'\r\ndescription = 'y'\r\n+++\r\nA\r\nB", "A\nB", 5},
		{"byte order mark", "\ufeff+++\ntitle = 'x'\ndescription = 'y'\n+++\nBody", "Body", 5},
		{"the mark of a block in the body", "+++\ntitle = 'x'\ndescription = 'y'\n+++\nA\n+++\nB", "A\n+++\nB", 5},
		{"no body", "+++\ntitle = 'x'\ndescription = 'y'\n+++\n", "", 5},
	} {
		t.Run(tt.name, func(t *testing.T) {
			fsys := fstest.MapFS{"content/fr/x.md": {Data: []byte(tt.page)}}
			pages, list := Pages(fsys, "content", portal)
			if len(pages) != 1 || list.Len() > 0 {
				t.Fatalf("%d pages, %q", len(pages), lines(list))
			}
			if pages[0].Body != tt.body || pages[0].BodyLine != tt.line {
				t.Errorf("%q from line %d, want %q from line %d", pages[0].Body, pages[0].BodyLine, tt.body, tt.line)
			}
		})
	}
}
