package test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// TestOutline reads every page of the site: nothing in it is empty, no heading
// is without a text.
func TestOutline(t *testing.T) {
	n := 0
	eachPage(t, published(t), func(name string, doc *html.Node) {
		n++
		report(t, name, hollow(doc))
	})
	if n < 1000 {
		t.Errorf("only %d pages were read", n)
	}
}

// TestHollow shows what hollow finds.
func TestHollow(t *testing.T) {
	for _, c := range []struct {
		body string
		n    int
	}{
		{`<h1>a</h1><section><h2>b</h2><p>c</section><section><h2>d</h2><ul><li>e</ul></section>`, 0},
		{`<h1>a</h1><h2>b</h2><p>c`, 0},
		{`<h1>a</h1><section><h2>b</h2><img src="c" alt=""></section>`, 0},
		{`<header><h1>a</h1></header><p>b`, 0},
		{`<section><details><summary><h2>a</h2></summary><p>b</details></section>`, 0},
		{`<section> </section><ul><!-- c --></ul><ol></ol><table><tbody></tbody></table><dl><div></div></dl>`, 5},
		{`<section><h2>a</h2></section>`, 1},
		{`<section><h2>a</h2><h2>b</h2><p>c</section>`, 1},
		{`<section><h3>a</h3><h2>b</h2><p>c</section>`, 1},
		{`<main><section><h2>a</h2><div></div></section><p>b</main>`, 1},
		{`<main><p>a<h2>b</h2></main>`, 1},
		{`<h2></h2><p>a`, 1},
	} {
		doc, err := html.Parse(strings.NewReader(c.body))
		if err != nil {
			t.Fatal(err)
		}
		if list := hollow(doc); len(list) != c.n {
			t.Errorf("%s: %q, want %d", c.body, list, c.n)
		}
	}
}

// hollow lists the sections, lists and tables of a page that are empty, and the
// headings that are empty or that nothing follows before the next heading of
// the same or a higher level, or before the end of their section.
func hollow(doc *html.Node) []string {
	var list []string
	var open *html.Node // the last heading, as long as nothing has followed it
	tell := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		switch level := rank(n); {
		case n.Type == html.TextNode && strings.TrimSpace(n.Data) != "", n.Type == html.ElementNode && shows(n):
			open = nil
		case level > 0:
			if open != nil && level <= rank(open) {
				tell("nothing follows the heading %q before %q", plain(open), plain(n))
			}
			if open = n; !filled(n) {
				tell("a heading <%s> is empty", n.Data)
			}
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		switch n.DataAtom {
		case atom.Section, atom.Article, atom.Aside, atom.Nav, atom.Main, atom.Body:
			if open != nil {
				tell("nothing follows the heading %q before the end of its <%s>", plain(open), n.Data)
				open = nil
			}
		}
		switch n.DataAtom {
		case atom.Section, atom.Ul, atom.Ol, atom.Table, atom.Dl:
			if !filled(n) {
				tell("a <%s> is empty", n.Data)
			}
		}
	}
	for n := range doc.Descendants() {
		if n.DataAtom == atom.Body {
			walk(n)
			break
		}
	}
	return list
}

// rank returns the level of a heading, and 0 of what is none.
func rank(n *html.Node) int {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return int(n.Data[1] - '0')
	}
	return 0
}

// shows says whether an element shows something without a text.
func shows(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Img, atom.Svg, atom.Input, atom.Select, atom.Textarea, atom.Button, atom.Video, atom.Audio, atom.Picture, atom.Canvas, atom.Iframe:
		return true
	}
	return false
}

// filled says whether there is anything to see in an element.
func filled(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.Type == html.TextNode && strings.TrimSpace(d.Data) != "" || d.Type == html.ElementNode && shows(d) {
			return true
		}
	}
	return false
}

// plain returns the text of an element, with single spaces.
func plain(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
