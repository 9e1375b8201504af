package test

import (
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// page is what the tests read of a page.
type page struct {
	lang  string
	ids   map[string]bool
	links []string
}

// pages reads the language, the ids and the links of every page of a site.
func pages(t *testing.T, public string) map[string]*page {
	t.Helper()
	all := map[string]*page{}
	eachPage(t, public, func(name string, doc *html.Node) {
		p := &page{ids: map[string]bool{}}
		for n := range doc.Descendants() {
			for _, a := range n.Attr {
				switch {
				case a.Key == "id":
					p.ids[a.Val] = true
				case a.Key == "lang" && n.DataAtom == atom.Html:
					p.lang = a.Val
				case a.Key == "href" && n.DataAtom == atom.A, a.Key == "href" && attr(n, "rel") == "stylesheet", a.Key == "src":
					p.links = append(p.links, a.Val)
				}
			}
		}
		all[name] = p
	})
	return all
}

// TestLinks follows every internal link and fragment of every page, at the
// root of a host, under a sub-path, and from a folder without a server.
func TestLinks(t *testing.T) {
	for _, c := range []struct {
		name, base string
		args       []string
	}{
		{"host", "/", nil},
		{"sub-path", "/a/b/", []string{"--base-url", "https://example.org/a/b/"}},
		{"folder", "/", []string{"--portable"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			public := published(t)
			if len(c.args) > 0 {
				public = build(t, c.args...)
			}
			all := pages(t, public)
			links := 0
			for name, p := range all {
				at := &url.URL{Path: c.base + name}
				for _, l := range p.links {
					to, err := url.Parse(l)
					if err != nil {
						t.Errorf("%s: %q: %v", name, l, err)
						continue
					}
					if to.Scheme != "" {
						continue
					}
					links++
					follow(t, public, all, name, c.base, at.ResolveReference(to), len(c.args) == 1)
				}
			}
			if len(all) < 1000 || links < 20*len(all) {
				t.Errorf("only %d pages with %d links were read", len(all), links)
			}
		})
	}
}

func follow(t *testing.T, public string, all map[string]*page, from, base string, to *url.URL, portable bool) {
	t.Helper()
	file, ok := strings.CutPrefix(to.Path, base)
	if !ok {
		t.Errorf("%s: %s leads out of the site", from, to)
		return
	}
	if strings.HasSuffix(file, "/") || file == "" {
		if portable {
			t.Errorf("%s: %s needs a server", from, to)
		}
		file = path.Join(file, "index.html")
	}
	target := all[file]
	if target == nil {
		if _, err := os.Stat(filepath.Join(public, file)); err != nil {
			t.Errorf("%s: %s leads nowhere", from, to)
		}
		return
	}
	if to.Fragment != "" && !target.ids[to.Fragment] {
		t.Errorf("%s: %s: the page has no such fragment", from, to)
	}
}

// TestLanguages checks that every page says the language that its address
// does, and that each stands in every language.
func TestLanguages(t *testing.T) {
	all := pages(t, published(t))
	for name, p := range all {
		tag, rest, ok := strings.Cut(name, "/")
		if !ok {
			continue
		}
		if p.lang != tag {
			t.Errorf("%s says that its language is %q", name, p.lang)
		}
		for _, other := range tags {
			if all[other+"/"+rest] == nil {
				t.Errorf("%s has no page in %q", name, other)
			}
		}
	}
}

// TestReadOnly checks that a build writes nothing into the site's folder but
// the output that it was told to make.
func TestReadOnly(t *testing.T) {
	before := listing(t)
	build(t)
	if after := listing(t); after != before {
		t.Errorf("the repository changed:\n%s\nbefore:\n%s", after, before)
	}
}

func listing(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	for _, dir := range []string{".", "data", "content", "i18n", "themes"} {
		entries, err := os.ReadDir(filepath.Join(root, dir))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			b.WriteString(dir + "/" + e.Name() + "\n")
		}
	}
	return b.String()
}
