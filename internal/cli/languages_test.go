package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// TestOtherLanguages builds a small site in two languages that are not those of
// the repository, one of them written from right to left. Its interface is the
// English one with every message between ⟦ and ⟧, so that a word which no
// message gave, or a language that is hard-coded, shows.
func TestOtherLanguages(t *testing.T) {
	site := smallSite(t)
	if code, _, msg := run(t, "build", "-s", site); code != 0 {
		t.Fatalf("exit %d\n%s", code, msg)
	}
	public := filepath.Join(site, "public")
	for _, tag := range []string{"fr", "en", "es"} {
		if _, err := os.Stat(filepath.Join(public, tag)); err == nil {
			t.Errorf("there is a folder %s", tag)
		}
	}
	for tag, dir := range map[string]string{"pt": "ltr", "ar": "rtl"} {
		for _, page := range []string{"", "partners/", "partners/rede/", "activities/", "activities/encontro/", "taxa/aves/", "resolutions/1-10/", "sources/relatorio/", "about/"} {
			name := filepath.Join(public, tag, page, "index.html")
			doc := parseFile(t, name)
			root := find(doc, atom.Html)[0]
			if attr(root, "lang") != tag || attr(root, "dir") != dir {
				t.Errorf("%s%s: lang %q dir %q", tag, page, attr(root, "lang"), attr(root, "dir"))
			}
			for _, a := range []atom.Atom{atom.H2, atom.Dt, atom.Nav} {
				for _, n := range find(doc, a) {
					for _, s := range texts(n) {
						if !known.MatchString(s) {
							t.Errorf("%s/%s: %q in <%s> is no message", tag, page, s, a)
						}
					}
				}
			}
		}
	}
	t.Run("fallback", func(t *testing.T) {
		doc := parseFile(t, filepath.Join(public, "ar/activities/encontro/index.html"))
		var marked bool
		for _, n := range find(doc, atom.P) {
			if attr(n, "lang") == "pt" && attr(n, "dir") == "ltr" && strings.Contains(strings.Join(texts(n), ""), "primavera") {
				marked = true
			}
		}
		if !marked {
			t.Error("the Portuguese text on the Arabic page is not marked as Portuguese")
		}
		if s := strings.Join(texts(doc), " "); !strings.Contains(s, "⟦Part of this page") {
			t.Error("the Arabic page has no notice of the fallback")
		}
		if s := strings.Join(texts(parseFile(t, filepath.Join(public, "pt/activities/encontro/index.html"))), " "); strings.Contains(s, "⟦Part of this page") {
			t.Error("the Portuguese page has a notice although nothing falls back")
		}
	})
}

// smallSite writes that site to a new folder. It builds in a fraction of the
// time that the real one takes.
func smallSite(t *testing.T) string {
	t.Helper()
	site := t.TempDir()
	copyTree(t, "testdata/languages", site)
	copyTree(t, filepath.Join(repository, "themes"), filepath.Join(site, "themes"))
	pseudo(t, site, "pt", []string{"one", "many", "other"})
	pseudo(t, site, "ar", []string{"zero", "one", "two", "few", "many", "other"})
	return site
}

// known is what may stand in headings, rows and navigation of the test site:
// messages, numbers and punctuation, paragraph marks, and the site's own data.
var known = regexp.MustCompile(`^(⟦.*⟧|[\p{Nd}\s·.,›¶–]+|¶?\w{1,3}|Português|العربية|Sobre|Topic .*|Tópico .*|موضوع.*|Título|Assunto.*)$`)

// pseudo writes the interface of a language from the English messages, each
// between ⟦ and ⟧, with the plural forms that the language has.
func pseudo(t *testing.T, site, tag string, forms []string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(repository, "i18n/en.toml"))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	line := regexp.MustCompile(`^(\w+) = "(.*)"$`)
	blocks := strings.Split(string(data), "\n[")
	for _, block := range blocks[1:] {
		id, rest, _ := strings.Cut(block, "]\n")
		text := map[string]string{}
		for l := range strings.Lines(rest) {
			if m := line.FindStringSubmatch(strings.TrimSpace(l)); m != nil {
				text[m[1]] = "⟦" + m[2] + "⟧"
			}
		}
		fmt.Fprintf(&out, "[%s]\n", id)
		if len(text) == 1 {
			fmt.Fprintf(&out, "other = %q\n", text["other"])
			continue
		}
		for _, f := range forms {
			fmt.Fprintf(&out, "%s = %q\n", f, text["other"])
		}
	}
	if err := os.MkdirAll(filepath.Join(site, "i18n"), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, site, "i18n/"+tag+".toml", out.String())
}

func parseFile(t *testing.T, name string) *html.Node {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	doc, err := html.Parse(f)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func find(n *html.Node, a atom.Atom) []*html.Node {
	var out []*html.Node
	for d := range n.Descendants() {
		if d.DataAtom == a {
			out = append(out, d)
		}
	}
	return out
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// texts returns the pieces of text in a node that are not only space.
func texts(n *html.Node) []string {
	var out []string
	for d := range n.Descendants() {
		if s := strings.TrimSpace(d.Data); d.Type == html.TextNode && s != "" {
			out = append(out, s)
		}
	}
	return out
}
