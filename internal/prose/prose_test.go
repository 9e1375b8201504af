package prose

import (
	"reflect"
	"strings"
	"testing"
	"unicode"

	"passerelle/internal/record"
)

// one is a text of a single paragraph.
func one(pieces ...Piece) []Paragraph { return []Paragraph{pieces} }

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []Paragraph
	}{
		{"plain", "Une baleine.", one(Piece{Text: "Une baleine."})},
		{"nothing", " \n ", nil},
		{"white space is folded", "  Une\n  baleine\t bleue ", one(Piece{Text: "Une baleine bleue"})},

		{"emphasis", "the *Sea* Accord", one(Piece{Text: "the "}, Piece{Text: "Sea", Em: true}, Piece{Text: " Accord"})},
		{"emphasis of letters of several bytes", "*à été*é", one(Piece{Text: "à été", Em: true}, Piece{Text: "é"})},
		{"two emphases", "*a* *b*", one(Piece{Text: "a", Em: true}, Piece{Text: " "}, Piece{Text: "b", Em: true})},
		{"emphasis of one letter", "*a*", one(Piece{Text: "a", Em: true})},
		{"emphasis over a line's end", "*Mare\nNostrum*", one(Piece{Text: "Mare Nostrum", Em: true})},

		{"link", "see [the *site*](https://cms.int/x?y#z).", one(
			Piece{Text: "see "}, Piece{Text: "the *site*", Href: "https://cms.int/x?y#z"}, Piece{Text: "."})},
		{"link at once", "[a](https://b.org)[c](https://d.org)", one(
			Piece{Text: "a", Href: "https://b.org"}, Piece{Text: "c", Href: "https://d.org"})},

		{"link to an address with brackets", "[Grue](https://fr.wikipedia.org/wiki/Grue_(oiseau)), fin (a)", one(
			Piece{Text: "Grue", Href: "https://fr.wikipedia.org/wiki/Grue_(oiseau)"}, Piece{Text: ", fin (a)"})},
		{"link whose address opens a bracket", "[a](https://b.org/(c)", one(Piece{Text: "[a](https://b.org/(c)"})},

		{"one star", "2 * 3", one(Piece{Text: "2 * 3"})},
		{"star left open", "*a", one(Piece{Text: "*a"})},
		{"stars with spaces inside", "a * b * c", one(Piece{Text: "a * b * c"})},
		{"star with a space after its beginning", "* a*", one(Piece{Text: "* a*"})},
		{"star with a space before its end", "*a * b", one(Piece{Text: "*a * b"})},
		{"two stars", "**", one(Piece{Text: "**"})},
		{"strong is not a mark", "**a**", one(Piece{Text: "*"}, Piece{Text: "a", Em: true}, Piece{Text: "*"})},
		{"emphasis does not leave its paragraph", "*a\n\nb*", []Paragraph{{{Text: "*a"}}, {{Text: "b*"}}}},
		{"bracket left open", "[a", one(Piece{Text: "[a"})},
		{"brackets only", "[sic]", one(Piece{Text: "[sic]"})},
		{"link left open", "[a](https://b.org", one(Piece{Text: "[a](https://b.org"})},
		{"link without text", "[](https://b.org)", one(Piece{Text: "[](https://b.org)"})},
		{"link that no one sees", "[ ](https://b.org)", one(Piece{Text: "[ ](https://b.org)"})},
		{"link without address", "[a]()", one(Piece{Text: "[a]()"})},
		{"brackets before a link", "[sic] [a](https://b.org)", one(Piece{Text: "[sic] "}, Piece{Text: "a", Href: "https://b.org"})},
		{"bracket inside a link's text", "[a [b](https://c.org)", one(Piece{Text: "[a "}, Piece{Text: "b", Href: "https://c.org"})},
		{"HTML is text", "<b>x</b> & y", one(Piece{Text: "<b>x</b> & y"})},
		{"shortcodes and templates are text", "{{< x >}} {{ .y }}", one(Piece{Text: "{{< x >}} {{ .y }}"})},

		{"paragraphs", "a\n\nb\nc", []Paragraph{{{Text: "a"}}, {{Text: "b c"}}}},
		{"several blank lines", "\n\na\n\n\n\nb\n\n", []Paragraph{{{Text: "a"}}, {{Text: "b"}}}},
		{"blank lines with spaces", "a\n \t\nb", []Paragraph{{{Text: "a"}}, {{Text: "b"}}}},
		{"Windows lines", "a\r\nb\r\n\r\nc", []Paragraph{{{Text: "a b"}}, {{Text: "c"}}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, fault := Parse(tt.text)
			if fault != nil {
				t.Error(fault)
			}
			if !reflect.DeepEqual(got, tt.want) {
				t.Errorf("%q\n got %+v\nwant %+v", tt.text, got, tt.want)
			}
		})
	}
}

