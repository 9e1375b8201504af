package test

import (
	"encoding"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"passerelle/internal/lang"
	"passerelle/internal/record"
)

// small is a small site that has records in every collection and a text in
// every field that takes one, found by walking the schema.
type small struct {
	ids   map[string][]string // by collection
	text  func(field string) string
	each  func(field string, of reflect.Type) string // a value for a type that checks itself; "" if it has none of its own
	mail  func() string                              // addresses for contacts
	web   func() string
	slots map[string]int // how many texts each field has had
}

// fixtureIDs returns n ids for each collection. The ids of bodies differ.
func fixtureIDs(n int) map[string][]string {
	ids := map[string][]string{}
	for _, c := range record.Collections {
		for i := range n {
			ids[c.Name] = append(ids[c.Name], fmt.Sprintf("%s-%d", c.Name, i))
		}
	}
	return ids
}

// fixtureCountries are the countries of a fixture.
var fixtureCountries = []string{"KEN", "UGA", "TZA"}

// fixtureAnchors are the paragraphs of each document of a fixture.
var fixtureAnchors = []string{"1", "20b", "S", "fn1"}

// write writes the site into a folder. It uses the interface and the theme of
// the repository.
func (f *small) write(t *testing.T, dir string) {
	t.Helper()
	f.slots = map[string]int{}
	for _, name := range []string{"i18n", "themes"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(root, name))); err != nil {
			t.Fatal(err)
		}
	}
	conf, err := os.ReadFile(filepath.Join(root, "config.toml"))
	if err != nil {
		t.Fatal(err)
	}
	put(t, dir, "config.toml", strings.Replace(string(conf), `document = "cop11-doc-21-1"`, "document = "+strconv.Quote(f.ids["documents"][0]), 1))
	for _, c := range record.Collections {
		for i, id := range f.ids[c.Name] {
			var b strings.Builder
			for _, field := range record.Fields(c.Type) {
				if v := f.value(c.Name+"."+field.Key, c.Name, field, i); v != "" {
					fmt.Fprintf(&b, "%s = %s\n", field.Key, v)
				}
			}
			put(t, dir, "data/"+c.Name+"/"+id+".toml", b.String())
		}
	}
	var b strings.Builder
	for _, code := range fixtureCountries {
		fmt.Fprintf(&b, "[countries.%s]\nname = %s\n", code, f.texts("countries.name", 0))
	}
	put(t, dir, "data/countries.toml", b.String())
	for _, tag := range tags {
		for _, page := range []string{"_index", "about", "partnering"} {
			put(t, dir, "content/"+tag+"/"+page+".md", fmt.Sprintf("+++\ntitle = %s\ndescription = %s\n+++\nWords *soft* and [a link](https://example.net/).\n",
				quote(f.take("content.title."+tag)), quote(f.take("content.description."+tag))))
		}
	}
}

// put writes a file and the folders that it lies in.
func put(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, dir, name, text)
}

