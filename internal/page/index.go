package page

import (
	"passerelle/internal/graph"
	"passerelle/internal/record"
)

// IndexView is the page of a collection: its records in groups.
type IndexView struct {
	Heading string      `json:"heading"`
	Intro   string      `json:"intro"`
	Count   string      `json:"count"`
	Style   string      `json:"style"` // links, cards, timeline or table
	Groups  []Group     `json:"groups"`
	Columns *Labels     `json:"columns,omitempty"` // of a table
	Filter  *FilterView `json:"filter,omitempty"`
	Whole   *Link       `json:"whole,omitempty"` // the index of which it is a part
	Map     *MapView    `json:"map,omitempty"`
	Chart   *ChartView  `json:"chart,omitempty"`
}

// Group is a part of an index; a lone group has no heading.
type Group struct {
	ID      string `json:"id,omitempty"`
	Heading string `json:"heading,omitempty"`
	Count   string `json:"count,omitempty"`
	Icon    string `json:"icon,omitempty"` // of a group of animals
	Items   []Item `json:"items"`
}

// Labels are the column heads of the register.
type Labels struct {
	Title, Parties, Date, Status, Source string
}

// index makes the index of a section.
func (w *writer) index(s section) {
	name := slug(s.message)
	p := w.page(s.path, "collection", w.text(s.message), w.text(s.message+"_intro"))
	p.dir, p.name = "indexes", name
	p.Type = name
	v := &IndexView{Heading: p.title, Intro: p.description, Style: s.style, Count: w.msg.Count("n_"+s.message, len(s.entries))}
	p.Index = v
	p.crumb()
	v.columns(w, s)
	v.Filter = p.filter(s)
	switch s.path {
	case wayInPath:
		v.Filter.Finder = p.finderWords()
	case "regions/":
		v.Map = p.worldMap()
	case "taxa/":
		v.Chart = p.animalChart()
	}
	keys, open := keys(w.dims[s.path]), openTo(w.dims[s.path])
	for _, sh := range w.shelves[s.path] {
		g := p.group(sh)
		for i, e := range sh.entries {
			g.Items[i].Keys, g.Items[i].Open = keys[e], open[e]
		}
		v.Groups = append(v.Groups, g)
	}
	p.citable(nil)
	w.write(p, "")
	w.filtered(s)
}

// columns heads the columns of the register.
func (v *IndexView) columns(w *writer, s section) {
	if s.style == "table" {
		v.Columns = &Labels{
			Title: w.text("agreement"), Parties: w.text("parties"), Date: w.text("date"),
			Status: w.text("status"), Source: w.text("paragraphs"),
		}
	}
}

// group returns a shelf as a part of an index.
func (p *Page) group(sh shelf) Group {
	g := Group{ID: sh.id, Heading: sh.heading, Icon: sh.icon}
	for _, e := range sh.entries {
		g.Items = append(g.Items, p.indexItem(e, !sh.mixed))
	}
	if sh.heading != "" {
		g.Count = p.w.msg.Number(len(sh.entries))
	}
	return g
}

// indexItem returns an entry as a line of its index. Where the page or a
// heading says of what kind it is, it does not say so again.
func (p *Page) indexItem(e *graph.Entry, told bool) Item {
	var it Item
	switch e.Collection {
	case "agreements", "activities", "entry-points":
		return p.workItem(e, nil)
	case "documents":
		it.Link = p.link(e)
		it.Kind = string(e.Record.(*record.Document).Symbol)
	default:
		it = p.item(e)
		if told {
			it.Kind = ""
		}
	}
	return it
}
