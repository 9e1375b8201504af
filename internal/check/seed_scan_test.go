package check

import (
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"
)

// spot is a key with its value, or an item of a list, in the text of a file:
// a place where an edit can be made. It is found without package syntax, whose
// places are on trial.
type spot struct {
	key           string // "" of an item
	keyAt, keyEnd int
	kind          byte // " a text, # any other plain value, [ a list, { a table
	at, end       int  // of the value; of a table with a header, its name
	header        bool // made by [key] or [[key]]
	from, to      int  // all that stands on its lines, the header's table included
	parts         []*spot
}

// get returns the part with the key, or nil.
func (s *spot) get(key string) *spot {
	for _, p := range s.parts {
		if p.key == key {
			return p
		}
	}
	return nil
}

// scanner reads the plain TOML in which records are written: no dotted keys,
// no quoted keys.
type scanner struct {
	text string
	i    int
}

func (s *scanner) fail(what string) {
	panic(fmt.Sprintf("scan: %s at %q", what, s.text[s.i:min(s.i+40, len(s.text))]))
}

// space goes past white space, and past line ends and comments if lines.
func (s *scanner) space(lines bool) {
	for s.i < len(s.text) {
		switch c := s.text[s.i]; {
		case c == ' ' || c == '\t' || lines && (c == '\n' || c == '\r'):
			s.i++
		case c == '#' && lines:
			s.i += strings.IndexByte(s.text[s.i:]+"\n", '\n')
		default:
			return
		}
	}
}

func (s *scanner) has(prefix string) bool {
	if strings.HasPrefix(s.text[s.i:], prefix) {
		s.i += len(prefix)
		return true
	}
	return false
}

func (s *scanner) need(prefix string) {
	if !s.has(prefix) {
		s.fail("no " + prefix)
	}
}

func (s *scanner) bare() (from, to int) {
	from = s.i
	for s.i < len(s.text) && strings.IndexByte("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+.:", s.text[s.i]) >= 0 {
		s.i++
	}
	if s.i == from {
		s.fail("no word")
	}
	return from, s.i
}

// scan reads a file; the root is a table without a place.
func scan(text string) *spot {
	s := &scanner{text: text}
	root := &spot{kind: '{', at: -1}
	at := root
	var open *spot // the header whose lines are read
	for {
		s.space(true)
		if s.i >= len(text) {
			break
		}
		from := s.i
		switch {
		case s.has("[["):
			a, b := s.bare()
			s.need("]]")
			list := root.get(text[a:b])
			if list == nil {
				list = &spot{key: text[a:b], keyAt: a, keyEnd: b, kind: '[', at: a, end: b, header: true, from: from}
				root.parts = append(root.parts, list)
			}
			at = &spot{kind: '{', keyAt: a, keyEnd: a, at: a, end: b, header: true, from: from}
			list.parts = append(list.parts, at)
			open = list
		case s.has("["):
			a, b := s.bare()
			s.need("]")
			at = &spot{key: text[a:b], keyAt: a, keyEnd: b, kind: '{', at: a, end: b, header: true, from: from}
			root.parts = append(root.parts, at)
			open = at
		default:
			at.parts = append(at.parts, s.keyValue(from))
		}
		s.space(false)
		if s.i < len(text) && text[s.i] == '#' {
			s.i += strings.IndexByte(text[s.i:]+"\n", '\n')
		}
		if s.i < len(text) && text[s.i] != '\n' {
			s.fail("more on the line")
		}
		s.i = min(s.i+1, len(text))
		if open != nil {
			open.to, at.to = s.i, s.i
		} else {
			at.parts[len(at.parts)-1].to = s.i
		}
		if n := len(at.parts); n > 0 {
			at.parts[n-1].to = s.i
		}
	}
	return root
}

func (s *scanner) keyValue(from int) *spot {
	a, b := s.bare()
	s.space(false)
	s.need("=")
	s.space(false)
	v := s.value()
	v.key, v.keyAt, v.keyEnd, v.from = s.text[a:b], a, b, from
	return v
}

func (s *scanner) value() *spot {
	v := &spot{at: s.i, keyAt: s.i, keyEnd: s.i}
	switch {
	case s.has(`"""`):
		v.kind = '"'
		for !s.has(`"""`) {
			s.step()
		}
	case s.has(`"`):
		v.kind = '"'
		for !s.has(`"`) {
			s.step()
		}
	case s.has("["):
		v.kind = '['
		for s.space(true); !s.has("]"); s.space(true) {
			v.parts = append(v.parts, s.value())
			s.space(true)
			s.has(",")
		}
	case s.has("{"):
		v.kind = '{'
		for s.space(true); !s.has("}"); s.space(true) {
			v.parts = append(v.parts, s.keyValue(s.i))
			s.space(true)
			s.has(",")
		}
	default:
		v.kind = '#'
		s.bare()
	}
	v.end = s.i
	return v
}

// step goes past a character of a text, escaped or not.
func (s *scanner) step() {
	if s.i >= len(s.text) {
		s.fail("text left open")
	}
	if s.text[s.i] == '\\' {
		s.i++
	}
	s.i++
}

// edit replaces the text of a file from one offset to another.
type edit struct {
	from, to int
	new      string
}

// truth is what must be found: a rule's code at an offset of the text before
// all edits, some bytes further on in what an edit writes there. At -1 it is
// the file's first place, at -2 the file as a whole.
type truth struct {
	code     string
	at, plus int
}

// apply makes all edits, none of which may meet another, and returns the new
// text and where an offset of the old one is now.
func apply(text string, edits []edit) (string, func(truth) (line, col int)) {
	sort.SliceStable(edits, func(i, j int) bool { return edits[i].from < edits[j].from })
	var b strings.Builder
	last := 0
	for _, e := range edits {
		if e.from < last {
			panic("edits meet")
		}
		b.WriteString(text[last:e.from])
		b.WriteString(e.new)
		last = e.to
	}
	b.WriteString(text[last:])
	after := b.String()
	return after, func(t truth) (line, col int) {
		switch t.at {
		case -1:
			return 1, 1
		case -2:
			return 0, 0
		}
		offset := t.at + t.plus
		for _, e := range edits {
			if e.from < t.at {
				offset += len(e.new) - (e.to - e.from)
			}
		}
		before := after[:offset]
		return strings.Count(before, "\n") + 1, utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1
	}
}
