package check

import (
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"

	"passerelle/internal/diag"
	"passerelle/internal/lang"
	"passerelle/internal/prose"
	"passerelle/internal/record"
)

// The findings about single values.
var (
	DanglingRef        = &diag.Rule{Code: "dangling-reference", Sentence: "%q names no record in %s"}
	WrongCollection    = &diag.Rule{Code: "wrong-collection", Sentence: "%q is in %s, but %q takes an id of %s"}
	Repeated           = &diag.Rule{Code: "repeated", Sentence: "%q stands twice in %q"}
	MissingTranslation = &diag.Rule{Code: "missing-translation", Sentence: "%q has no text in %q"}
	UnknownCountry     = &diag.Rule{Code: "unknown-country", Sentence: "%q is not in data/countries.toml"}
	UnknownDocument    = &diag.Rule{Code: "unknown-document", Sentence: "%q names no record in documents"}
	UnknownAnchor      = &diag.Rule{Code: "unknown-paragraph", Sentence: "the document %q has no paragraph %q"}
	NoCite             = &diag.Rule{Code: "no-source", Sentence: "the record names no paragraph that it rests on"}
	NoTitle            = &diag.Rule{Code: "no-title", Sentence: "the norm has no title; only a resolution may go by its number alone"}
	BadCentre          = &diag.Rule{Code: "bad-centre", Sentence: "the centre must be [longitude, latitude] in degrees"}

	addCite      = &diag.Hint{Sentence: "add cite = [\"%s#…\"] with the paragraph's number"}
	addText      = &diag.Hint{Sentence: "write the text, or, for a proper name that is the same everywhere, use %s alone"}
	addCountry   = &diag.Hint{Sentence: "correct the code or add it there with its names"}
	seeAnchors   = &diag.Hint{Sentence: "its paragraphs are the [[anchors]] of data/documents/%s.toml"}
	rememberFile = &diag.Hint{Sentence: "correct the id or add the file"}
)

// citeless are the collections whose records may stand without a citation:
// the portal's own vocabulary.
var citeless = map[string]bool{"regions": true, "taxa": true, "themes": true, "documents": true}

// walk checks every value of a record by its type and tags.
func (c *checker) walk(r record.Record) {
	h := r.Base()
	c.table(h, reflect.ValueOf(r).Elem(), nil)
	if len(h.Cite) == 0 && !citeless[h.Collection] {
		c.list.Add(h.Pos(), NoCite)
		c.list.Advise(addCite, c.Source)
	}
	if norm, ok := r.(*record.Resolution); ok && norm.Title.Empty() && (norm.Kind != "resolution" || norm.Number == "") {
		c.list.Add(h.Pos(), NoTitle)
	}
	if reg, ok := r.(*record.Region); ok && len(reg.Centre) > 0 {
		if len(reg.Centre) != 2 || abs(reg.Centre[0]) > 180 || abs(reg.Centre[1]) > 90 {
			c.list.Add(h.Pos("centre"), BadCentre)
		}
	}
}

func abs(f float64) float64 { return max(f, -f) }

func (c *checker) table(h *record.Head, v reflect.Value, path []any) {
	for _, f := range record.Fields(v.Type()) {
		fv := v.FieldByIndex(f.Index)
		at := append(path[:len(path):len(path)], f.Key)
		switch {
		case fv.IsZero():
		case f.Type == reflect.TypeFor[lang.Text]():
			c.text(h, fv.Interface().(lang.Text), at, f.Key)
		case f.Type == reflect.TypeFor[lang.Words]():
			for tag := range fv.Interface().(lang.Words) {
				c.slice(h, fv.MapIndex(reflect.ValueOf(tag)), record.Field{Key: f.Key, Type: reflect.TypeFor[[]string]()}, append(at[:len(at):len(at)], tag))
			}
		case fv.Kind() == reflect.Slice:
			c.slice(h, fv, f, at)
		case record.Table(f.Type) != nil:
			c.table(h, fv, at)
		default:
			c.value(h, fv, f, at)
		}
	}
}

func (c *checker) slice(h *record.Head, v reflect.Value, f record.Field, path []any) {
	seen := map[string]bool{}
	for i := range v.Len() {
		item := v.Index(i)
		at := append(path[:len(path):len(path)], i)
		if record.Table(f.Type) != nil {
			c.table(h, item, at)
		} else {
			c.value(h, item, f, at)
		}
		if f.Key == "centre" {
			continue
		}
		words := written(item)
		if seen[words] {
			c.list.Add(h.Pos(at...), Repeated, words, f.Key)
		}
		seen[words] = true
	}
}

