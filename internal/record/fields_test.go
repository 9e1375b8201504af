package record

import (
	"reflect"
	"regexp"
	"slices"
	"testing"

	"passerelle/internal/lang"
)

// types returns the record types and the tables inside them, by a name.
func types() map[string]reflect.Type {
	all := map[string]reflect.Type{"countries": reflect.TypeFor[CountryNames]()}
	var add func(name string, t reflect.Type)
	add = func(name string, t reflect.Type) {
		all[name] = t
		for _, f := range Fields(t) {
			if table := Table(f.Type); table != nil {
				add(name+"."+f.Key, table)
			}
		}
	}
	for _, c := range Collections {
		add(c.Name, c.Type)
	}
	return all
}

// The schema as the tags tell it: what a record must have. A key that is taken
// out of this table is one that people may forget.
func TestRequired(t *testing.T) {
	for _, tt := range []struct {
		table string
		want  []string
	}{
		{"partners", []string{"kind", "name", "relationship", "as_of", "summary"}},
		{"organisations", []string{"kind", "name"}},
		{"agreements", []string{"kind", "formality", "title", "parties", "status", "as_of", "scope"}},
		{"activities", []string{"kind", "title", "outcome", "actors", "status", "as_of"}},
		{"resolutions", []string{"kind", "body", "status"}},
		{"instruments", []string{"kind", "name"}},
		{"regions", []string{"kind", "name"}},
		{"taxa", []string{"group", "name"}},
		{"themes", []string{"name"}},
		{"documents", []string{"title"}},
		{"events", []string{"kind", "name", "status"}},
		{"entry-points", []string{"kind", "title", "offered_by", "audience", "status", "as_of"}},

		{"countries", []string{"name"}},
		{"partners.identifiers", nil},
		{"partners.resolutions", []string{"id", "tie", "cite"}},
		{"agreements.parties", []string{"id", "role"}},
		{"agreements.resolutions", []string{"id", "tie", "cite"}},
		{"activities.actors", []string{"id", "role"}},
		{"activities.resolutions", []string{"id", "tie", "cite"}},
		{"resolutions.provisions", []string{"n", "kind"}},
		{"documents.anchors", []string{"id"}},
		{"entry-points.contact", nil},
	} {
		t.Run(tt.table, func(t *testing.T) {
			typ, ok := types()[tt.table]
			if !ok {
				t.Fatal("there is no such table")
			}
			var got []string
			for _, f := range Fields(typ) {
				if f.Required {
					got = append(got, f.Key)
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("required: %q, want %q", got, tt.want)
			}
		})
	}
	if n := len(types()); n != 22 {
		t.Errorf("there are %d tables; each needs a line above", n)
	}
}

// notKeys are the fields of Head that no file holds.
var notKeys = []string{"ID", "Collection", "Source"}

// A field without a tag would be ignored in silence, and so would a misspelt
// one: every tag is held against what can be in it.
func TestTags(t *testing.T) {
	tag := regexp.MustCompile(`^(toml|ref|enum|req):"([^"]*)"$`)
	key := regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`)
	word := regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	for name, typ := range types() {
		t.Run(name, func(t *testing.T) {
			var keys []string
			for _, sf := range reflect.VisibleFields(typ) {
				if sf.Anonymous {
					continue
				}
				if sf.Tag.Get("toml") == "" {
					t.Errorf("%s has no key", sf.Name)
				}
				if sf.Tag.Get("toml") == "-" && !slices.Contains(notKeys, sf.Name) {
					t.Errorf("%s is left out of the file", sf.Name)
				}
				for _, part := range regexp.MustCompile(`\S+:"[^"]*"`).FindAllString(string(sf.Tag), -1) {
					if !tag.MatchString(part) {
						t.Errorf("%s has the tag %s, which nothing reads", sf.Name, part)
					}
				}
				if req, ok := sf.Tag.Lookup("req"); ok && req != "true" {
					t.Errorf("%s: req is %q", sf.Name, req)
				}
			}
			for _, f := range Fields(typ) {
				if !key.MatchString(f.Key) || slices.Contains(keys, f.Key) {
					t.Errorf("key %q is badly formed or stands twice", f.Key)
				}
				keys = append(keys, f.Key)
				if got := typ.FieldByIndex(f.Index); got.Type != f.Type || got.Tag.Get("toml") != f.Key {
					t.Errorf("%s: its index leads to %s", f.Key, got.Name)
				}

				one := f.Type // a value, or an item of a list of values
				if one.Kind() == reflect.Slice {
					one = one.Elem()
				}
				if one != reflect.TypeFor[lang.Text]() && one != reflect.TypeFor[lang.Words]() && !IsScalar(one) && Table(f.Type) == nil {
					t.Errorf("%s: the loader does not know the type %v", f.Key, f.Type)
				}
				if (one == reflect.TypeFor[ID]()) != (f.Refs != nil) {
					t.Errorf("%s: an id refers to collections, and nothing else does; refs %q", f.Key, f.Refs)
				}
				for _, ref := range f.Refs {
					if _, ok := ByName(ref); !ok {
						t.Errorf("%s refers to %q, which is not a collection", f.Key, ref)
					}
				}
				if f.Enum != nil && one.Kind() != reflect.String {
					t.Errorf("%s: words for a %v", f.Key, f.Type)
				}
				for i, w := range f.Enum {
					if !word.MatchString(w) || slices.Contains(f.Enum[:i], w) {
						t.Errorf("%s: the word %q is badly formed or stands twice", f.Key, w)
					}
				}
			}
		})
	}
}