func TestBadLink(t *testing.T) {
	for _, tt := range []struct{ name, text, href string }{
		{"script", "a [b](javascript:alert)", "javascript:alert"},
		{"script in capitals", "[b](JavaScript:alert)", "JavaScript:alert"},
		{"data", "[b](data:text/html,x)", "data:text/html,x"},
		{"not encrypted", "[b](http://example.org)", "http://example.org"},
		{"without a scheme", "[b](www.example.org)", "www.example.org"},
		{"of any scheme", "[b](//example.org)", "//example.org"},
		{"of this site", "[b](/partners/)", "/partners/"},
		{"with a user", "[b](https://cms.int@example.org)", "https://cms.int@example.org"},
		{"with a space", "[b](https://example.org/a b)", "https://example.org/a b"},
		{"quote that would end the attribute", `[b](https://example.org/"onclick=x)`, `https://example.org/"onclick=x`},
		{"the first of two", "[b](ftp://x.org)\n\n[c](ftp://y.org)", "ftp://x.org"},
		{"after a good one", "[b](https://x.org) [c](ftp://y.org)", "ftp://y.org"},
		{"of a later paragraph", "a\n\n[c](ftp://y.org)", "ftp://y.org"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, fault := Parse(tt.text)
			if fault == nil {
				t.Fatalf("%q has no fault", tt.text)
			}
			if fault.Rule != BadLink || fault.Args[0] != tt.href || fault.Hint != HTTPS {
				t.Errorf("fault %s: %v (%v)", fault.Rule.Code, fault, fault.Hint)
			}
		})
	}
}

func TestPlain(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"without marks", "A  whale.", "A whale."},
		{"marks are left out", "See *Cetacea* at [the list](https://x.org).", "See Cetacea at the list."},
		{"paragraphs are joined", "One.\n\nTwo.", "One. Two."},
		{"unclosed marks stay", "2 * 3 [sic]", "2 * 3 [sic]"},
		{"nothing", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Plain(tt.text); got != tt.want {
				t.Errorf("Plain(%q) = %q, want %q", tt.text, got, tt.want)
			}
		})
	}
}

// letters returns the runes of s but for white space, which prose folds.
func letters(s string) []rune {
	var out []rune
	for _, r := range s {
		if !unicode.IsSpace(r) {
			out = append(out, r)
		}
	}
	return out
}

// For every text: the pieces hold what was written, in its order, and nothing
// else; an address comes from the text and is either publishable or a fault.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"", "a *b* c", "[a](https://b.org)", "*[a](https://b.org)*", "[*a*](javascript:x)", "**a**", "*a\n\nb*", "[[a](b](c)", "a\r\n\r\nb",
		"*é*[ñ](https://é.org/œ)", "\xff*\xfe*", "[a]( )", "[ ](https://b.org)", "\u2028*\u00a0a*", "](", "*[](*)",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		paragraphs, fault := Parse(s)
		rest := letters(s)
		links := 0
		for _, p := range paragraphs {
			if len(p) == 0 {
				t.Fatal("an empty paragraph")
			}
			for _, piece := range p {
				if piece.Text == "" {
					t.Error("an empty piece")
				}
				for _, r := range letters(piece.Text) {
					i := 0
					for i < len(rest) && rest[i] != r {
						i++
					}
					if i == len(rest) {
						t.Fatalf("%q is not in the text, or not in this order", piece.Text)
					}
					rest = rest[i+1:]
				}
				if piece.Href == "" {
					continue
				}
				if !strings.Contains(strings.Join(strings.FieldsFunc(s, breaking), " "), piece.Href) {
					t.Errorf("the address %q is not in the text", piece.Href)
				}
				if !record.ValidURL(piece.Href) {
					links++
				}
			}
		}
		if (fault != nil) != (links > 0) {
			t.Errorf("%d links that cannot be published, fault: %v", links, fault)
		}
		Plain(s)
	})
}
