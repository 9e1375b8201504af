package page

import (
	"slices"

	"passerelle/internal/graph"
	"passerelle/internal/record"
)

// partner makes the page of a partner.
func (w *writer) partner(e *graph.Entry) {
	r := e.Record.(*record.Partner)
	p, v := w.record(e, w.enum("partners", "kind", r.Kind), r.Summary)
	v.Why = p.prose(r.Why)
	v.Status = &Status{
		Label: w.enum("partners", "relationship", r.Relationship), Key: r.Relationship,
		AsOf: w.text("as_reported", "Date", p.w.date(r.AsOf).Text),
	}
	if e.Parent != nil {
		v.fact(p, "part_of", []Link{p.link(e.Parent)})
	}
	v.arranged(p, "parts", p.links(e.Children))
	v.factIf(p, "members", p.links(e.Members))
	v.arranged(p, "member_of", p.links(e.MemberOf))
	v.scope(p, e)
	if r.Website != "" {
		v.outside(p, "website", []Link{{Str: Str{Text: domain(r.Website)}, Href: string(r.Website)}})
	}
	v.outside(p, "identifiers", identifiers(r.Identifiers))
	v.none(p, r.DocumentedNone)
	v.Names = r.AlsoKnownAs
	agreements, activities := p.workItems(e.Agreements, e), p.workItems(e.Activities, e)
	v.Timeline = p.timeline(e, agreements, activities)
	v.section(p, "agreements", "timeline", absent(r, "agreements", "no_agreement"), agreements)
	v.section(p, "activities", "timeline", absent(r, "activities", "no_activity"), activities)
	v.section(p, "resolutions", "ties", "no_tie", p.normItems(e.Ties))
	v.sectionIf(p, "entry_points", "cards", p.workItems(e.EntryPoints, nil))
	v.sectionIf(p, "events", "timeline", p.workItems(e.Events, nil))
	w.write(p, "")
}

// none says of facts that the source documents that there are none, which is
// not the same as its silence.
func (v *RecordView) none(p *Page, keys []string) {
	for i, f := range v.Facts {
		if f.Absent != "" && slices.ContainsFunc(keys, func(k string) bool { return p.w.text(k) == f.Label }) {
			v.Facts[i].Absent = p.w.text("none_stated")
		}
	}
}

// absent returns the message for an empty list of a partner.
func absent(r *record.Partner, key, silent string) string {
	if slices.Contains(r.DocumentedNone, key) {
		return "none_stated"
	}
	return silent
}

// identifiers links a body's entries in public registers.
func identifiers(ids record.Identifiers) []Link {
	var out []Link
	if ids.ROR != "" {
		out = append(out, Link{Str: Str{Text: "ROR " + string(ids.ROR)}, Href: "https://ror.org/" + string(ids.ROR)})
	}
	if ids.Wikidata != "" {
		out = append(out, Link{Str: Str{Text: "Wikidata " + string(ids.Wikidata)}, Href: "https://www.wikidata.org/wiki/" + string(ids.Wikidata)})
	}
	return out
}

// section adds a list under a heading, with its number; an empty one says so.
func (v *RecordView) section(p *Page, label, style, absent string, items []Item) {
	s := Section{ID: slug(label), Heading: p.w.text(label), Style: style, Items: items}
	if len(items) == 0 {
		s.Absent = p.w.text(absent)
	} else {
		s.Count = p.w.msg.Number(len(items))
	}
	v.Sections = append(v.Sections, s)
}

func (v *RecordView) sectionIf(p *Page, label, style string, items []Item) {
	if len(items) > 0 {
		v.section(p, label, style, "", items)
	}
}

// workItems returns agreements, activities, ways in or events as list items
// in the order of time, undated ones last. For a body, its role is noted.
func (p *Page) workItems(es []*graph.Entry, body *graph.Entry) []Item {
	var out []Item
	for _, e := range p.w.byTime(es) {
		out = append(out, p.workItem(e, body))
	}
	return out
}

func (p *Page) workItem(e *graph.Entry, body *graph.Entry) Item {
	w := p.w
	it := Item{Link: p.link(e), Time: p.w.date(e.Date())}
	it.Cites = p.cites(e.Own)
	if it.Time == nil {
		it.NoTime = w.text("date_not_stated")
	}
	switch r := e.Record.(type) {
	case *record.Agreement:
		it.Kind = w.enum("agreements", "kind", r.Kind)
		it.Status = p.status(e, r.Status, r.AsOf)
		it.With = p.others(e, body)
		for _, l := range []struct {
			label string
			es    []*graph.Entry
		}{{"renews", e.Earlier}, {"renewed_by", e.Later}} {
			if len(l.es) > 0 {
				it.Facts = append(it.Facts, Fact{Label: w.text("label_colon", "Label", w.text(l.label)), Links: p.links(l.es)})
			}
		}
	case *record.Activity:
		it.Kind = w.enum("activities", "kind", r.Kind)
		it.Status = p.status(e, r.Status, r.AsOf)
		it.With = p.others(e, body)
	case *record.Event:
		it.Kind = w.enum("events", "kind", r.Kind)
		it.Status = p.status(e, r.Status, w.m.AsOf)
	case *record.EntryPoint:
		it.NoTime = ""
		it.Kind = w.enum("entry_points", "kind", r.Kind)
		it.Status = p.status(e, r.Status, r.AsOf)
		it.About = p.plain(firstText(r), 330)
		p.wayIn(&it, e, r)
	}
	if body != nil {
		it.Note = p.rolesOf(e, body)
	}
	return it
}

// others links the bodies of a record beside the one whose page it is, by
// their short names.
func (p *Page) others(e *graph.Entry, body *graph.Entry) []Link {
	var out []Link
	for _, r := range e.Roles {
		if r.Body != body && !slices.ContainsFunc(out, func(l Link) bool { return l.Text == p.short(r.Body).Text }) {
			out = append(out, p.short(r.Body))
		}
	}
	return out
}

// rolesOf says as what a body takes part in a record.
func (p *Page) rolesOf(e, body *graph.Entry) string {
	var roles []string
	for _, r := range e.Roles {
		if r.Body == body && r.Role != "" && r.Role != "party" { // every party is one
			roles = append(roles, p.w.text(RoleMessage(r.Role)))
		}
	}
	return p.w.list(roles)
}

// list joins words by commas.
func (w *writer) list(words []string) string {
	out := ""
	for i, s := range words {
		if i > 0 {
			out += ", "
		}
		out += s
	}
	return out
}

// normItems returns the norms that a record is tied to.
func (p *Page) normItems(ties []graph.Tie) []Item {
	var out []Item
	for _, t := range ties {
		it := Item{Link: p.link(t.Other)}
		it.Cites = p.cites(t.Cites)
		it.Tie, it.TieKey = p.tie(t)
		if t.Provision != "" {
			it.Note = p.w.text("provision", "N", t.Provision)
		}
		it.With = p.links(t.Through)
		out = append(out, it)
	}
	return out
}

func (p *Page) tie(t graph.Tie) (label, key string) {
	switch {
	case len(t.Through) > 0:
		return p.w.text("tie_through"), "implied"
	case t.Explicit:
		return p.w.text("tie_explicit"), "explicit"
	}
	return p.w.text("tie_implied"), "implied"
}
