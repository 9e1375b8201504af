package cli

import (
	"os"
	"path/filepath"
	"slices"
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

// TestMarkdownInPages builds a page with all that Markdown has: what the checks
// let through Hugo renders without a warning and the audit passes, and links
// lead to pages of the portal wherever they stand.
func TestMarkdownInPages(t *testing.T) {
	site := fewRecords(t)
	page := filepath.Join(site, "content/en/about.md")
	text, err := os.ReadFile(page)
	must(t, err)
	text = append(text, `
## Heading

| Left | Middle | Right |
|:-----|:------:|------:|
| [one](/partners/) | *two* | `+"`3 < 4`"+` |

Term
:   Definition with a [link](/partners/ "title").

    Its second paragraph.

A note[^1], ~~struck~~, **strong**, a [reference][r], [r], <https://example.org/>, https://example.org/a_(b), <office@example.org>.\
A line of its own, &amp;, &lt;b&gt;, \*not emphasis\*.

[^1]: The note has a [link](/partners/).
[r]: /partners/

1. One
   - [two](/partners/)
2. Three

> Quoted [link](/partners/).
>
> > Twice.

---

`+"```\n<b>code</b> [link](/partners/)\n```\n\n    <i>indented</i>\n"...)
	must(t, os.WriteFile(page, text, 0o644))
	if code, _, msg := run(t, "build", "-s", site); code != exitDone {
		t.Fatalf("exit %d\n%s", code, msg)
	}
	links, aligned := 0, 0
	for n := range parseFile(t, filepath.Join(site, "public/en/about/index.html")).Descendants() {
		if n.Type == html.ElementNode && strings.HasPrefix(attr(n, "class"), "align-") {
			aligned++
		}
		if n.Type == html.ElementNode && n.Data == "a" && attr(n, "href") == "../../en/partners/" && attr(n, "class") == "" {
			links++
		}
	}
	if links < 8 || aligned != 6 {
		t.Errorf("%d links to the partners, %d aligned cells", links, aligned)
	}
}

// TestHeadingsOfPages: headings that are called like ids of the page's frame
// take others; the home page too has its own.
func TestHeadingsOfPages(t *testing.T) {
	site := fewRecords(t)
	build := func() {
		t.Helper()
		if code, _, msg := run(t, "build", "-s", site); code != exitDone {
			t.Fatalf("exit %d\n%.3000s", code, msg)
		}
	}
	home, about := filepath.Join(site, "content/en/_index.md"), filepath.Join(site, "content/en/about.md")
	head := "+++\ntitle = \"Title\"\ndescription = \"Words.\"\n+++\n\nText.\n"
	must(t, os.WriteFile(home, []byte(head), 0o644))
	build()
	for source, output := range map[string]string{home: "en/index.html", about: "en/about/index.html"} {
		text, n := head, 0
		for e := range parseFile(t, filepath.Join(site, "public", output)).Descendants() {
			if id := attr(e, "id"); id != "" {
				text += "\n## " + id + "\n"
				n++
			}
		}
		if n < 5 {
			t.Errorf("%s has %d ids", output, n)
		}
		must(t, os.WriteFile(source, []byte(text), 0o644))
	}
	build()
}

// TestThemeEscapes: no template of the theme declares a text safe, runs
// Markdown or shortcodes of its own, or fetches.
func TestThemeEscapes(t *testing.T) {
	n := 0
	files, err := filepath.Glob(filepath.Join(repository, "themes/passerelle/layouts/*.html"))
	must(t, err)
	partials, err := filepath.Glob(filepath.Join(repository, "themes/passerelle/layouts/_partials/*.html"))
	must(t, err)
	markup, err := filepath.Glob(filepath.Join(repository, "themes/passerelle/layouts/_markup/*.html"))
	must(t, err)
	for _, name := range slices.Concat(files, partials, markup) {
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
