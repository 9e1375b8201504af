package page

import (
	"cmp"
	"slices"
	"strings"

	"passerelle/internal/graph"
	"passerelle/internal/lang"
	"passerelle/internal/record"
)

// facet makes the page of what work can touch: a region, country, taxon,
// theme, instrument or norm.
func (w *writer) facet(e *graph.Entry) {
	p, v := w.record(e, w.facetKind(e), facetText(e))
	switch r := e.Record.(type) {
	case *record.Region:
		v.Names, v.Words = w.readersWords(r.AlsoKnownAs), true
	case *record.Taxon:
		v.Names, v.Words = w.readersWords(r.AlsoKnownAs), true
	case *record.Theme:
		v.Names, v.Words = w.readersWords(r.AlsoKnownAs), true
	case *record.Instrument:
		v.Names = r.AlsoKnownAs
	case *record.Resolution:
		if r.Kind != "resolution" { // a resolution's are its number again
			v.Names = r.AlsoKnownAs
		}
	}
	v.Counts = p.counts([]count{
		{"n_partners", len(e.Partners)}, {"n_activities", len(e.Activities)},
		{"n_agreements", len(e.Agreements)}, {"n_entry_points", len(e.EntryPoints)},
	})
	if e.Collection == "resolutions" {
		v.Counts = p.tieCounts(e)
	}
	p.facetFacts(e, v)
	if path := w.answerPath(e); path != "" {
		v.arranged(p, "way_in_call", []Link{{Str: Str{Text: w.text("label_value", "Label", w.text("entry_points"), "Value", p.entryName(e).Text)}, Href: p.local(path)}})
	}
	if r, ok := e.Record.(*record.Resolution); ok {
		p.norm(e, r, v)
		w.write(p, "")
		return
	}
	if r, ok := e.Record.(*record.Region); ok {
		v.Map = p.locator(e, r)
	}
	v.section(p, "partners", "rows", "no_partner", p.partnersOn(e))
	v.section(p, "activities", "timeline", "no_activity", p.workItems(e.Activities, nil))
	v.sectionIf(p, "agreements", "timeline", p.workItems(e.Agreements, nil))
	v.sectionIf(p, "entry_points", "cards", p.workItems(e.EntryPoints, nil))
	v.sectionIf(p, "events", "timeline", p.workItems(e.Events, nil))
	w.write(p, "")
}

// readersWords returns words of the page's language and of none.
func (w *writer) readersWords(words lang.Words) []string {
	return slices.Concat(words[w.lang.Tag], words[lang.Any])
}

func (w *writer) facetKind(e *graph.Entry) string {
	switch r := e.Record.(type) {
	case *record.Region:
		return w.enum("regions", "kind", r.Kind)
	case *record.Taxon:
		return w.enum("taxa", "group", r.Group)
	case *record.Theme:
		return w.text("theme")
	case *record.Instrument:
		return w.enum("instruments", "kind", r.Kind)
	case *record.Resolution:
		return w.enum("resolutions", "kind", r.Kind)
	}
	return w.text("country")
}

func facetText(e *graph.Entry) lang.Text {
	switch r := e.Record.(type) {
	case *record.Theme:
		return r.Definition
	case *record.Instrument:
		return r.Summary
	}
	return nil
}

// facetFacts adds the rows that a facet's own record gives.
func (p *Page) facetFacts(e *graph.Entry, v *RecordView) {
	if r, ok := e.Record.(*record.Taxon); ok && r.ScientificName != "" {
		v.outside(p, "scientific_name", []Link{{Str: Str{Text: r.ScientificName, Lang: "la"}}})
		if r.Rank != "" {
			v.outside(p, "rank", []Link{{Str: Str{Text: p.w.enum("taxa", "rank", r.Rank)}}})
		}
	}
	if e.Parent != nil {
		v.arranged(p, "part_of", []Link{p.link(e.Parent)})
	}
	v.arranged(p, "parts", p.links(e.Children))
	switch e.Collection {
	case "regions":
		v.factIf(p, "countries", p.based(e, e.Facets.Countries))
		v.arranged(p, "instruments", p.shorts(e.Instruments))
	case "taxa":
		v.arranged(p, "instruments", p.shorts(e.Instruments))
	case "instruments":
		v.fact(p, "taxa", p.links(e.Facets.Taxa))
		v.factIf(p, "regions", p.based(e, e.Facets.Regions))
	case graph.Countries:
		v.outside(p, "country_code", []Link{{Str: Str{Text: strings.ToUpper(string(e.ID))}}})
	}
}

// norm fills the page of a resolution or other norm: its lineage, its
// provisions, and what is tied to it, explicit ties first.
func (p *Page) norm(e *graph.Entry, r *record.Resolution, v *RecordView) {
	w := p.w
	if b := p.body(r.Body); b != nil {
		v.fact(p, "adopted_by", []Link{p.link(b)})
	}
	if r.Meeting != "" {
		v.word(p, "meeting", r.Meeting)
	}
	v.Status = &Status{
		Label: w.enum("resolutions", "status", r.Status), Key: r.Status, AsOf: w.text("as_reported", "Date", w.date(w.m.AsOf).Text),
	}
	v.lineage(p, "replaces", e.Earlier)
	v.lineage(p, "replaced_by", e.Later)
	var provisions []Item
	for _, pr := range r.Provisions {
		it := Item{Link: Link{Str: Str{Text: w.text(EnumMessage("provisions", "kind", pr.Kind), "N", pr.N)}}}
		it.About = p.prose(pr.Label)
		it.Cites = v.Own
		provisions = append(provisions, it)
	}
	v.sectionIf(p, "provisions", "rows", provisions)
	p.tied(e, v)
}

