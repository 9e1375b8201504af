package page

import (
	"slices"
	"strconv"

	"passerelle/internal/graph"
	"passerelle/internal/message"
)

// FilterView is the control by which an index is narrowed. It is a list of
// links to pages; a script makes choices of them that can be combined.
type FilterView struct {
	Filters []Filter       `json:"filters"`
	Forms   []message.Form `json:"forms"`   // how many records, by plural form
	Shown   string         `json:"shown"`   // "[n] of 46": how many of how many are shown
	Without string         `json:"without"` // how many there would be without a choice
	Finder  *FinderWords   `json:"finder,omitempty"`
}

// Filter is a dimension and its values.
type Filter struct {
	ID      string   `json:"id"`
	Heading string   `json:"heading"`
	Values  []Choice `json:"values"`
}

// Choice is a value and the page that lists what it is right for.
type Choice struct {
	Link
	ID   string `json:"id"`
	Key  string `json:"key"`
	N    string `json:"n"`
	Open string `json:"open,omitempty"` // how many more the source does not limit
}

// filter returns the control of a section.
func (p *Page) filter(s section) *FilterView {
	w := p.w
	if len(w.dims[s.path]) == 0 {
		return nil
	}
	v := &FilterView{Forms: w.msg.Forms("n_" + s.message), Shown: w.text("shown_of", "Shown", "[n]", "All", w.msg.Number(len(s.entries))), Without: w.text("filter_without", "Value", "[v]", "N", "[n]")}
	for _, d := range w.dims[s.path] {
		f := Filter{ID: d.id, Heading: w.text(d.message)}
		for _, c := range d.values {
			f.Values = append(f.Values, Choice{
				Link: Link{Str: c.label, Href: p.local(c.path), Icon: c.icon}, ID: c.id, Key: strconv.Itoa(c.key), N: w.msg.Number(len(c.entries)),
			})
			if n := len(where(d.open, func(e *graph.Entry) bool { return !slices.Contains(c.entries, e) })); n > 0 {
				f.Values[len(f.Values)-1].Open = w.msg.Number(n)
			}
			p.Icons = p.Icons || c.icon != ""
		}
		v.Filters = append(v.Filters, f)
	}
	return v
}

// filtered makes a page for each value of a section that has none elsewhere:
// the records for which it is right.
func (w *writer) filtered(s section) {
	for _, d := range w.dims[s.path] {
		for _, c := range d.values {
			if !c.shared {
				w.filteredBy(s, d, c)
			}
		}
	}
}

func (w *writer) filteredBy(s section, d *dimension, c *value) {
	title := w.text("label_value", "Label", w.text(s.message), "Value", c.label.Text)
	p := w.page(c.path, "collection", title, w.text("filtered_intro", "Section", w.text(s.message), "Dimension", w.text(d.message), "Value", c.label.Text))
	p.dir, p.name, p.Type = "by", slug(s.message)+"-"+d.id+"-"+c.id, slug(s.message)
	v := &IndexView{Heading: title, Intro: p.description, Style: s.style}
	v.Whole = &Link{Str: Str{Text: w.text("filter_more")}, Href: p.local(s.path) + "?" + d.id + "=" + c.id}
	v.Count = w.msg.Count("n_"+s.message, len(c.entries))
	p.Index = v
	p.crumb(Link{Str: Str{Text: w.text(s.message)}, Href: p.local(s.path)})
	if s.path == wayInPath {
		v.Intro = ""
		p.matches(v, d, c)
	} else {
		v.columns(w, s)
		for _, sh := range w.shelves[s.path] {
			in := where(sh.entries, func(e *graph.Entry) bool { return slices.Contains(c.entries, e) })
			if len(in) > 0 {
				sh.entries = in
				v.Groups = append(v.Groups, p.group(sh))
			}
		}
	}
	p.citable(nil)
	w.write(p, "")
}
