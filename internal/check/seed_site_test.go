package check

import (
	"fmt"
	"io/fs"
	"os"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/internal/lang"
	"passerelle/internal/record"
)

// trilingual are the languages of the repository's own data.
var trilingual = lang.Set{
	{Tag: "fr", Locale: "fr", Direction: "ltr", Weight: 1},
	{Tag: "en", Locale: "en", Direction: "ltr", Weight: 2},
	{Tag: "es", Locale: "es", Direction: "ltr", Weight: 3},
}

// realSite returns the repository's own data and pages.
func realSite(t testing.TB) fstest.MapFS {
	t.Helper()
	fsys := fstest.MapFS{}
	root := os.DirFS("../..")
	for _, dir := range []string{"data", "content"} {
		err := fs.WalkDir(root, dir, func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			data, err := fs.ReadFile(root, name)
			fsys[name] = &fstest.MapFile{Data: data}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return fsys
}

// maker writes records with every key that the types have, so that a new key
// is tried without a word here.
type maker struct {
	t    testing.TB
	real map[string][]string // two or more ids of each collection, to refer to
}

// forms gives sound values to the types that check themselves; two, since the
// items of a list differ.
var forms = map[reflect.Type][2]string{
	reflect.TypeFor[record.Cite]():     {"cop11-doc-21-1#1", "cop11-doc-21-1#20b"},
	reflect.TypeFor[record.Country]():  {"KEN", "DEU"},
	reflect.TypeFor[record.URL]():      {"https://www.cms.int/", "https://example.org/é"},
	reflect.TypeFor[record.Number]():   {"10.21", "IX"},
	reflect.TypeFor[record.Symbol]():   {"UNEP/CMS/Doc.1", "UNEP/CMS/Doc.2"},
	reflect.TypeFor[record.ROR]():      {"0521rv456", "0521rv457"},
	reflect.TypeFor[record.Wikidata](): {"Q1", "Q2"},
	reflect.TypeFor[record.Mark]():     {"a1", "b2"},
	reflect.TypeFor[record.Date]():     {"2013-02", "2014"},
}

// apart are values of words that hang together with other keys.
var apart = map[string]string{
	"as_of": "2014-06", "agreements.status": "in-force", "activities.status": "completed", "events.status": "held",
	"partners.documented_none": "agreements", "entry-points.channel": "web", "entry-points.value": "https://www.cms.int/",
}

// record returns a sound record of a collection with every key. The style
// tells how it is written: 0 a key a line, 1 with headers and lists over
// lines, 2 like 0 with texts that are the same in every language.
func (m *maker) record(c record.Collection, style int) string {
	var lines, tables strings.Builder
	lines.WriteString("# Généré\n")
	for _, f := range record.Fields(c.Type) {
		table, list := record.Table(f.Type), f.Type.Kind() == reflect.Slice
		switch {
		case style == 1 && table != nil && list:
			for i := range 2 {
				fmt.Fprintf(&tables, "\n[[%s]]\n%s", f.Key, m.table(c.Name, table, i, style, "%s = %s\n"))
			}
		case style == 1 && table != nil:
			fmt.Fprintf(&tables, "\n[%s] # é\n%s", f.Key, m.table(c.Name, table, 0, style, "%s = %s\n"))
		case style == 1 && f.Type == reflect.TypeFor[lang.Text]():
			fmt.Fprintf(&tables, "\n[%s]\nfr = \"Été %s\"\nen = \"\"\"\nSummer %s\"\"\"\nes = \"Verano ñ\"\n", f.Key, f.Key, f.Key)
		default:
			fmt.Fprintf(&lines, "%s = %s\n", f.Key, m.value(c.Name, f, f.Type, 0, style))
		}
	}
	return lines.String() + tables.String()
}

func (m *maker) table(collection string, t reflect.Type, i, style int, form string) string {
	var b strings.Builder
	for _, f := range record.Fields(t) {
		fmt.Fprintf(&b, form, f.Key, m.value(collection, f, f.Type, i, style))
	}
	return b.String()
}

func (m *maker) value(collection string, f record.Field, t reflect.Type, i, style int) string {
	form, known := forms[t]
	special, ok := apart[collection+"."+f.Key]
	if !ok {
		special, ok = apart[f.Key]
	}
	switch table := record.Table(t); {
	case t == reflect.TypeFor[lang.Text]() && style == 2:
		return fmt.Sprintf("{ mul = \"Nom é %d\" }", i)
	case t == reflect.TypeFor[lang.Text]():
		return fmt.Sprintf("{ fr = \"É %s %d\", en = \"E\", es = \"Ñ %s\" }", f.Key, i, f.Key)
	case t == reflect.TypeFor[lang.Words]():
		return `{ fr = ["é", "œ"], en = ["e"], es = ["ñ"], mul = ["m"] }`
	case t.Kind() == reflect.Slice && ok:
		return fmt.Sprintf("[%q]", special)
	case t.Kind() == reflect.Slice && style == 1:
		return fmt.Sprintf("[\n  %s, # é\n  %s,\n]", m.value(collection, f, t.Elem(), 0, style), m.value(collection, f, t.Elem(), 1, style))
	case t.Kind() == reflect.Slice:
		return fmt.Sprintf("[%s, %s]", m.value(collection, f, t.Elem(), 0, style), m.value(collection, f, t.Elem(), 1, style))
	case table != nil:
		return "{ " + strings.TrimSuffix(m.table(collection, table, i, style, "%s = %s, "), ", ") + " }"
	case ok:
		return fmt.Sprintf("%q", special)
	case f.Enum != nil:
		return fmt.Sprintf("%q", f.Enum[(i+style)%len(f.Enum)])
	case t == reflect.TypeFor[record.ID]() && f.Refs != nil:
		return fmt.Sprintf("%q", m.real[f.Refs[0]][i])
	case known:
		return fmt.Sprintf("%q", form[i])
	case t.Kind() == reflect.String && t.PkgPath() == "":
		return fmt.Sprintf("\"Été %d\"", i)
	case t.Kind() == reflect.Float64:
		return []string{"17.5", "-2.5"}[i]
	}
	m.t.Fatalf("no value for the type %v of %q: give it one in forms and in misshapen", t, f.Key)
	return ""
}
