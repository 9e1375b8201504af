package search

import (
	"slices"
	"strings"
	"testing"
)

// Forms of one word have one stem, by which each finds the others; other words
// keep theirs.
func TestStem(t *testing.T) {
	for _, tt := range []struct{ name, tag, words, want string }{
		{"French", "fr", "requin requins", "requin"},
		{"French, in -aux", "fr", "animal animaux", "animal"},
		{"French, accents", "fr", "protégé protégée protégées", "proteg"},
		{"English", "en", "vulture vultures", "vultur"},
		{"English, in -ies", "en", "agency agencies", "agenc"},
		{"Spanish, in -ciones", "es", "conservación conservaciones", "conserv"},
		{"Spanish, in -ces", "es", "pez peces", "pec"},
		{"Russian", "ru", "птица птицы птиц", "птиц"},
		{"a French word in a Spanish text", "es", "requins", "requins"},
		{"a language without a stemmer", "sw", "ndege", "ndege"},
		{"no language", "", "Éditions", "Editions"},
		{"an identifier", "en", "doc.4s", "doc.4s"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for w := range strings.FieldsSeq(tt.words) {
				if got := stem(w, tt.tag); got != tt.want {
					t.Errorf("the stem of %s is %s, want %s", w, got, tt.want)
				}
			}
		})
	}
}

// pairs are a singular and a plural, or a masculine and a feminine, for every
// rule of every language.
var pairs = []struct{ tag, one, other string }{
	{"en", "vulture", "vultures"}, {"en", "fish", "fishes"}, {"en", "agency", "agencies"},
	{"es", "ballena", "ballenas"}, {"es", "mar", "mares"}, {"es", "pez", "peces"}, {"es", "halcón", "halcones"},
	{"es", "francés", "franceses"}, {"es", "volcán", "volcanes"},
	{"fr", "requin", "requins"}, {"fr", "oiseau", "oiseaux"}, {"fr", "animal", "animaux"}, {"fr", "national", "nationale"},
	{"fr", "national", "nationales"},
	{"pt", "baleia", "baleias"}, {"pt", "flor", "flores"}, {"pt", "conservação", "conservações"},
	{"it", "uccello", "uccelli"}, {"it", "balena", "balene"}, {"it", "pesce", "pesci"},
}

// Each rule leads from an example to the other, both ways, and no rule is
// without an example: one that the stems forbid does nothing.
func TestInflected(t *testing.T) {
	used := map[string][][2]string{}
	for _, p := range pairs {
		if got := inflected(p.one, p.tag); !slices.Contains(got, p.other) {
			t.Errorf("%s: %s has the forms %q, not %s", p.tag, p.one, got, p.other)
		}
		if got := inflected(p.other, p.tag); !slices.Contains(got, p.one) {
			t.Errorf("%s: %s has the forms %q, not %s", p.tag, p.other, got, p.one)
		}
		for _, rule := range endings[p.tag] {
			if base, ok := strings.CutSuffix(p.one, rule[0]); ok && base+rule[1] == p.other {
				used[p.tag] = append(used[p.tag], rule)
			}
		}
	}
	for tag, rules := range endings {
		for _, rule := range rules {
			if !slices.Contains(used[tag], rule) {
				t.Errorf("%s: no example for %q", tag, rule)
			}
		}
	}
}

// A form that is made up must not lead to another word: it has the stem of
// its own, is not the word, and is not so short that it is none.
func TestInflectedStems(t *testing.T) {
	words := strings.Fields("as bas bus cas ces dos eau fin gas its les mes nos pas ros tres una vos y")
	for _, p := range pairs {
		words = append(words, p.one, p.other)
	}
	forms := 0
	for tag := range endings {
		for _, w := range words {
			for _, form := range inflected(w, tag) {
				forms++
				if stem(form, tag) != stem(w, tag) || form == w || len(form) < 3 {
					t.Errorf("%s: %s is no form of %s", tag, form, w)
				}
			}
		}
	}
	if forms < len(words) {
		t.Errorf("%d words have %d forms", len(words), forms)
	}
	for _, w := range []string{"cop11", "20b", "10.21", "us"} {
		if got := inflected(w, "en"); got != nil {
			t.Errorf("%s has the forms %q", w, got)
		}
	}
	if got := inflected("ndege", "sw"); got != nil {
		t.Errorf("a language without rules has the forms %q", got)
	}
}
