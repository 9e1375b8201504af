// Package prose reads the texts of records: plain paragraphs with a tiny
// inline subset, emphasis (*word*) and links ([text](https://…)). It is all the
// markup that data may carry; it reaches a page as a list of pieces that the
// theme escapes, never as HTML or Markdown.
package prose

import (
	"regexp"
	"strings"

	"passerelle/internal/diag"
	"passerelle/internal/record"
)

// MaxLength is the longest text of a record, in characters.
const MaxLength = 4000

// The findings of this package.
var (
	BadLink = &diag.Rule{Code: "bad-link", Sentence: "the link to %q cannot be published"}
	TooLong = &diag.Rule{Code: "text-too-long", Sentence: "the text has %d characters; at most %d are read"}
	HTTPS   = &diag.Hint{Sentence: "write [text](https://…) with the whole address"}
)

// Piece is a run of text: plain, emphasised, or a link.
type Piece struct {
	Text string `json:"text"`
	Em   bool   `json:"em,omitempty"`
	Href string `json:"href,omitempty"`
}

// Paragraph is the pieces between two blank lines.
type Paragraph []Piece

// blankLines come between paragraphs; what no one sees on them counts not.
var blankLines = regexp.MustCompile(`\n[ \t\r]*\n`)

// Parse reads a text. Marks that are not closed are plain characters. The
// fault is that of the first link that may not be published.
func Parse(s string) ([]Paragraph, *record.Fault) {
	var out []Paragraph
	var fault *record.Fault
	for _, block := range blankLines.Split(s, -1) {
		block = strings.Join(strings.FieldsFunc(block, breaking), " ")
		if block == "" {
			continue
		}
		p, f := inline(block)
		out = append(out, p)
		if fault == nil {
			fault = f
		}
	}
	return out, fault
}

// breaking reports the white space that is folded: not that which does not
// break, for it is there on purpose.
func breaking(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' }

func inline(s string) (Paragraph, *record.Fault) {
	var p Paragraph
	var fault *record.Fault
	plain := func(t string) {
		if t == "" {
			return
		}
		if n := len(p); n > 0 && !p[n-1].Em && p[n-1].Href == "" {
			p[n-1].Text += t
			return
		}
		p = append(p, Piece{Text: t})
	}
	for s != "" {
		i := strings.IndexAny(s, "*[")
		if i < 0 {
			plain(s)
			break
		}
		plain(s[:i])
		s = s[i:]
		piece, n := marked(s)
		if n == 0 {
			plain(s[:1])
			s = s[1:]
			continue
		}
		if piece.Href != "" && !record.ValidURL(piece.Href) && fault == nil {
			fault = &record.Fault{Rule: BadLink, Args: []any{piece.Href}, Hint: HTTPS}
		}
		p = append(p, piece)
		s = s[n:]
	}
	return p, fault
}

// marked reads the emphasis or link that s begins with, and its length; zero
// if s begins with neither.
func marked(s string) (Piece, int) {
	if s[0] == '*' {
		end := strings.IndexByte(s[1:], '*')
		if end < 1 || s[1] == ' ' || s[end] == ' ' {
			return Piece{}, 0
		}
		return Piece{Text: s[1 : 1+end], Em: true}, end + 2
	}
	mid := strings.Index(s, "](")
	if mid < 2 || s[1:mid] == " " || strings.ContainsAny(s[1:mid], "[]") {
		return Piece{}, 0
	}
	end := closing(s[mid:])
	if end < 3 {
		return Piece{}, 0
	}
	return Piece{Text: s[1:mid], Href: s[mid+2 : mid+end]}, mid + end + 1
}

// closing returns where the address that s begins with, behind "](", ends: at
// the bracket that closes none of its own. It is -1 if there is none.
func closing(s string) int {
	open := 0
	for i := range s {
		switch s[i] {
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				return i
			}
		}
	}
	return -1
}

// Plain returns the text without its marks, its white space folded.
func Plain(s string) string {
	ps, _ := Parse(s)
	var b strings.Builder
	for i, p := range ps {
		if i > 0 {
			b.WriteByte(' ')
		}
		for _, piece := range p {
			b.WriteString(piece.Text)
		}
	}
	return b.String()
}