// quote writes a string of TOML: as it is, but for what would end it or may
// not stand in it.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < 0x20 || c == 0x7f:
			fmt.Fprintf(&b, `\u%04x`, c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// longer are the fields whose texts may have paragraphs: each is given several
// texts, one a paragraph.
var longer = []string{"note", "summary", "why", "scope", "outcome", "seeks", "offers", "steps", "requirements", "definition", "no_fact"}

// take returns the next text, and counts it for its field.
func (f *small) take(field string) string {
	f.slots[field]++
	s := f.text(field)
	if parts := strings.Split(field, "."); slices.Contains(longer, parts[len(parts)-2]) {
		for range 2 {
			f.slots[field]++
			s += "\n\n" + f.text(field)
		}
	}
	return s
}

// texts returns a text in each language, or, of every fourth record, one for
// all of them.
func (f *small) texts(field string, i int) string {
	if i%4 == 3 {
		return "{ mul = " + quote(f.take(field+".mul")) + " }"
	}
	var list []string
	for _, tag := range tags {
		list = append(list, tag+" = "+quote(f.take(field+"."+tag)))
	}
	return "{ " + strings.Join(list, ", ") + " }"
}

// list writes a list of TOML.
func list(n int, item func(i int) string) string {
	var items []string
	for i := range n {
		items = append(items, item(i))
	}
	return "[" + strings.Join(items, ", ") + "]"
}

// chains are the fields by which records follow each other: each names the
// record before it.
var chains = []string{"parent", "renews", "supersedes", "replaced_by"}

// value returns the value of a field of the i-th record of a collection, or ""
// if it has none.
func (f *small) value(path, collection string, field record.Field, i int) string {
	repeated := field.Type.Kind() == reflect.Slice
	of := field.Type
	if repeated {
		of = of.Elem()
	}
	switch {
	case path == "documents.anchors":
		return list(len(fixtureAnchors), func(n int) string {
			return fmt.Sprintf("{ id = %q, topic = %s, no_fact = %s }", fixtureAnchors[n], f.texts(path+".topic", n), f.texts(path+".no_fact", n))
		})
	case path == "partners.documented_none": // there is something of all of them
		return ""
	case path == "entry-points.contact":
		return f.contact(path, i)
	case path == "regions.centre":
		return fmt.Sprintf("[%d.5, %d]", 20*i%200-60, 10*i%90-20)
	case slices.Contains(chains, field.Key):
		if i == 0 || path == "taxa.parent" && i%2 == 0 {
			return ""
		}
		before := quote(f.ids[field.Refs[0]][i-1])
		if collection == "organisations" || collection == "instruments" {
			before = quote(f.ids[collection][i-1])
		}
		if repeated {
			return "[" + before + "]"
		}
		return before
	case path == "taxa.group": // that of a part is that of its whole
		return quote(field.Enum[i/2%len(field.Enum)])
	case field.Enum != nil && repeated:
		n := len(field.Enum)
		return list(2, func(k int) string { return quote(field.Enum[(i+k)%n]) })
	case field.Enum != nil:
		return quote(field.Enum[i%len(field.Enum)])
	case field.Refs != nil:
		pick := func(k int) string { // bodies of all sorts in turn
			ids := f.ids[field.Refs[(i+k)%len(field.Refs)]]
			return quote(ids[(i+k)%len(ids)])
		}
		if repeated {
			return list(2, pick)
		}
		return pick(0)
	case field.Type == reflect.TypeFor[lang.Text]():
		return f.texts(path, i)
	case field.Type == reflect.TypeFor[lang.Words]():
		var all []string
		for _, tag := range append(tags[:len(tags):len(tags)], lang.Any) {
			all = append(all, tag+" = "+list(2, func(int) string { return quote(f.take(path + "." + tag)) }))
		}
		return "{ " + strings.Join(all, ", ") + " }"
	case record.Table(field.Type) != nil:
		table := func(k int) string {
			var keys []string
			for _, inner := range record.Fields(record.Table(field.Type)) {
				if v := f.value(path+"."+inner.Key, collection, inner, i+k); v != "" {
					keys = append(keys, inner.Key+" = "+v)
				}
			}
			return "{ " + strings.Join(keys, ", ") + " }"
		}
		if repeated {
			return list(2, table)
		}
		return table(0)
	case repeated:
		return list(2, func(k int) string { return f.scalar(path, of, i+k) })
	}
	return f.scalar(path, of, i)
}

// scalar returns a value of a type that is written as one.
func (f *small) scalar(path string, of reflect.Type, i int) string {
	if _, ok := reflect.New(of).Interface().(encoding.TextUnmarshaler); ok {
		if s := f.each(path, of); s != "" {
			f.slots[path]++
			return quote(s)
		}
	}
	dates := []string{"2013", "2013-02", "2013-02-13", "2012/2014", "2014-04-15/2014-04-16", "XXXX-01-29"}
	switch of {
	case reflect.TypeFor[record.Date]():
		if strings.HasSuffix(path, "as_of") {
			return quote("2014-07")
		}
		return quote(dates[i%len(dates)])
	case reflect.TypeFor[record.Cite]():
		return quote(f.ids["documents"][0] + "#" + fixtureAnchors[i%len(fixtureAnchors)])
	case reflect.TypeFor[record.Country]():
		return quote(fixtureCountries[i%len(fixtureCountries)])
	case reflect.TypeFor[record.URL]():
		return quote("https://example.net/" + strconv.Itoa(i))
	case reflect.TypeFor[record.Number]():
		return quote("10." + strconv.Itoa(i))
	case reflect.TypeFor[record.Symbol]():
		return quote("Doc. " + strconv.Itoa(i))
	case reflect.TypeFor[record.ROR]():
		return quote("0521rv456")
	case reflect.TypeFor[record.Wikidata]():
		return quote("Q170481")
	}
	if of.Kind() == reflect.String {
		return quote(f.take(path))
	}
	panic("a fixture has no value for " + path)
}

// contact returns a contact, through a channel and published or not in turn.
func (f *small) contact(path string, i int) string {
	channel, value := "post", ""
	switch i % 3 {
	case 0:
		channel, value = "email", f.mail()
	case 1:
		channel, value = "web", f.web()
	default:
		value = f.take(path + ".value")
	}
	return fmt.Sprintf("{ role = %s, channel = %q, value = %s, visibility = \"public\" }", f.texts(path+".role", i), channel, quote(value))
}

// harmless returns a fixture whose texts are words, each of them new, and which
// have, where that means something, emphasis and a link.
func harmless(ids map[string][]string) *small {
	n := 0
	f := &small{ids: ids, mail: func() string { return "office@example.net" }, web: func() string { return "https://example.net/office" }}
	f.text = func(field string) string {
		n++
		if n%2 == 0 && strings.HasPrefix(field, "regions.name") { // short enough to stand on a map
			return "W" + strconv.Itoa(n)
		}
		return fmt.Sprintf("Words%d *soft* [link](https://example.net/%d)", n, n)
	}
	f.each = func(string, reflect.Type) string { return "" }
	return f
}
