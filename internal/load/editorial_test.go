package load

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/internal/diag"
)

func TestPages(t *testing.T) {
	pages, list := Pages(site(), "content", portal)
	for _, line := range lines(list) {
		t.Error(line)
	}
	at := func(file string, title, description int) map[string]diag.Position {
		return map[string]diag.Position{"title": {File: file, Line: title, Col: 9}, "description": {File: file, Line: description, Col: 15}}
	}
	want := []Editorial{
		{"en", "about", "content/en/about.md", "About", "What it holds", 0, "Text\n", 5, at("content/en/about.md", 2, 3)},
		{"fr", "legal", "content/fr/legal.md", "Mentions légales", "Qui publie", 9, "Texte\n", 6, at("content/fr/legal.md", 2, 3)},
		{"fr", "about", "content/fr/about.md", "À propos", "Ce que contient le portail", 10, "\n## Été\n", 6, at("content/fr/about.md", 2, 3)},
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
		{"no body and no end of the line", "+++\ntitle = 'x'\ndescription = 'y'\n+++", "", 5},
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

// Pages hide nothing either: neither in the head, where it is that of TOML, nor
// in their text.
func TestPagesHideNothing(t *testing.T) {
	const page = "+++\n# é|\ntitle = \"é|x\"\ndescription = 'é|'\n\"é|\" = 1\n+++\n\nÉté |\n"
	places := []string{"2:4", "3:11", "4:17", "5:3", "8:5"}
	for i, at := range places {
		parts := strings.Split(page, "|")
		for _, tt := range []struct{ put, code, sentence string }{
			{"\u200b", "hidden-character", "the character U+200B cannot be seen and is not allowed"},
			{"\u202e", "hidden-character", "the character U+202E cannot be seen and is not allowed"},
			{"\x07", "hidden-character", "the character U+0007 cannot be seen and is not allowed"},
			{"\ue000", "hidden-character", "the character U+E000 cannot be seen and is not allowed"},
			{"\u0378", "hidden-character", "the character U+0378 cannot be seen and is not allowed"},
			{"n\u0303", "not-normalised", ""},
		} {
			text := strings.Join(parts[:i+1], "") + tt.put + strings.Join(parts[i+1:], "")
			_, list := Pages(fstest.MapFS{"content/fr/x.md": {Data: []byte(text)}}, "content", portal)
			found := slices.DeleteFunc(list.Sorted(), func(d diag.Diagnostic) bool { return d.Rule == UnknownKey })
			if len(found) != 1 || found[0].Rule.Code != tt.code || found[0].Pos.String() != "content/fr/x.md:"+at || tt.sentence != "" && found[0].Sentence() != tt.sentence {
				t.Errorf("%+q at %s: %v", tt.put, at, found)
			}
		}
	}
}
