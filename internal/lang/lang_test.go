package lang

import (
	"slices"
	"testing"
)

// portal is three languages; French is the default.
var portal = Set{
	{Tag: "fr", Label: "Français", Locale: "fr", Weight: 1},
	{Tag: "en", Label: "English", Locale: "en-GB", Weight: 2},
	{Tag: "es", Label: "Español", Locale: "es", Weight: 3},
}

// Which text a reader is shown, and in which language it is.
func TestIn(t *testing.T) {
	for _, tt := range []struct {
		name, reader string
		text         Text
		want, in     string
	}{
		{"the reader's language", "es", Text{"fr": "Baleine", "es": "Ballena"}, "Ballena", "es"},
		{"a name that is the same everywhere", "es", Text{Any: "BirdLife International"}, "BirdLife International", Any},
		{"the same everywhere before another language", "es", Text{"fr": "Baleine", Any: "Cetacea"}, "Cetacea", Any},
		{"the default language before the others", "es", Text{"en": "Whale", "fr": "Baleine"}, "Baleine", "fr"},
		{"the next language of the site", "fr", Text{"es": "Ballena", "en": "Whale"}, "Whale", "en"},
		{"an empty translation is none", "es", Text{"es": "", "en": "Whale"}, "Whale", "en"},
		{"a reader of a language that the site has not", "de", Text{"en": "Whale"}, "Whale", "en"},
		{"a text in a language that the site has not", "fr", Text{"de": "Wal"}, "", ""},
		{"no text", "fr", nil, "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got, in := tt.text.In(tt.reader, portal); got != tt.want || in != tt.in {
				t.Errorf("%q in %q, want %q in %q", got, in, tt.want, tt.in)
			}
		})
	}
}

func TestEmpty(t *testing.T) {
	for _, tt := range []struct {
		name string
		text Text
		want bool
	}{
		{"absent", nil, true},
		{"no language", Text{}, true},
		{"empty in every language", Text{"fr": "", "en": ""}, true},
		{"in one language", Text{"fr": "", "en": "Whale"}, false},
		{"in every language", Text{Any: "CMS"}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.text.Empty(); got != tt.want {
				t.Errorf("Empty() = %t", got)
			}
		})
	}
}

func TestSet(t *testing.T) {
	if got := portal.Tags(); !slices.Equal(got, []string{"fr", "en", "es"}) {
		t.Errorf("tags %q", got)
	}
	if !portal.Has("es") || portal.Has("de") || portal.Has("") || portal.Has(Any) {
		t.Error("Has knows other languages than the set")
	}
	if got := portal.Get("en"); got != portal[1] {
		t.Errorf("Get(en) = %+v", got)
	}
	if got := portal.Get("de"); got != (Language{}) {
		t.Errorf("Get(de) = %+v", got)
	}
	if got := portal[1].BCP47().String(); got != "en-GB" {
		t.Errorf("locale %s", got)
	}
}
