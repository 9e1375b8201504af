package message

import (
	"slices"
	"unicode/utf8"

	"passerelle/internal/diag"
)

// lines finds the position of a byte in a file.
type lines struct {
	path   string
	data   []byte
	starts []int // offset of the first byte of each line
}

func newLines(path string, data []byte) *lines {
	l := &lines{path: path, data: data, starts: []int{0}}
	for i, c := range data {
		if c == '\n' {
			l.starts = append(l.starts, i+1)
		}
	}
	return l
}

func (l *lines) at(offset int) diag.Position {
	offset = min(offset, len(l.data))
	line, found := slices.BinarySearch(l.starts, offset)
	if !found {
		line--
	}
	return diag.Position{File: l.path, Line: line + 1, Col: utf8.RuneCount(l.data[l.starts[line]:offset]) + 1}
}
