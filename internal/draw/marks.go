package draw

import (
	"cmp"
	"math"
	"slices"
)

// Place is a thing to mark on the map. Width is how wide its label is, in
// units of the map.
type Place struct {
	Lon, Lat float64 // degrees
	Size     int     // what its mark's area stands for
	Width    float64
}

// Mark is where a place is drawn: a circle about X, Y, moved from AtX, AtY if
// it would have lain on another, and where its label begins or ends.
type Mark struct {
	X, Y, R        float64
	AtX, AtY       float64
	Moved          bool    // so far that a line must lead to the place
	LabelX, LabelY float64 // the label's base line
	Anchor         string  // start, middle or end; "" if there is no room for a label
}

// The circles of the map, in its units.
const (
	leastRadius    = 8.0
	greatestRadius = 20.0
	apart          = 2.5 // between two circles
	labelHeight    = 13.0
	clear          = 4.0 // between a circle and its label
	widestLabel    = 170.0
)

// Marks places the marks of the map: areas in proportion to sizes, down to a
// smallest that can be seen, no circle on another, labels where there is room for them, for the largest first. The
// result is in the order of the places.
func Marks(places []Place) []Mark {
	most := 1
	for _, p := range places {
		most = max(most, p.Size)
	}
	marks := make([]Mark, len(places))
	for i, p := range places {
		m := &marks[i]
		m.AtX, m.AtY = Project(p.Lon, p.Lat)
		m.X, m.Y = m.AtX, m.AtY
		m.R = max(leastRadius, greatestRadius*math.Sqrt(float64(p.Size)/float64(most)))
	}
	separate(marks)
	for i := range marks {
		m := &marks[i]
		m.X, m.Y, m.R = math.Round(m.X), math.Round(m.Y), math.Round(m.R)
		m.AtX, m.AtY = math.Round(m.AtX), math.Round(m.AtY)
		m.Moved = math.Hypot(m.X-m.AtX, m.Y-m.AtY) > m.R/2
	}
	label(places, marks)
	return marks
}

// separate moves circles apart, a little at a time, each drawn back to its
// place.
func separate(marks []Mark) {
	const rounds = 300
	for range rounds {
		for i := range marks {
			marks[i].X += (marks[i].AtX - marks[i].X) * 0.02
			marks[i].Y += (marks[i].AtY - marks[i].Y) * 0.02
		}
		push(marks)
	}
	for range rounds { // without the pull, until none touches
		if !push(marks) {
			return
		}
	}
}

// push parts every two circles that touch and reports whether any did.
func push(marks []Mark) bool {
	touched := false
	for i := range marks {
		for j := range i {
			a, b := &marks[i], &marks[j]
			dx, dy := a.X-b.X, a.Y-b.Y
			d := math.Hypot(dx, dy)
			overlap := a.R + b.R + apart - d
			if overlap <= 0.01 {
				continue
			}
			touched = true
			if d < 0.01 { // the same place: part them sideways, in the order of the list
				dx, dy, d = 1, 0, 1
			}
			dx, dy = dx/d*overlap/2, dy/d*overlap/2
			a.X, a.Y, b.X, b.Y = a.X+dx, a.Y+dy, b.X-dx, b.Y-dy
		}
		m := &marks[i]
		m.X = min(max(m.X, m.R+1), MapWidth-m.R-1)
		m.Y = min(max(m.Y, m.R+1), MapHeight-m.R-1)
	}
	return touched
}

// box is a part of the map that is taken.
type box struct{ x1, y1, x2, y2 float64 }

func (b box) meets(o box) bool { return b.x1 < o.x2 && o.x1 < b.x2 && b.y1 < o.y2 && o.y1 < b.y2 }

// label finds room for the labels: beside, below or above a mark.
func label(places []Place, marks []Mark) {
	var taken []box
	order := make([]int, len(marks))
	for i, m := range marks {
		order[i] = i
		taken = append(taken, box{m.X - m.R, m.Y - m.R, m.X + m.R, m.Y + m.R})
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(places[b].Size, places[a].Size) })
	for _, i := range order {
		m, w := &marks[i], places[i].Width
		if w > widestLabel { // it would cross half a continent
			continue
		}
		for _, c := range []struct {
			anchor     string
			x, y, left float64
		}{
			{"start", m.X + m.R + clear, m.Y, 0},
			{"end", m.X - m.R - clear, m.Y, w},
			{"middle", m.X, m.Y + m.R + clear + labelHeight/2, w / 2},
			{"middle", m.X, m.Y - m.R - clear - labelHeight/2, w / 2},
		} {
			b := box{c.x - c.left, c.y - labelHeight/2, c.x - c.left + w, c.y + labelHeight/2}
			free := b.x1 >= 0 && b.x2 <= MapWidth && b.y1 >= 0 && b.y2 <= MapHeight
			if free && !slices.ContainsFunc(taken, b.meets) {
				m.Anchor, m.LabelX, m.LabelY = c.anchor, math.Round(c.x), math.Round(c.y+labelHeight*0.3)
				taken = append(taken, b)
				break
			}
		}
	}
}
