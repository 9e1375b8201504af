package graph

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"passerelle/internal/record"
)

// TestLists tells what each entry is linked with. A relation is written on
// one side in the data; both sides stand here.
func TestLists(t *testing.T) {
	m := portal(t)
	for _, tt := range []struct{ entry, list, want string }{
		// Bodies and their records.
		{"partners/birdlife", "agreements", "plan-2009 plan-2012"},
		{"instruments/cms", "agreements", "plan-2009 plan-2012"},
		{"partners/birdlife", "activities", "census workshop"},
		{"partners/ramsar", "activities", "census"},
		{"organisations/nature-kenya", "activities", "workshop"},
		{"partners/birdlife", "ways in", "old-fund"},
		{"partners/birdlife", "events", "congress"},
		{"partners/ramsar", "events", ""},
		{"agreements/plan-2012", "activities", "workshop"},
		{"activities/workshop", "agreements", "plan-2012"},
		{"events/congress", "activities", "workshop"},

		// Members, parts and wholes.
		{"partners/ramsar", "members", "nature-kenya birdlife"},
		{"partners/birdlife", "member of", "ramsar"},
		{"organisations/nature-kenya", "member of", "ramsar"},
		{"partners/birdlife", "children", "nature-kenya"},
		{"instruments/cms", "children", "aewa"},
		{"regions/world", "children", "africa atlantic"},
		{"taxa/animals", "children", "waterbirds whales"},
		{"themes/conservation", "children", "flyways"},

		// A partner has what it says itself and what its records say.
		{"partners/birdlife", "own regions", "africa sargasso-sea"},
		{"partners/birdlife", "own countries", "tza"},
		{"partners/birdlife", "own taxa", "blue-whale waterbirds"},
		{"partners/birdlife", "own themes", "flyways"},
		{"partners/birdlife", "own instruments", "aewa-plan"},
		{"partners/ramsar", "own regions", ""},
		{"partners/ramsar", "own taxa", "waterbirds"},
		{"agreements/plan-2012", "own regions", "sargasso-sea"},

		// What touches a part touches the whole …
		{"regions/sargasso-sea", "partners", "birdlife"},
		{"regions/atlantic", "partners", "birdlife"},
		{"regions/atlantic", "agreements", "plan-2012"},
		{"regions/atlantic", "ways in", "fund"},
		{"taxa/blue-whale", "partners", "birdlife"},
		{"taxa/whales", "partners", "birdlife"},
		{"taxa/whales", "agreements", "plan-2012"},
		{"themes/conservation", "partners", "birdlife"},
		{"themes/conservation", "ways in", "old-fund"},
		{"instruments/aewa", "partners", "birdlife"},
		{"instruments/aewa", "agreements", "plan-2012"},
		// … but not the parts of the whole, nor wholes that mean everything.
		{"regions/africa", "agreements", ""},
		{"regions/world", "partners", ""},
		{"regions/world", "agreements", ""},
		{"taxa/animals", "partners", ""},
		{"taxa/animals", "activities", ""},
		{"taxa/animals", "instruments", ""},
		{"instruments/cms", "partners", ""},
		// What names such a whole itself does touch it.
		{"regions/world", "ways in", "fund"},

		// Instruments, animals, regions and countries.
		{"taxa/waterbirds", "instruments", "aewa"},
		{"taxa/blue-whale", "instruments", "cms"},
		{"taxa/whales", "instruments", "cms"},
		{"instruments/cms", "own taxa", "blue-whale"},
		{"instruments/aewa", "own taxa", "waterbirds"},
		{"regions/africa", "instruments", "aewa"},
		{"regions/africa", "own countries", "ken uga"},
		{"countries/ken", "partners", ""}, // a region's countries are not those of its partners
		{"countries/tza", "partners", "birdlife ramsar"},
		{"countries/tza", "activities", "census"},
		{"countries/uga", "events", "congress"},

		// Norms, and what replaces what.
		{"resolutions/10-9", "agreements", "plan-2012"},
		{"resolutions/10-9", "activities", "census"},
		{"resolutions/10-9", "partners", "birdlife ramsar"},
		{"resolutions/10-10", "earlier", "9-9"},
		{"resolutions/9-9", "later", "10-10"},
		{"agreements/plan-2012", "earlier", "plan-2009"},
		{"agreements/plan-2009", "later", "plan-2012"},
		{"agreements/plan-2009", "earlier", ""},
		{"entry-points/old-fund", "later", "fund"},
		{"entry-points/fund", "earlier", "old-fund"},
	} {
		t.Run(tt.entry+" "+tt.list, func(t *testing.T) {
			list, ok := lists(entry(t, m, tt.entry))[tt.list]
			if !ok {
				t.Fatalf("there is no list %q", tt.list)
			}
			if got := ids(list); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// TestTies: an explicit tie is explicit for the record that the source ties,
// on both sides. What a partner has by it is implied and names the records that it comes
// through; two provisions of a norm are two ties.
func TestTies(t *testing.T) {
	m := portal(t)
	for _, tt := range []struct {
		entry string
		want  []string
	}{
		{"agreements/plan-2012", []string{
			"10-9 (2) explicit: report#20a",
			"10-9 (10) explicit: report#20b",
			"10-10 explicit: annex#2",
		}},
		{"partners/birdlife", []string{
			"10-5 implied through census: report#10",
			"10-9 (2) implied through census plan-2012: report#S report#20a",
			"10-9 (10) implied through plan-2012: report#20b",
			"10-10 explicit: report#10", // its own tie, whatever the plan says
		}},
		{"partners/ramsar", []string{
			"10-5 implied through census: report#10",
			"10-9 (2) implied through census: report#S",
		}},
		{"organisations/nature-kenya", nil},
		{"resolutions/10-9", []string{
			"census (2) implied: report#S",
			"plan-2012 (2) explicit: report#20a",
			"plan-2012 (10) explicit: report#20b",
		}},
		{"resolutions/10-10", []string{
			"plan-2012 explicit: annex#2",
			"birdlife explicit: report#10",
		}},
		{"resolutions/10-5", []string{"census explicit: report#10"}},
		{"resolutions/10-18", nil},
	} {
		if got := ties(entry(t, m, tt.entry).Ties); !slices.Equal(got, tt.want) {
			t.Errorf("%s:\ngot\n\t%s\nwant\n\t%s", tt.entry, strings.Join(got, "\n\t"), strings.Join(tt.want, "\n\t"))
		}
	}
}

// TestCites: a partner rests on its own paragraphs and on those of its
// records, each once, in reading order (2 before 10 before 20a).
func TestCites(t *testing.T) {
	m := portal(t)
	for _, tt := range []struct{ entry, want string }{
		{"partners/birdlife", "annex#1 annex#2 report#S report#2 report#10 report#20a report#20b"},
		{"partners/ramsar", "annex#1 report#S report#2 report#10 report#20b"},
		{"activities/census", "annex#1 report#S report#10 report#20b"},
		{"agreements/plan-2009", "report#20a"},
		{"instruments/aewa", "report#S"}, // its ways in are not facts about it
	} {
		if got := cites(entry(t, m, tt.entry).Cites); got != tt.want {
			t.Errorf("%s rests on %s, want %s", tt.entry, got, tt.want)
		}
	}
}

// TestBasis tells on what it rests that an entry has a facet: a partner's on
// its own paragraphs and on those of its records; a whole on what its parts do.
func TestBasis(t *testing.T) {
	m := portal(t)
	for _, tt := range []struct{ entry, facet, want string }{
		{"partners/birdlife", "regions/africa", "report#2"},
		{"partners/birdlife", "taxa/whales", "report#20a"},
		{"partners/ramsar", "taxa/waterbirds", "annex#1 report#20b"},
		{"partners/ramsar", "regions/africa", ""},
	} {
		if got := cites(m.Basis(entry(t, m, tt.entry), entry(t, m, tt.facet))); got != tt.want {
			t.Errorf("that %s has %s rests on %q, want %q", tt.entry, tt.facet, got, tt.want)
		}
	}
}

func TestAnchors(t *testing.T) {
	m := portal(t)
	if m.Source == nil || m.Source.ID != "report" {
		t.Fatalf("the source is %v", m.Source)
	}
	var got []string
	for _, a := range m.Anchors(m.Source) {
		line := string(a.ID) + ": " + ids(a.Entries)
		if len(a.Tied) > 0 {
			line += " / " + ids(a.Tied)
		}
		got = append(got, line)
	}
	want := []string{
		"S: aewa aewa-plan cms / census", // the report's own citation of itself is none; of the census, a tie rests on it
		"2: nature-kenya birdlife ramsar",
		"10: 10-10 10-18 10-5 10-9 9-9 biodiversity-plan / census birdlife",
		"20a: workshop plan-2009 plan-2012 congress",
		"20b: census / plan-2012",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

// TestRoles: bodies stand in the order of the record, a second role beside
// the first.
func TestRoles(t *testing.T) {
	m := portal(t)
	for name, want := range map[string]string{
		"agreements/plan-2012":  "[cms party birdlife lead birdlife funder]",
		"activities/workshop":   "[birdlife lead nature-kenya host]",
		"entry-points/old-fund": "[birdlife ]",
		"events/congress":       "[birdlife organiser]",
	} {
		var got []string
		for _, r := range entry(t, m, name).Roles {
			got = append(got, string(r.Body.ID), r.Role)
		}
		if fmt.Sprint(got) != want {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
	}
}

// TestSortNorms: numbers of resolutions are no decimals; other norms follow.
func TestSortNorms(t *testing.T) {
	norm := func(id, kind, number string) *Entry {
		return &Entry{ID: record.ID(id), Record: &record.Resolution{Kind: kind, Number: record.Number(number)}}
	}
	norms := []*Entry{
		norm("9-9", "resolution", "9.9"), norm("10-5", "resolution", "10.5"), norm("10-9", "resolution", "10.9"),
		norm("10-9-rev", "resolution", "10.9 (Rev.COP12)"), norm("10-10", "resolution", "10.10"), norm("10-18", "resolution", "10.18"),
		norm("article", "article", "IX"), norm("a-plan", "plan", ""), norm("b-plan", "plan", ""),
	}
	want := ids(norms)
	for range 50 {
		rand.Shuffle(len(norms), func(i, j int) { norms[i], norms[j] = norms[j], norms[i] })
		SortNorms(norms)
		if got := ids(norms); got != want {
			t.Fatalf("got %s, want %s", got, want)
		}
	}
}

func TestEntries(t *testing.T) {
	m := portal(t)
	if got, want := ids(m.Entries("regions")), "africa atlantic sargasso-sea world"; got != want {
		t.Errorf("regions: got %s, want %s", got, want)
	}
	if got, want := ids(m.Entries(Countries)), "ken tza uga"; got != want {
		t.Errorf("countries: got %s, want %s", got, want)
	}
	if e := m.Entry("partners", "cms"); e != nil {
		t.Errorf("an instrument is among the partners")
	}
	if n := len(m.All()); n != len(m.Set.All())+3 {
		t.Errorf("%d entries of %d records and 3 countries", n, len(m.Set.All()))
	}
}

// TestSameInput links the same records twice, and in other orders: the graph
// is the same to the last detail.
func TestSameInput(t *testing.T) {
	want := dump(portal(t))
	if n := strings.Count(want, "\n"); n < 150 {
		t.Fatalf("the dump has only %d lines", n)
	}
	set := records(t)
	all := set.All()
	for i := range 30 {
		shuffled := &record.Set{Countries: set.Countries}
		for _, r := range all {
			shuffled.Add(r)
		}
		if got := dump(Build(shuffled, "report", date(t, "2014-07"))); got != want {
			t.Fatalf("order %d: the graph is another:\n%s", i, difference(got, want))
		}
		rand.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	}
}

// difference returns the first lines at which two texts part.
func difference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d\ngot\t%s\nwant\t%s", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("got %d lines, want %d", len(g), len(w))
}
