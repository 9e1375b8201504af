package test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// card is a way in as the finder shows it, and what it says of the answers.
type card struct {
	Path          string
	Closed        bool
	Yes, Any, Not string
}

// ranked is what the finder shows (ranked.js).
type ranked struct {
	Fits, General, Nearly, Closed []card
	Headings                      []string
}

// ranking tells what the finder shows, and compares each card with what the
// records say of the answers chosen.
func (n *narrowing) ranking(choice ...string) ranked {
	n.t.Helper()
	s := n.expect(choice...)
	r := ask[ranked](n.t, n.ctx, n.at, script("ranked.js"))
	at := fmt.Sprintf("%s with %s", n.at, choice)
	var fits, nearly []string // what fits is in three lists
	for _, list := range []struct {
		cards []card
		paths *[]string
	}{{r.Fits, &fits}, {r.General, &fits}, {r.Nearly, &nearly}, {r.Closed, &fits}} {
		for i := range list.cards {
			c := &list.cards[i]
			c.Path = strings.TrimSuffix(c.Path[strings.Index(c.Path, "/"+n.tag+"/")+len(n.tag)+2:], "index.html")
			*list.paths = append(*list.paths, c.Path)
			n.because(at, *c, s.Named, choice)
		}
	}
	if want := n.c.matching(n.section, choice); len(choice) > 0 && !slices.Equal(slices.Sorted(slices.Values(fits)), want) {
		n.t.Errorf("%s: as fitting it shows\n%s, want\n%s", at, fits, want)
	}
	var almost []string // misses one answer and has another expressly; nobody is sent to what is closed
	for _, address := range n.c.matching(n.section, nil) {
		given := slices.Sorted(maps.Values(n.c.answers(address, choice)))
		if len(given) > 1 && given[0] == 0 && given[1] > 0 && slices.Contains(given, 2) && !n.c.closed(address) {
			almost = append(almost, address)
		}
	}
	if !slices.Equal(slices.Sorted(slices.Values(nearly)), almost) {
		n.t.Errorf("%s: as nearly fitting it shows\n%s, want\n%s", at, nearly, almost)
	}
	if all := slices.Concat(fits, nearly); len(choice) > 0 && len(s.Lines) != len(all) {
		n.t.Errorf("%s: beside the cards it shows other ones: %s", at, s.Lines)
	}
	// What says so expressly comes before what is not limited. What names the
	// animals, theme or region asked for is apart from what is open to all of
	// them, and closed ones come last of all.
	for _, list := range [][]card{r.Fits, r.General, r.Closed} {
		for i := range max(len(list), 1) - 1 {
			if a, b := list[i], list[i+1]; n.express(a.Path, choice) < n.express(b.Path, choice) {
				n.t.Errorf("%s: %s comes before %s, which matches more answers expressly", at, a.Path, b.Path)
			}
		}
	}
	for i, cards := range [][]card{r.Fits, r.General, r.Closed} {
		for _, c := range cards {
			if among := i == 2; c.Closed != among {
				n.t.Errorf("%s: %s is closed: %t, and among the closed: %t", at, c.Path, c.Closed, among)
			}
		}
	}
	for _, c := range r.General {
		for dimension, has := range n.c.answers(c.Path, choice) {
			if has == 2 && slices.Contains([]string{"animals", "theme", "region"}, dimension) {
				n.t.Errorf("%s: %s matches %s expressly and is among those open to all", at, c.Path, dimension)
			}
		}
	}
	return r
}

// express returns how many questions a way in answers expressly.
func (n *narrowing) express(address string, choice []string) int {
	count := 0
	for _, has := range n.c.answers(address, choice) {
		if has == 2 {
			count++
		}
	}
	return count
}

// because checks that a card says of every answer why it is there, and says
// it as the records do: which it matches, which the source does not limit,
// which it does not match.
func (n *narrowing) because(at string, c card, names map[string]string, choice []string) {
	n.t.Helper()
	if c.Closed != n.c.closed(c.Path) {
		n.t.Errorf("%s: %s is shown as closed: %t", at, c.Path, c.Closed)
	}
	answers := n.c.answers(c.Path, choice)
	for _, fact := range choice {
		dimension, _, _ := strings.Cut(fact, "=")
		yes := n.c.facts[c.Path][fact]
		for text, want := range map[string]bool{c.Yes: yes, c.Any: answers[dimension] == 1, c.Not: answers[dimension] == 0} {
			if strings.Contains(text, names[fact]) != want {
				n.t.Errorf("%s: %s says of %q: %q, which must name it: %t", at, c.Path, names[fact], text, want)
			}
		}
	}
}

