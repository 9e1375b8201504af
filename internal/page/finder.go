package page

import (
	"cmp"
	"slices"

	"passerelle/internal/graph"
	"passerelle/internal/lang"
	"passerelle/internal/record"
)

// wayInPath is the section of the ways in, whose index is the finder.
const wayInPath = "entry-points/"

// FinderWords are what the finder says of a way in; "[l]" stands for a list of
// answers.
type FinderWords struct {
	Yes     string `json:"yes"`  // which answers it matches
	Any     string `json:"any"`  // which answers the source does not limit
	Not     string `json:"not"`  // which answer it does not match
	Near    string `json:"near"` // heading of those that match all answers but one
	None    string `json:"none"`
	Closed  string `json:"closed"`            // heading of those that are closed
	Contact *Link  `json:"contact,omitempty"` // where to read on, if no way in has an address to write to
}

// answers returns the questions of the finder: who the reader is, what he
// works on, where, what he can bring and what he needs. A way in that the
// source does not limit to any animal, theme or region is open to all.
func (w *writer) answers(s section) []*dimension {
	words := func(id, message, key string, of func(*record.EntryPoint) []string) *dimension {
		return w.wordDimension(s, id, message, "entry-points", key, func(r record.Record) []string { return of(r.(*record.EntryPoint)) })
	}
	animals := w.animalDimension(s)
	animals.message = "finder_animals"
	animals.values = slices.DeleteFunc(animals.values, func(v *value) bool { return v.id == "all" })
	animals.open = where(s.entries, func(e *graph.Entry) bool {
		return len(e.Facets.Taxa) == 0 || about(e, "all")
	})
	themes := &dimension{id: "theme", message: "finder_themes", open: where(s.entries, func(e *graph.Entry) bool { return len(e.Facets.Themes) == 0 })}
	regions := &dimension{id: "region", message: "finder_regions"}
	regions.open = where(s.entries, func(e *graph.Entry) bool {
		return len(e.Facets.Regions) == 0 && len(e.Facets.Countries) == 0 || slices.ContainsFunc(e.Facets.Regions, everywhere)
	})
	for _, list := range []struct {
		d          *dimension
		collection string
		fits       func(e, f *graph.Entry) bool
	}{{themes, "themes", onTheme}, {regions, "regions", inRegion}} {
		for _, f := range w.byName(w.m.Entries(list.collection)) {
			if global(f) {
				continue
			}
			v := &value{id: string(f.ID), label: (&Page{w: w}).str(f.Name), entries: where(s.entries, func(e *graph.Entry) bool { return list.fits(e, f) })}
			if list.collection == "regions" { // a reader must be able to say where, whatever there is for it
				list.d.values = append(list.d.values, v)
			} else {
				list.d.add(v)
			}
		}
	}
	return w.number(s, []*dimension{
		words("audience", "finder_audience", "audience", func(r *record.EntryPoint) []string { return r.Audience }),
		animals, themes, regions,
		words("contribution", "finder_contributions", "contributions", func(r *record.EntryPoint) []string { return r.Contributions }),
		words("benefit", "finder_benefits", "benefits", func(r *record.EntryPoint) []string { return r.Benefits }),
	})
}

func global(e *graph.Entry) bool {
	r, ok := e.Record.(*record.Region)
	return ok && r.Kind == "global"
}

// everywhere reports whether a region is no part of the world: the whole of it,
// or a sort of place, such as the oceans.
func everywhere(e *graph.Entry) bool {
	r, ok := e.Record.(*record.Region)
	return ok && (r.Kind == "global" || r.Kind == "biome")
}

// onTheme reports whether a way in has to do with a theme or a part of it.
func onTheme(e, theme *graph.Entry) bool { return slices.Contains(theme.EntryPoints, e) }

// inRegion reports whether a way in is for a region: for it, a part of it, a
// whole that it belongs to, or one of its countries.
func inRegion(e, region *graph.Entry) bool {
	if slices.Contains(region.EntryPoints, e) {
		return true
	}
	for whole := region.Parent; whole != nil && !global(whole); whole = whole.Parent {
		if slices.Contains(e.Facets.Regions, whole) {
			return true
		}
	}
	return slices.ContainsFunc(e.Facets.Countries, func(c *graph.Entry) bool { return slices.Contains(region.Facets.Countries, c) })
}

