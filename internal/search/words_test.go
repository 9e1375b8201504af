package search

import (
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// What a text is cut into. A lone letter, which an elision leaves, is cut off
// here and not indexed: TestLone.
func TestSplit(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"capital letters", "Convention on MIGRATORY Species", "convention on migratory species"},
		{"an elision, typographic", "l’eau", "l eau"},
		{"an elision, straight", "d'Afrique", "d afrique"},
		{"an elided word of two letters", "qu’on", "qu on"},
		{"a possessive", "the Earth’s climate", "the earth s climate"},
		{"a word of parts is also one word", "by-catch", "by catch bycatch"},
		{"of three parts", "Porto-Novo-Sud", "porto novo sud portonovosud"},
		{"with accents", "Sous-région", "sous région sousrégion"},
		{"a dash is no hyphen", "Afrique – Eurasie—Asie", "afrique eurasie asie"},
		{"an acronym with points", "U.N.E.P. and U.S", "unep and us"},
		{"the number of a resolution", "Résolution 10.21.", "résolution 10.21"},
		{"a document's symbol, also without its word", "UNEP/CMS/COP11/Doc.23.4.3", "unep cms cop11 doc.23.4.3 23.4.3"},
		{"a number with a letter", "20b", "20b"},
		{"a meeting", "COP11", "cop11"},
		{"years", "2012-2014", "2012 2014"},
		{"a code that begins with its number", "4.a.x", "4.a.x"},
		{"a missing space", "Fin.Début", "fin début"},
		{"an address", "www.cms.int/en", "www cms int en"},
		{"typography", "« Oiseaux » : (eau), 10 %", "oiseaux eau 10"},
		{"Cyrillic", "АСБК Казахстан", "асбк казахстан"},
		{"Arabic, with a vowel's mark", "الطُّيور المهاجرة", "الطُّيور المهاجرة"},
		{"Devanagari, whose vowels are marks", "प्रवासी पक्षी", "प्रवासी पक्षी"},
		{"a mark alone is no word", "whales ❤\ufe0f \u0301", "whales"},
		{"no word", " – … ", ""},
		{"nothing", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, text := range []string{norm.NFC.String(tt.text), norm.NFD.String(tt.text)} {
				if got := split(text); !slices.Equal(got, strings.Fields(norm.NFC.String(tt.want))) {
					t.Errorf("split(%+q)\n got %q\nwant %q", text, got, tt.want)
				}
			}
		})
	}
}

func TestFold(t *testing.T) {
	for _, tt := range []struct{ name, word, want string }{
		{"no accent", "whale", "whale"},
		{"accents", "été", "ete"},
		{"accents as marks", "e\u0301te\u0301", "ete"},
		{"ligatures", "cœur", "coeur"},
		{"Danish", "ærø", "aero"},
		{"an accented ligature and letter", "ǽǿ", "aeo"},
		{"German", "größe", "grosse"},
		{"Spanish", "ñandú", "nandu"},
		{"Polish", "łódź", "lodz"},
		{"Turkish", "ılıca", "ilica"},
		{"Vietnamese", "điện", "dien"},
		{"Greek, in small letters", "ελλάς", "ελλασ"},
		{"Cyrillic: й is и with a mark", "стерхий", "стерхии"},
		{"Arabic without the vowels' marks", "الطُّيور", "الطيور"},
		{"an identifier", "doc.23.4.3", "doc.23.4.3"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Fold(tt.word); got != tt.want {
				t.Errorf("Fold(%q) = %q, want %q", tt.word, got, tt.want)
			}
		})
	}
	if a, b := Fold(split("ΕΛΛΑΣ")[0]), Fold(split("Ελλάς")[0]); a != b {
		t.Errorf("in capitals %q, in small letters %q", a, b)
	}
}

// Nobody searches a letter, but a figure.
func TestLone(t *testing.T) {
	for w, want := range map[string]bool{"l": true, "д": true, "é": true, "1": false, "es": false, "": false} {
		if lone(w) != want {
			t.Errorf("lone(%q) = %t", w, !want)
		}
	}
}

// Whatever the text, words can be looked up: none is empty, all are in lower
// case, and folding them once more changes nothing.
func FuzzSplit(f *testing.F) {
	for _, s := range []string{
		"l’eau d'Afrique", "By-catch U.N.E.P. 10.21", "UNEP/CMS/COP11/Doc.23.4.3", "Cœur ÆØ ǾǼ Straße ÑANDÚ", "E\u0301tat J\u030c", "İI ıi ΣΑΣ ϴ Ω K",
		"АСБК الطُّيور पक्षी 한국 鳥", "\u0301 ❤\ufe0f ½ Ⅷ ３ x²", "a.\u0301 .b. 1..2 c.1.d", "\xff\xc3", "ŉ ẞ ﬁ ǅ 𝒜 Ꭰ",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		words := split(text)
		for _, w := range words {
			folded := Fold(w)
			if folded == "" {
				t.Errorf("%q: %q is empty when folded", text, w)
			}
			if strings.ToLower(w) != w || strings.ToLower(folded) != folded {
				t.Errorf("%q: %q, folded %q, is not in lower case", text, w, folded)
			}
			if again := Fold(folded); again != folded {
				t.Errorf("%q: folded %q, twice %q", text, folded, again)
			}
			if strings.ContainsAny(folded, "\t\n>,") {
				t.Errorf("%q: %q would break a line of the index", text, folded)
			}
		}
		if again := split(norm.NFD.String(text)); !slices.Equal(again, words) {
			t.Errorf("%q: %q, but decomposed %q", text, words, again)
		}
	})
}

// The script cuts and folds what a reader types as the build does the names,
// and knows how many pages a term may have.
func TestScript(t *testing.T) {
	data, err := os.ReadFile("../../themes/passerelle/assets/js/search.js")
	if err != nil {
		t.Fatal(err)
	}
	script := string(data)
	part := func(pattern string) string {
		m := regexp.MustCompile(pattern).FindStringSubmatch(script)
		if m == nil {
			t.Fatalf("the script has no %s", pattern)
		}
		return m[1]
	}
	if got := part(`wordForm = \(\) => /(.*)/gu;`); got != wordForm.String() {
		t.Errorf("words have the form %s, in the script %s", wordForm, got)
	}
	if got := part(`if \(/(.*)/u\.test\(word\)\) return word\.replaceAll`); got != dotted.String() {
		t.Errorf("acronyms have the form %s, in the script %s", dotted, got)
	}
	if got := part(`mostPages = (\d+);`); got != strconv.Itoa(mostPages) {
		t.Errorf("terms have at most %d pages, in the script %s", mostPages, got)
	}
	pairs := regexp.MustCompile(`(.): "(\w+|σ)"`).FindAllStringSubmatch(part(`const letters = \{(.*)\};`), -1)
	set := part(`replace\(/\[(.*)\]/g, \(c\) => letters`)
	for _, p := range pairs {
		if got := letters.Replace(p[1]); got != p[2] || !strings.Contains(set, p[1]) {
			t.Errorf("%s is written %s, in the script %s", p[1], got, p[2])
		}
	}
	for _, r := range "œæßøłđıς" {
		if !strings.ContainsRune(set, r) {
			t.Errorf("the script does not replace %c", r)
		}
	}
}
