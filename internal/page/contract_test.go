package page

import (
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"

	"passerelle/internal/graph"
	"passerelle/internal/lang"
	"passerelle/internal/record"
)

// TestContract: each content file is JSON with all that its page needs, and
// no two pages are written to one file or from one.
func TestContract(t *testing.T) {
	p := newPortal(t)
	c, _ := p.content(t)
	outputs, paths := map[string]string{}, map[string]bool{}
	for _, f := range c.Files {
		var head map[string]json.RawMessage
		if err := json.NewDecoder(strings.NewReader(string(f.Data))).Decode(&head); err != nil {
			t.Errorf("%s: %v", f.Path, err)
			continue
		}
		for _, key := range []string{"title", "description", "url", "layout", "page"} {
			if len(head[key]) <= len(`""`) {
				t.Errorf("%s: %s is %s", f.Path, key, head[key])
			}
		}
		var url string
		json.Unmarshal(head["url"], &url)
		if want := "/" + strings.TrimSuffix(f.Output, "index.html"); url != want {
			t.Errorf("%s is written to %s, but its url is %s", f.Path, f.Output, url)
		}
		if other, taken := outputs[f.Output]; taken {
			t.Errorf("%s and %s are both written to %s", other, f.Path, f.Output)
		}
		outputs[f.Output] = f.Path
		if paths[f.Path] {
			t.Errorf("there are two files %s", f.Path)
		}
		paths[f.Path] = true
	}
	for _, want := range []string{"index.html", "404.html", "fr/index.html", "en/partners/birdlife/index.html", "es/about/index.html"} {
		if outputs[want] == "" {
			t.Errorf("%s is missing", want)
		}
	}
	if !slices.IsSortedFunc(c.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) }) {
		t.Error("the files are not sorted")
	}
}

// TestLinksLead: every link within the site, of any page, leads to a page
// that is made, and to a paragraph that is on it.
func TestLinksLead(t *testing.T) {
	p := newPortal(t)
	pages := p.pages(t)
	links := 0
	for output, m := range pages {
		var v any
		data, _ := json.Marshal(m.Page)
		json.Unmarshal(data, &v)
		for _, href := range hrefs(v) {
			if strings.Contains(href, ":") { // another site, a mailbox
				continue
			}
			links++
			to, fragment, _ := strings.Cut(href, "#")
			to, _, _ = strings.Cut(to, "?")
			target := path.Join(path.Dir(output), to, "index.html")
			if strings.HasPrefix(to, "/") { // of 404.html
				target = path.Join(strings.TrimPrefix(to, "/portal/"), "index.html")
			}
			there, ok := pages[target]
			switch {
			case !ok:
				t.Errorf("%s: %s leads nowhere (%s)", output, href, target)
			case fragment != "" && !slices.Contains(fragments(there.Page), fragment):
				t.Errorf("%s: %s leads to no paragraph and no group", output, href)
			case to != "" && !strings.HasSuffix(to, "/"):
				t.Errorf("%s: %s does not end with a slash", output, href)
			}
		}
	}
	if links < 1000 {
		t.Errorf("only %d links were followed", links)
	}
}

// fragments returns what a link may lead to within a page.
func fragments(p *Page) []string {
	var out []string
	if p.Doc != nil {
		for _, a := range p.Doc.Anchors {
			out = append(out, a.ID)
		}
	}
	if p.Index != nil {
		for _, g := range p.Index.Groups {
			out = append(out, g.ID)
		}
	}
	if p.Record != nil {
		for _, s := range p.Record.Sections {
			out = append(out, s.ID)
		}
	}
	if p.Coverage != nil {
		for _, r := range p.Coverage.Rows {
			for _, l := range r.Lists {
				out = append(out, l.ID)
			}
		}
	}
	if p.Names != nil {
		for _, g := range p.Names.Groups {
			out = append(out, g.ID)
		}
	}
	return out
}

// hrefs returns the values of all keys "href" in decoded JSON.
func hrefs(v any) []string {
	var out []string
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			if s, ok := x.(string); ok && k == "href" {
				out = append(out, s)
			}
			out = append(out, hrefs(x)...)
		}
	case []any:
		for _, x := range v {
			out = append(out, hrefs(x)...)
		}
	}
	return out
}

// TestSamePaths: a page that is in one language is in all, at the same path.
func TestSamePaths(t *testing.T) {
	p := newPortal(t)
	in := map[string][]string{}
	for output := range p.pages(t) {
		if tag, rest, ok := strings.Cut(output, "/"); ok {
			in[rest] = append(in[rest], tag)
		}
	}
	for rest, tags := range in {
		slices.Sort(tags)
		if got := strings.Join(tags, " "); got != "en es fr" {
			t.Errorf("%s is in %s only", rest, got)
		}
	}
	if len(in) < 35 {
		t.Errorf("there are only %d pages in a language", len(in))
	}
}

