package page

import (
	"slices"
	"strings"

	"passerelle/internal/graph"
	"passerelle/internal/lang"
	"passerelle/internal/prose"
	"passerelle/internal/record"
)

// RecordView is the page of a record: what it is, the facts in short, and
// lists of what it has to do with.
type RecordView struct {
	Kicker   string        `json:"kicker"` // the sort of thing, above its name
	Icon     string        `json:"icon,omitempty"`
	Name     Str           `json:"name"`
	Acronym  *Str          `json:"acronym,omitempty"`
	Status   *Status       `json:"status,omitempty"`
	Counts   string        `json:"counts,omitempty"` // how much there is about it
	Own      []Cite        `json:"own,omitempty"`    // the paragraphs of its own texts
	Lead     *Prose        `json:"lead,omitempty"`
	Why      *Prose        `json:"why,omitempty"`
	Parts    []Part        `json:"parts,omitempty"` // further texts under headings
	Facts    []Fact        `json:"facts,omitempty"`
	Map      *MapView      `json:"map,omitempty"`
	Timeline *TimelineView `json:"timeline,omitempty"`
	Sections []Section     `json:"sections,omitempty"`
	Note     *Prose        `json:"note,omitempty"`
	Names    []string      `json:"names,omitempty"` // other names
	Words    bool          `json:"words,omitempty"` // they are words to search by, narrower ones among them
	Cites    []Cite        `json:"cites,omitempty"`
	Checked  *Time         `json:"checked,omitempty"` // second reading against the source
}

// Status is a reported state and the date it was true.
type Status struct {
	Label  string `json:"label"`
	Key    string `json:"key"` // for the theme's colours
	AsOf   string `json:"as_of"`
	Remark string `json:"remark,omitempty"` // how it is to be read at the edition's date
}

// Part is a text under a heading.
type Part struct {
	ID      string `json:"id"`
	Heading string `json:"heading"`
	Text    *Prose `json:"text"`
}

// Fact is a row of the facts table. Without links it shows Absent: a page
// says that something is not stated and never leaves a blank.
type Fact struct {
	Label   string `json:"label"`
	Links   []Link `json:"links,omitempty"`
	Time    *Time  `json:"time,omitempty"`
	Absent  string `json:"absent,omitempty"`
	Cites   []Cite `json:"cites,omitempty"`   // if all of it rests on the same paragraphs
	Outside string `json:"outside,omitempty"` // said of what does not come from the report
}

// Section is a list under a heading.
type Section struct {
	ID      string `json:"id"`
	Heading string `json:"heading"`
	Count   string `json:"count,omitempty"`
	Text    string `json:"text,omitempty"`
	Facts   []Fact `json:"facts,omitempty"` // in the place of items
	Style   string `json:"style"`           // rows, cards, timeline or ties
	Items   []Item `json:"items,omitempty"`
	Absent  string `json:"absent,omitempty"`
}

// Item is one line of a list.
type Item struct {
	Link
	N      string  `json:"n,omitempty"` // its number in the drawing above
	Kind   string  `json:"kind,omitempty"`
	Icons  []Icon  `json:"icons,omitempty"` // the groups of animals that it is about
	Time   *Time   `json:"time,omitempty"`
	NoTime string  `json:"no_time,omitempty"`
	Status *Status `json:"status,omitempty"`
	Tie    string  `json:"tie,omitempty"`
	TieKey string  `json:"tie_key,omitempty"` // explicit or implied
	With   []Link  `json:"with,omitempty"`
	Facts  []Fact  `json:"facts,omitempty"`
	About  *Prose  `json:"about,omitempty"` // its text, shortened
	Parts  []Part  `json:"parts,omitempty"` // further texts
	Keys   string  `json:"keys,omitempty"`  // of the values by which it is filtered
	Open   string  `json:"open,omitempty"`  // the questions of the finder that do not limit it
}

