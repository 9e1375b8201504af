package syntax

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"passerelle/internal/diag"
)

// maxHidden bounds the findings about a file that is not text at all.
const maxHidden = 100

// fit refuses a text that no one should read on.
func (t *tree) fit() bool {
	if t.size > t.limits.Bytes {
		t.list.Add(diag.Position{File: t.file}, TooLarge, t.size, t.limits.Bytes)
		t.list.Advise(SplitFile)
		return false
	}
	return t.hygiene()
}

// hygiene refuses bytes that are not UTF-8, characters that no one sees, and the
// sign that stands where one was lost.
func (t *tree) hygiene() bool {
	ok := true
	for i := 0; i < len(t.data); {
		r, size := rune(t.data[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(t.data[i:])
		}
		switch {
		case r == utf8.RuneError && size == 1:
			t.list.Add(t.pos(i), NotUTF8, t.data[i])
			t.list.Advise(SaveAsUTF8)
			return false // what follows would be guesswork
		case r == '\n', r == '\t', r == '\r' && i+1 < len(t.data) && t.data[i+1] == '\n':
		case r == utf8.RuneError:
			t.list.Add(t.pos(i), Lost)
			t.list.Advise(TypeIt)
			if ok = false; t.list.Len() == maxHidden {
				return false
			}
		case invisible(r):
			t.list.Add(t.pos(i), Hidden, r)
			t.list.Advise(DeleteIt)
			if ok = false; t.list.Len() == maxHidden {
				return false
			}
		}
		i += size
	}
	return ok
}

// escapes checks what hygiene cannot see in the text of the file: characters
// written as \u escapes, and letters that are not composed.
func (t *tree) escapes(n *Node) {
	for _, r := range n.Text {
		if r == utf8.RuneError {
			t.list.Add(n.Pos, Lost)
			t.list.Advise(TypeIt)
			return
		}
		if r != '\n' && r != '\t' && r != '\r' && invisible(r) {
			t.list.Add(n.Pos, Hidden, r)
			t.list.Advise(DeleteIt)
			return
		}
	}
	if !norm.NFC.IsNormalString(n.Text) {
		t.list.Add(n.Pos, NotNFC, n.Text)
		t.list.Advise(Compose, norm.NFC.String(n.Text))
	}
}

// composed refuses letters that are not composed where no value holds them: in
// comments, and in text that is not TOML.
func (t *tree) composed() bool {
	if norm.NFC.IsNormal(t.data) {
		return true
	}
	i := norm.NFC.QuickSpan(t.data)
	for i < len(t.data) {
		n := norm.NFC.NextBoundary(t.data[i:], true)
		if n <= 0 || !norm.NFC.IsNormal(t.data[i:i+n]) {
			break
		}
		i += n
	}
	word := string(t.data[i:])
	if end := strings.IndexAny(word, " \t\r\n"); end > 0 {
		word = word[:end]
	}
	t.list.Add(t.pos(i), NotNFC, word)
	t.list.Advise(Compose, norm.NFC.String(word))
	return false
}

// invisible reports what no one sees or what is no character (yet): control,
// format (zero-width and bidi among them), private-use and unassigned code
// points, separators of lines, fillers and selectors of variants.
func invisible(r rune) bool {
	if r >= 0x20 && r < 0x7f {
		return false
	}
	return !unicode.IsGraphic(r) || unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}