func TestFieldsOfEmbeddedStructs(t *testing.T) {
	var keys []string
	for _, f := range Fields(reflect.TypeFor[Instrument]()) {
		keys = append(keys, f.Key)
	}
	want := []string{"cite", "note", "checked_on", "kind", "name", "acronym", "also_known_as", "parent", "taxa", "regions", "summary"}
	if !slices.Equal(keys, want) {
		t.Errorf("keys %q, want %q", keys, want)
	}
	for _, c := range Collections {
		keys = nil
		for _, f := range Fields(c.Type) {
			keys = append(keys, f.Key)
		}
		_, scoped := c.Type.FieldByName("Scope")
		for _, key := range []string{"cite", "note", "checked_on"} {
			if !slices.Contains(keys, key) {
				t.Errorf("%s has no %q", c.Name, key)
			}
		}
		for _, key := range []string{"regions", "countries", "taxa", "themes", "instruments"} {
			if scoped && !slices.Contains(keys, key) {
				t.Errorf("%s has no %q", c.Name, key)
			}
		}
	}
}

func TestFieldsOfAnotherType(t *testing.T) {
	type other struct {
		A ID     `toml:"a" ref:"themes"`
		B string `toml:"b" enum:"x,y" req:"true"`
		c string
	}
	_ = other{}.c
	got := Fields(reflect.TypeFor[other]())
	want := []Field{
		{Key: "a", Index: []int{0}, Type: reflect.TypeFor[ID](), Refs: []string{"themes"}},
		{Key: "b", Index: []int{1}, Type: reflect.TypeFor[string](), Enum: []string{"x", "y"}, Required: true},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestTable(t *testing.T) {
	for _, tt := range []struct {
		name string
		typ  reflect.Type
		want reflect.Type
	}{
		{"table", reflect.TypeFor[Contact](), reflect.TypeFor[Contact]()},
		{"list of tables", reflect.TypeFor[[]Tie](), reflect.TypeFor[Tie]()},
		{"value made of two parts", reflect.TypeFor[Cite](), nil},
		{"list of values", reflect.TypeFor[[]Date](), nil},
		{"text by language", reflect.TypeFor[lang.Text](), nil},
		{"word", reflect.TypeFor[string](), nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Table(tt.typ); got != tt.want {
				t.Errorf("Table(%v) = %v, want %v", tt.typ, got, tt.want)
			}
		})
	}
}