// record begins the page of a record.
func (w *writer) record(e *graph.Entry, kicker string, lead lang.Text) (*Page, *RecordView) {
	s := w.sectionOf(e)
	p := w.page(pathOf(e), "record", "", "")
	p.Type = strings.TrimSuffix(s.path, "/")
	name := p.entryName(e)
	p.title = p.titleOf(e)
	v := &RecordView{Kicker: kicker, Name: name, Acronym: p.optional(e.Acronym), Lead: p.prose(lead)}
	if v.Kicker == name.Text { // the page of a whole group of animals
		v.Kicker = w.text(s.message)
	}
	sort := v.Kicker
	if strings.HasPrefix(name.Text, sort) { // the name of a resolution says what it is
		sort = w.text(s.message)
	}
	if v.Acronym != nil && v.Acronym.Text == name.Text {
		v.Acronym = nil
	}
	p.HeadTitle = p.title + " – " + w.lang.Title
	p.description = w.describe(sort, p.title, v.Lead)
	p.crumb(Link{Str: Str{Text: w.text(s.message)}, Href: p.local(s.path)})
	if e.Record != nil {
		h := e.Record.Base()
		v.Note = p.prose(h.Note)
		v.Checked = p.w.date(h.CheckedOn)
	}
	v.Own, v.Cites = p.cites(e.Own), p.topics(e.Cites)
	if t, ok := e.Record.(*record.Taxon); ok {
		v.Icon, p.Icons = t.Group, true
	}
	p.Record = v
	p.Around = p.around(e)
	p.citable(e)
	return p, v
}

func (w *writer) sectionOf(e *graph.Entry) section {
	for _, s := range w.nav {
		if s.path == folders[e.Collection] {
			return s
		}
	}
	return section{}
}

// describe returns a sentence for search engines: the lead's beginning, or
// the name with its sort.
func (w *writer) describe(kicker, title string, lead *Prose) string {
	if lead == nil || len(lead.Paragraphs) == 0 {
		return w.text("describe", "Kind", kicker, "Name", title, "Site", w.lang.Title)
	}
	var b strings.Builder
	for _, piece := range lead.Paragraphs[0] {
		b.WriteString(piece.Text)
	}
	return clip(b.String(), 160)
}

// clip shortens s to at most n characters, at the end of a word.
func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	s = string(r[:n-1])
	if i := strings.LastIndexByte(s, ' '); i > 0 {
		s = s[:i]
	}
	return strings.TrimRight(s, " ,;:.—–\u202f") + "…"
}

// topics returns the marks of paragraphs with what each is about.
func (p *Page) topics(cs []record.Cite) []Cite {
	out := p.cites(cs)
	for i, c := range cs {
		d, ok := p.w.m.Entry("documents", c.Document).Record.(*record.Document)
		if !ok {
			continue
		}
		for _, a := range d.Anchors {
			if a.ID == c.Anchor {
				out[i].Topic = p.optional(a.Topic)
			}
		}
	}
	return out
}

// fact adds a row of links, which rests on the record's own paragraphs unless
// the links say on which; an empty one says that the source is silent.
func (v *RecordView) fact(p *Page, label string, links []Link) *Fact {
	f := Fact{Label: p.w.text(label), Links: links}
	switch {
	case len(links) == 0:
		f.Absent = p.w.text("not_stated")
	case !slices.ContainsFunc(links, func(l Link) bool { return len(l.Cites) > 0 }):
		f.Cites = v.Own
	default:
		f.Cites = common(links)
	}
	v.Facts = append(v.Facts, f)
	return &v.Facts[len(v.Facts)-1]
}

// common takes the marks off links that all have the same ones and returns
// them, to stand once.
func common(links []Link) []Cite {
	for _, l := range links {
		if !slices.EqualFunc(l.Cites, links[0].Cites, func(a, b Cite) bool { return a.Href == b.Href }) {
			return nil
		}
	}
	cites := links[0].Cites
	for i := range links {
		links[i].Cites = nil
	}
	return cites
}

