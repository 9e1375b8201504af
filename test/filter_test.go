package test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"golang.org/x/net/html/atom"
)

// filtered is what a page shows of its filters (filtered.js).
type filtered struct {
	Choice, Lines, Address, Chips, Faults []string
	Boxes                                 int
	Beside                                map[string]int
	Named                                 map[string]string
	Says, Role                            string
	Focus                                 bool // on something that is seen
}

// narrowing is an index that is open in a tab, with scripts, to be narrowed.
type narrowing struct {
	t       *testing.T
	ctx     context.Context
	c       *census
	at      string // its address on the host
	tag     string
	section string
	values  string // of its filters, in its order, for scripts
}

// narrowIn opens an index in a tab.
func narrowIn(t *testing.T, ctx context.Context, c *census, site, address string) *narrowing {
	t.Helper()
	tag, section, _ := strings.Cut(address, "/")
	var values []string
	doc := (&shelf{public: published(t)}).page(t, address)
	for _, d := range elements(doc, having("data-dimension", "")) {
		for _, a := range elements(d, named(atom.A)) {
			values = append(values, attr(d, "data-dimension")+"="+attr(a, "data-value"))
		}
	}
	text, _ := json.Marshal(values)
	n := &narrowing{t, ctx, c, site + address, tag, section, string(text)}
	if strings.HasPrefix(site, "file:") {
		n.at += "index.html"
	}
	do(t, ctx, address, chromedp.Navigate(n.at))
	if s := n.see(); s.Boxes != len(values) || len(values) < 30 {
		t.Fatalf("%s has %d boxes to tick for %d values", address, s.Boxes, len(values))
	}
	return n
}

// see tells what the page shows.
func (n *narrowing) see() filtered {
	n.t.Helper()
	s := ask[filtered](n.t, n.ctx, n.at, fmt.Sprintf("(%s)(%s)", script("filtered.js"), n.values))
	for i, line := range s.Lines {
		s.Lines[i] = line[strings.Index(line, "/"+n.tag+"/")+len(n.tag)+2:]
		s.Lines[i] = strings.TrimSuffix(s.Lines[i], "index.html")
	}
	return s
}

// choose makes a choice, and no other.
func (n *narrowing) choose(choice ...string) {
	n.t.Helper()
	if known := ordered(n, choice); len(known) != len(choice) {
		n.t.Fatalf("%s offers only %s of %s", n.at, known, choice)
	}
	text, _ := json.Marshal(append([]string{}, choice...))
	ask[int](n.t, n.ctx, n.at, fmt.Sprintf("(%s)(%s, %s)", script("choose.js"), n.values, text))
}

// expect compares what the page shows with what the records say of a choice.
func (n *narrowing) expect(choice ...string) filtered {
	n.t.Helper()
	s := n.see()
	at := fmt.Sprintf("%s with %s", n.at, choice)
	choice = slices.Sorted(slices.Values(choice))
	if !slices.Equal(s.Choice, choice) {
		n.t.Errorf("%s: what is ticked is %s", at, s.Choice)
	}
	if !slices.Equal(s.Address, choice) {
		n.t.Errorf("%s: the address says %s", at, s.Address)
	}
	var names []string
	for _, fact := range choice {
		names = append(names, s.Named[fact])
	}
	if slices.Sort(names); !slices.Equal(slices.Sorted(slices.Values(s.Chips)), names) {
		n.t.Errorf("%s: %q is shown as chosen, want %q", at, s.Chips, names)
	}
	report(n.t, at, s.Faults)
	want, all := n.c.matching(n.section, choice), n.c.matching(n.section, nil)
	if n.section != "entry-points/" { // the finder also shows what does not quite match, see TestFinder
		if have := slices.Sorted(slices.Values(s.Lines)); !slices.Equal(have, want) {
			n.t.Errorf("%s shows\n%s, want\n%s", at, have, want)
		}
	}
	if beside := n.c.beside(n.section, choice); !maps.Equal(s.Beside, beside) {
		for fact, count := range beside {
			if s.Beside[fact] != count {
				n.t.Errorf("%s: %d beside %s, want %d", at, s.Beside[fact], fact, count)
			}
		}
	}
	words := strings.Fields(s.Says)
	switch {
	case s.Role != "status":
		n.t.Errorf("%s: the line that says how many there are has the role %q", at, s.Role)
	case len(choice) == 0:
		if s.Says != "" {
			n.t.Errorf("%s says %q", at, s.Says)
		}
	case len(want) == 0: // a sentence, and no "0 of 46"
		if len(words) < 4 || strings.ContainsAny(s.Says, "0123456789") {
			n.t.Errorf("%s says %q of nothing", at, s.Says)
		}
	case words[0] != strconv.Itoa(len(want)) || words[len(words)-1] != strconv.Itoa(len(all)):
		n.t.Errorf("%s says %q, want %d of %d", at, s.Says, len(want), len(all))
	}
	return s
}

