package graph

import (
	"cmp"
	"slices"

	"passerelle/internal/record"
)

// inherit gives each partner what its records say.
func (m *Model) inherit() {
	for _, p := range m.Entries("partners") {
		direct := map[*Entry]bool{}
		for _, t := range p.Ties {
			direct[t.Other] = true
		}
		type part struct {
			norm      *Entry
			provision string
		}
		through := map[part]int{} // place in p.Ties, counted from 1
		for _, r := range p.records() {
			p.Facets.add(r.Facets)
			r.Facets.each(func(list *[]*Entry) {
				for _, f := range *list {
					p.rest(f, r.Own)
				}
			})
			p.Cites = append(p.Cites, r.Cites...)
			for _, t := range r.Ties {
				if direct[t.Other] {
					continue
				}
				// The source ties the record to the norm, not the partner.
				of := part{t.Other, t.Provision}
				if through[of] == 0 {
					p.Ties = append(p.Ties, Tie{Other: t.Other, Provision: t.Provision})
					through[of] = len(p.Ties)
				}
				own := &p.Ties[through[of]-1]
				own.Through = append(own.Through, r)
				own.Cites = append(own.Cites, t.Cites...)
			}
		}
	}
}

// rest notes the paragraphs that a facet of an entry rests on.
func (e *Entry) rest(facet *Entry, on []record.Cite) {
	if e.basis == nil {
		e.basis = map[*Entry][]record.Cite{}
	}
	e.basis[facet] = append(e.basis[facet], on...)
}

// Basis returns the paragraphs on which it rests that an entry has a facet, or
// a part of it: a partner's region may come from the partner's own record or
// from its activities.
func (m *Model) Basis(e, facet *Entry) []record.Cite {
	var out []record.Cite
	e.Facets.each(func(list *[]*Entry) {
		for _, f := range *list {
			for whole := f; whole != nil; whole = whole.whole() {
				if whole == facet {
					out = append(out, e.basis[f]...)
				}
			}
		}
	})
	return m.sortCites(out)
}

// records returns what a body takes part in, in a fixed order.
func (e *Entry) records() []*Entry {
	var out []*Entry
	for _, list := range [][]*Entry{e.Agreements, e.Activities, e.EntryPoints} {
		out = append(out, sorted(slices.Clone(list))...)
	}
	return out
}

func (f *Facets) add(o Facets) {
	f.Regions = append(f.Regions, o.Regions...)
	f.Countries = append(f.Countries, o.Countries...)
	f.Taxa = append(f.Taxa, o.Taxa...)
	f.Themes = append(f.Themes, o.Themes...)
	f.Instruments = append(f.Instruments, o.Instruments...)
}

// All returns every facet.
func (f *Facets) All() []*Entry {
	var out []*Entry
	f.each(func(list *[]*Entry) { out = append(out, *list...) })
	return out
}

func (f *Facets) each(do func(list *[]*Entry)) {
	do(&f.Regions)
	do(&f.Countries)
	do(&f.Taxa)
	do(&f.Themes)
	do(&f.Instruments)
}

// inverse tells each region, country, taxon, theme, instrument and norm what
// touches it or its parts.
func (m *Model) inverse() {
	for _, collection := range []string{"partners", "agreements", "activities", "entry-points", "instruments", "events"} {
		for _, e := range m.Entries(collection) {
			e.Facets.each(func(list *[]*Entry) {
				for _, f := range *list {
					for ; f != nil; f = f.whole() {
						f.touch(e)
					}
				}
			})
			for _, t := range e.Ties {
				t.Other.touch(e)
				if len(t.Through) == 0 {
					t.Other.Ties = append(t.Other.Ties, Tie{Other: e, Provision: t.Provision, Explicit: t.Explicit, Cites: t.Cites})
				}
			}
		}
	}
	for _, t := range m.Entries("taxa") {
		for _, i := range t.Facets.Instruments {
			i.Facets.Taxa = append(i.Facets.Taxa, t)
			for f := t; f != nil; f = f.whole() {
				f.Instruments = append(f.Instruments, i)
			}
		}
	}
}

