package draw

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestProject compares with the projection's known points: the equator's ends
// are the map's, areas are true.
func TestProject(t *testing.T) {
	for _, c := range []struct{ lon, lat, x float64 }{
		{centralMeridian, 0, 400}, {centralMeridian + 179.999, 0, 800}, {centralMeridian - 180, 0, 0}, {centralMeridian - 540, 0, 0},
	} {
		if x, _ := Project(c.lon, c.lat); math.Abs(x-c.x) > 0.1 {
			t.Errorf("%v, %v is at %v, want %v", c.lon, c.lat, x, c.x)
		}
	}
	cell := func(lon, lat float64) float64 { // the area drawn for a cell of one hundredth of a degree, by that on the sphere
		const d = 0.01
		x1, y1 := Project(lon, lat)
		x2, _ := Project(lon+d, lat)
		_, y2 := Project(lon, lat+d)
		rad := d * math.Pi / 180
		return (x2 - x1) * (y1 - y2) / (rad * rad * math.Cos(lat*math.Pi/180))
	}
	want := cell(centralMeridian, 0)
	for _, p := range [][2]float64{{0, 60}, {100, 30}, {-120, -45}, {150, 75}} {
		if got := cell(p[0], p[1]); math.Abs(got/want-1) > 0.01 {
			t.Errorf("at %v an area is drawn %v times as large as at the equator", p, got/want)
		}
	}
}

// TestLand checks that the coast keeps to the map and is not cut across it.
func TestLand(t *testing.T) {
	if !regexp.MustCompile(`^(M\d+ \d+l[-0-9 ]*z)+$`).MatchString(Land()) {
		t.Fatalf("not path data: %.200s…", Land())
	}
	rings, points := 0, 0
	for line := range strings.Lines(land) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		rings++
		var last float64
		for i, point := range strings.Fields(line) {
			lon, lat, _ := strings.Cut(point, ",")
			x, y := Project(number(lon), number(lat))
			points++
			if x < 0 || x > MapWidth || y < 0 || y > MapHeight {
				t.Errorf("%s is off the map: %v, %v", point, x, y)
			}
			if i > 0 && math.Abs(x-last) > MapWidth/4 {
				t.Errorf("the ring at %s goes across the map", point)
			}
			last = x
		}
	}
	if rings < 50 || points < 1000 || len(Land()) > 12_000 {
		t.Errorf("%d rings, %d points, %d bytes", rings, points, len(Land()))
	}
}

// TestMarks checks that no circle lies on another or leaves the map, that
// labels do neither, and that a crowd comes apart.
func TestMarks(t *testing.T) {
	var places []Place
	for i := range 25 {
		places = append(places, Place{Lon: 44 + float64(i%5), Lat: 29 + float64(i/5), Size: i * 3, Width: 60})
	}
	places = append(places, places[0]) // one place twice
	marks := Marks(places)
	labels := 0
	for i, m := range marks {
		if m.X-m.R < 0 || m.X+m.R > MapWidth || m.Y-m.R < 0 || m.Y+m.R > MapHeight {
			t.Errorf("mark %d leaves the map: %+v", i, m)
		}
		if m.Anchor != "" {
			labels++
		}
		for j, o := range marks[:i] {
			if d := math.Hypot(m.X-o.X, m.Y-o.Y); d < m.R+o.R-1 {
				t.Errorf("marks %d and %d are %v apart, their radii are %v and %v", i, j, d, m.R, o.R)
			}
		}
	}
	if labels == 0 || labels == len(marks) {
		t.Errorf("%d of %d labels found room in a crowd", labels, len(marks))
	}
	if marks[24].R <= marks[1].R {
		t.Error("the mark of more is not larger")
	}
}

func dates(t *testing.T, ss ...string) []Entry {
	t.Helper()
	out := make([]Entry, len(ss))
	for i, s := range ss {
		if err := out[i].Date.UnmarshalText([]byte(s)); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func TestTimeline(t *testing.T) {
	ds := dates(t, "2013", "2013-02", "2013-02-13", "2012/2014", "XXXX-01-29", "2000", "2014-08")
	tl := NewTimeline(ds, dates(t, "2014-07")[0].Date)
	want := []Precision{ToYear, ToMonth, ToDay, Duration, ToYear, ToMonth}
	if len(tl.Spans) != len(want) {
		t.Fatalf("%d spans, want %d: a date without a year has none", len(tl.Spans), len(want))
	}
	for i, s := range tl.Spans {
		if s.Precision != want[i] {
			t.Errorf("%v is drawn as to the %s, want %s", ds[s.Index], s.Precision, want[i])
		}
		if s.X1 > s.X || s.X > s.X2 || s.X1 < 0 || s.X2 > 100 {
			t.Errorf("%v is drawn from %v over %v to %v", ds[s.Index], s.X1, s.X, s.X2)
		}
		for _, o := range tl.Spans[:i] {
			if o.Lane == s.Lane && math.Abs(o.X-s.X) < markRoom-0.2 {
				t.Errorf("%v and %v lie on each other", ds[o.Index], ds[s.Index])
			}
		}
	}
	if first, last := tl.Ticks[0].Year, tl.Ticks[len(tl.Ticks)-1].Year; first != 2000 || last != 2015 {
		t.Errorf("the line goes from %d to %d", first, last)
	}
	if last := tl.Spans[5]; last.X1 < tl.Now-0.11 {
		t.Errorf("August 2014 at %v is drawn before the end of July at %v", last.X1, tl.Now)
	}
	labels := 0
	for _, tick := range tl.Ticks {
		if tick.Label {
			labels++
		}
	}
	if labels < 5 || labels > mostYear {
		t.Errorf("%d years are written", labels)
	}
}

// TestMany checks that dates of one year stand side by side in it, as many as
// there is room for, and that one mark stands for all if they are too many.
func TestMany(t *testing.T) {
	same := func(n int, date string) []Entry {
		var ds []Entry
		for range n {
			ds = append(ds, dates(t, date)...)
		}
		return ds
	}
	now := dates(t, "2014-07")[0].Date
	tl := NewTimeline(same(12, "2013"), now)
	if tl.Lanes != 3 || len(tl.Spans) != 12 { // four in each: a year is half of the line
		t.Errorf("%d rows and %d marks for twelve dates of one year", tl.Lanes, len(tl.Spans))
	}
	seen := map[[2]float64]bool{}
	for _, s := range tl.Spans {
		if at := [2]float64{float64(s.Lane), s.X}; seen[at] || s.X < s.X1 || s.X > s.X2 {
			t.Errorf("mark %d stands on another or out of its year: %+v", s.Index, s)
		} else {
			seen[at] = true
		}
	}
	sixty := append(append(same(20, "2013"), same(20, "2013-02")...), same(20, "2013-02-13")...)
	sixty[0].Sort = 1
	tl = NewTimeline(sixty, now)
	var got [][2]int
	for _, s := range tl.Spans {
		got = append(got, [2]int{s.Index, s.Last})
	}
	if want := [][2]int{{0, 0}, {1, 19}, {20, 39}, {40, 59}}; !slices.Equal(got, want) {
		t.Errorf("sixty dates are drawn as %v, want %v", got, want)
	}
	apart := same(5, "2013-02")
	apart = slices.Insert(apart, 2, dates(t, "2013-03")...)
	if tl := NewTimeline(apart, now); len(tl.Spans) != 3 {
		t.Errorf("where another date stands between, %d marks", len(tl.Spans))
	}
}