// travel goes back or forward in what the tab has shown of the page.
func (n *narrowing) travel(way string) {
	n.t.Helper()
	ask[bool](n.t, n.ctx, n.at, fmt.Sprintf(`new Promise((done) => { addEventListener("popstate", () => setTimeout(() => done(true)), { once: true }); history.%s(); })`, way))
}

// chosen are choices on each index: of one value, of several of a dimension,
// of several dimensions, of both, and one that nothing matches.
var chosen = map[string][][]string{
	"fr/partners/": {
		{"kind=ngo"}, {"kind=ngo", "kind=private"}, {"kind=ngo", "animals=sharks"}, {"region=oceans"},
		{"kind=igo", "kind=treaty", "region=arctic", "region=pacific"}, {"kind=private", "region=arctic"},
	},
	"en/activities/": {
		{"status=planned"}, {"kind=workshop", "kind=meeting"}, {"kind=training", "region=pacific"}, {"resolution=10-21"},
		{"animals=birds", "animals=bats", "kind=campaign", "theme=awareness"}, {"kind=funding", "region=arctic"},
	},
	"es/agreements/": {
		{"status=in-force"}, {"kind=membership", "kind=secondment"}, {"status=in-force", "instrument=aewa"}, {"animals=birds"},
		{"kind=joint-work-plan", "status=ended", "status=planned"}, {"kind=secondment", "animals=bats"},
	},
}

// TestFilter narrows each index by several choices and some at random: what is
// seen, the number beside each value and what is said are as the records have
// it; the choice is in the address, and that address shows the same.
func TestFilter(t *testing.T) {
	c, site := take(t, root), host(t)
	list := slices.Sorted(maps.Keys(chosen))
	if testing.Short() {
		list = list[:1]
	}
	inTabs(t, list, func(t *testing.T, ctx context.Context) func(string) {
		return func(address string) {
			n := narrowIn(t, ctx, c, site, address)
			n.expect()
			empty := 0
			for _, choice := range chosen[address] {
				n.choose(choice...)
				n.expect(choice...)
				if len(c.matching(n.section, choice)) == 0 {
					empty++
				}
			}
			for _, choice := range chosen[address][4:] {
				do(t, ctx, address, chromedp.Navigate(n.at+"?"+strings.Join(choice, "&")))
				n.expect(choice...)
			}
			if empty != 1 {
				t.Errorf("%s: %d choices match nothing, want one", address, empty)
			}
			var values []string
			json.Unmarshal([]byte(n.values), &values)
			random := rand.New(rand.NewPCG(11, uint64(len(values))))
			for range 15 {
				var choice []string
				for _, i := range random.Perm(len(values))[:1+random.IntN(5)] {
					choice = append(choice, values[i])
				}
				n.choose(choice...)
				n.expect(choice...)
			}
		}
	})
}

// ordered returns a choice in the order of the page's values.
func ordered(n *narrowing, choice []string) []string {
	var values []string
	json.Unmarshal([]byte(n.values), &values)
	return slices.DeleteFunc(values, func(fact string) bool { return !slices.Contains(choice, fact) })
}

// chip is the expression for the button that takes a value back.
func chip(s filtered, fact string) string {
	return fmt.Sprintf(`[...document.querySelectorAll(".chip")].filter(b => b.textContent === %q)`, s.Named[fact])
}

// box is the expression for the box of a value.
func box(n *narrowing, fact string) string {
	var values []string
	json.Unmarshal([]byte(n.values), &values)
	return fmt.Sprintf(`[document.querySelectorAll(".dimensions input")[%d]]`, slices.Index(values, fact))
}

// TestFilterUndone takes choices back: by the browser's way back, by the button
// of a choice, by that which takes all back. After each the focus is on
// something that is seen.
func TestFilterUndone(t *testing.T) {
	c, site, ctx := take(t, root), host(t), browser(t)
	for _, address := range slices.Sorted(maps.Keys(chosen)) {
		n := narrowIn(t, ctx, c, site, address)
		choice := chosen[address][4] // of several values and dimensions
		for i := range choice {
			click(t, ctx, address, box(n, choice[i])) // with the mouse, as a reader does
			n.expect(choice[:i+1]...)
		}
		n.travel("back")
		n.expect(choice[:len(choice)-1]...)
		n.travel("back")
		n.expect(choice[:len(choice)-2]...)
		n.travel("forward")
		s := n.expect(choice[:len(choice)-1]...)
		click(t, ctx, address, chip(s, choice[0]))
		if s = n.expect(choice[1 : len(choice)-1]...); !s.Focus {
			t.Errorf("%s: the focus is lost with a choice that is taken back", address)
		}
		click(t, ctx, address, `[document.querySelector(".clear")]`)
		if s = n.expect(); !s.Focus {
			t.Errorf("%s: the focus is lost with the choices that are taken back", address)
		}
		n.travel("back")
		s = n.expect(choice[1 : len(choice)-1]...)
		for _, fact := range choice[1 : len(choice)-1] {
			click(t, ctx, address, chip(s, fact))
		}
		if s = n.expect(); !s.Focus {
			t.Errorf("%s: the focus is lost with the last choice that is taken back", address)
		}
	}
}

