package page

import (
	"cmp"
	"slices"

	"passerelle/internal/graph"
	"passerelle/internal/lang"
	"passerelle/internal/prose"
	"passerelle/internal/record"
)

// Str is a text with the language that it is in, if that is not the page's.
type Str struct {
	Text string `json:"text"`
	Lang string `json:"lang,omitempty"` // BCP 47
	Dir  string `json:"dir,omitempty"`  // set with Lang where the direction differs
}

// Link is a text that leads somewhere, or nowhere if Href is empty.
type Link struct {
	Str
	Href    string `json:"href,omitempty"`
	Acronym string `json:"acronym,omitempty"`
	Note    string `json:"note,omitempty"` // what the reader should know of the link, such as a role
	Icon    string `json:"icon,omitempty"` // the group of animals that it is about
	Cites   []Cite `json:"cites,omitempty"`
}

// Cite is the mark of a paragraph of a source.
type Cite struct {
	Mark  string `json:"mark"`  // ¶20b
	Label string `json:"label"` // the mark read aloud
	Href  string `json:"href"`
	Topic *Str   `json:"topic,omitempty"`
}

// Prose is a text of several paragraphs.
type Prose struct {
	Lang       string            `json:"lang,omitempty"`
	Dir        string            `json:"dir,omitempty"`
	Paragraphs []prose.Paragraph `json:"paragraphs"`
}

// str returns a text for the page's reader. A fallback is marked with its
// language and makes the page carry a notice.
func (p *Page) str(t lang.Text) Str {
	s, in := t.In(p.w.lang.Tag, p.w.site.Languages)
	out := Str{Text: lang.Typeset(in, s)}
	if in != "" && in != lang.Any && in != p.w.lang.Tag {
		out.Lang, out.Dir = p.fallback(in)
	}
	return out
}

// fallback notes that the page shows text in another language.
func (p *Page) fallback(tag string) (locale, dir string) {
	p.Fallback = p.w.text("fallback_notice")
	l := p.w.site.Languages.Get(tag)
	if l.Direction != p.w.lang.Direction {
		dir = l.Direction
	}
	return l.Locale, dir
}

// optional returns a text, or nil if it is absent.
func (p *Page) optional(t lang.Text) *Str {
	if t.Empty() {
		return nil
	}
	s := p.str(t)
	return &s
}

// prose returns a longer text, or nil if it is absent.
func (p *Page) prose(t lang.Text) *Prose {
	s := p.str(t)
	if s.Text == "" {
		return nil
	}
	paragraphs, _ := prose.Parse(s.Text) // faults were refused by check
	return &Prose{Lang: s.Lang, Dir: s.Dir, Paragraphs: paragraphs}
}

// entryName returns what an entry is called: a resolution by its number first.
func (p *Page) entryName(e *graph.Entry) Str {
	r, ok := e.Record.(*record.Resolution)
	if !ok || r.Kind != "resolution" || r.Number == "" {
		return p.str(e.Name)
	}
	if e.Name.Empty() {
		return Str{Text: p.w.text("resolution_number", "Number", string(r.Number))}
	}
	s := p.str(e.Name)
	s.Text = p.w.text("resolution_name", "Number", string(r.Number), "Title", s.Text)
	return s
}

// link returns a link to an entry, or its bare name if it has no page.
func (p *Page) link(e *graph.Entry) Link {
	l := Link{Str: p.entryName(e)}
	if a := p.str(e.Acronym).Text; a != l.Text {
		l.Acronym = a
	}
	if path := pathOf(e); path != "" {
		l.Href = p.local(path)
	}
	if t, ok := e.Record.(*record.Taxon); ok {
		l.Icon, p.Icons = t.Group, true
	}
	return l
}

// short returns a link to an entry under its acronym, if it has one.
func (p *Page) short(e *graph.Entry) Link {
	l := p.link(e)
	if l.Acronym != "" {
		l.Text, l.Lang, l.Dir, l.Acronym = l.Acronym, "", "", ""
	}
	return l
}

// links returns links to entries in the order of their names.
func (p *Page) links(es []*graph.Entry) []Link {
	var out []Link
	for _, e := range p.w.byName(es) {
		out = append(out, p.link(e))
	}
	return out
}

// shorts returns links to entries under their acronyms, in the order of their
// names.
func (p *Page) shorts(es []*graph.Entry) []Link {
	var out []Link
	for _, e := range p.w.byName(es) {
		out = append(out, p.short(e))
	}
	return out
}

// byName sorts entries by their names in the page's language.
func (w *writer) byName(es []*graph.Entry) []*graph.Entry {
	out := slices.Clone(es)
	slices.SortFunc(out, func(a, b *graph.Entry) int { return cmp.Compare(w.rank[a], w.rank[b]) })
	return out
}

// ranks returns the place of every entry in the order of names, so that
// collation is paid for once and not in each of a thousand lists.
func (w *writer) ranks() map[*graph.Entry]int {
	all := w.m.All()
	shown := &Page{w: w} // names are ordered as they are read: a resolution by its number
	lang.Sort(lang.NewCollator(w.lang), all,
		func(e *graph.Entry) string { return shown.entryName(e).Text },
		func(e *graph.Entry) string { return e.Collection + "/" + string(e.ID) })
	rank := make(map[*graph.Entry]int, len(all))
	for i, e := range all {
		rank[e] = i
	}
	return rank
}

// text returns a message of the interface; the same words are made once.
func (w *writer) text(id string, args ...any) string {
	key := id
	for _, a := range args {
		key += "\x00" + a.(string)
	}
	s, ok := w.memo[key]
	if !ok {
		s = w.msg.Text(id, args...)
		w.memo[key] = s
	}
	return s
}

// cites returns the marks of paragraphs.
func (p *Page) cites(cs []record.Cite) []Cite {
	var out []Cite
	for _, c := range cs {
		out = append(out, p.cite(c))
	}
	return out
}

func (p *Page) cite(c record.Cite) Cite {
	mark, label := p.anchor(string(c.Anchor))
	return Cite{Mark: mark, Label: label, Href: p.local("sources/" + string(c.Document) + "/#" + anchorID(string(c.Anchor)))}
}

// anchorID is the fragment of a paragraph on its source's page.
func anchorID(anchor string) string { return "p-" + anchor }

// anchor returns the mark of a paragraph and how it is read aloud.
func (p *Page) anchor(a string) (mark, label string) {
	switch {
	case a == "S":
		return "¶\u00a0" + p.w.text("anchor_summary"), p.w.text("anchor_summary")
	case a == "action":
		return "¶\u00a0" + p.w.text("anchor_action"), p.w.text("anchor_action")
	case len(a) > 2 && a[:2] == "fn":
		n := p.w.text("anchor_footnote", "N", a[2:])
		return n, n
	}
	return "¶" + a, p.w.text("anchor_paragraph", "N", a)
}
