package audit

import (
	"bytes"
	"iter"

	"golang.org/x/net/html"
)

// scanner walks the tokens of a document. It takes from the tokenizer only
// where each token ends, and reads names and attributes from the document:
// the tokenizer's own accessors copy each of them.
type scanner struct {
	z          *html.Tokenizer
	data       []byte
	start, end int // of the current token in data
}

func newScanner(data []byte) scanner {
	return scanner{z: html.NewTokenizer(bytes.NewReader(data)), data: data}
}

// next moves to the next token; html.ErrorToken is the end.
func (s *scanner) next() html.TokenType {
	s.start = s.end
	t := s.z.Next()
	s.end += len(s.z.Raw())
	return t
}

// raw returns the current token as it stands in the document.
func (s *scanner) raw() []byte { return s.data[s.start:s.end] }

// tag returns the name of the current start or end tag and what follows it.
func (s *scanner) tag() (name, rest []byte) {
	b := s.raw()[1:]
	if b[0] == '/' {
		b = b[1:]
	}
	i := 0
	for i < len(b) && !space(b[i]) && b[i] != '/' && b[i] != '>' {
		i++
	}
	return lower(b[:i]), b[i:]
}

// attribute cuts the first attribute from the rest of a tag. The value is as
// written, without its quotes. The key is empty after the last attribute.
func attribute(b []byte) (key, value, rest []byte) {
	i := 0
	for i < len(b) && (space(b[i]) || b[i] == '/') {
		i++
	}
	b = b[i:]
	for i = 0; i < len(b) && !space(b[i]) && b[i] != '/' && b[i] != '>' && (b[i] != '=' || i == 0); {
		i++
	}
	key, b = lower(b[:i]), b[i:]
	after := trimLeft(b)
	if len(after) == 0 || after[0] != '=' {
		return key, b[:0], b
	}
	b = trimLeft(after[1:])
	if len(b) == 0 || b[0] == '>' {
		return key, b[:0], b
	}
	if q := b[0]; q == '"' || q == '\'' {
		b = b[1:]
		if i = bytes.IndexByte(b, q); i < 0 {
			return key, b, nil
		}
		return key, b[:i], b[i+1:]
	}
	for i = 0; i < len(b) && !space(b[i]) && b[i] != '>'; {
		i++
	}
	return key, b[:i], b[i:]
}

// space reports whether c is what HTML counts as white space.
func space(c byte) bool {
	return c <= ' ' && (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f')
}

func trimLeft(b []byte) []byte {
	for len(b) > 0 && space(b[0]) {
		b = b[1:]
	}
	return b
}

func trim(b []byte) []byte {
	b = trimLeft(b)
	for len(b) > 0 && space(b[len(b)-1]) {
		b = b[:len(b)-1]
	}
	return b
}

func blank(b []byte) bool { return len(trimLeft(b)) == 0 }

// words yields the words of an attribute that is a list.
func words(b []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for b := trimLeft(b); len(b) > 0; b = trimLeft(b) {
			i := 1
			for i < len(b) && !space(b[i]) {
				i++
			}
			if !yield(b[:i]) {
				return
			}
			b = b[i:]
		}
	}
}

// lower returns b with the letters of ASCII in lower case, b itself if they
// are.
func lower(b []byte) []byte {
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b = bytes.Clone(b)
			for ; i < len(b); i++ {
				if c := b[i]; 'A' <= c && c <= 'Z' {
					b[i] += 'a' - 'A'
				}
			}
			return b
		}
	}
	return b
}

// unescape returns an attribute's value with its character references
// resolved, b itself if it has none.
func unescape(b []byte) []byte {
	if bytes.IndexByte(b, '&') < 0 {
		return b
	}
	return []byte(html.UnescapeString(string(b)))
}
