package page

import (
	"cmp"
	"slices"
	"strconv"

	"passerelle/internal/draw"
	"passerelle/internal/graph"
	"passerelle/internal/record"
)

// Icon is the picture of a group of animals, with its name.
type Icon struct {
	Key   string `json:"key"`
	Label string `json:"label"`
}

// MapView is a map of regions, and the table that says the same.
type MapView struct {
	Title  string    `json:"title"`
	Desc   string    `json:"desc"`
	Width  string    `json:"width"`
	Height string    `json:"height"`
	Marks  []MapMark `json:"marks"`
	Table  *Table    `json:"table,omitempty"`
	Off    []Link    `json:"off,omitempty"` // regions without a place on it
}

// MapMark is a region's circle. Line is there if the circle had to leave its
// place.
type MapMark struct {
	X      string `json:"x"`
	Y      string `json:"y"`
	R      string `json:"r"`
	AtX    string `json:"at_x"`
	AtY    string `json:"at_y"`
	Line   bool   `json:"line,omitempty"`
	Here   bool   `json:"here,omitempty"` // the page is about it
	Href   string `json:"href,omitempty"`
	Name   string `json:"name"`
	Tip    string `json:"tip"` // name and counts
	LabelX string `json:"label_x,omitempty"`
	LabelY string `json:"label_y,omitempty"`
	Anchor string `json:"anchor,omitempty"` // start, middle or end
}

// Table is a drawing in words.
type Table struct {
	Columns []string `json:"columns"`
	Rows    []Row    `json:"rows"`
}

// Row is a line of a table: its head, and the cells after it.
type Row struct {
	Head  Link     `json:"head"`
	Cells []string `json:"cells"`
}

// letterWidth is how wide a letter of a map's label is, in units of the map.
const letterWidth = 5.6

// worldMap returns the map of all regions that have a place, each with the
// number of its activities and the area of its mark in proportion to it.
func (p *Page) worldMap() *MapView {
	w := p.w
	all := w.byName(w.m.Entries("regions"))
	v := &MapView{Title: w.text("map_title"), Desc: w.text("map_desc")}
	v.mark(p, all, nil)
	return v
}

// locator returns the map on a region's page: the region and its parts. A
// region without a place has none.
func (p *Page) locator(e *graph.Entry, r *record.Region) *MapView {
	if len(r.Centre) == 0 {
		return nil
	}
	v := &MapView{Title: p.w.text("locator_title", "Name", p.entryName(e).Text), Desc: p.w.text("locator_desc")}
	v.mark(p, append([]*graph.Entry{e}, p.w.byName(e.Children)...), e)
	return v
}

// mark draws regions; here is the one that the page is about.
func (v *MapView) mark(p *Page, regions []*graph.Entry, here *graph.Entry) {
	v.Width, v.Height = strconv.Itoa(draw.MapWidth), strconv.Itoa(draw.MapHeight)
	w := p.w
	v.Table = &Table{Columns: []string{w.text("region"), w.text("partners"), w.text("activities")}}
	for _, e := range regions {
		v.Table.Rows = append(v.Table.Rows, Row{p.link(e), []string{w.msg.Number(len(e.Partners)), w.msg.Number(len(e.Activities))}})
	}
	var placed []*graph.Entry
	var places []draw.Place
	for _, e := range regions {
		c := e.Record.(*record.Region).Centre
		if len(c) != 2 {
			v.Off = append(v.Off, p.link(e))
			continue
		}
		placed = append(placed, e)
		name := []rune(p.entryName(e).Text)
		places = append(places, draw.Place{Lon: c[0], Lat: c[1], Size: len(e.Activities), Width: letterWidth * float64(len(name))})
	}
	for i, m := range draw.Marks(places) {
		e := placed[i]
		mark := MapMark{
			X: whole(m.X), Y: whole(m.Y), R: whole(m.R), AtX: whole(m.AtX), AtY: whole(m.AtY), Line: m.Moved,
			Here: e == here, Name: p.entryName(e).Text, Anchor: m.Anchor,
		}
		mark.Tip = mark.Name
		if n := p.counts([]count{{"n_partners", len(e.Partners)}, {"n_activities", len(e.Activities)}}); n != "" {
			mark.Tip = w.text("label_value", "Label", mark.Name, "Value", n)
		}
		if e != here {
			mark.Href = p.local(pathOf(e))
		}
		if m.Anchor != "" {
			mark.LabelX, mark.LabelY = whole(m.LabelX), whole(m.LabelY)
		}
		v.Marks = append(v.Marks, mark)
	}
}

