package graph

import (
	"passerelle/internal/lang"
	"passerelle/internal/record"
)

// enter makes an entry of every record and of every country.
func (m *Model) enter() {
	for _, r := range m.Set.All() {
		e := &Entry{Record: r, Collection: r.Base().Collection, ID: r.Base().ID}
		e.Name, e.Acronym = names(r)
		m.add(e)
	}
	for code, c := range m.Set.Countries {
		m.add(&Entry{Collection: Countries, ID: countryID(code), Name: c.Name})
	}
}

func (m *Model) add(e *Entry) {
	if m.entries[e.Collection] == nil {
		m.entries[e.Collection] = map[record.ID]*Entry{}
	}
	m.entries[e.Collection][e.ID] = e
}

func names(r record.Record) (name, acronym lang.Text) {
	switch r := r.(type) {
	case *record.Partner:
		return r.Name, r.Acronym
	case *record.Organisation:
		return r.Name, r.Acronym
	case *record.Instrument:
		return r.Name, r.Acronym
	case *record.Agreement:
		return r.Title, nil
	case *record.Activity:
		return r.Title, nil
	case *record.Resolution:
		return r.Title, nil
	case *record.Region:
		return r.Name, nil
	case *record.Taxon:
		return r.Name, nil
	case *record.Theme:
		return r.Name, nil
	case *record.Document:
		return r.Title, nil
	case *record.Event:
		return r.Name, nil
	case *record.EntryPoint:
		return r.Title, nil
	}
	return nil, nil
}

// parents links parts with wholes, and members with what they are members of.
func (m *Model) parents() {
	for _, r := range m.Set.All() {
		h := r.Base()
		e := m.entries[h.Collection][h.ID]
		switch r := r.(type) {
		case *record.Partner:
			e.Parent = m.body(r.Parent)
			for _, id := range r.Members {
				if b := m.body(id); b != nil {
					e.Members = append(e.Members, b)
					b.MemberOf = append(b.MemberOf, e)
				}
			}
		case *record.Organisation:
			e.Parent = m.body(r.Parent)
		case *record.Instrument:
			e.Parent = m.entries["instruments"][r.Parent]
		case *record.Region:
			e.Parent = m.entries["regions"][r.Parent]
		case *record.Taxon:
			e.Parent = m.entries["taxa"][r.Parent]
		case *record.Theme:
			e.Parent = m.entries["themes"][r.Parent]
		}
		if e.Parent != nil {
			e.Parent.Children = append(e.Parent.Children, e)
		}
	}
}

// work links bodies with what they take part in, and reads the facets and
// ties that records state of themselves.
func (m *Model) work() {
	for _, r := range m.Set.All() {
		h := r.Base()
		e := m.entries[h.Collection][h.ID]
		e.Cites, e.Own = ownCites(r), m.sortCites(h.Cite)
		switch r := r.(type) {
		case *record.Partner:
			e.Facets, e.Ties = m.facets(r.Scope), m.ties(r.Resolutions)
		case *record.Agreement:
			e.Facets, e.Ties = m.facets(r.Scope), m.ties(r.Resolutions)
			for _, p := range r.Parties {
				if b := m.body(p.ID); b != nil {
					e.Roles = append(e.Roles, Role{b, p.Role})
					b.Agreements = append(b.Agreements, e)
				}
			}
		case *record.Activity:
			e.Facets, e.Ties = m.facets(r.Scope), m.ties(r.Resolutions)
			for _, a := range r.Actors {
				if b := m.body(a.ID); b != nil {
					e.Roles = append(e.Roles, Role{b, a.Role})
					b.Activities = append(b.Activities, e)
				}
			}
			for _, ev := range m.lookup("events", r.Events) {
				ev.Activities = append(ev.Activities, e)
			}
			if a := m.entries["agreements"][r.Agreement]; a != nil {
				a.Activities = append(a.Activities, e)
				e.Agreements = append(e.Agreements, a)
			}
		case *record.EntryPoint:
			e.Facets = m.facets(r.Scope)
			if b := m.body(r.OfferedBy); b != nil {
				e.Roles = append(e.Roles, Role{b, ""})
				b.EntryPoints = append(b.EntryPoints, e)
			}
		case *record.Event:
			e.Facets.Countries = m.countries(one(r.Country))
			for _, id := range r.Organisers {
				if b := m.body(id); b != nil {
					e.Roles = append(e.Roles, Role{b, "organiser"})
					b.Events = append(b.Events, e)
				}
			}
		case *record.Instrument:
			e.Facets.Taxa, e.Facets.Regions = m.lookup("taxa", r.Taxa), m.lookup("regions", r.Regions)
		case *record.Taxon:
			e.Facets.Instruments = m.lookup("instruments", r.Instruments)
		case *record.Region:
			e.Facets.Countries = m.countries(r.Countries)
		}
		e.Facets.each(func(list *[]*Entry) {
			for _, f := range *list {
				e.rest(f, e.Own)
			}
		})
	}
}

func one(c record.Country) []record.Country {
	if c == "" {
		return nil
	}
	return []record.Country{c}
}

func (m *Model) facets(s record.Scope) Facets {
	return Facets{
		Regions:     m.lookup("regions", s.Regions),
		Countries:   m.countries(s.Countries),
		Taxa:        m.lookup("taxa", s.Taxa),
		Themes:      m.lookup("themes", s.Themes),
		Instruments: m.lookup("instruments", s.Instruments),
	}
}

func (m *Model) ties(ties []record.Tie) []Tie {
	var out []Tie
	for _, t := range ties {
		if norm := m.entries["resolutions"][t.ID]; norm != nil {
			out = append(out, Tie{Other: norm, Provision: t.Provision, Explicit: t.Kind == "explicit", Cites: t.Cite})
		}
	}
	return out
}

// ownCites returns the paragraphs that a record itself names, ties included.
func ownCites(r record.Record) []record.Cite {
	cites := append([]record.Cite(nil), r.Base().Cite...)
	var ties []record.Tie
	switch r := r.(type) {
	case *record.Partner:
		ties = r.Resolutions
	case *record.Agreement:
		ties = r.Resolutions
	case *record.Activity:
		ties = r.Resolutions
	}
	for _, t := range ties {
		cites = append(cites, t.Cite...)
	}
	return cites
}