// answerPath returns the path of the finder's page for those who work on or in
// an entry, or "" if there is none.
func (w *writer) answerPath(e *graph.Entry) string {
	id := string(e.ID)
	if t, ok := e.Record.(*record.Taxon); ok {
		id = t.Group
	}
	for _, d := range w.dims[wayInPath] {
		for _, v := range d.values {
			if v.id == id && d.id == map[string]string{"regions": "region", "taxa": "animals", "themes": "theme"}[e.Collection] {
				return v.path
			}
		}
	}
	return ""
}

// standings orders ways in: those that are open first, closed ones last.
var standings = map[string]int{"open": 0, "unknown": 1, "closed": 2}

func standing(e *graph.Entry) int { return standings[e.Record.(*record.EntryPoint).Status] }

// matches fills the page of an answer: the ways in for which the source gives
// it, then those that it does not limit, closed ones last.
func (p *Page) matches(v *IndexView, d *dimension, c *value) {
	w := p.w
	var fit, open, closed []*graph.Entry
	for _, e := range w.byStanding(c.entries, d.open) {
		switch {
		case standing(e) == standings["closed"]:
			closed = append(closed, e)
		case slices.Contains(c.entries, e):
			fit = append(fit, e)
		default:
			open = append(open, e)
		}
	}
	v.Count = w.msg.Count("n_entry_points", len(fit)+len(open)+len(closed))
	for _, g := range []struct {
		id, message string
		es          []*graph.Entry
	}{{"matching", "finder_matching", fit}, {"open-to-all", "finder_unlimited", open}, {"closed", "entry_points_status_closed_plural", closed}} {
		if len(g.es) == 0 {
			continue
		}
		v.Groups = append(v.Groups, p.group(shelf{id: g.id, heading: w.text(g.message), entries: g.es}))
	}
}

// byStanding returns the entries of both lists once, by standing and name.
func (w *writer) byStanding(lists ...[]*graph.Entry) []*graph.Entry {
	all := slices.Compact(w.byName(slices.Concat(lists...)))
	slices.SortStableFunc(all, func(a, b *graph.Entry) int { return cmp.Compare(standing(a), standing(b)) })
	return all
}

// finderWords returns what the finder's script says.
func (p *Page) finderWords() *FinderWords {
	w := p.w
	v := &FinderWords{
		Yes: w.text("finder_yes", "List", "[l]"), Any: w.text("finder_any", "List", "[l]"), Not: w.text("finder_not", "List", "[l]"),
		Near: w.text("finder_near"), None: w.text("finder_none"), Closed: w.text("entry_points_status_closed_plural"),
	}
	for _, guide := range w.inLanguage(guidePage) {
		if !slices.ContainsFunc(w.m.Entries("entry-points"), func(e *graph.Entry) bool { return len(p.contact(e.Record.(*record.EntryPoint).Contact)) > 0 }) {
			v.Contact = &Link{Str: Str{Text: lang.Typeset(guide.Lang, guide.Title)}, Href: p.local(guidePage + "/")}
			if guide.Lang != w.lang.Tag {
				v.Contact.Lang, v.Contact.Dir = p.fallback(guide.Lang)
			}
		}
	}
	return v
}

// wayIn adds to a line what a reader must know to take a way in: whom it is
// for, who offers it, how to go about it and whom to turn to.
func (p *Page) wayIn(it *Item, e *graph.Entry, r *record.EntryPoint) {
	w := p.w
	row := func(label string, links []Link) {
		f := Fact{Label: w.text("label_colon", "Label", w.text(label)), Links: links}
		if len(links) == 0 {
			f.Absent = w.text("not_stated")
			if r.Contact.Visibility == "restricted" {
				f.Absent = w.text("not_published")
			}
		}
		it.Facts = append(it.Facts, f)
	}
	row("for_whom", p.words("audience", r.Audience))
	row("offered_by", p.roleLinks(e))
	if contact := p.contact(r.Contact); len(contact) > 0 || r.Contact.Visibility == "restricted" { // that none is stated, the finder says once
		row("contact", contact)
	}
	if len(e.Later) > 0 {
		row("in_its_place", p.links(e.Later))
	}
	for _, part := range []struct {
		label string
		text  lang.Text
	}{{"steps", r.Steps}, {"requirements", r.Requirements}} {
		if t := p.plain(part.text, 330); t != nil {
			it.Parts = append(it.Parts, Part{Heading: w.text("label_colon", "Label", w.text(part.label)), Text: t})
		}
	}
}
