package syntax

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"passerelle/internal/diag"
	"passerelle/internal/trial"
)

// fillers are characters of Unicode's letters, marks and symbols that show
// nothing (Default_Ignorable_Code_Point).
var fillers = &unicode.RangeTable{
	R16: []unicode.Range16{{0x034f, 0x034f, 1}, {0x115f, 0x1160, 1}, {0x17b4, 0x17b5, 1}, {0x180b, 0x180d, 1}, {0x180f, 0x180f, 1}, {0x3164, 0x3164, 1}, {0xfe00, 0xfe0f, 1}, {0xffa0, 0xffa0, 1}},
	R32: []unicode.Range32{{0xe0100, 0xe01ef, 1}},
}

// classOf names the class for which a character is refused, or "".
func classOf(r rune) string {
	switch {
	case assigned()[r] && !unicode.In(r, unicode.Zl, unicode.Zp, fillers):
		return ""
	case unicode.Is(unicode.Bidi_Control, r):
		return "direction"
	case slices.Contains([]rune{0x200b, 0x200c, 0x200d, 0x2060, 0xfeff}, r):
		return "zero width"
	case unicode.Is(unicode.Cc, r):
		return "control"
	case unicode.Is(unicode.Cf, r):
		return "format"
	case unicode.Is(unicode.Co, r):
		return "private use"
	case unicode.In(r, unicode.Zl, unicode.Zp):
		return "separator of lines"
	case unicode.Is(unicode.Noncharacter_Code_Point, r):
		return "no character"
	case unicode.Is(fillers, r):
		return "filler"
	}
	return "unassigned"
}

// assigned tells which characters are of a category of those that are seen.
var assigned = sync.OnceValue(func() []bool {
	all := make([]bool, unicode.MaxRune+1)
	for name, table := range unicode.Categories {
		if strings.HasPrefix(name, "C") {
			continue
		}
		for _, r := range table.R16 {
			for c := uint32(r.Lo); c <= uint32(r.Hi); c += uint32(r.Stride) {
				all[c] = true
			}
		}
		for _, r := range table.R32 {
			for c := r.Lo; c <= r.Hi; c += r.Stride {
				all[c] = true
			}
		}
	}
	return all
})

// hidingPlaces are the kinds of places of a file, with | where a character is
// put. An escape is told at the value or key that holds it.
var hidingPlaces = []struct {
	name, text string
	escape     bool
	line, col  int
}{
	{"text", "é = 1 # é\nb = \"é|x\"\n", false, 2, 7},
	{"text in single quotes", "b = 'é|x'\n", false, 1, 7},
	{"text over lines", "b = \"\"\"\né\né|x\"\"\"\n", false, 3, 2},
	{"text in single quotes over lines", "b = '''\né\n|'''\n", false, 3, 1},
	{"comment", "b = 1\n  # é|\nc = 1\n", false, 2, 6},
	{"comment at the end", "b = 1 #é|", false, 1, 9},
	{"key in quotes", "\"é|\" = 1\n", false, 1, 3},
	{"key", "b|c = 1\n", false, 1, 2},
	{"header", "[b]\n[c.\"é|\"]\n", false, 2, 6},
	{"item", "b = ['é', 'é|']\n", false, 1, 13},
	{"inline table", "b = { é = 'é|' }\n", false, 1, 13},
	{"between", "b = 1\n|c = 1\n", false, 2, 1},
	{"escape in a text", "c = 1\nb = \"é|x\"\n", true, 2, 5},
	{"escape in a text over lines", "b = \"\"\"\né\n|\"\"\"\n", true, 1, 5},
	{"escape in an item", "b = ['é', \"é|\"]\n", true, 1, 11},
	{"escape in a key", "b = 1\n\"é|\" = 1\n", true, 2, 1},
	{"escape in a header", "[b.\"é|\"]\n", true, 1, 4},
}

