package page

import (
	"math"
	"strconv"

	"passerelle/internal/draw"
	"passerelle/internal/graph"
)

// TimelineView is the line of time of a body's agreements and activities, and
// the table that says the same. Places along it are in per cent.
type TimelineView struct {
	Title   string    `json:"title"`
	Desc    string    `json:"desc"`
	Height  string    `json:"height"` // pixels
	Axis    string    `json:"axis"`   // where the years are written, in pixels
	Ticks   []Tick    `json:"ticks"`
	Now     string    `json:"present"`
	Later   string    `json:"later"` // the width of what comes after
	NowText string    `json:"present_text"`
	Marks   []Mark    `json:"marks"`
	Keys    []string  `json:"keys"` // what is drawn, for the legend
	Undated []Undated `json:"undated,omitempty"`
	Table   *Table    `json:"table"`
}

// Tick is the beginning of a year.
type Tick struct {
	X      string `json:"x"`
	Middle string `json:"middle"`
	Year   string `json:"year,omitempty"`
}

// Mark is a dated agreement or activity.
type Mark struct {
	N         string `json:"n"` // "5", or "5–9" where one mark stands for several
	Many      bool   `json:"many,omitempty"`
	Href      string `json:"href"`
	Tip       string `json:"tip"`
	X         string `json:"x"`
	X1        string `json:"x1"`
	X2        string `json:"x2"`
	Y         string `json:"y"`
	TextY     string `json:"texty"`
	Precision string `json:"precision"` // day, month, year or period
	Agreement bool   `json:"agreement,omitempty"`
	Planned   bool   `json:"planned,omitempty"`
}

// Undated is a mark that has no place in time.
type Undated struct {
	N         string `json:"n"`
	Href      string `json:"href"`
	Tip       string `json:"tip"`
	Agreement bool   `json:"agreement,omitempty"`
	Planned   bool   `json:"planned,omitempty"`
}

const (
	laneHeight = 30 // pixels: a mark is 24 high, to be touched
	axisHeight = 28
	leastWork  = 2 // less needs no drawing
)

// timeline draws a body's agreements and activities and numbers the items of
// both lists as the drawing does. It is nil where the source gives no date
// or there is nothing to compare.
func (p *Page) timeline(e *graph.Entry, agreements, activities []Item) *TimelineView {
	work := append(p.w.byTime(e.Agreements), p.w.byTime(e.Activities)...)
	dates := make([]draw.Entry, len(work))
	for i, x := range work {
		dates[i].Date = x.Date()
		if i < len(agreements) {
			dates[i].Sort = 1
		}
	}
	t := draw.NewTimeline(dates, p.w.m.AsOf)
	if len(t.Spans) == 0 || len(work) < leastWork {
		return nil
	}
	items := make([]*Item, 0, len(work))
	for i := range agreements {
		items = append(items, &agreements[i])
	}
	for i := range activities {
		items = append(items, &activities[i])
	}
	w := p.w
	axis := t.Lanes*laneHeight + 8
	v := &TimelineView{
		Title: w.text("timeline_title", "Name", p.Record.Name.Text), Desc: w.text("timeline_desc"),
		Height: strconv.Itoa(axis + axisHeight), Axis: strconv.Itoa(axis),
		Now: percentOf(t.Now), Later: percentOf(math.Round(1000-10*t.Now) / 10), NowText: w.text("as_reported", "Date", w.date(w.m.AsOf).Text),
		Table: &Table{Columns: []string{w.text("what"), w.text("date"), w.text("kind"), w.text("status")}},
	}
	for _, tick := range t.Ticks {
		out := Tick{X: percentOf(tick.X), Middle: percentOf(tick.Middle)}
		if tick.Label {
			out.Year = strconv.Itoa(tick.Year)
		}
		v.Ticks = append(v.Ticks, out)
	}
	for i, it := range items {
		it.N = w.msg.Number(i + 1)
		v.Table.Rows = append(v.Table.Rows, Row{
			Link{Str: Str{Text: it.N + ". " + it.Text, Lang: it.Lang, Dir: it.Dir}, Href: it.Href}, []string{it.when(), it.Kind, it.Status.Label},
		})
		if _, _, dated := work[i].Date().Years(); !dated {
			v.Undated = append(v.Undated, Undated{N: it.N, Href: it.Href, Tip: p.tip(it), Agreement: i < len(agreements), Planned: it.Status.Key == "planned"})
		}
	}
	for _, s := range t.Spans {
		it, y := items[s.Index], s.Lane*laneHeight+laneHeight/2
		m := Mark{
			N: it.N, Href: it.Href, Tip: p.tip(it), Precision: string(s.Precision), Agreement: s.Index < len(agreements), Planned: it.Status.Key == "planned",
			X: percentOf(s.X), X1: percentOf(s.X1), X2: percentOf(s.X2), Y: strconv.Itoa(y), TextY: strconv.Itoa(y + 4),
		}
		if s.Last > s.Index {
			p.gathered(&m, items[s.Index:s.Last+1])
		}
		v.Marks = append(v.Marks, m)
	}
	v.Keys = v.legend()
	return v
}

// legend lists what is drawn: sorts, states, precisions.
func (v *TimelineView) legend() []string {
	drawn := map[string]bool{}
	note := func(agreement, planned bool) {
		drawn["agreement"] = drawn["agreement"] || agreement
		drawn["activity"] = drawn["activity"] || !agreement
		drawn["planned"] = drawn["planned"] || planned
	}
	for _, m := range v.Marks {
		note(m.Agreement, m.Planned)
		drawn[m.Precision] = true
	}
	for _, u := range v.Undated {
		note(u.Agreement, u.Planned)
	}
	var keys []string
	for _, k := range []string{"agreement", "activity", "planned", string(draw.ToDay), string(draw.ToMonth), string(draw.ToYear), string(draw.Duration)} {
		if drawn[k] {
			keys = append(keys, k)
		}
	}
	return keys
}

// gathered makes a mark stand for several items of the same date: it leads to
// their list, and is hollow only if all of them were planned.
func (p *Page) gathered(m *Mark, items []*Item) {
	count, list := "n_activities", "#activities"
	if m.Agreement {
		count, list = "n_agreements", "#agreements"
	}
	m.N += "–" + items[len(items)-1].N
	m.Many, m.Href = true, list
	m.Tip = p.w.text("label_value", "Label", p.w.msg.Count(count, len(items)), "Value", items[0].when())
	for _, it := range items {
		m.Planned = m.Planned && it.Status.Key == "planned"
	}
}

// when is an item's date in words, or that it is not stated.
func (it *Item) when() string {
	if it.Time != nil {
		return it.Time.Text
	}
	return it.NoTime
}

func (p *Page) tip(it *Item) string {
	return p.w.text("label_value", "Label", it.Text, "Value", it.when())
}

func percentOf(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) + "%" }