// shark is who asks first: an NGO that works on sharks in the Pacific islands.
var shark = []string{"audience=ngo", "animals=sharks", "region=pacific-islands"}

// TestFinder asks the finder, in each language, who gets which ways in, in
// which order and why; once cleared, all is as before, and the address of the
// answers shows the same ranking.
func TestFinder(t *testing.T) {
	c, site, ctx := take(t, root), host(t), browser(t)
	list := tags
	if testing.Short() {
		list = list[:1]
	}
	for _, tag := range list {
		n := narrowIn(t, ctx, c, site, tag+"/entry-points/")
		before, untouched := n.see(), n.ranking()
		if len(untouched.Fits)+len(untouched.General)+len(untouched.Nearly)+len(untouched.Closed) > 0 {
			t.Errorf("%s ranks without an answer", n.at)
		}
		n.choose(shark...)
		r := n.ranking(shark...)
		if len(r.Fits) < 1 || len(r.General) < 5 || len(r.Nearly) < 1 {
			t.Errorf("%s: %d ways in fit, %d are open to all and %d nearly fit; want some of each", n.at, len(r.Fits), len(r.General), len(r.Nearly))
		}
		click(t, ctx, n.at, `[document.querySelector(".clear")]`)
		cleared := n.ranking()
		if after := n.see(); !slices.Equal(after.Lines, before.Lines) || !slices.Equal(cleared.Headings, untouched.Headings) {
			t.Errorf("%s: once cleared it shows\n%s\n%s, and before\n%s\n%s", n.at, cleared.Headings, after.Lines, untouched.Headings, before.Lines)
		}
		do(t, ctx, n.at, chromedp.Navigate(n.at+"?"+strings.Join(shark, "&")))
		if again := n.ranking(shark...); !slices.Equal(again.Fits, r.Fits) || !slices.Equal(again.General, r.General) || !slices.Equal(again.Nearly, r.Nearly) {
			t.Errorf("%s: the address of the answers shows another ranking:\n%v\nwant\n%v", n.at, again, r)
		}
	}
}

// TestFinderAnswers gives the finder other answers, one after the other.
func TestFinderAnswers(t *testing.T) {
	c := take(t, root)
	n := narrowIn(t, browser(t), c, host(t), "fr/entry-points/")
	nowhere := ""
	for fact, records := range c.values("entry-points/") {
		if len(records) == 0 {
			nowhere = fact
		}
	}
	if nowhere == "" {
		t.Fatal("every region has a way in of its own")
	}
	for _, a := range []struct {
		why    string
		choice []string
		holds  func(r ranked) bool
	}{
		{"what is closed is told, though it matches", []string{"animals=bats"}, func(r ranked) bool {
			return slices.ContainsFunc(r.Closed, func(c card) bool { return c.Yes != "" })
		}},
		{"with one answer nothing nearly fits", []string{"audience=ngo"}, func(r ranked) bool { return len(r.Fits) > 0 && len(r.Nearly) == 0 }},
		{"several answers to a question are no stricter than one", []string{"audience=ngo", "audience=company", "theme=awareness", "benefit=network"}, func(r ranked) bool { return len(r.Fits) > 0 }},
		{"where no way in is for a region, those that are open to all fit", []string{nowhere}, func(r ranked) bool { return len(r.Fits) == 0 && len(r.General) > 0 }},
		{"where nothing fits, something may nearly", []string{"audience=donor", "contribution=funds", "benefit=training"}, func(r ranked) bool { return len(r.Fits)+len(r.General) == 0 && len(r.Nearly) > 0 }},
	} {
		n.choose(a.choice...)
		if r := n.ranking(a.choice...); !a.holds(r) {
			t.Errorf("%s: not so with %s: %v", a.why, a.choice, r)
		}
	}
}
