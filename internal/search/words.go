package search

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// wordForm is a word or an identifier: letters and digits, with points inside
// ("10.21", "doc.23.4.3"). The script of the search page has the same form.
var wordForm = regexp.MustCompile(`[\p{L}\p{N}][\p{L}\p{N}\p{Mn}\p{Mc}]*(?:\.[\p{L}\p{N}]+)*`)

// dotted is an acronym written with points, "U.N.E.P".
var dotted = regexp.MustCompile(`^\p{L}(\.\p{L})+$`)

// hyphened is a word of parts, which is also found when written as one.
var hyphened = regexp.MustCompile(`\p{L}+(?:-\p{L}+)+`)

// split returns the words of a text in lower case, in their order. A word of
// parts gives its parts and the whole.
func split(text string) []string {
	text = strings.ToLower(norm.NFC.String(text))
	var out []string
	for _, w := range wordForm.FindAllString(text, -1) {
		out = append(out, plain(w)...)
	}
	for _, w := range hyphened.FindAllString(text, -1) {
		out = append(out, strings.ReplaceAll(w, "-", ""))
	}
	return out
}

// besides returns the words by which parts of a text are also known: those of
// parts written as one, identifiers without their head. They add nothing to
// what the text says.
func besides(text string) []string {
	text = strings.ToLower(norm.NFC.String(text))
	var out []string
	for _, w := range wordForm.FindAllString(text, -1) {
		if words := plain(w); len(words) == 2 && words[0] == w {
			out = append(out, words[1])
		}
	}
	for _, w := range hyphened.FindAllString(text, -1) {
		out = append(out, strings.ReplaceAll(w, "-", ""))
	}
	return out
}

// plain takes the points out of an acronym, keeps those of an identifier and
// parts words that only a missing space joins. An identifier is also known by
// its digits: "doc.23.4.3" by "23.4.3".
func plain(w string) []string {
	switch head, rest, pointed := strings.Cut(w, "."); {
	case !pointed:
		return []string{w}
	case dotted.MatchString(w):
		return []string{strings.ReplaceAll(w, ".", "")}
	case !isIdentifier(w):
		return strings.Split(w, ".")
	case !isIdentifier(head):
		return []string{w, rest}
	}
	return []string{w}
}

// isIdentifier reports whether a word is a number, a symbol or a code and not
// a word of a language: it is kept whole.
func isIdentifier(w string) bool { return strings.ContainsAny(w, "0123456789") }

// letters are written out where taking the accents off is not enough.
var letters = strings.NewReplacer("œ", "oe", "æ", "ae", "ß", "ss", "ø", "o", "ł", "l", "đ", "d", "ı", "i", "ς", "σ")

// Fold takes the accents off a word in lower case.
func Fold(w string) string {
	if isASCII(w) {
		return w
	}
	bare := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(w))
	return letters.Replace(norm.NFC.String(bare)) // last: ǿ is an ø with an accent
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// lone reports whether a word is a single letter, which nobody searches: it is
// what an elision or a possessive leaves.
func lone(w string) bool {
	r := []rune(w)
	return len(r) == 1 && unicode.IsLetter(r[0])
}
