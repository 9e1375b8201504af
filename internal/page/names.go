package page

import (
	"slices"

	"passerelle/internal/graph"
	"passerelle/internal/lang"
	"passerelle/internal/record"
)

// name is one of the names of an entry and the tag of the language that it is
// in.
type name struct{ Text, Lang string }

// namesOf returns every name by which an entry is known, without repetition:
// as pages of the language call it, then the others.
func (w *writer) namesOf(e *graph.Entry) []name {
	var out []name
	add := func(s, tag string) {
		if s != "" && !slices.ContainsFunc(out, func(n name) bool { return n.Text == s }) {
			out = append(out, name{s, tag})
		}
	}
	p := &Page{w: w}
	_, in := e.Name.In(w.lang.Tag, w.site.Languages)
	add(p.entryName(e).Text, in)
	if r, ok := e.Record.(*record.Resolution); ok && r.Kind == "resolution" && r.Number != "" {
		add(string(r.Number), lang.Any)
		for _, o := range w.tongues {
			add(o.text("resolution_number", "Number", string(r.Number)), o.lang.Tag)
		}
	}
	if folders[e.Collection] != "" && !titled[e.Collection] || e.Collection == "organisations" || e.Collection == "events" {
		for _, t := range []lang.Text{e.Acronym, e.Name} {
			for _, tag := range append(w.site.Languages.Tags(), lang.Any) {
				add(lang.Typeset(tag, t[tag]), tag)
			}
		}
	}
	for _, n := range otherNames(e) {
		add(n.Text, n.Lang)
	}
	return out
}

// titled are the collections whose records have titles, which nobody looks for
// in another language than his own.
var titled = map[string]bool{"agreements": true, "activities": true, "entry-points": true, "documents": true}

// otherNames returns the names that a record gives beside its own.
func otherNames(e *graph.Entry) []name {
	var out []name
	all := func(words []string, tag string) {
		for _, s := range words {
			out = append(out, name{lang.Typeset(tag, s), tag})
		}
	}
	byLanguage := func(words lang.Words) {
		for _, tag := range sortedTags(words) {
			all(words[tag], tag)
		}
	}
	switch r := e.Record.(type) {
	case *record.Partner:
		all(r.AlsoKnownAs, lang.Any)
	case *record.Organisation:
		all(r.AlsoKnownAs, lang.Any)
	case *record.Instrument:
		all(r.AlsoKnownAs, lang.Any)
	case *record.Resolution:
		all(r.AlsoKnownAs, lang.Any)
	case *record.Region:
		byLanguage(r.AlsoKnownAs)
	case *record.Taxon:
		byLanguage(r.AlsoKnownAs)
		all(nonEmpty(r.ScientificName), "la")
	case *record.Theme:
		byLanguage(r.AlsoKnownAs)
	case *record.Document:
		all(nonEmpty(string(r.Symbol)), lang.Any)
	}
	return out
}

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

func sortedTags(words lang.Words) []string {
	var tags []string
	for tag := range words {
		tags = append(tags, tag)
	}
	slices.Sort(tags)
	return tags
}
