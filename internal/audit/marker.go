package audit

import (
	"bytes"
	"cmp"
	"slices"
	"unicode/utf8"

	"golang.org/x/net/html"

	"passerelle/internal/prose"
)

// marker is a text that templates leave behind when something is missing.
type marker struct {
	text   string
	braces bool // also ends two objects of JSON, and so may stand in a script
}

// markers are the signs that no text may hold, also escaped.
var markers = func() (list []marker) {
	for _, text := range prose.Signs {
		list = append(list, marker{text, text == "{{" || text == "}}"})
		if escaped := html.EscapeString(text); escaped != text {
			list = append(list, marker{text: escaped})
		}
	}
	return list
}()

// suspect is a marker found in the bytes of a page, before it is known what
// they are part of.
type suspect struct {
	offset int
	marker *marker
}

// readCharacters finds what is wrong with the page's bytes, and markers.
func (p *page) readCharacters() {
	if !utf8.Valid(p.data) {
		p.add(firstInvalid(p.data), ruleUTF8)
	}
	for at := range p.finds("\uFFFD") {
		p.add(at, ruleReplacement)
	}
	for i := range markers {
		m := &markers[i]
		for at := range p.finds(m.text) {
			if m.text != "%!" || prose.BadVerb(p.data[at:]) {
				p.suspects = append(p.suspects, suspect{at, m})
			}
		}
	}
	slices.SortFunc(p.suspects, func(a, b suspect) int { return cmp.Compare(a.offset, b.offset) })
}

// finds yields the offsets of a text.
func (p *page) finds(text string) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		sep := []byte(text)
		for at := 0; ; at += len(sep) {
			i := bytes.Index(p.data[at:], sep)
			if i < 0 || !yield(at+i) {
				return
			}
			at += i
		}
	}
}

// readMarkers reports the markers in the current token.
func (p *page) readMarkers(t html.TokenType) {
	for p.reached < len(p.suspects) && p.suspects[p.reached].offset < p.scan.end {
		s := p.suspects[p.reached]
		p.reached++
		if t == html.CommentToken || s.marker.braces && p.inScript {
			continue
		}
		p.add(s.offset, ruleMarker, s.marker.text)
	}
}

func firstInvalid(b []byte) int {
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(b)
}
