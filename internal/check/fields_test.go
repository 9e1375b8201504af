package check

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"passerelle/internal/lang"
	"passerelle/internal/record"
)

// bad gives a value that breaks a rule to every type of field that one is
// about.
var bad = map[reflect.Type]struct {
	value any
	rule  string
}{
	reflect.TypeFor[record.ID]():      {record.ID("no-such-record"), DanglingRef.Code},
	reflect.TypeFor[record.Country](): {record.Country("XXX"), UnknownCountry.Code},
	reflect.TypeFor[record.Cite]():    {record.Cite{Document: "no-such-record", Anchor: "1"}, UnknownDocument.Code},
	reflect.TypeFor[lang.Text]():      {lang.Text{"en": "Words."}, MissingTranslation.Code},
}

// TestEveryField breaks each field of each collection, those of tables and
// lists included, one at a time: no field of the schema is left unchecked.
func TestEveryField(t *testing.T) {
	broken := 0
	for _, c := range record.Collections {
		walkType(c.Type, nil, func(path []record.Field, leaf reflect.Type) {
			b, ok := bad[leaf]
			if !ok {
				return
			}
			broken++
			var keys []string
			for _, f := range path {
				keys = append(keys, f.Key)
			}
			set := loadSite(t, validSite(t))
			v := first(set, c.Name)
			for _, f := range path {
				v = v.FieldByIndex(f.Index)
				if v.Kind() == reflect.Slice {
					v.Set(reflect.MakeSlice(v.Type(), 1, 1))
					v = v.Index(0)
				}
			}
			v.Set(reflect.ValueOf(b.value))
			var codes []string
			for _, d := range Set(set, options()).Sorted() {
				codes = append(codes, d.Rule.Code)
			}
			if !slices.Contains(codes, b.rule) {
				t.Errorf("%s: %s is not checked: %v finds nothing", c.Name, strings.Join(keys, "."), b.value)
			}
		})
	}
	if broken < 100 {
		t.Errorf("only %d fields were broken", broken)
	}
}

// walkType calls do with every field of a type and the type of its value, or
// of the items of a list.
func walkType(t reflect.Type, path []record.Field, do func(path []record.Field, leaf reflect.Type)) {
	for _, f := range record.Fields(t) {
		at := append(slices.Clone(path), f)
		if table := record.Table(f.Type); table != nil {
			walkType(table, at, do)
			continue
		}
		leaf := f.Type
		if leaf.Kind() == reflect.Slice {
			leaf = leaf.Elem()
		}
		do(at, leaf)
	}
}

// first returns the first record of a collection.
func first(set *record.Set, collection string) reflect.Value {
	for _, r := range set.All() {
		if r.Base().Collection == collection {
			return reflect.ValueOf(r).Elem()
		}
	}
	return reflect.Value{}
}