// Every character that no one sees is refused with its code point, wherever it
// stands, at its place; no other one is.
func TestHiddenCharacters(t *testing.T) {
	rnd := rand.New(rand.NewPCG(20140731, 0))
	classes := map[string][]rune{}
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if !utf8.ValidRune(r) || r == '\n' || r == '\t' {
			continue
		}
		class := classOf(r)
		classes[class] = append(classes[class], r)
	}
	tried := map[string]int{}
	for class, all := range classes {
		for at, place := range hidingPlaces {
			// All of a class in a text and as an escape; elsewhere a sample.
			runes := all
			if n := trial.Count(40, 1000); len(all) > n && !(trial.Full() && (at == 0 || place.name == "escape in a text")) {
				runes = make([]rune, n)
				for i := range runes {
					runes[i] = all[rnd.IntN(len(all))]
				}
			}
			for _, r := range runes {
				form := string(r)
				if place.escape {
					form = fmt.Sprintf(`\U%08X`, r)
				}
				if place.escape && r == '\r' {
					continue // an escaped line end is allowed
				}
				text := strings.Replace(place.text, "|", form, 1)
				_, list := Parse("f", []byte(text), RecordLimits)
				found := list.Sorted()
				refused := slices.IndexFunc(found, func(d diag.Diagnostic) bool { return d.Rule == Hidden })
				tried[class]++
				switch {
				case class == "" && refused >= 0:
					t.Errorf("%s: %U can be seen, but: %v", place.name, r, found[refused])
				case class != "" && r != '\r' && (refused < 0 || found[refused].Pos != diag.Position{File: "f", Line: place.line, Col: place.col} || found[refused].Args[0] != r):
					t.Errorf("%s: %U (%s) is not told at %d:%d, but: %v", place.name, r, class, place.line, place.col, found)
				}
				if t.Failed() && tried[class]%50 == 0 {
					t.FailNow()
				}
			}
		}
	}
	t.Log("tried, by class: ", tried)
	if len(classes) != 10 {
		t.Errorf("%d classes", len(classes))
	}
}

// What is not composed is refused wherever it stands, with how it is written.
func TestNotComposed(t *testing.T) {
	rnd := rand.New(rand.NewPCG(20140731, 1))
	var apart []string // every letter that has another form
	for r := rune(0xa0); r < 0x30000; r++ {
		if !utf8.ValidRune(r) || classOf(r) != "" {
			continue
		}
		s := norm.NFD.String(string(r))
		if first, _ := utf8.DecodeRuneInString(s); unicode.Is(unicode.M, first) {
			continue // it belongs to the letter before it
		}
		if !norm.NFC.IsNormalString(s) {
			apart = append(apart, s)
		}
		if !norm.NFC.IsNormalString(string(r)) {
			apart = append(apart, string(r))
		}
	}
	tried := 0
	for _, place := range []struct {
		name, text string
		line, col  int
	}{
		{"text", "c = 1\nb = \"éx |x\"\n", 2, 5},
		{"text over lines", "b = '''\né\nx |'''\n", 1, 5},
		{"item", "b = ['é', '|']\n", 1, 11},
		{"key in quotes", "\"é |\" = 1\n", 1, 1},
		{"header", "[b]\n[c.\"é |\"]\n", 2, 4},
		{"comment", "b = 1\n# é | x\n", 2, 5},
		{"comment at the end", "b = 1 # é |", 1, 11},
	} {
		for range min(len(apart), trial.Count(300, 5000)) {
			s := apart[rnd.IntN(len(apart))]
			tried++
			root, list := Parse("f", []byte(strings.Replace(place.text, "|", s, 1)), RecordLimits)
			found := list.Sorted()
			if root != nil || len(found) != 1 || found[0].Rule != NotNFC || found[0].Pos != (diag.Position{File: "f", Line: place.line, Col: place.col}) {
				t.Fatalf("%s: %+q: %v, want it told at %d:%d", place.name, s, found, place.line, place.col)
			}
		}
	}
	if list := Unfit("f", []byte("+++\n# é\nÉté e\u0301té\n"), RecordLimits); list.Len() != 1 || list.Sorted()[0].String() !=
		"f:3:5: error[not-normalised]: \"e\u0301té\" has a letter whose accent is a separate character, or a character that looks ordinary but is stored differently (type \"été\" again on the keyboard; it will look the same, but each letter and its accent will be one character (Unicode NFC))" {
		t.Errorf("text that is not TOML: %v", list.Sorted())
	}
	t.Logf("%d letters tried in all places, of %d forms", tried, len(apart))
}
