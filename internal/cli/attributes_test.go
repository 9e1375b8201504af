package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestAttributesInPages builds an editorial page that gives attributes to all
// that Hugo's Markdown can give some: none is published.
func TestAttributesInPages(t *testing.T) {
	site := fewRecords(t)
	page := filepath.Join(site, "content/en/about.md")
	text, err := os.ReadFile(page)
	must(t, err)
	const bad = `onclick="alert(1)" style="color:red"`
	text = append(text, strings.ReplaceAll("\n## Heading {BAD}\n\n```go {BAD}\nx := 1\n```\n\n```go {title=\"t\" onclick=\"alert(1)\"}\nx\n```\n\nA paragraph.\n{BAD}\n\n> A quotation.\n{BAD}\n", "BAD", bad)...)
	must(t, os.WriteFile(page, text, 0o644))
	if code, _, msg := run(t, "build", "-s", site); code != exitDone {
		t.Fatalf("exit %d\n%s", code, msg)
	}
	doc := parseFile(t, filepath.Join(site, "public/en/about/index.html"))
	if !strings.Contains(strings.Join(texts(doc), " "), "x := 1") {
		t.Error("the page is not the one that was written")
	}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && (attr(n, "onclick") != "" || attr(n, "style") != "") {
			t.Errorf("<%s> has an attribute that the page gave it", n.Data)
		}
	}
}

// TestThemeEscapes: no template of the theme declares a text safe, runs
// Markdown or shortcodes of its own, or fetches.
func TestThemeEscapes(t *testing.T) {
	n := 0
	files, err := filepath.Glob(filepath.Join(repository, "themes/passerelle/layouts/*.html"))
	must(t, err)
	partials, err := filepath.Glob(filepath.Join(repository, "themes/passerelle/layouts/_partials/*.html"))
	must(t, err)
	for _, name := range append(files, partials...) {
		data, err := os.ReadFile(name)
		must(t, err)
		n++
		for _, word := range []string{"safeHTML", "safe.", "safeJS", "safeURL", "safeCSS", "markdownify", "RenderString", "GetRemote", "readFile", "os."} {
			for line := range strings.Lines(string(data)) {
				if strings.Contains(line, "{{") && strings.Contains(line, word) {
					t.Errorf("%s: %s in %s", name, word, line)
				}
			}
		}
	}
	if n < 15 {
		t.Errorf("only %d templates", n)
	}
}
