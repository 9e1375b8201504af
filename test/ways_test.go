package test

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// mostClicks is how far an answer may be from the home page.
const mostClicks = 3

// ways is the links of each page of a site, those of the main part first, since
// that is where a reader looks; all as addresses from the site's root. What is
// folded counts, what is hidden does not; nor do links to other hosts and to
// pages in another language.
func ways(t *testing.T, public string) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	eachPage(t, public, func(name string, doc *html.Node) {
		from := strings.TrimSuffix(name, "index.html")
		at := &url.URL{Path: "/" + from}
		var main, rest []string
		var walk func(n *html.Node, list *[]string)
		walk = func(n *html.Node, list *[]string) {
			switch {
			case n.DataAtom == atom.Template, n.DataAtom == atom.Head, has(n, "hidden"):
				return
			case n.DataAtom == atom.Main:
				list = &main
			case n.DataAtom == atom.A && has(n, "href"):
				if to, err := at.Parse(attr(n, "href")); err == nil && to.Host == "" && to.Scheme == "" {
					if address := strings.TrimPrefix(to.String(), "/"); language(address) == language(from) {
						*list = append(*list, address)
					}
				}
			}
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				walk(c, list)
			}
		}
		walk(doc, &rest)
		all[from] = append(main, rest...)
	})
	return all
}

func has(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

// shortest returns the shortest chain of links from one address to another,
// both included, and nil if there is none.
func shortest(links map[string][]string, from, to string) []string {
	before := map[string]string{from: ""}
	for queue := []string{from}; len(queue) > 0; queue = queue[1:] {
		if at := queue[0]; at == to {
			var chain []string
			for ; at != ""; at = before[at] {
				chain = append(chain, at)
			}
			slices.Reverse(chain)
			return chain
		}
		file, _, _ := strings.Cut(queue[0], "#")
		for _, next := range links[file] {
			if _, known := before[next]; !known {
				before[next] = queue[0]
				queue = append(queue, next)
			}
		}
	}
	return nil
}

// TestThreeClicks finds for each question of testdata/questions.txt the
// shortest way from the home page to the page that answers it, and walks it by
// clicks on a phone: at most three, and the answer is to be read at its end.
func TestThreeClicks(t *testing.T) {
	start := time.Now()
	links := ways(t, published(t))
	walks := map[string][]question{} // by chain: several questions may be answered at the same place
	var list []string
	for _, q := range questions(t) {
		links := shortest(links, q.start, q.at)
		chain := strings.Join(links, " → ")
		t.Logf("%s: %s\n\t%s", q.reader, q.question, chain)
		switch {
		case links == nil:
			t.Errorf("%s: no link leads from %s to %s", q.question, q.start, q.at)
			continue
		case len(links)-1 > mostClicks:
			t.Errorf("%s: %d clicks lead to %s, want at most %d", q.question, len(links)-1, q.at, mostClicks)
			continue
		case walks[chain] == nil:
			list = append(list, chain)
		}
		walks[chain] = append(walks[chain], q)
	}
	if testing.Short() {
		list = list[:min(3, len(list))]
	}
	site := host(t)
	inTabs(t, list, func(t *testing.T, ctx context.Context) func(string) {
		do(t, ctx, "a phone", chromedp.EmulateViewport(360, 740))
		return func(chain string) {
			links := strings.Split(chain, " → ")
			do(t, ctx, chain, chromedp.Navigate(site+links[0]))
			for _, to := range links[1:] {
				click(t, ctx, chain, linkTo(site+to))
				arrive(t, ctx, chain, site+to)
			}
			text := single(ask[string](t, ctx, chain, `document.body.innerText`))
			for _, q := range walks[chain] {
				if !strings.Contains(text, single(q.text)) {
					t.Errorf("%s: %s does not show “%s”", q.question, q.at, q.text)
				}
			}
			if _, place, ok := strings.Cut(links[len(links)-1], "#"); ok {
				const seen = `(() => { const top = document.getElementById(%q).getBoundingClientRect().top; return top >= 0 && top < innerHeight; })()`
				if !ask[bool](t, ctx, chain, fmt.Sprintf(seen, place)) {
					t.Errorf("%s: the place does not stand on the screen", chain)
				}
			}
		}
	})
	t.Logf("%d ways in %.1fs", len(list), time.Since(start).Seconds())
}

// single returns a text with single spaces, which no-break ones are too.
func single(text string) string {
	return strings.Join(strings.Fields(text), " ")
}
