package record

import (
	"reflect"
	"slices"
	"testing"

	"passerelle/internal/syntax"
)

// A record of each collection finds its place in the set, and comes out of it
// in the order of the collections.
func TestSet(t *testing.T) {
	var set Set
	var want []Record
	for _, c := range Collections {
		for range 2 {
			r, ok := reflect.New(c.Type).Interface().(Record)
			if !ok {
				t.Fatalf("the type of %s is not a record", c.Name)
			}
			r.Base().Collection = c.Name
			want = append(want, r)
		}
	}
	backwards := slices.Clone(want)
	slices.Reverse(backwards)
	for _, r := range backwards {
		set.Add(r)
	}
	var got, names []string
	for _, r := range set.All() {
		got = append(got, r.Base().Collection)
	}
	for _, r := range want {
		names = append(names, r.Base().Collection)
	}
	if !slices.Equal(got, names) {
		t.Errorf("got %q, want %q", got, names)
	}
}

func TestByName(t *testing.T) {
	for _, c := range Collections {
		if got, ok := ByName(c.Name); !ok || got != c {
			t.Errorf("ByName(%q) = %v, %t", c.Name, got, ok)
		}
		if c.Noun == "" {
			t.Errorf("%s has no noun", c.Name)
		}
	}
	for _, name := range []string{"", "Partners", "countries", "partner"} {
		if _, ok := ByName(name); ok {
			t.Errorf("ByName(%q) finds a collection", name)
		}
	}
}

func TestBreak(t *testing.T) {
	var set Set
	set.Break("partners", "fao")
	set.Break("partners", "pew")
	set.Break("themes", "fao")
	for _, tt := range []struct {
		collection string
		id         ID
		want       bool
	}{{"partners", "fao", true}, {"partners", "pew", true}, {"themes", "fao", true}, {"themes", "pew", false}, {"taxa", "fao", false}} {
		if got := set.Broken[tt.collection][tt.id]; got != tt.want {
			t.Errorf("%s/%s is broken: %t", tt.collection, tt.id, got)
		}
	}
}

func TestPosOfAField(t *testing.T) {
	root, _ := syntax.Parse("data/partners/fao.toml", []byte("kind = 'un'\n[name]\nfr = 'FAO'\n"), syntax.RecordLimits)
	h := Head{Source: root}
	for _, tt := range []struct {
		path []any
		want string
	}{
		{nil, "data/partners/fao.toml:1:1"},
		{[]any{"kind"}, "data/partners/fao.toml:1:8"},
		{[]any{"name", "fr"}, "data/partners/fao.toml:3:6"},
		{[]any{"name", "es"}, "data/partners/fao.toml:2:2"},
	} {
		if got := h.Pos(tt.path...).String(); got != tt.want {
			t.Errorf("Pos(%v) = %s, want %s", tt.path, got, tt.want)
		}
	}
}
