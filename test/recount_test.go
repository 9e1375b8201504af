package test

import (
	"fmt"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// shelf is the pages of a site, each read once.
type shelf struct {
	public string
	read   map[string]*html.Node
}

// page returns the page at an address from the site's root.
func (s *shelf) page(t *testing.T, address string) *html.Node {
	t.Helper()
	if s.read == nil {
		s.read = map[string]*html.Node{}
	}
	if s.read[address] == nil {
		f, err := os.Open(filepath.Join(s.public, filepath.FromSlash(address), "index.html"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if s.read[address], err = html.Parse(f); err != nil {
			t.Fatal(err)
		}
	}
	return s.read[address]
}

// elements returns the elements below n of which something is true.
func elements(n *html.Node, is func(e *html.Node) bool) []*html.Node {
	var list []*html.Node
	for e := range n.Descendants() {
		if e.Type == html.ElementNode && is(e) {
			list = append(list, e)
		}
	}
	return list
}

func having(key, value string) func(e *html.Node) bool {
	return func(e *html.Node) bool { return has(e, key) && (value == "" || attr(e, key) == value) }
}

func named(a atom.Atom) func(e *html.Node) bool {
	return func(e *html.Node) bool { return e.DataAtom == a }
}

func classed(class string) func(e *html.Node) bool {
	return func(e *html.Node) bool { return slices.Contains(strings.Fields(attr(e, "class")), class) }
}

// leads returns where a link of a page leads, below the page's language, and
// the fragment.
func leads(t *testing.T, address string, a *html.Node) (path, fragment string) {
	t.Helper()
	to, err := (&url.URL{Path: "/" + address}).Parse(attr(a, "href"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimPrefix(to.Path, "/"+language(address)+"/"), to.Fragment
}

// lines returns the records that a part of a page lists, in the order of their
// addresses: what each line links first.
func lines(t *testing.T, address string, part *html.Node) []string {
	t.Helper()
	var list []string
	for _, head := range elements(part, func(e *html.Node) bool {
		return classed("what")(e) || e.DataAtom == atom.Th && attr(e, "scope") == "row"
	}) {
		if links := elements(head, named(atom.A)); len(links) > 0 {
			to, _ := leads(t, address, links[0])
			list = append(list, to)
		}
	}
	slices.Sort(list)
	return list
}

// offered is a value of a filter as its page shows it.
type offered struct {
	key   string // the number by which lines name it
	count int
	link  *html.Node
}

// offers reads the values of the filters of a page.
func offers(t *testing.T, doc *html.Node) map[string]offered {
	t.Helper()
	out := map[string]offered{}
	for _, d := range elements(doc, having("data-dimension", "")) {
		for _, li := range elements(d, named(atom.Li)) {
			a, counts := elements(li, named(atom.A)), elements(li, classed("count"))
			if len(a) != 1 || len(counts) != 1 {
				t.Fatalf("%q is no link with a number", plain(li))
			}
			n, err := strconv.Atoi(plain(counts[0]))
			if err != nil {
				t.Fatal(err)
			}
			fact := attr(d, "data-dimension") + "=" + attr(a[0], "data-value")
			if _, twice := out[fact]; twice {
				t.Errorf("%s stands twice", fact)
			}
			out[fact] = offered{attr(a[0], "data-key"), n, a[0]}
		}
	}
	return out
}

// TestRecountFilters compares the filters of the indexes, and the finder, with
// what the records say.
func TestRecountFilters(t *testing.T) {
	compareFilters(t, take(t, root), published(t))
}

// compareFilters compares the filters of a site, in each language, with what
// the records say: no value is missing or too many, the number beside each is
// that of the records that have it, each line names exactly the values of its
// record, and the page of a value lists exactly these records.
func compareFilters(t *testing.T, c *census, public string) {
	t.Helper()
	site := &shelf{public: public}
	for section := range filters {
		want := c.values(section)
		if len(want) < 30 {
			t.Errorf("%s: only %d values were recounted", section, len(want))
		}
		for _, tag := range tags {
			address := tag + "/" + section
			index := site.page(t, address)
			have := offers(t, index)
			for fact := range have {
				if _, known := want[fact]; !known {
					t.Errorf("%s: no record has %s", address, fact)
				}
			}
			for fact, records := range want {
				o, shown := have[fact]
				if !shown {
					t.Errorf("%s lacks %s, which %d records have", address, fact, len(records))
					continue
				}
				if o.count != len(records) {
					t.Errorf("%s: %d beside %s, want %d: %s", address, o.count, fact, len(records), records)
				}
				path, place := leads(t, address, o.link)
				to := site.page(t, tag+"/"+path)
				if section == "entry-points/" {
					inFinder(t, c, tag+"/"+path, to, fact)
					continue
				}
				if place != "" { // a page about more: it has a part for the section
					parts := elements(to, having("aria-labelledby", place))
					if len(parts) != 1 {
						t.Errorf("%s: %s leads to %s#%s, where there are %d such parts", address, fact, path, place, len(parts))
						continue
					}
					to = parts[0]
				}
				if listed := lines(t, tag+"/"+path, to); !slices.Equal(listed, records) {
					t.Errorf("%s: %s leads to %s#%s, which lists\n%s, want\n%s", address, fact, path, place, listed, records)
				}
			}
			named := map[string]string{} // what the numbers on lines stand for
			for fact, o := range have {
				named[o.key] = fact
			}
			listed := 0
			for _, line := range elements(index, having("data-keys", "")) {
				own, at := facts{}, lines(t, address, line)
				for _, key := range strings.Fields(attr(line, "data-keys")) {
					own.add(named[key])
				}
				listed++
				expect := facts{}
				for fact := range c.facts[at[0]] {
					if _, offered := want[fact]; offered {
						expect.add(fact)
					}
				}
				if !maps.Equal(own, expect) {
					t.Errorf("%s: the line of %s names\n%s, want\n%s", address, at[0], own.list(), expect.list())
				}
				if open := strings.Fields(attr(line, "data-open")); !slices.Equal(open, slices.DeleteFunc(slices.Clone(filters[section]), func(d string) bool { return !c.open[at[0]][d] })) {
					t.Errorf("%s: the line of %s is open in %s, want %s", address, at[0], open, c.open[at[0]].list())
				}
			}
			if all := c.matching(section, nil); listed != len(all) {
				t.Errorf("%s has %d lines, want %d", address, listed, len(all))
			}
		}
	}
}

// inFinder compares the page of an answer with the records: first the ways in
// that fit it expressly, then those that the source does not limit, and last,
// whichever they are, the closed ones.
func inFinder(t *testing.T, c *census, address string, doc *html.Node, fact string) {
	t.Helper()
	dimension, _, _ := strings.Cut(fact, "=")
	want := map[string][]string{}
	for _, r := range c.matching("entry-points/", []string{fact}) {
		place := "matching"
		if c.closed(r) {
			place = "closed"
		} else if c.answers(r, []string{fact})[dimension] == 1 {
			place = "open-to-all"
		}
		want[place] = append(want[place], r)
	}
	for _, place := range []string{"matching", "open-to-all", "closed"} {
		var have []string
		for _, part := range elements(doc, having("aria-labelledby", place)) {
			have = append(have, lines(t, address, part)...)
		}
		if !slices.Equal(have, want[place]) {
			t.Errorf("%s lists as %s\n%s, want\n%s", address, place, have, want[place])
		}
	}
	for _, lead := range elements(doc, classed("lead")) {
		if plain(lead) == "" {
			t.Errorf("%s has an empty paragraph at its head", address)
		}
	}
	if all := lines(t, address, doc); len(all) != len(c.matching("entry-points/", []string{fact})) {
		t.Errorf("%s lists %d ways in, some of them elsewhere or twice: %s", address, len(all), fmt.Sprint(all))
	}
}
