package page

import (
	"slices"
	"strconv"

	"passerelle/internal/graph"
	"passerelle/internal/record"
)

// dimension is a way in which readers tell the records of a section apart: by
// kind, by region, …
type dimension struct {
	id      string // part of addresses: "kind"
	message string // its heading
	values  []*value
	open    []*graph.Entry // records that the source does not limit in this way
}

// value is one answer, and the records of the section for which it is right.
type value struct {
	id      string
	key     int // number among all values of the section
	label   Str
	icon    string
	entries []*graph.Entry
	path    string // of the page that lists them, below the language
	shared  bool   // that page is about more than this section: the value's own record has it
}

// byPath is where the pages of values are, below their section.
const byPath = "by/"

// dimensions returns the dimensions of the sections that can be filtered.
func (w *writer) dimensions(s section) []*dimension {
	var out []*dimension
	words := func(id, collection, key string, of func(record.Record) []string) {
		out = append(out, w.wordDimension(s, id, key, collection, key, of))
	}
	facets := func(id, message, collection string) {
		d := &dimension{id: id, message: message}
		entries := w.byName(slices.DeleteFunc(w.m.Entries(collection), func(e *graph.Entry) bool { return !hasPage(e) }))
		if collection == "resolutions" {
			graph.SortNorms(entries)
		}
		for _, f := range entries {
			p := &Page{w: w}
			v := &value{id: string(f.ID), label: p.short(f).Str, entries: touching(f, s)}
			if collection != "resolutions" { // whose pages tell ties with records apart, not partners' indirect ones
				v.path, v.shared = pathOf(f)+"#"+slug(s.message), true
			}
			d.add(v)
		}
		out = append(out, d)
	}
	switch s.path {
	case "partners/":
		words("kind", "partners", "kind", func(r record.Record) []string { return []string{r.(*record.Partner).Kind} })
		words("relationship", "partners", "relationship", func(r record.Record) []string { return []string{r.(*record.Partner).Relationship} })
	case "agreements/":
		words("kind", "agreements", "kind", func(r record.Record) []string { return []string{r.(*record.Agreement).Kind} })
		words("status", "agreements", "status", func(r record.Record) []string { return []string{r.(*record.Agreement).Status} })
	case "activities/":
		words("kind", "activities", "kind", func(r record.Record) []string { return []string{r.(*record.Activity).Kind} })
		words("status", "activities", "status", func(r record.Record) []string { return []string{r.(*record.Activity).Status} })
	case wayInPath:
		return w.answers(s)
	default:
		return nil
	}
	facets("region", "regions", "regions")
	out = append(out, w.animalDimension(s))
	facets("theme", "themes", "themes")
	facets("resolution", "resolutions", "resolutions")
	facets("instrument", "instruments", "instruments")
	return w.number(s, out)
}

// wordDimension tells the records of a section apart by the words of a field.
func (w *writer) wordDimension(s section, id, message, collection, key string, of func(record.Record) []string) *dimension {
	d := &dimension{id: id, message: message}
	for _, f := range fieldsOf(collection) {
		if f.Key != key {
			continue
		}
		for _, word := range f.Enum {
			d.add(&value{id: word, label: Str{Text: w.enum(collection, key, word)}, entries: where(s.entries, func(e *graph.Entry) bool {
				return slices.Contains(of(e.Record), word)
			})})
		}
	}
	return d
}

// add keeps a value that is right for some record.
func (d *dimension) add(v *value) {
	if len(v.entries) > 0 {
		d.values = append(d.values, v)
	}
}

// number numbers the values of a section and gives each a page.
func (w *writer) number(s section, dimensions []*dimension) []*dimension {
	dimensions = slices.DeleteFunc(dimensions, func(d *dimension) bool { return len(d.values) == 0 })
	key := 0
	for _, d := range dimensions {
		for _, v := range d.values {
			v.key = key
			key++
			if v.path == "" {
				v.path = s.path + byPath + d.id + "/" + v.id + "/"
			}
		}
	}
	return dimensions
}

// animalDimension tells records apart by groups of animals.
func (w *writer) animalDimension(s section) *dimension {
	d := &dimension{id: "animals", message: "taxa"}
	for _, g := range animalGroups {
		d.add(&value{id: g, icon: g, label: Str{Text: w.text(groupMessage(g))}, entries: where(s.entries, func(e *graph.Entry) bool {
			return about(e, g)
		})})
	}
	return d
}

// about reports whether an entry is about animals of a group.
func about(e *graph.Entry, group string) bool {
	return slices.ContainsFunc(e.Facets.Taxa, func(t *graph.Entry) bool { return t.Record.(*record.Taxon).Group == group })
}

// where returns the entries of which something is true.
func where(es []*graph.Entry, is func(*graph.Entry) bool) []*graph.Entry {
	var out []*graph.Entry
	for _, e := range es {
		if is(e) {
			out = append(out, e)
		}
	}
	return out
}

// touching returns the entries of a section that touch a facet or its parts.
func touching(f *graph.Entry, s section) []*graph.Entry {
	list := map[string][]*graph.Entry{
		"partners/": f.Partners, "agreements/": f.Agreements, "activities/": f.Activities, wayInPath: f.EntryPoints,
	}[s.path]
	return where(list, func(e *graph.Entry) bool { return slices.Contains(s.entries, e) })
}

// keys returns, for each entry, the numbers of the values that are right for
// it, as attributes of its line give them.
func keys(dimensions []*dimension) map[*graph.Entry]string {
	out := map[*graph.Entry]string{}
	for _, d := range dimensions {
		for _, v := range d.values {
			for _, e := range v.entries {
				if out[e] != "" {
					out[e] += " "
				}
				out[e] += strconv.Itoa(v.key)
			}
		}
	}
	return out
}

// openTo returns, for each entry, the ids of the dimensions in which the source
// does not limit it.
func openTo(dimensions []*dimension) map[*graph.Entry]string {
	out := map[*graph.Entry]string{}
	for _, d := range dimensions {
		for _, e := range d.open {
			if out[e] != "" {
				out[e] += " "
			}
			out[e] += d.id
		}
	}
	return out
}
