package test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// TestBrowser opens one page of each sort in three languages on a phone and on
// a desktop: nothing is wider than the screen, nothing is asked of another
// host or stored, nothing is complained of, the style sheet is there.
func TestBrowser(t *testing.T) {
	site := host(t)
	for _, v := range survey(t) {
		report(t, v.address, v.complaints)
		for to := range v.asked {
			if !strings.HasPrefix(to, site) {
				t.Errorf("%s asks for %s", v.address, to)
			}
		}
		for width, w := range v.views {
			at := fmt.Sprintf("/%s at %d", v.address, width)
			report(t, at, w.Misfits)
			if w.Cookies+w.Storage > 0 {
				t.Errorf("%s stores something: %+v", at, w)
			}
			if tag := language(v.address); tag != "" && w.Lang != tag || w.Lang == "" || w.Title == "" || w.Rules < 1 {
				t.Errorf("%s is not dressed: %+v", at, w)
			}
		}
	}
}

// TestNothingInline reads every page: scripts and styles are files of the
// site, so a host can forbid all others.
func TestNothingInline(t *testing.T) {
	n := 0
	eachPage(t, published(t), func(name string, doc *html.Node) {
		n++
		for e := range doc.Descendants() {
			for _, fault := range inline(e) {
				t.Errorf("%s: <%s> %s", name, e.Data, fault)
			}
		}
	})
	if n < 1000 {
		t.Errorf("only %d pages were read", n)
	}
}

// inline lists what an element holds, or takes from elsewhere, that should be
// a file of the site.
func inline(e *html.Node) []string {
	var list []string
	from := ""
	switch e.DataAtom {
	case atom.Style:
		list = append(list, "is a style in the page")
	case atom.Script:
		if from = attr(e, "src"); from == "" {
			list = append(list, "is a script in the page")
		}
	case atom.Link:
		if attr(e, "rel") == "stylesheet" {
			from = attr(e, "href")
		}
	}
	if strings.Contains(from, "//") {
		list = append(list, "comes from another host: "+from)
	}
	for _, a := range e.Attr {
		if a.Key == "style" || strings.HasPrefix(a.Key, "on") || strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:") {
			list = append(list, fmt.Sprintf("has %s=%q", a.Key, a.Val))
		}
	}
	return list
}

// TestInline shows what inline finds.
func TestInline(t *testing.T) {
	const page = `<style>a{}</style><script>1</script><script src="//x.org/a.js"></script><link rel="stylesheet" href="https://x.org/a.css">
		<p style="color:red"><a onclick="x()" href=" JavaScript:x()">a</a><script src="../a.js"></script><link rel="canonical" href="https://x.org/">`
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for e := range doc.Descendants() {
		n += len(inline(e))
	}
	if n != 7 {
		t.Errorf("inline finds %d faults, want 7", n)
	}
}