func whole(f float64) string { return strconv.Itoa(int(f)) }

// ChartView is a chart of bars, and the table that says the same.
type ChartView struct {
	Title  string `json:"title"`
	Desc   string `json:"desc"`
	Height string `json:"height"` // pixels
	Bars   []Bar  `json:"bars"`
	Table  *Table `json:"table"`
}

// Bar is a line of a chart.
type Bar struct {
	Icon  string `json:"icon"`
	Label string `json:"label"`
	Count string `json:"count"`
	Href  string `json:"href"`
	Tip   string `json:"tip"`
	Top   string `json:"top"`   // pixels from the top of the drawing
	TextY string `json:"texty"` // base line of the label
	BarY  string `json:"bary"`
	Width string `json:"width"` // per cent
}

// barHeight is what a line of a chart takes, in pixels: a text and its bar.
const barHeight = 52

// animalChart returns the chart of the activities by group of animals, most
// first. An activity counts in each group that it is about.
func (p *Page) animalChart() *ChartView {
	w := p.w
	counts := map[string]int{}
	for _, e := range w.m.Entries("activities") {
		for _, icon := range p.animals(e) {
			counts[icon.Key]++
		}
	}
	var groups []string
	for _, g := range animalGroups {
		if counts[g] > 0 {
			groups = append(groups, g)
		}
	}
	if len(groups) == 0 {
		return nil
	}
	slices.SortStableFunc(groups, func(a, b string) int { return cmp.Compare(counts[b], counts[a]) })
	v := &ChartView{Title: w.text("chart_title"), Desc: w.text("chart_desc"), Height: strconv.Itoa(len(groups) * barHeight)}
	v.Table = &Table{Columns: []string{w.text("animals"), w.text("activities")}}
	for i, g := range groups {
		label, n := w.text(groupMessage(g)), w.msg.Number(counts[g])
		href := p.local("taxa/#" + slug(groupMessage(g)))
		v.Bars = append(v.Bars, Bar{
			Icon: g, Label: label, Count: n, Href: href,
			Tip: w.text("label_value", "Label", label, "Value", w.msg.Count("n_activities", counts[g])),
			Top: strconv.Itoa(i * barHeight), TextY: strconv.Itoa(i*barHeight + 22), BarY: strconv.Itoa(i*barHeight + 32),
			Width: strconv.Itoa(max(1, counts[g]*100/counts[groups[0]])),
		})
		v.Table.Rows = append(v.Table.Rows, Row{Link{Str: Str{Text: label}, Href: href}, []string{n}})
	}
	return v
}

// animalGroups are the groups of animals in the schema's order.
var animalGroups = func() []string {
	for _, f := range fieldsOf("taxa") {
		if f.Key == "group" {
			return f.Enum
		}
	}
	return nil
}()

// animals returns the groups of animals that an entry is about, once each.
func (p *Page) animals(e *graph.Entry) []Icon {
	has := map[string]bool{}
	for _, t := range e.Facets.Taxa {
		has[t.Record.(*record.Taxon).Group] = true
	}
	var out []Icon
	for _, g := range animalGroups {
		if has[g] {
			out = append(out, Icon{g, p.w.text(groupMessage(g))})
			p.Icons = true
		}
	}
	return out
}
