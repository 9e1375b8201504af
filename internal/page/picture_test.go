package page

import (
	"strconv"
	"testing"
)

// TestMap: every region with a place has a mark that leads to its page, the
// others are named, and the table has them all.
func TestMap(t *testing.T) {
	p := newPortal(t)
	p.set("data/regions/savanna.toml", "kind = \"biome\"\nname = { fr = \"Savane\", en = \"Savanna\", es = \"Sabana\" }\ncite = [\"report#20b\"]\n")
	p.set("data/regions/lake.toml", "kind = \"sea\"\nparent = \"savanna\"\ncentre = [33.0, -1.0]\nname = { fr = \"Lac\", en = \"Lake\", es = \"Lago\" }\ncite = [\"report#20b\"]\n")
	pages := p.pages(t)
	v := at(t, pages, "en/").Page.Front.Map
	regions := at(t, pages, "en/regions/").Page.Index
	all := 0
	for _, g := range regions.Groups {
		all += len(g.Items)
	}
	if len(v.Marks)+len(v.Off) != all || len(v.Table.Rows) != all || all < 3 {
		t.Errorf("%d marks, %d without, %d rows of %d regions", len(v.Marks), len(v.Off), len(v.Table.Rows), all)
	}
	equal(t, "without a place", texts(v.Off), []string{"Africa", "Savanna"})
	for _, m := range v.Marks {
		if m.Href == "" || m.Name == "" || m.Here {
			t.Errorf("a mark of the world's map: %+v", m)
		}
	}
	here := at(t, pages, "en/regions/lake/").Page.Record.Map
	if here == nil || len(here.Marks) != 1 || !here.Marks[0].Here || here.Marks[0].Href != "" {
		t.Errorf("the map of the lake: %+v", here)
	}
	if m := at(t, pages, "en/regions/savanna/").Page.Record.Map; m != nil {
		t.Errorf("a region without a place has the map %+v", m)
	}
}

// TestChart: an activity counts once in each group of animals that it is
// about, and most come first.
func TestChart(t *testing.T) {
	p := newPortal(t)
	v := at(t, p.pages(t), "en/taxa/").Page.Index.Chart
	want := map[string]int{}
	for _, e := range p.model(t).Entries("activities") {
		seen := map[string]bool{}
		for _, x := range e.Facets.Taxa {
			group := x.Record.Base().Source.Get("group").Text
			if !seen[group] {
				want[group]++
			}
			seen[group] = true
		}
	}
	last := 1 << 30
	for i, b := range v.Bars {
		n, err := strconv.Atoi(b.Count)
		if err != nil || n != want[b.Icon] || n > last || v.Table.Rows[i].Cells[0] != b.Count {
			t.Errorf("bar %d: %+v, want %d", i, b, want[b.Icon])
		}
		last = n
	}
	if len(v.Bars) != len(want) || len(want) == 0 {
		t.Errorf("%d bars for %d groups", len(v.Bars), len(want))
	}
}

// TestTimeline: the line of time numbers what the lists show, in their order;
// what has no year is named beside it, and the table has all.
func TestTimeline(t *testing.T) {
	pages := newPortal(t).pages(t)
	v := at(t, pages, "en/partners/birdlife/").Page.Record
	if v.Timeline == nil {
		t.Fatal("there is no line of time")
	}
	items := append(sectionOf(t, v, "agreements").Items, sectionOf(t, v, "activities").Items...)
	undated := 0
	for i, it := range items {
		if it.N != strconv.Itoa(i+1) {
			t.Errorf("%s has the number %q", it.Text, it.N)
		}
		if it.Time == nil {
			undated++
		}
	}
	tl := v.Timeline
	if len(tl.Marks)+len(tl.Undated) != len(items) || len(tl.Undated) < undated || len(tl.Table.Rows) != len(items) {
		t.Errorf("%d marks, %d undated, %d rows for %d items of which %d have no date", len(tl.Marks), len(tl.Undated), len(tl.Table.Rows), len(items), undated)
	}
	for _, m := range tl.Marks {
		n, _ := strconv.Atoi(m.N)
		if it := items[n-1]; it.Href != m.Href || m.Agreement != (n <= len(sectionOf(t, v, "agreements").Items)) {
			t.Errorf("mark %s leads to %s, the item to %s", m.N, m.Href, it.Href)
		}
	}
	if tl := at(t, pages, "en/partners/zoo-global/").Page.Record.Timeline; tl != nil {
		t.Errorf("where the source gives no date, there is the line %+v", tl)
	}
}

// TestProvenance: every fact of a record says on which paragraphs it rests, or
// that the portal added it, or that the source is silent.
func TestProvenance(t *testing.T) {
	arranged := map[string]bool{}
	for _, id := range []string{"parts", "member_of", "part_of", "instruments", "renewed_by", "in_its_place", "way_in_call"} {
		arranged[say(t, "en", id)] = true // how the portal orders its records
	}
	facts, marked := 0, 0
	p := newPortal(t)
	p.edit(t, "data/regions/africa.toml", "kind = \"cms-region\"", "kind = \"cms-region\"\ncite = [\"report#20b\"]")
	for address, m := range p.pages(t) {
		if m.Page.Record == nil || m.Page.Lang != "en" {
			continue
		}
		for _, f := range m.Page.Record.Facts {
			facts++
			cited := len(f.Cites) > 0
			for _, l := range f.Links {
				cited = cited || len(l.Cites) > 0
			}
			if cited {
				marked++
			}
			if !cited && f.Absent == "" && f.Outside == "" && !arranged[f.Label] {
				t.Errorf("%s: %q rests on nothing", address, f.Label)
			}
			if cited && (f.Absent != "" || f.Outside != "") {
				t.Errorf("%s: %q is said to be absent or the portal's, and rests on a paragraph", address, f.Label)
			}
		}
	}
	if facts < 80 || marked < 40 {
		t.Errorf("%d facts, %d of them marked", facts, marked)
	}
}