// written returns an item of a list as it is written; of a table, its words,
// by which it differs from the other items.
func written(item reflect.Value) string {
	if record.Table(item.Type()) == nil {
		return fmt.Sprint(item.Interface())
	}
	var words []string
	for _, f := range record.Fields(item.Type()) {
		if v := item.FieldByIndex(f.Index); v.Kind() == reflect.String && !v.IsZero() {
			words = append(words, v.String())
		}
	}
	return strings.Join(words, ", ")
}

func (c *checker) value(h *record.Head, v reflect.Value, f record.Field, path []any) {
	switch x := v.Interface().(type) {
	case record.ID:
		c.ref(h, x, f, path)
	case record.Country:
		if _, ok := c.set.Countries[x]; !ok && c.set.Countries != nil {
			c.list.Add(h.Pos(path...), UnknownCountry, x)
			c.list.Advise(addCountry)
		}
	case record.Cite:
		c.cite(h, x, path)
	case string:
		c.long(x, h.Pos(path...))
		prose.ReportSign(c.list, h.Pos(path...), x)
	}
}

func (c *checker) ref(h *record.Head, id record.ID, f record.Field, path []any) {
	if len(f.Refs) == 0 || c.find(id, f.Refs) != nil || c.broken(id, f.Refs) {
		return
	}
	pos, allowed := h.Pos(path...), strings.Join(f.Refs, ", ")
	if others := c.byID[id]; len(others) > 0 {
		c.list.Add(pos, WrongCollection, id, others[0].Base().Collection, f.Key, allowed)
		return
	}
	c.list.Add(pos, DanglingRef, id, allowed)
	if near := c.nearest(id, f.Refs); near != "" {
		c.list.Advise(diag.DidYouMean, near)
	} else {
		c.list.Advise(rememberFile)
	}
}

// broken reports whether the id is that of a file that could not be read:
// what is wrong with it was told already.
func (c *checker) broken(id record.ID, collections []string) bool {
	for _, name := range collections {
		if c.set.Broken[name][id] {
			return true
		}
	}
	return false
}

// maxCompared is how many ids are compared with wrong ones in all, to find what
// was meant: a record may hold thousands of them, and a collection of records.
const maxCompared = 1_000_000

func (c *checker) nearest(id record.ID, collections []string) string {
	if c.compared > maxCompared {
		return ""
	}
	ids := c.ids(collections)
	c.compared += len(ids)
	return diag.Nearest(string(id), ids)
}

func (c *checker) ids(collections []string) []string {
	var ids []string
	for _, r := range c.all {
		for _, name := range collections {
			if r.Base().Collection == name {
				ids = append(ids, string(r.Base().ID))
			}
		}
	}
	return ids
}

func (c *checker) cite(h *record.Head, cite record.Cite, path []any) {
	doc, _ := c.find(cite.Document, []string{"documents"}).(*record.Document)
	if doc == nil {
		if c.broken(cite.Document, []string{"documents"}) {
			return
		}
		c.list.Add(h.Pos(path...), UnknownDocument, cite.Document)
		return
	}
	for _, a := range doc.Anchors {
		if a.ID == cite.Anchor {
			return
		}
	}
	c.list.Add(h.Pos(path...), UnknownAnchor, cite.Document, cite.Anchor)
	c.list.Advise(seeAnchors, cite.Document)
}

func (c *checker) text(h *record.Head, t lang.Text, path []any, key string) {
	if t[lang.Any] == "" {
		for _, tag := range c.Required {
			if t[tag] == "" {
				c.list.Add(h.Pos(path...), MissingTranslation, key, tag)
				c.list.Advise(addText, lang.Any)
			}
		}
	}
	for tag, s := range t {
		pos := h.Pos(append(path[:len(path):len(path)], tag)...)
		prose.ReportSign(c.list, pos, s)
		if c.long(s, pos) {
			continue // Parse takes time with the square of some texts
		}
		if _, fault := prose.Parse(s); fault != nil {
			c.list.Add(pos, fault.Rule, fault.Args...)
			c.list.Advise(fault.Hint, fault.HintArgs...)
		}
	}
}

// long reports a text of more characters than are read.
func (c *checker) long(s string, pos diag.Position) bool {
	n := utf8.RuneCountInString(s)
	if n > prose.MaxLength {
		c.list.Add(pos, prose.TooLong, n, prose.MaxLength)
	}
	return n > prose.MaxLength
}
