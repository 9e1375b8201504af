package audit

import (
	"bytes"
	"cmp"
	"slices"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// marker is a text that templates leave behind when something is missing.
type marker struct {
	text   string
	braces bool // also ends two objects of JSON, and so may stand in a script
}

var markers = []marker{
	{text: "ZgotmplZ"},         // an address that html/template refused
	{text: "<no value>"},       // a missing key
	{text: "&lt;no value&gt;"}, // the same, escaped
	{text: "%!"},               // a verb of fmt that did not fit
	{text: "{{", braces: true}, // an action that was not run
	{text: "}}", braces: true}, // its end
	{text: "i18n-missing"},     // a message without a translation
	{text: "[object Object]"},  // a value of a script, printed
}

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
			if m.text != "%!" || isBadVerb(p.data[at:]) {
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

// isBadVerb reports whether b begins like what fmt writes for a verb that does
// not fit, such as "%!d(string=a)" or "%!(EXTRA int=1)", and unlike "100%!".
func isBadVerb(b []byte) bool {
	return len(b) > 2 && b[2] == '(' || len(b) > 3 && b[3] == '('
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
