package check

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"passerelle/internal/load"
	"passerelle/internal/record"
	"passerelle/internal/syntax"
	"passerelle/internal/trial"
)

// Sets of records that are made to keep the rules busy are gone through in
// time: as many records as a folder may hold, and the worst of single ones.
func TestBombs(t *testing.T) {
	n := trial.Count(4_000, 20_000)
	root, _ := syntax.Parse("data/x.toml", []byte("parent = 'x'\nsupersedes = ['x']\n"), syntax.RecordLimits)
	head := func(collection string, i int) record.Head {
		return record.Head{ID: record.ID(fmt.Sprintf("r%d", i)), Collection: collection, Source: root}
	}
	themes := func(parent func(i int) int) func(t *testing.T) *record.Set {
		return func(t *testing.T) *record.Set {
			set := &record.Set{}
			for i := range n {
				set.Themes = append(set.Themes, &record.Theme{Head: head("themes", i), Parent: record.ID(fmt.Sprintf("r%d", parent(i)))})
			}
			return set
		}
	}
	norms := func(supersedes func(i int) []int) func(t *testing.T) *record.Set {
		return func(t *testing.T) *record.Set {
			set := &record.Set{}
			for i := range n {
				r := &record.Resolution{Head: head("resolutions", i), Kind: "resolution", Number: "1"}
				for _, k := range supersedes(i) {
					r.Supersedes = append(r.Supersedes, record.ID(fmt.Sprintf("r%d", k)))
				}
				set.Resolutions = append(set.Resolutions, r)
			}
			return set
		}
	}
	list := func(key, form string, items int) func(t *testing.T) *record.Set {
		return func(t *testing.T) *record.Set {
			fsys := fstest.MapFS(realSite(t))
			var b strings.Builder
			for i := range items {
				b.WriteString(strings.ReplaceAll(form, "%d", fmt.Sprint(i)))
			}
			fsys["data/instruments/x.toml"] = &fstest.MapFile{Data: []byte("kind = \"initiative\"\nname = { mul = \"x\" }\n" + key + " = [" + b.String() + "]\n")}
			set, found := load.Data(fsys, "data", trilingual)
			if found.Len() > 0 {
				t.Fatal(found.Sorted()[0])
			}
			return set
		}
	}
	for _, tt := range []struct {
		name  string
		set   func(t *testing.T) *record.Set
		code  string
		times int // what is found
		limit time.Duration
	}{
		{"a chain of parents", themes(func(i int) int { return i + 1 }), "dangling-reference", 1, 2 * time.Second},
		{"a chain that leads to a ring", themes(func(i int) int { return max(i-1, 0) }), "cycle", 1, 2 * time.Second},
		{"one ring of all", themes(func(i int) int { return (i + 1) % n }), "cycle", n, 2 * time.Second},
		{"rings of two", themes(func(i int) int { return i ^ 1 }), "cycle", n, 2 * time.Second},
		{"all without a parent that is there", themes(func(i int) int { return i + n }), "dangling-reference", n, 2 * time.Second},
		{"a chain of norms", norms(func(i int) []int { return []int{i + 1} }), "cycle", 0, 2 * time.Second},
		{"one ring of all norms", norms(func(i int) []int { return []int{(i + 1) % n} }), "cycle", n, 2 * time.Second},
		{"a chain and a ring of norms, woven", norms(func(i int) []int { return []int{(i + 1) % n, (i + 2) % n, (i * i) % n} }), "cycle", n, 2 * time.Second},
		{"a norm that all supersede", norms(func(i int) []int { return []int{0} }), "cycle", 1, 2 * time.Second},
		{"a list of ids that lead nowhere", list("taxa", `"no-such-record-of-a-long-name-%d",`, 4_900), "dangling-reference", 4_900, 500 * time.Millisecond},
		{"a list of citations that lead nowhere", list("cite", `"cop11-doc-21-1#zz%d",`, 9_000), "unknown-paragraph", 9_000, 500 * time.Millisecond},
		{"a list of one name over and over", list("also_known_as", `"x",`, 9_000), "repeated", 8_999, 500 * time.Millisecond},
		{"a text of 240,000 brackets", list("summary = { mul = \""+strings.Repeat("[", 240_000)+"\" }\nalso_known_as", `"x"`, 1), "text-too-long", 1, 500 * time.Millisecond},
		{"as many brackets as a text may have", list("summary = { mul = \""+strings.Repeat("[", 4_000)+"\" }\nalso_known_as", `"x"`, 1), "text-too-long", 0, 500 * time.Millisecond},
		{"emphasis that is never closed", list("also_known_as", `"*x [[[",`, 9_000), "repeated", 8_999, 500 * time.Millisecond},
	} {
		t.Run(tt.name, func(t *testing.T) {
			set := tt.set(t)
			best := time.Hour
			for range 3 { // others may be using the machine
				start := trial.Used()
				found := Set(set, Options{Languages: trilingual, Source: "x"})
				best = min(best, trial.Used()-start)
				times := 0
				for _, d := range found.Sorted() {
					if d.Rule.Code == tt.code {
						times++
					}
					if len(d.String()) > 2000 {
						t.Fatalf("a sentence of %d bytes", len(d.String()))
					}
				}
				if times != tt.times {
					t.Fatalf("%s is found %d times, want %d", tt.code, times, tt.times)
				}
				if best < tt.limit {
					break
				}
			}
			t.Logf("%v", best.Round(time.Millisecond))
			if best > tt.limit {
				t.Errorf("takes %v", best)
			}
		})
	}
}
