package page

import (
	"slices"
	"strconv"
	"strings"

	"passerelle/internal/graph"
	"passerelle/internal/record"
)

// IndexView is the page of a collection: its records in groups.
type IndexView struct {
	Heading string  `json:"heading"`
	Intro   string  `json:"intro"`
	Count   string  `json:"count"`
	Style   string  `json:"style"` // links, cards, timeline or table
	Groups  []Group `json:"groups"`
	Columns *Labels `json:"columns,omitempty"` // of a table
}

// Group is a part of an index; a lone group has no heading.
type Group struct {
	ID      string `json:"id,omitempty"`
	Heading string `json:"heading,omitempty"`
	Count   string `json:"count,omitempty"`
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
	v := &IndexView{Heading: p.title, Intro: p.description, Style: "links", Count: w.msg.Count("n_"+s.message, len(s.entries))}
	p.Index = v
	p.crumb()
	switch s.path {
	case "partners/":
		v.Groups = p.groups(s.entries, (*Page).items, func(e *graph.Entry) string {
			return EnumMessage("partners", "kind", e.Record.(*record.Partner).Kind) + plural
		})
	case "regions/":
		v.Groups = p.groups(s.entries, (*Page).items, func(e *graph.Entry) string {
			return EnumMessage("regions", "kind", e.Record.(*record.Region).Kind) + plural
		})
	case "taxa/":
		v.Groups = p.groups(s.entries, (*Page).items, func(e *graph.Entry) string {
			return EnumMessage("taxa", "group", e.Record.(*record.Taxon).Group)
		})
	case "instruments/":
		v.Groups = p.groups(s.entries, (*Page).items, func(e *graph.Entry) string {
			return EnumMessage("instruments", "kind", e.Record.(*record.Instrument).Kind) + plural
		})
	case "resolutions/":
		v.Groups = p.normGroups(s.entries)
	case "agreements/":
		v.Style = "table"
		v.Columns = &Labels{
			Title: w.text("agreement"), Parties: w.text("parties"), Date: w.text("date"),
			Status: w.text("status"), Source: w.text("paragraphs"),
		}
		v.Groups = p.groups(s.entries, (*Page).work, func(e *graph.Entry) string {
			return EnumMessage("agreements", "status", e.Record.(*record.Agreement).Status) + plural
		})
	case "activities/":
		v.Style = "timeline"
		v.Groups = p.years(s.entries)
	case "entry-points/":
		v.Style = "cards"
		v.Groups = p.groups(s.entries, (*Page).work, func(e *graph.Entry) string {
			return EnumMessage("entry_points", "status", e.Record.(*record.EntryPoint).Status) + plural
		})
	case "sources/":
		v.Groups = []Group{{Items: p.sources(s.entries)}}
	default:
		v.Groups = []Group{{Items: p.items(s.entries)}}
	}
	w.write(p, "")
}

func (p *Page) work(es []*graph.Entry) []Item { return p.workItems(es, nil) }

// groups divides entries by a message, the groups in the order in which the
// schema lists their words.
func (p *Page) groups(es []*graph.Entry, items func(*Page, []*graph.Entry) []Item, by func(*graph.Entry) string) []Group {
	in := map[string][]*graph.Entry{}
	for _, e := range es {
		in[by(e)] = append(in[by(e)], e)
	}
	var out []Group
	for _, id := range groupOrder {
		if len(in[id]) == 0 {
			continue
		}
		g := Group{ID: slug(strings.TrimSuffix(id, plural)), Heading: p.w.text(id), Items: items(p, in[id]), Count: p.w.msg.Number(len(in[id]))}
		for i := range g.Items {
			if g.Items[i].Status == nil { // the heading says what kind they are
				g.Items[i].Kind = ""
			}
		}
		out = append(out, g)
	}
	return out
}

// normGroups puts resolutions, by number, before the other norms.
func (p *Page) normGroups(es []*graph.Entry) []Group {
	var resolutions, others []*graph.Entry
	for _, e := range es {
		if e.Record.(*record.Resolution).Kind == "resolution" {
			resolutions = append(resolutions, e)
		} else {
			others = append(others, e)
		}
	}
	graph.SortNorms(resolutions)
	var items []Item
	for _, e := range resolutions {
		items = append(items, p.item(e))
	}
	var out []Group
	if len(items) > 0 {
		out = append(out, Group{ID: "resolutions", Heading: p.w.text("norms_resolutions"), Items: items, Count: p.w.msg.Number(len(items))})
	}
	if len(others) > 0 {
		out = append(out, Group{ID: "others", Heading: p.w.text("norms_others"), Items: p.items(others), Count: p.w.msg.Number(len(others))})
	}
	return out
}

// years groups work by the year in which it began, in the order of time; work
// whose date is not stated comes last.
func (p *Page) years(es []*graph.Entry) []Group {
	in := map[int][]*graph.Entry{}
	for _, e := range es {
		y := e.Date().From.Year
		in[y] = append(in[y], e)
	}
	var years []int
	for y := range in {
		years = append(years, y)
	}
	slices.Sort(years)
	if len(years) > 0 && years[0] == 0 { // not stated
		years = append(years[1:], 0)
	}
	var out []Group
	for _, y := range years {
		g := Group{ID: "y" + strconv.Itoa(y), Heading: strconv.Itoa(y), Items: p.work(in[y]), Count: p.w.msg.Number(len(in[y]))}
		if y == 0 {
			g.ID, g.Heading = "undated", p.w.text("year_not_stated")
		}
		out = append(out, g)
	}
	return out
}

func (p *Page) sources(es []*graph.Entry) []Item {
	var out []Item
	for _, e := range p.w.byName(es) {
		it := Item{Link: p.link(e)}
		it.Kind = string(e.Record.(*record.Document).Symbol)
		out = append(out, it)
	}
	return out
}
