package page

import (
	"slices"

	"passerelle/internal/graph"
	"passerelle/internal/record"
)

// SourceView is the page of a source document: each paragraph and the records
// that rest on it. The text itself is not reproduced.
type SourceView struct {
	Name    Str      `json:"name"`
	Symbol  string   `json:"symbol,omitempty"`
	Facts   []Fact   `json:"facts"`
	Note    *Prose   `json:"note,omitempty"`
	Intro   string   `json:"intro"`
	Anchors []Anchor `json:"anchors"`
}

// Anchor is a paragraph of the source.
type Anchor struct {
	ID     string `json:"id"`
	Mark   string `json:"mark"`
	Label  string `json:"label"`
	Topic  *Str   `json:"topic,omitempty"`
	NoFact *Prose `json:"no_fact,omitempty"`
	Absent string `json:"absent,omitempty"` // said when nothing rests on it
	Groups []Fact `json:"groups,omitempty"`
	Ties   string `json:"ties,omitempty"` // how many records have a tie with a norm that rests on it
	Tied   []Fact `json:"tied,omitempty"`
}

// source makes the page of a source document.
func (w *writer) source(e *graph.Entry) {
	d := e.Record.(*record.Document)
	name := w.page(pathOf(e), "source", "", "").str(d.Title)
	p := w.page(pathOf(e), "source", name.Text, w.text("source_intro"))
	p.Type = "source"
	p.crumb(Link{Str: Str{Text: w.text("sources")}, Href: p.local("sources/")})
	v := &SourceView{Name: p.str(d.Title), Symbol: string(d.Symbol), Note: p.prose(d.Note), Intro: p.description}
	facts := &RecordView{}
	facts.date(p, "date", d.Date)
	if d.Meeting != "" {
		facts.word(p, "meeting", d.Meeting)
	}
	if len(d.Languages) > 0 {
		var links []Link
		for _, l := range d.Languages {
			links = append(links, Link{Str: Str{Text: w.languageName(l)}})
		}
		facts.fact(p, "languages", links)
	}
	facts.fact(p, "official_text", nil).Absent = w.text("no_address")
	v.Facts = facts.Facts
	for _, a := range w.m.Anchors(d) {
		v.Anchors = append(v.Anchors, p.sourceAnchor(a))
	}
	p.Doc = v
	p.citable(e)
	w.write(p, "")
}

// languageName returns a language's name, or its code if the interface has no
// word for it.
func (w *writer) languageName(tag string) string {
	if id := "language_" + tag; slices.Contains(words, id) {
		return w.text(id)
	}
	return tag
}

func (p *Page) sourceAnchor(a graph.Anchor) Anchor {
	out := Anchor{ID: anchorID(string(a.ID)), Topic: p.optional(a.Topic), NoFact: p.prose(a.NoFact)}
	out.Mark, out.Label = p.anchor(string(a.ID))
	out.Groups, out.Tied = p.anchorGroups(a.Entries), p.anchorGroups(a.Tied)
	if len(a.Tied) > 0 {
		out.Ties = p.w.msg.Count("n_ties", len(a.Tied))
	}
	if len(out.Groups) == 0 && len(out.Tied) == 0 && out.NoFact == nil {
		out.Absent = p.w.text("no_record_yet")
	}
	return out
}

// anchorGroups lists entries by their collections.
func (p *Page) anchorGroups(es []*graph.Entry) []Fact {
	in := map[string][]*graph.Entry{}
	for _, e := range es {
		in[e.Collection] = append(in[e.Collection], e)
	}
	var out []Fact
	for _, c := range anchorGroups {
		if links := p.links(in[c.collection]); len(links) > 0 {
			out = append(out, Fact{Label: p.w.text(c.message), Links: links})
		}
	}
	return out
}

// anchorGroups are the collections that rest on paragraphs, and their
// headings.
var anchorGroups = []struct{ collection, message string }{
	{"partners", "partners"}, {"agreements", "agreements"}, {"activities", "activities"},
	{"entry-points", "entry_points"}, {"events", "events"}, {"resolutions", "resolutions"},
	{"instruments", "instruments"}, {"regions", "regions"}, {"taxa", "taxa"}, {"themes", "themes"},
	{"organisations", "organisations"}, {"documents", "documents"},
}
