package test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// query is a line of testdata/queries.txt: what a reader types and the page
// that must come first.
type query struct {
	line            int
	tag, text, page string
}

func (q query) String() string { return fmt.Sprintf("queries.txt:%d: %s %q", q.line, q.tag, q.text) }

// queries reads the list of what readers type.
func queries(t testing.TB) []query {
	t.Helper()
	text, err := os.ReadFile("testdata/queries.txt")
	if err != nil {
		t.Fatal(err)
	}
	var list []query
	n := 0
	for line := range strings.Lines(string(text)) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.Split(line, " | ")
		if len(parts) != 3 || !slices.Contains(tags, parts[0]) {
			t.Fatalf("queries.txt:%d: not a language, a query and a page: %s", n, line)
		}
		list = append(list, query{n, parts[0], parts[1], parts[2]})
	}
	return list
}

// TestQueries checks the list itself: at least 50 queries a language, none
// twice, and pages that are there.
func TestQueries(t *testing.T) {
	public := published(t)
	seen, count := map[string]bool{}, map[string]int{}
	for _, q := range queries(t) {
		count[q.tag]++
		if key := q.tag + q.text; seen[key] {
			t.Errorf("%v stands twice", q)
		} else {
			seen[key] = true
		}
		if _, err := os.Stat(filepath.Join(public, q.tag, filepath.FromSlash(q.page), "index.html")); err != nil {
			t.Errorf("%v: there is no page %s", q, q.page)
		}
	}
	for _, tag := range tags {
		if count[tag] < 50 {
			t.Errorf("%s has %d queries, want at least 50", tag, count[tag])
		}
	}
}

// answer is what the search page shows for a query.
type answer struct {
	Took   float64
	Pages  []string
	Says   string
	Marked []string
}

// TestSearch types every query into the search page of its language: at least
// 95 of 100 have the right page first, and all have it among the first five.
func TestSearch(t *testing.T) {
	site := host(t)
	ctx := browser(t)
	list := queries(t)
	first, five, at := 0, 0, ""
	var took []float64
	for _, q := range list {
		if q.tag != at {
			at = q.tag
			do(t, ctx, at, chromedp.Navigate(site+at+"/search/"))
		}
		typed, _ := json.Marshal(q.text)
		a := ask[answer](t, ctx, q.String(), script("search.js")+"("+string(typed)+")")
		took = append(took, a.Took)
		rank := slices.Index(a.Pages, "/"+q.tag+"/"+q.page) + 1
		switch {
		case rank == 1:
			first++
			five++
		case rank > 1 && rank <= 5:
			five++
			t.Logf("%v: %s is number %d, after %s", q, q.page, rank, strings.Join(a.Pages[:rank-1], " "))
		default:
			t.Errorf("%v: %s is not among the first five: %s (%s)", q, q.page, strings.Join(a.Pages[:min(5, len(a.Pages))], " "), a.Says)
		}
	}
	t.Logf("%d queries: %d right at once, %d among the first five", len(list), first, five)
	if 100*first < 95*len(list) {
		t.Errorf("%d of %d queries have the right page first, want 95 of 100", first, len(list))
	}
	slices.Sort(took)
	t.Logf("from the keystroke to the results: median %.0f ms, 95 of 100 within %.0f ms, at most %.0f ms", took[len(took)/2], took[len(took)*95/100], took[len(took)-1])
}
