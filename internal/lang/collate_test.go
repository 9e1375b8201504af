package lang

import (
	"slices"
	"testing"
)

func TestSort(t *testing.T) {
	for _, tt := range []struct {
		name, locale string
		want         []string // in order
	}{
		{"accents beside their letters", "fr", []string{"eau", "Écosse", "élan", "Etna", "étude", "faune"}},
		{"capitals beside small letters", "en", []string{"apple", "Banana", "cherry"}},
		{"ligature", "fr", []string{"odeur", "œuf", "oui"}},
		{"ñ is a letter of its own in Spanish", "es", []string{"Nube", "nutria", "ñandú", "oso"}},
		{"ñ is an n in English", "en", []string{"ñandú", "Nube", "nutria", "oso"}},
		{"numbers of resolutions by value", "fr", []string{"9.9", "10.5", "10.9", "10.10", "10.18"}},
		{"numbers inside names by value", "en", []string{"Target 2", "Target 12", "Target 110"}},
		{"spaces before letters", "en", []string{"Sea Shepherd", "Seal", "Seals"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := NewCollator(Language{Tag: tt.locale, Locale: tt.locale})
			same := func(s string) string { return s }
			got := slices.Clone(tt.want)
			slices.Reverse(got)
			for range 2 { // a collator is used again and again
				Sort(c, got, same, same)
				if !slices.Equal(got, tt.want) {
					t.Errorf("got %q, want %q", got, tt.want)
				}
			}
		})
	}
}

// Items of the same name have one order: that of their ids.
func TestSortIsTotal(t *testing.T) {
	type item struct{ name, id string }
	items := []item{{"CMS", "z"}, {"CMS", "a"}, {"AEWA", "m"}, {"CMS", "b"}}
	c := NewCollator(portal[0])
	Sort(c, items, func(i item) string { return i.name }, func(i item) string { return i.id })
	want := []item{{"AEWA", "m"}, {"CMS", "a"}, {"CMS", "b"}, {"CMS", "z"}}
	if !slices.Equal(items, want) {
		t.Errorf("got %v, want %v", items, want)
	}
	Sort(c, []item(nil), func(i item) string { return i.name }, func(i item) string { return i.id })
}

func TestTypeset(t *testing.T) {
	for _, tt := range []struct{ name, tag, in, want string }{
		{"double punctuation", "fr", "Qui ? Tous ! Ceci ; cela : rien", "Qui\u202f? Tous\u202f! Ceci\u202f; cela\u202f: rien"},
		{"quotation marks", "fr", "dit « retraite » ici", "dit «\u202fretraite\u202f» ici"},
		{"per cent", "fr", "10 % des aires", "10\u202f% des aires"},
		{"a region's French", "fr-CH", "Qui ?", "Qui\u202f?"},
		{"no space is made", "fr", "https://example.org/?a;b et 12:30", "https://example.org/?a;b et 12:30"},
		{"other spaces stay", "fr", "un , deux . trois", "un , deux . trois"},
		{"nothing to do", "fr", "Oiseaux d’eau", "Oiseaux d’eau"},
		{"English", "en", "Who ? « x »", "Who ? « x »"},
		{"Spanish", "es", "¿Quién ?", "¿Quién ?"},
		{"another language that begins with fr", "frr", "Wat ?", "Wat ?"},
		{"a text that is the same everywhere", Any, "A : B", "A : B"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Typeset(tt.tag, tt.in); got != tt.want {
				t.Errorf("Typeset(%q, %q)\n got %+q\nwant %+q", tt.tag, tt.in, got, tt.want)
			}
		})
	}
}
