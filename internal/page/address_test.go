package page

import (
	"strings"
	"testing"

	"passerelle/internal/graph"
	"passerelle/internal/record"
)

// TestHref: links are relative to the page, so that the site works at any
// address; a portable site names the file in a folder.
func TestHref(t *testing.T) {
	for _, tt := range []struct{ from, to, want, portable string }{
		{"fr/partners/birdlife/", "fr/partners/birdlife/", "../../../fr/partners/birdlife/", "../../../fr/partners/birdlife/index.html"},
		{"fr/partners/birdlife/", "fr/", "../../../fr/", "../../../fr/index.html"},
		{"fr/partners/birdlife/", "en/partners/birdlife/", "../../../en/partners/birdlife/", "../../../en/partners/birdlife/index.html"},
		{"fr/partners/birdlife/", "fr/sources/report/#p-20b", "../../../fr/sources/report/#p-20b", "../../../fr/sources/report/index.html#p-20b"},
		{"fr/partners/", "fr/regions/", "../../fr/regions/", "../../fr/regions/index.html"},
		{"fr/", "fr/about/", "../fr/about/", "../fr/about/index.html"},
		{"fr/", "", "../", "../index.html"},
		{"fr/", "data/v1/partners.json", "../data/v1/partners.json", "../data/v1/partners.json"},
		{"", "fr/", "./fr/", "./fr/index.html"},
		{"", "", "./", "./index.html"},
	} {
		for _, portable := range []bool{false, true} {
			w := &writer{site: Site{Portable: portable}}
			p := w.bare(tt.from, "record", "", "")
			want := tt.want
			if portable {
				want = tt.portable
			}
			if got := p.href(tt.to); got != want {
				t.Errorf("from %q to %q (portable: %v): got %q, want %q", tt.from, tt.to, portable, got, want)
			}
		}
	}
}

// TestNotFound: 404.html is shown at any address, so its links begin with the
// path of the site's root.
func TestNotFound(t *testing.T) {
	for _, tt := range []struct {
		base     string
		portable bool
		want     string
	}{
		{"https://example.org/", false, "/ /fr/ /en/ /es/"},
		{"https://example.org", false, "/ /fr/ /en/ /es/"},
		{"https://example.org/cms/portal/", false, "/cms/portal/ /cms/portal/fr/ /cms/portal/en/ /cms/portal/es/"},
		{"https://example.org/un%20portail/", false, "/un%20portail/ /un%20portail/fr/ /un%20portail/en/ /un%20portail/es/"},
		{"https://example.org/portal/", true, "/portal/ /portal/fr/index.html /portal/en/index.html /portal/es/index.html"},
	} {
		p := newPortal(t)
		p.site.BaseURL, p.site.Portable = tt.base, tt.portable
		m, ok := p.pages(t)["404.html"]
		if !ok {
			t.Fatal("there is no 404.html")
		}
		got := []string{m.Page.Root}
		for _, c := range m.Page.Choice {
			got = append(got, c.Href)
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s: got %s, want %s", tt.base, s, tt.want)
		}
		if m.Page.Canonical != "" || m.Page.Alternates != nil {
			t.Error("404.html has an address of its own")
		}
		if title := m.Page.Choice[2].Title; title == "" || title == m.Page.Choice[0].Title {
			t.Errorf("it does not speak Spanish: %q", title)
		}
	}
}

// TestPortable: the whole of a portable site opens from a folder.
func TestPortable(t *testing.T) {
	p := newPortal(t)
	p.site.Portable = true
	for _, m := range p.pages(t) {
		for _, line := range strings.Split(string(m.File.Data), `"href":"`)[1:] {
			href, _, _ := strings.Cut(line, `"`)
			href, _, _ = strings.Cut(href, "#")
			href, _, _ = strings.Cut(href, "?")
			if !strings.Contains(href, ":") && !strings.HasSuffix(href, "/index.html") {
				t.Errorf("%s links to %s", m.File.Output, href)
			}
		}
	}
	c, _ := p.content(t)
	if got := c.Chrome["fr"].Nav[0].Path; got != "partners/index.html" {
		t.Errorf("the navigation leads to %s", got)
	}
}

// TestPathOf: what has a page.
func TestPathOf(t *testing.T) {
	touched := []*graph.Entry{{}}
	for _, tt := range []struct {
		entry *graph.Entry
		want  string
	}{
		{&graph.Entry{Collection: "partners", ID: "birdlife"}, "partners/birdlife/"},
		{&graph.Entry{Collection: "entry-points", ID: "fund"}, "entry-points/fund/"},
		{&graph.Entry{Collection: "organisations", ID: "nature-kenya"}, ""},
		{&graph.Entry{Collection: "events", ID: "congress"}, ""},
		{&graph.Entry{Collection: "documents", ID: "minutes", Record: &record.Document{}}, ""},
		{&graph.Entry{Collection: "documents", ID: "report", Record: &record.Document{Anchors: []record.Anchor{{ID: "1"}}}}, "sources/report/"},
		{&graph.Entry{Collection: graph.Countries, ID: "ken"}, ""},
		{&graph.Entry{Collection: graph.Countries, ID: "ken", Activities: touched}, "countries/ken/"},
		{&graph.Entry{Collection: graph.Countries, ID: "ken", Events: touched}, "countries/ken/"},
	} {
		if got := pathOf(tt.entry); got != tt.want {
			t.Errorf("%s/%s: got %q, want %q", tt.entry.Collection, tt.entry.ID, got, tt.want)
		}
	}
}

// TestChrome: the frame of a language's pages.
func TestChrome(t *testing.T) {
	c, _ := newPortal(t).content(t)
	fr, es := c.Chrome["fr"], c.Chrome["es"]
	var nav []string
	for _, n := range fr.Nav {
		nav = append(nav, n.Path)
	}
	equal(t, "navigation", nav, []string{
		"partners/", "regions/", "resolutions/", "entry-points/", "taxa/", "agreements/", "activities/",
		"instruments/", "themes/", "countries/", "sources/",
	})
	if fr.SiteTitle != "Partenariats de la CMS" || fr.AsOf != say(t, "fr", "label_value", "Label", say(t, "fr", "state_of"), "Value", "juillet 2014") {
		t.Errorf("got %q, %q", fr.SiteTitle, fr.AsOf)
	}
	if want := (NavItem{Label: "Rapport\u202f: les partenariats", Path: "sources/report/"}); fr.Source != want {
		t.Errorf("the source is %+v", fr.Source)
	}
	if want := (NavItem{Label: "À propos\u202f: le portail", Path: "about/", Section: "about/"}); len(fr.Footer) != 1 || fr.Footer[0] != want {
		t.Errorf("the footer is %+v", fr.Footer)
	}
	if want := (NavItem{Label: "À propos\u202f: le portail", Path: "about/", Section: "about/", Lang: "fr"}); len(es.Footer) != 1 || es.Footer[0] != want {
		t.Errorf("the footer in Spanish is %+v", es.Footer)
	}
}

// TestSection: a page tells which part of the navigation it belongs to.
func TestSection(t *testing.T) {
	pages := newPortal(t).pages(t)
	for _, tt := range []struct {
		address, section string
		top              bool
	}{
		{"fr/", "", false},
		{"fr/partners/", "partners/", true},
		{"fr/partners/birdlife/", "partners/", false},
		{"fr/sources/report/", "sources/", false},
		{"fr/about/", "about/", true},
	} {
		if p := at(t, pages, tt.address).Page; p.Section != tt.section || p.Top != tt.top {
			t.Errorf("%s: section %q, top %v", tt.address, p.Section, p.Top)
		}
	}
}
