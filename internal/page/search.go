package page

import (
	"maps"
	"slices"
	"strings"

	"passerelle/internal/graph"
	"passerelle/internal/lang"
	"passerelle/internal/message"
	"passerelle/internal/prose"
	"passerelle/internal/record"
	"passerelle/internal/search"
)

// searchPath is the search page, below its language.
const searchPath = "search/"

// SearchView is the search page. Its script reads the index; without one, the
// reader is led to the list of all names.
type SearchView struct {
	Heading string         `json:"heading"`
	Intro   string         `json:"intro"`
	Index   string         `json:"index"`          // folder of the index
	Leaf    string         `json:"leaf,omitempty"` // what a link to a folder ends with
	Base    string         `json:"base"`           // folder of the language
	Forms   []message.Form `json:"forms"`          // how many results, by plural form
	Letters []Link         `json:"letters"`
	Says    SearchWords    `json:"says"`
}

// SearchWords are sentences that the script completes: "[q]" is what the
// reader typed, "[w]" a word that was searched instead, "[n]" how many
// results there are.
type SearchWords struct {
	For       string `json:"for"`
	None      string `json:"none"`
	Capped    string `json:"capped"`
	Corrected string `json:"corrected"`
	Unfound   string `json:"unfound"`
}

// found makes the index of the language and its search page.
func (w *writer) found() {
	index := search.Build(w.tagsFirst(), w.findable())
	folder := w.lang.Tag + "/" + searchPath + index.Digest + "/"
	for _, f := range index.Files {
		w.data = append(w.data, Data{Output: folder + f.Name, Data: f.Data})
	}
	p := w.page(searchPath, "search", w.text("search"), w.text("search_intro"))
	p.Type = "search"
	p.crumb()
	p.Search = &SearchView{
		Heading: p.title, Intro: p.description, Index: p.Root + folder, Base: p.Root + w.lang.Tag + "/",
		Leaf: strings.TrimPrefix(w.site.file("a/"), "a/"), Forms: w.msg.Forms("n_results"), Letters: w.names.lettersFor(p),
		Says: SearchWords{
			For: w.text("search_for", "Results", "[n]", "Query", "[q]"), None: w.text("search_none", "Query", "[q]"),
			Capped: w.text("search_capped", "Results", "[n]"), Unfound: w.text("search_unfound", "Query", "[q]"),
			Corrected: w.text("search_corrected", "Query", "[q]", "Word", "[w]"),
		},
	}
	w.write(p, "")
}

// tagsFirst returns the languages of the site, the reader's first.
func (w *writer) tagsFirst() []string {
	tags := []string{w.lang.Tag}
	for _, l := range w.site.Languages {
		if l.Tag != w.lang.Tag {
			tags = append(tags, l.Tag)
		}
	}
	return tags
}

// priors say which of several pages that match alike a reader more likely
// wants: bodies and subjects before the records of work about them.
var priors = map[string]int{
	"partners/": 9, "taxa/": 8, "regions/": 8, "instruments/": 7, "resolutions/": 7, "themes/": 6, "countries/": 6,
	"entry-points/": 5, "agreements/": 4, "activities/": 3, "sources/": 2,
}

// What titles are worth beside the names of things, which are worth 100.
const (
	worthTitle     = 92
	worthEditorial = 60
)

// findable returns the pages of the language as the search knows them.
func (w *writer) findable() []search.Section {
	var out []search.Section
	for _, s := range w.nav {
		section := search.Section{Label: w.text(s.message), Folder: s.path, Prior: priors[s.path], Title: 100}
		for _, e := range s.entries {
			if titled[e.Collection] {
				section.Title = worthTitle
			}
			section.Pages = append(section.Pages, w.document(e))
		}
		out = append(out, section)
	}
	people := search.Section{Label: w.text("portal_foot"), Title: worthEditorial}
	for _, e := range w.footer {
		people.Pages = append(people.Pages, search.Document{
			Slug: e.Name + "/", Title: search.Phrase{Text: lang.Typeset(e.Lang, e.Title), Lang: e.Lang}, Text: clip(lang.Typeset(e.Lang, e.Description), snippet),
			Body: []search.Phrase{{Text: e.Description, Lang: e.Lang}, {Text: e.Body, Lang: e.Lang}},
		})
	}
	return append(out, people)
}