// TestAlternates: each page names itself in every language.
func TestAlternates(t *testing.T) {
	pages := newPortal(t).pages(t)
	p := at(t, pages, "en/partners/ramsar/").Page
	var got []string
	for _, a := range p.Alternates {
		got = append(got, fmt.Sprintf("%s %s %s %s %v", a.Hreflang, a.Label, a.Href, a.Absolute, a.Current))
	}
	equal(t, "alternates", got, []string{
		"fr Français ../../../fr/partners/ramsar/ https://example.org/portal/fr/partners/ramsar/ false",
		"en English ../../../en/partners/ramsar/ https://example.org/portal/en/partners/ramsar/ true",
		"es Español ../../../es/partners/ramsar/ https://example.org/portal/es/partners/ramsar/ false",
	})
	for address, want := range map[string]string{
		"en/partners/ramsar/": "https://example.org/portal/fr/partners/ramsar/", // the default language
		"en/":                 "https://example.org/portal/",                    // the choice of languages
	} {
		if got := at(t, pages, address).Page.XDefault; got != want {
			t.Errorf("%s: readers of other languages are sent to %s, not %s", address, got, want)
		}
	}
	if p.Canonical != "https://example.org/portal/en/partners/ramsar/" {
		t.Errorf("the canonical address is %s", p.Canonical)
	}
}

// TestFolders: Hugo's merge of folders is quadratic in their files, and a file
// named index makes a folder one page.
func TestFolders(t *testing.T) {
	p := newPortal(t)
	for _, name := range []string{"home", "choice", "404", "index"} { // names of the program's own files
		p.set("content/fr/"+name+".md", "+++\ntitle = \"T\"\ndescription = \"D\"\n+++\n")
	}
	m := p.model(t)
	set := *m.Set
	for i := range 100 {
		head := record.Head{ID: record.ID(fmt.Sprintf("theme-%d", i)), Collection: "themes"}
		set.Add(&record.Theme{Head: head, Name: lang.Text{"mul": "Theme"}})
	}
	set.Add(&record.Theme{Head: record.Head{ID: "index", Collection: "themes"}, Name: lang.Text{"mul": "Index"}})
	_, msgs := shipped()
	c, list, err := Make(graph.Build(&set, "report", m.AsOf), p.editorial(t), msgs, p.site)
	if err != nil || list.Len() > 0 {
		t.Fatal(err, list.Sorted())
	}
	in := map[string]int{}
	seen := map[string]bool{}
	for _, f := range c.Files {
		in[path.Dir(f.Path)]++
		if base := path.Base(f.Path); base == "index.md" || base == "_index.md" {
			t.Errorf("%s would swallow its folder", f.Path)
		}
		if seen[f.Path] {
			t.Errorf("there are two files %s", f.Path)
		}
		seen[f.Path] = true
	}
	for dir, n := range in {
		if n > 40 {
			t.Errorf("%s holds %d files", dir, n)
		}
	}
	for dir, want := range map[string]int{"es/themes/000": 40, "es/themes/001": 40, "es/themes/002": 22} {
		if in[dir] != want {
			t.Errorf("%s holds %d files, not %d", dir, in[dir], want)
		}
	}
}

// TestRestrictedContact: a restricted contact is published nowhere; a public
// one is.
func TestRestrictedContact(t *testing.T) {
	p := newPortal(t)
	c, _ := p.content(t)
	public := 0
	for _, f := range c.Files {
		for _, secret := range []string{"wanjiru", "Wanjiru"} {
			if strings.Contains(string(f.Data), secret) {
				t.Errorf("%s tells of %s", f.Path, secret)
			}
		}
		if strings.Contains(string(f.Data), "mailto:fund@example.org") {
			public++
		}
	}
	if public < 3 {
		t.Errorf("the public contact is on %d pages, not on one or more in each language", public)
	}
	for _, d := range c.Data {
		if strings.Contains(strings.ToLower(string(d.Data)), "wanjiru") {
			t.Errorf("%s tells of the restricted contact", d.Output)
		}
	}
}

// TestSameInput makes the pages twice.
func TestSameInput(t *testing.T) {
	p := newPortal(t)
	first, _ := p.content(t)
	second, _ := p.content(t)
	if len(first.Files) != len(second.Files) {
		t.Fatalf("%d files, then %d", len(first.Files), len(second.Files))
	}
	for i, f := range first.Files {
		if g := second.Files[i]; f.Path != g.Path || f.Output != g.Output || string(f.Data) != string(g.Data) {
			t.Errorf("%s is not the same twice", f.Path)
		}
	}
}