// whole returns what e is a part of, leaving out wholes that mean everything.
func (e *Entry) whole() *Entry {
	p := e.Parent
	if p == nil {
		return nil
	}
	switch r := p.Record.(type) {
	case *record.Region:
		if r.Kind == "global" {
			return nil
		}
	case *record.Taxon:
		if r.Group == "all" {
			return nil
		}
	case *record.Instrument:
		if r.Kind == "convention" {
			return nil
		}
	}
	return p
}

func (e *Entry) touch(by *Entry) {
	switch by.Collection {
	case "partners":
		e.Partners = append(e.Partners, by)
	case "agreements":
		e.Agreements = append(e.Agreements, by)
	case "activities":
		e.Activities = append(e.Activities, by)
	case "entry-points":
		e.EntryPoints = append(e.EntryPoints, by)
	case "instruments":
		e.Instruments = append(e.Instruments, by)
	case "events":
		e.Events = append(e.Events, by)
	}
}

// lineage links what renews, supersedes or takes the place of what.
func (m *Model) lineage() {
	after := func(earlier, later *Entry) {
		if earlier != nil {
			earlier.Later = append(earlier.Later, later)
			later.Earlier = append(later.Earlier, earlier)
		}
	}
	for _, a := range m.Set.Agreements {
		after(m.entries["agreements"][a.Renews], m.entries["agreements"][a.ID])
	}
	for _, r := range m.Set.Resolutions {
		for _, id := range r.Supersedes {
			after(m.entries["resolutions"][id], m.entries["resolutions"][r.ID])
		}
	}
	for _, p := range m.Set.EntryPoints {
		if by := m.entries["entry-points"][p.ReplacedBy]; by != nil {
			after(m.entries["entry-points"][p.ID], by)
		}
	}
}

// finish puts every list into its order, without repetition.
func (m *Model) finish() {
	for _, collection := range m.entries {
		for _, e := range collection {
			for _, list := range []*[]*Entry{
				&e.Children, &e.Partners, &e.Agreements, &e.Activities, &e.EntryPoints,
				&e.Instruments, &e.Members, &e.MemberOf, &e.Events, &e.Later, &e.Earlier,
			} {
				*list = sorted(*list)
			}
			e.Facets.each(func(list *[]*Entry) { *list = sorted(*list) })
			e.Cites = m.sortCites(e.Cites)
			for i := range e.Ties {
				e.Ties[i].Cites = m.sortCites(e.Ties[i].Cites)
				e.Ties[i].Through = sorted(e.Ties[i].Through)
			}
			slices.SortFunc(e.Ties, compareTies)
		}
	}
}

func compareTies(a, b Tie) int {
	return cmp.Or(
		compareNorms(a.Other, b.Other),
		cmp.Compare(a.Other.Collection, b.Other.Collection),
		cmp.Compare(a.Other.ID, b.Other.ID),
		record.Number(a.Provision).Compare(record.Number(b.Provision)), // 3.5, 9, 10
		cmp.Compare(a.Provision, b.Provision),
	)
}

// compareNorms orders norms by number, those without one after the others.
func compareNorms(a, b *Entry) int {
	x, _ := a.Record.(*record.Resolution)
	y, _ := b.Record.(*record.Resolution)
	if x == nil || y == nil {
		return 0
	}
	return cmp.Or(cmp.Compare(rank(x), rank(y)), x.Number.Compare(y.Number))
}

// rank puts resolutions before other norms.
func rank(r *record.Resolution) int {
	if r.Kind == "resolution" {
		return 0
	}
	return 1
}

// SortNorms orders norms: resolutions by number first, then the others by id.
func SortNorms(es []*Entry) {
	slices.SortFunc(es, func(a, b *Entry) int { return cmp.Or(compareNorms(a, b), cmp.Compare(a.ID, b.ID)) })
}
