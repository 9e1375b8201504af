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
	v.Names = otherNames(e)
	p.facetFacts(e, v)
	if r, ok := e.Record.(*record.Resolution); ok {
		p.norm(e, r, v)
		w.write(p, "")
		return
	}
	v.section(p, "partners", "links", "no_partner", p.partnersOn(e))
	v.section(p, "activities", "timeline", "no_activity", p.workItems(e.Activities, nil))
	v.sectionIf(p, "agreements", "timeline", p.workItems(e.Agreements, nil))
	v.sectionIf(p, "entry_points", "cards", p.workItems(e.EntryPoints, nil))
	v.sectionIf(p, "events", "timeline", p.workItems(e.Events, nil))
	w.write(p, "")
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

func otherNames(e *graph.Entry) []string {
	switch r := e.Record.(type) {
	case *record.Region:
		return r.AlsoKnownAs
	case *record.Taxon:
		return r.AlsoKnownAs
	case *record.Theme:
		return r.AlsoKnownAs
	case *record.Instrument:
		return r.AlsoKnownAs
	case *record.Resolution:
		return r.AlsoKnownAs
	}
	return nil
}

// facetFacts adds the rows that a facet's own record gives.
func (p *Page) facetFacts(e *graph.Entry, v *RecordView) {
	if r, ok := e.Record.(*record.Taxon); ok && r.ScientificName != "" {
		v.fact(p, "scientific_name", []Link{{Str: Str{Text: r.ScientificName, Lang: "la"}}})
		if r.Rank != "" {
			v.word(p, "rank", p.w.enum("taxa", "rank", r.Rank))
		}
	}
	if e.Parent != nil {
		v.fact(p, "part_of", []Link{p.link(e.Parent)})
	}
	v.factIf(p, "parts", p.links(e.Children))
	switch e.Collection {
	case "regions":
		v.factIf(p, "countries", p.links(e.Facets.Countries))
		v.factIf(p, "instruments", p.links(e.Instruments))
	case "taxa":
		v.factIf(p, "instruments", p.links(e.Instruments))
	case "instruments":
		v.fact(p, "taxa", p.links(e.Facets.Taxa))
		v.factIf(p, "regions", p.links(e.Facets.Regions))
	case graph.Countries:
		v.word(p, "country_code", strings.ToUpper(string(e.ID)))
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
	v.word(p, "status", w.enum("resolutions", "status", r.Status))
	v.lineage(p, "replaces", e.Earlier)
	v.lineage(p, "replaced_by", e.Later)
	var provisions []Item
	for _, pr := range r.Provisions {
		it := Item{Link: Link{Str: Str{Text: w.text(EnumMessage("provisions", "kind", pr.Kind), "N", pr.N)}}}
		it.About = p.prose(pr.Label)
		provisions = append(provisions, it)
	}
	v.sectionIf(p, "provisions", "links", provisions)
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

// tied adds the records that are tied to a norm, by sort.
func (p *Page) tied(e *graph.Entry, v *RecordView) {
	for _, s := range []struct{ collection, label, absent string }{
		{"activities", "activities", "no_activity"},
		{"agreements", "agreements", ""},
		{"partners", "partners", "no_partner"},
	} {
		var items []Item
		for _, explicit := range []bool{true, false} {
			var ties []graph.Tie
			for _, t := range e.Ties {
				if t.Other.Collection == s.collection && t.Explicit == explicit {
					ties = append(ties, t)
				}
			}
			// A record may be tied to several provisions: those keep their order.
			slices.SortStableFunc(ties, func(a, b graph.Tie) int { return cmp.Compare(p.w.rank[a.Other], p.w.rank[b.Other]) })
			for _, t := range ties {
				it := Item{Link: p.link(t.Other)}
				it.Tie, it.TieKey = p.tie(t)
				it.Cites = p.cites(t.Cites)
				if t.Provision != "" {
					it.Note = p.w.text("provision", "N", t.Provision)
				}
				items = append(items, it)
			}
		}
		if s.absent != "" || len(items) > 0 {
			v.section(p, s.label, "ties", s.absent, items)
		}
	}
}

func (p *Page) body(id record.ID) *graph.Entry {
	for _, c := range []string{"partners", "organisations", "instruments"} {
		if e := p.w.m.Entry(c, id); e != nil {
			return e
		}
	}
	return nil
}

// items returns partners, regions, … as list items by name, with what they
// are and how much there is about them.
func (p *Page) items(es []*graph.Entry) []Item {
	var out []Item
	for _, e := range p.w.byName(es) {
		out = append(out, p.item(e))
	}
	return out
}

// partnersOn lists the partners that have to do with a facet, each with how
// much of its work does.
func (p *Page) partnersOn(facet *graph.Entry) []Item {
	var out []Item
	for _, e := range p.w.byName(facet.Partners) {
		it := p.item(e)
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

// item returns one of them.
func (p *Page) item(e *graph.Entry) Item {
	it := Item{Link: p.link(e)}
	if r, ok := e.Record.(*record.Partner); ok {
		it.Kind = p.w.enum("partners", "kind", r.Kind)
		it.Note = p.counts([]count{{"n_agreements", len(e.Agreements)}, {"n_activities", len(e.Activities)}})
		return it
	}
	it.Kind = p.w.facetKind(e)
	it.Note = p.counts([]count{{"n_partners", len(e.Partners)}, {"n_activities", len(e.Activities)}})
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