// TestFilterKeyboard narrows an index by the keyboard only.
func TestFilterKeyboard(t *testing.T) {
	c, site, ctx := take(t, root), host(t), browser(t)
	key := func(k string) chromedp.Action[chromedp.Void] { return chromedp.KeyEvent(k) }
	for _, address := range slices.Sorted(maps.Keys(chosen)) {
		n := narrowIn(t, ctx, c, site, address)
		is := func(what string) bool { return ask[bool](t, ctx, address, what) }
		var made []string
		for opening, dimension := range map[string]string{"\r": "kind", " ": "animals"} {
			summary := fmt.Sprintf(`document.querySelector("[data-dimension=%s] > summary")`, dimension)
			tabTo(t, ctx, address, "["+summary+"]")
			do(t, ctx, address, key(opening))
			if !is(summary + ".parentNode.open") {
				t.Fatalf("%s: %q does not open %s", address, opening, dimension)
			}
			first := slices.IndexFunc(ordered(n, slices.Collect(maps.Keys(c.values(n.section)))), func(f string) bool { return strings.HasPrefix(f, dimension+"=") })
			fact := ordered(n, slices.Collect(maps.Keys(c.values(n.section))))[first]
			do(t, ctx, address, key("\t"))
			if !is(fmt.Sprintf(`document.activeElement === document.querySelectorAll(".dimensions input")[%d]`, first)) {
				t.Fatalf("%s: the tabulator key does not lead from %s to its first box", address, dimension)
			}
			do(t, ctx, address, key(" "))
			made = append(made, fact)
			n.expect(made...)
			do(t, ctx, address, key(kb.Escape))
			if is(summary+".parentNode.open") || !is("document.activeElement === "+summary) {
				t.Errorf("%s: Escape does not close %s and lead back to it", address, dimension)
			}
			n.expect(made...)
		}
		for len(made) > 0 {
			tabTo(t, ctx, address, chip(n.see(), made[0]))
			do(t, ctx, address, key("\r"))
			made = made[1:]
			n.expect(made...)
			if s := ask[stop](t, ctx, address, script("focus.js")); s.Place < 0 || len(s.Faults) > 0 {
				t.Errorf("%s: after a choice is taken back the focus is on %s: %s", address, s.Name, s.Faults)
			}
		}
	}
}

// TestFilterWithoutScripts clicks, with scripts switched off, a link of every
// dimension of two indexes: it leads to a page that lists what it promises.
func TestFilterWithoutScripts(t *testing.T) {
	c, site, ctx := take(t, root), host(t), browser(t)
	do(t, ctx, "off", scripting(false))
	read := &shelf{public: published(t)}
	for address, want := range map[string]int{"fr/partners/": 7, "es/entry-points/": 6} {
		tag, section, _ := strings.Cut(address, "/")
		have := offers(t, read.page(t, address))
		values, clicked := c.values(section), facts{}
		for _, fact := range slices.Sorted(maps.Keys(have)) {
			dimension, _, _ := strings.Cut(fact, "=")
			if clicked[dimension] {
				continue
			}
			clicked.add(dimension)
			path, place := leads(t, address, have[fact].link)
			to := site + tag + "/" + path
			if place != "" {
				to += "#" + place
			}
			do(t, ctx, address, chromedp.Navigate(site+address))
			click(t, ctx, address, linkTo(to))
			arrive(t, ctx, address, to)
			seen := ask[[]string](t, ctx, to, `[...document.querySelectorAll("main .what a:first-of-type, main th a:first-of-type")].filter(a => a.checkVisibility()).map(a => new URL(a.href).pathname)`)
			for _, record := range values[fact] {
				if !slices.Contains(seen, "/"+tag+"/"+record) {
					t.Errorf("%s: %s leads to %s, where %s is not to be seen", address, fact, to, record)
				}
			}
		}
		if len(clicked) != want {
			t.Errorf("%s: links of %s were clicked, want those of %d dimensions", address, clicked.list(), want)
		}
	}
}
