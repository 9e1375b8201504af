package page

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"passerelle/internal/graph"
	"passerelle/internal/record"
)

// shelf is a part of an index: entries in the order in which a reader goes
// through them. A lone shelf has no heading.
type shelf struct {
	id, heading, icon string
	mixed             bool // the entries are of several kinds
	entries           []*graph.Entry
}

// arrange divides a section into shelves.
func (w *writer) arrange(s section) []shelf {
	switch s.path {
	case "partners/":
		return w.grouped(w.byName(s.entries), func(e *graph.Entry) string {
			return EnumMessage("partners", "kind", e.Record.(*record.Partner).Kind) + plural
		})
	case "regions/":
		return w.grouped(w.byName(s.entries), func(e *graph.Entry) string {
			return EnumMessage("regions", "kind", e.Record.(*record.Region).Kind) + plural
		})
	case "taxa/":
		shelves := w.grouped(w.byName(s.entries), func(e *graph.Entry) string { return groupMessage(e.Record.(*record.Taxon).Group) })
		for i := range shelves {
			shelves[i].icon = shelves[i].entries[0].Record.(*record.Taxon).Group
		}
		return shelves
	case "instruments/":
		return w.grouped(w.byName(s.entries), func(e *graph.Entry) string {
			return EnumMessage("instruments", "kind", e.Record.(*record.Instrument).Kind) + plural
		})
	case "resolutions/":
		return w.norms(s.entries)
	case "agreements/":
		shelves := w.grouped(w.byTime(s.entries), func(e *graph.Entry) string {
			return EnumMessage("agreements", "status", e.Record.(*record.Agreement).Status) + plural
		})
		slices.SortStableFunc(shelves, func(a, b shelf) int { // what holds comes before what is planned
			return cmp.Compare(inForce(b), inForce(a))
		})
		return shelves
	case "activities/":
		return w.years(s.entries)
	case "entry-points/":
		return w.grouped(w.byName(s.entries), func(e *graph.Entry) string {
			return EnumMessage("entry_points", "status", e.Record.(*record.EntryPoint).Status) + plural
		})
	}
	return []shelf{{entries: w.byName(s.entries)}}
}

// inForce is 1 for a shelf of agreements in force.
func inForce(sh shelf) int {
	if sh.entries[0].Record.(*record.Agreement).Status == "in-force" {
		return 1
	}
	return 0
}

// groupMessage is the message for a group of animals.
func groupMessage(group string) string { return EnumMessage("taxa", "group", group) }

// grouped divides entries by a message, the shelves in the order in which the
// schema lists their words.
func (w *writer) grouped(es []*graph.Entry, by func(*graph.Entry) string) []shelf {
	in := map[string][]*graph.Entry{}
	for _, e := range es {
		in[by(e)] = append(in[by(e)], e)
	}
	var out []shelf
	for _, id := range groupOrder {
		if len(in[id]) > 0 {
			out = append(out, shelf{id: slug(strings.TrimSuffix(id, plural)), heading: w.text(id), entries: in[id]})
		}
	}
	return out
}

// norms puts resolutions, by number, before the other norms.
func (w *writer) norms(es []*graph.Entry) []shelf {
	var resolutions, others []*graph.Entry
	for _, e := range es {
		if e.Record.(*record.Resolution).Kind == "resolution" {
			resolutions = append(resolutions, e)
		} else {
			others = append(others, e)
		}
	}
	graph.SortNorms(resolutions)
	var out []shelf
	if len(resolutions) > 0 {
		out = append(out, shelf{id: "resolutions", heading: w.text("norms_resolutions"), entries: resolutions})
	}
	if len(others) > 0 {
		out = append(out, shelf{id: "others", heading: w.text("norms_others"), mixed: true, entries: w.byName(others)})
	}
	return out
}

// years puts work on a shelf for the year in which it began, in the order of
// time. Work without a year comes last, on a shelf for each kind, because one
// list of it would be long and without an order.
func (w *writer) years(es []*graph.Entry) []shelf {
	var out []shelf
	var undated []*graph.Entry
	for _, e := range w.byTime(es) {
		y := e.Date().From.Year
		if y == 0 {
			undated = append(undated, e)
			continue
		}
		if len(out) == 0 || out[len(out)-1].heading != strconv.Itoa(y) {
			out = append(out, shelf{id: "y" + strconv.Itoa(y), heading: strconv.Itoa(y)})
		}
		out[len(out)-1].entries = append(out[len(out)-1].entries, e)
	}
	for _, sh := range w.grouped(undated, func(e *graph.Entry) string {
		return EnumMessage("activities", "kind", e.Record.(*record.Activity).Kind) + plural
	}) {
		sh.id, sh.heading = "undated-"+sh.id, w.text("undated", "Kind", sh.heading)
		out = append(out, sh)
	}
	return out
}

// byTime sorts work in the order of time, undated work last.
func (w *writer) byTime(es []*graph.Entry) []*graph.Entry {
	es = w.byName(es)
	slices.SortStableFunc(es, func(a, b *graph.Entry) int {
		x, y := a.Date().SortKey(), b.Date().SortKey()
		return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1]))
	})
	return es
}

// neighbours is what stands before and after an entry in its index.
type neighbours struct{ before, after *graph.Entry }

// around finds the neighbours of every entry of a section.
func around(shelves []shelf) map[*graph.Entry]neighbours {
	var row []*graph.Entry
	for _, sh := range shelves {
		row = append(row, sh.entries...)
	}
	out := make(map[*graph.Entry]neighbours, len(row))
	for i, e := range row {
		var n neighbours
		if i > 0 {
			n.before = row[i-1]
		}
		if i+1 < len(row) {
			n.after = row[i+1]
		}
		out[e] = n
	}
	return out
}