// snippet is how many letters of its text a result shows.
const snippet = 140

// document returns an entry as the search knows it.
func (w *writer) document(e *graph.Entry) search.Document {
	p := &Page{w: w}
	names := w.namesOf(e)
	d := search.Document{Slug: string(e.ID) + "/", Title: search.Phrase{Text: names[0].Text, Lang: names[0].Lang}, Acronym: p.link(e).Acronym}
	for _, n := range names[1:] {
		d.Names = append(d.Names, search.Phrase{Text: n.Text, Lang: n.Lang})
		if n.Text != d.Acronym && len(d.Shown) < 12 && !strings.HasPrefix(d.Title.Text, n.Text+" ") {
			d.Shown = append(d.Shown, n.Text)
		}
	}
	for _, r := range e.Roles {
		w.mention(&d, r.Body)
	}
	for _, m := range e.Members {
		w.mention(&d, m)
	}
	for _, name := range w.unpaged(e) {
		w.mention(&d, name)
	}
	for _, f := range e.Facets.All() {
		w.mention(&d, f)
	}
	for _, t := range e.Ties {
		if t.Explicit {
			w.mention(&d, t.Other)
		}
	}
	if e.Parent != nil {
		w.mention(&d, e.Parent)
	}
	for i, t := range textsOf(e.Record) {
		s, in := t.In(w.lang.Tag, w.site.Languages)
		if s = prose.Plain(lang.Typeset(in, s)); s == "" {
			continue
		}
		if d.Text == "" && i < summaries {
			d.Text = clip(s, snippet)
		}
		d.Body = append(d.Body, search.Phrase{Text: s, Lang: in})
	}
	if d.Text == "" {
		d.Text = p.reach(e)
	}
	return d
}

// mention adds the names of something that a page tells of. What has no page of
// its own is found through the pages that tell of it.
func (w *writer) mention(d *search.Document, e *graph.Entry) {
	if !hasPage(e) {
		for _, n := range w.namesOf(e) {
			d.Lesser = append(d.Lesser, search.Phrase{Text: n.Text, Lang: n.Lang})
		}
		return
	}
	p := &Page{w: w}
	_, in := e.Name.In(w.lang.Tag, w.site.Languages)
	d.Related = append(d.Related, search.Phrase{Text: p.entryName(e).Text, Lang: in})
	for _, acronym := range values(e.Acronym) {
		d.Related = append(d.Related, search.Phrase{Text: acronym})
	}
}

// values returns the different texts of a text by language, in order.
func values(t lang.Text) []string { return slices.Compact(slices.Sorted(maps.Values(t))) }

// unpaged returns the documents and events that a record names.
func (w *writer) unpaged(e *graph.Entry) []*graph.Entry {
	var out []*graph.Entry
	add := func(collection string, ids []record.ID) {
		for _, id := range ids {
			if o := w.m.Entry(collection, id); o != nil {
				out = append(out, o)
			}
		}
	}
	switch r := e.Record.(type) {
	case *record.Agreement:
		add("documents", r.Documents)
	case *record.Activity:
		add("documents", r.Documents)
		add("events", r.Events)
	}
	return out
}

// summaries is how many of a record's texts can stand for it in a list.
const summaries = 3

// textsOf returns the texts of a record, those first that say what it is.
func textsOf(r record.Record) []lang.Text {
	switch r := r.(type) {
	case *record.Partner:
		return []lang.Text{r.Summary, r.Why}
	case *record.Agreement:
		return []lang.Text{r.ScopeText}
	case *record.Activity:
		return []lang.Text{r.Outcome, nil, nil, r.Place}
	case *record.EntryPoint:
		return []lang.Text{r.Offers, r.Seeks, r.Steps, r.Requirements}
	case *record.Theme:
		return []lang.Text{r.Definition}
	case *record.Instrument:
		return []lang.Text{r.Summary}
	case *record.Resolution:
		out := []lang.Text{nil, nil, nil}
		for _, pr := range r.Provisions {
			out = append(out, pr.Label)
		}
		return out
	}
	return nil
}

// reach says in numbers what touches an entry.
func (p *Page) reach(e *graph.Entry) string {
	return p.counts([]count{{"n_partners", len(e.Partners)}, {"n_agreements", len(e.Agreements)}, {"n_activities", len(e.Activities)}})
}
