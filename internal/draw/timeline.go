package draw

import (
	"cmp"
	"math"
	"slices"

	"passerelle/internal/record"
)

// Precision is how exactly the source gives a date. A drawing shows it, so
// that a year does not look like a day.
type Precision string

// The precisions.
const (
	ToDay    Precision = "day"
	ToMonth  Precision = "month"
	ToYear   Precision = "year"
	Duration Precision = "period"
)

// Timeline is a line of whole years and the dates on it. Places along it are
// in per cent of its width, so that it is drawn at any width.
type Timeline struct {
	Ticks []Tick
	Spans []Span  // of the dates that have a year, in the order given
	Lanes int     // rows that the spans need
	Now   float64 // where the reported state ends
}

// Tick is the beginning of a year; Label says whether the year is written.
type Tick struct {
	X, Middle float64
	Year      int
	Label     bool
}

// Span is a date on the line: what it may mean goes from X1 to X2, its mark
// stands at X. Index is its place in the list that was given; Last is greater
// if one mark stands for several dates that are the same.
type Span struct {
	Index     int
	Last      int
	X1, X, X2 float64
	Lane      int // the row, from the top
	Precision Precision
	sort      int
}

const (
	margin   = 5.0 // per cent left free at each end
	markRoom = 10  // per cent that a mark takes: 28 of 280 pixels, the narrowest screen
	manyRoom = 20  // per cent that a mark for several dates takes
	mostRows = 3   // rows that the same date takes before one mark stands for all
	mostYear = 8   // years that are written
)

// Entry is a date to be drawn. Dates of different sorts do not share a row.
type Entry struct {
	Date record.Date
	Sort int
}

// NewTimeline lays out dates. Those without a year have no span.
func NewTimeline(entries []Entry, now record.Date) *Timeline {
	t := &Timeline{}
	_, end, _ := now.Years()
	first, last := math.Floor(end)-1, math.Ceil(end)
	for i, e := range entries {
		d := e.Date
		from, to, ok := d.Years()
		if !ok {
			continue
		}
		first, last = min(first, math.Floor(from)), max(last, math.Ceil(to))
		t.Spans = append(t.Spans, Span{Index: i, X1: from, X2: to, X: (from + to) / 2, Precision: precision(d), sort: e.Sort})
	}
	at := func(year float64) float64 { return round(margin + (year-first)/(last-first)*(100-2*margin)) }
	step := int(math.Ceil((last - first) / mostYear))
	for y := first; y <= last; y++ {
		t.Ticks = append(t.Ticks, Tick{X: at(y), Middle: at(y + 0.5), Year: int(y), Label: y < last && int(y-first)%step == 0})
	}
	t.Now = at(end)
	for i := range t.Spans {
		s := &t.Spans[i]
		s.Last = s.Index
		s.X1, s.X, s.X2 = at(s.X1), at(s.X), at(s.X2)
	}
	t.gather()
	t.stack()
	return t
}

// stretch is a date's place on the line and its sort.
type stretch struct {
	from, to float64
	sort     int
}

func (s *Span) stretch() stretch { return stretch{s.X1, s.X2, s.sort} }

// side is how many marks of a stretch have room side by side.
func (s *Span) side() int { return max(1, int((s.X2-s.X1)/markRoom)) }

// gather puts one mark in the place of the same date's marks that would take
// too many rows, if nothing stands between them in the list.
func (t *Timeline) gather() {
	n := map[stretch]int{}
	for i := range t.Spans {
		n[t.Spans[i].stretch()]++
	}
	var out []Span
	for _, s := range t.Spans {
		if n[s.stretch()] > mostRows*s.side() && len(out) > 0 {
			if last := &out[len(out)-1]; last.stretch() == s.stretch() && last.Last+1 == s.Index {
				last.Last = s.Index
				continue
			}
		}
		out = append(out, s)
	}
	t.Spans = out
}

// row is marks that stand side by side: one, or several of the same stretch of
// time, for what happened at some time in a year may stand anywhere in it.
type row struct {
	from, to float64
	spans    []*Span
}

// stack gives each row of marks the first lane in which nothing is in its way.
func (t *Timeline) stack() {
	rows := t.rows()
	slices.SortStableFunc(rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.spans[0].Index, b.spans[0].Index))
	})
	var ends []float64
	for _, r := range rows {
		lane := slices.IndexFunc(ends, func(end float64) bool { return end <= r.from })
		if lane < 0 {
			lane = len(ends)
			ends = append(ends, 0)
		}
		ends[lane] = r.to
		for _, s := range r.spans {
			s.Lane = lane
		}
	}
	t.Lanes = len(ends)
}

// rows puts spans of the same stretch of time side by side, as many as there
// is room for.
func (t *Timeline) rows() []row {
	var rows []row
	open := map[stretch]int{} // a stretch's row that is not full, counted from 1
	for i := range t.Spans {
		s := &t.Spans[i]
		of, room := s.stretch(), float64(markRoom)
		if s.Last > s.Index {
			room = manyRoom
		}
		if open[of] == 0 {
			rows = append(rows, row{from: min(s.X1, s.X-room/2), to: max(s.X2, s.X+room/2)})
			open[of] = len(rows)
		}
		r := &rows[open[of]-1]
		r.spans = append(r.spans, s)
		if len(r.spans) >= s.side() {
			open[of] = 0
		}
	}
	for _, r := range rows {
		for i, s := range r.spans {
			s.X = round(s.X1 + (s.X2-s.X1)*(float64(i)+0.5)/float64(len(r.spans)))
		}
	}
	return rows
}

func precision(d record.Date) Precision {
	switch {
	case d.Period && d.From != d.To:
		return Duration
	case d.From.Month == 0:
		return ToYear
	case d.From.Day == 0:
		return ToMonth
	}
	return ToDay
}

func round(x float64) float64 { return math.Round(x*10) / 10 }