// lineage adds what a norm replaces or is replaced by, or that the source
// does not let us know.
func (v *RecordView) lineage(p *Page, label string, es []*graph.Entry) {
	v.fact(p, label, p.links(es))
	if len(es) == 0 {
		v.Facts[len(v.Facts)-1].Absent = p.w.text("not_known_from_source")
	}
}

// tiedCollections are what can be tied to a norm, in the order in which a
// reader wants to know: what was done, on what footing, by whom.
var tiedCollections = []struct{ collection, label string }{
	{"activities", "activities"}, {"agreements", "agreements"}, {"partners", "partners"},
}

// tied adds the records that are tied to a norm: those that the source ties to
// it one by one, by sort, and then, in short, those that it ties to it only
// because they fall under it as a whole.
func (p *Page) tied(e *graph.Entry, v *RecordView) {
	implied := Section{ID: "implied", Heading: p.w.text("implied_heading"), Text: p.w.text("implied_text")}
	for _, c := range tiedCollections {
		var items []Item
		var links []Link
		for _, t := range p.tiesWith(e, c.collection) {
			l := p.link(t.Other)
			if t.Provision != "" {
				l.Note = p.w.text("provision", "N", t.Provision)
			}
			if t.Explicit {
				it := Item{Link: l}
				it.Cites = p.cites(t.Cites)
				it.Tie, it.TieKey = p.tie(t)
				items = append(items, it)
			} else { // what the report says of it, not why it is tied, is what a reader looks for
				l.Cites = p.cites(t.Other.Own)
				links = append(links, l)
			}
		}
		if len(items) > 0 {
			v.section(p, c.label, "ties", "", items)
		}
		if len(links) > 0 {
			label := p.w.text("label_count", "Label", p.w.text(c.label), "N", p.w.msg.Number(len(links)))
			f := Fact{Label: label, Links: links}
			implied.Facts = append(implied.Facts, f)
		}
	}
	switch {
	case len(implied.Facts) > 0:
		v.Sections = append(v.Sections, implied)
	case len(e.Ties) == 0:
		v.section(p, "activities", "ties", "no_activity", nil)
	}
}

// tieCounts says how many records are tied to a norm, explicit ties apart from
// implied ones.
func (p *Page) tieCounts(norm *graph.Entry) string {
	explicit, implied := map[*graph.Entry]bool{}, map[*graph.Entry]bool{}
	for _, t := range norm.Ties {
		if t.Explicit {
			explicit[t.Other] = true
		} else {
			implied[t.Other] = true
		}
	}
	return p.counts([]count{{"n_explicit", len(explicit)}, {"n_implied", len(implied)}})
}

// tiesWith returns a norm's ties with records of a collection, in the order of
// their names. A record may be tied to several provisions: those keep their
// order.
func (p *Page) tiesWith(norm *graph.Entry, collection string) []graph.Tie {
	var ties []graph.Tie
	for _, t := range norm.Ties {
		if t.Other.Collection == collection {
			ties = append(ties, t)
		}
	}
	slices.SortStableFunc(ties, func(a, b graph.Tie) int { return cmp.Compare(p.w.rank[a.Other], p.w.rank[b.Other]) })
	return ties
}

func (p *Page) body(id record.ID) *graph.Entry {
	for _, c := range []string{"partners", "organisations", "instruments"} {
		if e := p.w.m.Entry(c, id); e != nil {
			return e
		}
	}
	return nil
}

// partnersOn lists the partners that have to do with a facet, each with how
// much of its work does.
func (p *Page) partnersOn(facet *graph.Entry) []Item {
	var out []Item
	for _, e := range p.w.byName(facet.Partners) {
		it := p.item(e)
		it.Cites = p.cites(p.w.m.Basis(e, facet))
		if facet.Collection == "taxa" { // the page itself says which animals
			it.Icons = nil
		}
		it.Note = p.counts([]count{
			{"n_agreements", shared(e.Agreements, facet.Agreements)}, {"n_activities", shared(e.Activities, facet.Activities)},
		})
		out = append(out, it)
	}
	return out
}

// shared returns how many entries two lists have in
// common.
func shared(a, b []*graph.Entry) int {
	n := 0
	for _, e := range a {
		if slices.Contains(b, e) {
			n++
		}
	}
	return n
}

// item returns a partner, region, … as a line of a list, with what it is and
// how much there is about it.
func (p *Page) item(e *graph.Entry) Item {
	it := Item{Link: p.link(e)}
	if r, ok := e.Record.(*record.Partner); ok {
		it.Kind = p.w.enum("partners", "kind", r.Kind)
		it.Note = p.counts([]count{{"n_agreements", len(e.Agreements)}, {"n_activities", len(e.Activities)}})
		it.Icons = p.animals(e)
		return it
	}
	it.Kind = p.w.facetKind(e)
	it.Note = p.counts([]count{{"n_partners", len(e.Partners)}, {"n_activities", len(e.Activities)}})
	if e.Collection == "resolutions" {
		it.Note = p.tieCounts(e)
	}
	return it
}

type count struct {
	message string
	n       int
}

// counts says how many there are of each, leaving out what there is not.
func (p *Page) counts(cs []count) string {
	var words []string
	for _, c := range cs {
		if c.n > 0 {
			words = append(words, p.w.msg.Count(c.message, c.n))
		}
	}
	return p.w.list(words)
}