// factIf adds a row of links if there are any.
func (v *RecordView) factIf(p *Page, label string, links []Link) {
	if len(links) > 0 {
		v.fact(p, label, links)
	}
}

// outside adds a row of what does not come from the report.
func (v *RecordView) outside(p *Page, label string, links []Link) {
	if len(links) > 0 {
		f := v.fact(p, label, links)
		f.Cites, f.Outside = nil, p.w.text("not_from_report")
	}
}

// arranged adds a row of how the portal orders its records, which rests on no
// paragraph.
func (v *RecordView) arranged(p *Page, label string, links []Link) {
	if len(links) > 0 {
		v.fact(p, label, links).Cites = nil
	}
}

// word adds a row with one word of the interface.
func (v *RecordView) word(p *Page, label, text string) *Fact {
	return v.fact(p, label, []Link{{Str: Str{Text: text}}})
}

// date adds a row with a date, or that it is not stated.
func (v *RecordView) date(p *Page, label string, d record.Date) {
	f := v.fact(p, label, nil)
	if f.Time = p.w.date(d); f.Time != nil {
		f.Absent, f.Cites = "", v.Own
	}
}

// scope adds the rows for where, which animals, what and under what, each
// with the paragraphs that it rests on. Where the source names countries, it
// would mislead to say that it states no region.
func (v *RecordView) scope(p *Page, e *graph.Entry) {
	f := e.Facets
	if len(f.Regions) > 0 || len(f.Countries) == 0 {
		v.fact(p, "regions", p.based(e, f.Regions))
	}
	v.factIf(p, "countries", p.based(e, f.Countries))
	v.fact(p, "taxa", p.based(e, f.Taxa))
	v.factIf(p, "themes", p.based(e, f.Themes))
	v.factIf(p, "instruments", p.based(e, f.Instruments))
}

// based links facets of an entry under their short names, each with the
// paragraphs that it rests on.
func (p *Page) based(e *graph.Entry, facets []*graph.Entry) []Link {
	var out []Link
	for _, f := range p.w.byName(facets) {
		l := p.short(f)
		l.Cites = p.cites(p.w.m.Basis(e, f))
		out = append(out, l)
	}
	return out
}

// around links what stands before and after a record in its index.
func (p *Page) around(e *graph.Entry) *Around {
	n := p.w.beside[e]
	if n.before == nil && n.after == nil {
		return nil
	}
	a := &Around{}
	if n.before != nil {
		l := p.link(n.before)
		a.Before = &l
	}
	if n.after != nil {
		l := p.link(n.after)
		a.After = &l
	}
	return a
}

// enum returns the word of the interface for a value of a field.
func (w *writer) enum(collection, key, value string) string {
	return w.text(EnumMessage(collection, key, value))
}

// EnumMessage is the id of the message for a value of an enumerated field.
func EnumMessage(collection, key, value string) string {
	return strings.ReplaceAll(collection+"_"+key+"_"+value, "-", "_")
}

// status returns a reported state.
func (p *Page) status(e *graph.Entry, value string, asOf record.Date) *Status {
	s := &Status{
		Label: p.w.enum(e.Collection, "status", value), Key: value,
		AsOf: p.w.text("as_reported", "Date", p.w.date(asOf).Text),
	}
	switch p.w.m.StandingOf(e.Record) {
	case graph.DatePassed:
		s.Remark = p.w.text("date_passed")
	case graph.TermPassed:
		s.Remark = p.w.text("term_passed")
	}
	return s
}

// plain returns a text's beginning for lists.
func (p *Page) plain(t lang.Text, n int) *Prose {
	s := p.str(t)
	if s.Text == "" {
		return nil
	}
	return &Prose{Lang: s.Lang, Dir: s.Dir, Paragraphs: []prose.Paragraph{{{Text: clip(prose.Plain(s.Text), n)}}}}
}
