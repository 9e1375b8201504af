package test

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"fmt"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// What the first view of a page may cost.
const (
	mostBytes    = 35 << 10 // HTML, CSS and JavaScript, compressed
	mostStyle    = 12 << 10 // CSS, compressed
	mostRequests = 4
)

// packed knows how many bytes a file of a site has on its way to the reader:
// compressed with gzip at level 9, as a host can do it beforehand.
type packed struct {
	folder string
	known  map[string]int
}

// size returns the size of a file, named by its path in the site.
func (p *packed) size(t *testing.T, name string) int {
	t.Helper()
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	if n, ok := p.known[name]; ok {
		return n
	}
	text, err := os.ReadFile(filepath.Join(p.folder, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if _, err := w.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	p.known[name] = b.Len()
	return b.Len()
}

// cost is what the first view of a page costs.
type cost struct {
	address                     string
	html, style, code, requests int
	abroad                      []string // what is asked of other hosts
}

func (c cost) sum() int { return c.html + c.style + c.code }

// TestBudgets measures the first view of one page of each sort in three
// languages in the browser, with nothing in its cache, and of all pages by
// reading the files.
func TestBudgets(t *testing.T) {
	files := &packed{folder: published(t), known: map[string]int{}}
	site := host(t)
	var costs []cost
	for _, v := range survey(t) {
		c := spent(t, files, site, v)
		if c.html == 0 || c.style == 0 {
			t.Errorf("%s: no page or no style was seen: %+v", c.address, c)
		}
		within(t, c)
		costs = append(costs, c)
	}
	show(t, fmt.Sprintf("the largest of %d pages, in the browser", len(costs)), costs)
	all := filed(t, files)
	for _, c := range all {
		within(t, c)
	}
	show(t, fmt.Sprintf("the largest of all %d pages, from the files", len(all)), all)
}

// spent reckons what a visit costs.
func spent(t *testing.T, files *packed, site string, v *visit) cost {
	t.Helper()
	c := cost{address: v.address}
	for _, icon := range v.icons { // a declared icon counts, whether this browser shows it or not
		if _, ok := v.asked[icon]; !ok {
			c.requests++
		}
	}
	for to, kind := range v.asked {
		c.requests++
		name, own := strings.CutPrefix(to, site)
		name, _, _ = strings.Cut(name, "?")
		switch {
		case !own:
			c.abroad = append(c.abroad, to)
		case kind == network.ResourceTypeDocument:
			c.html += files.size(t, name)
		case kind == network.ResourceTypeStylesheet:
			c.style += files.size(t, name)
		case kind == network.ResourceTypeScript:
			c.code += files.size(t, name)
		}
	}
	return c
}

// filed reads what each page of a site costs from its files: the page, its
// style sheets and its scripts.
func filed(t *testing.T, files *packed) []cost {
	t.Helper()
	var all []cost
	eachPage(t, files.folder, func(name string, doc *html.Node) {
		c := cost{address: name, html: files.size(t, name), requests: 1}
		at := &url.URL{Path: "/" + name}
		for n := range doc.Descendants() {
			address, kind := attr(n, "src"), &c.code
			switch {
			case n.DataAtom == atom.Link && attr(n, "rel") == "stylesheet":
				address, kind = attr(n, "href"), &c.style
			case n.DataAtom == atom.Link && slices.Contains(strings.Fields(attr(n, "rel")), "icon"):
				if !strings.HasPrefix(attr(n, "href"), "data:") {
					c.requests++
				}
				continue
			case n.DataAtom != atom.Script || address == "":
				continue
			}
			c.requests++
			to, err := at.Parse(address)
			if err != nil || to.Host != "" {
				c.abroad = append(c.abroad, address)
				continue
			}
			*kind += files.size(t, path.Clean(to.Path)[1:])
		}
		all = append(all, c)
	})
	return all
}

func within(t *testing.T, c cost) {
	t.Helper()
	if c.sum() > mostBytes {
		t.Errorf("%s has %d bytes compressed, want at most %d", c.address, c.sum(), mostBytes)
	}
	if c.style > mostStyle {
		t.Errorf("%s has %d bytes of CSS compressed, want at most %d", c.address, c.style, mostStyle)
	}
	if c.requests > mostRequests {
		t.Errorf("%s makes %d requests, want at most %d", c.address, c.requests, mostRequests)
	}
	if len(c.abroad) > 0 {
		t.Errorf("%s asks other hosts: %q", c.address, c.abroad)
	}
}

// show logs the largest pages as a table.
func show(t *testing.T, title string, costs []cost) {
	t.Helper()
	slices.SortFunc(costs, func(a, b cost) int {
		return cmp.Or(cmp.Compare(b.sum(), a.sum()), cmp.Compare(a.address, b.address))
	})
	var b strings.Builder
	fmt.Fprintf(&b, "%s; bytes with gzip at level 9\n%8s%8s%8s%8s%10s\n", title, "all", "HTML", "CSS", "JS", "requests")
	for _, c := range costs[:min(10, len(costs))] {
		fmt.Fprintf(&b, "%8d%8d%8d%8d%10d  %s\n", c.sum(), c.html, c.style, c.code, c.requests, c.address)
	}
	t.Log(b.String())
}
