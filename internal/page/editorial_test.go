package page

import (
	"testing"
)

// TestEditorialPages: links to the portal are resolved for each page, those
// to the world left as they are, and the French spaced.
func TestEditorialPages(t *testing.T) {
	pages := newPortal(t).pages(t)
	fr := at(t, pages, "fr/about/")
	want := "Le [rapport](../../fr/sources/report/#p-20b)\u202f: «\u202ftout\u202f». [CMS](https://www.cms.int/en)\n\n" +
		"[Accueil](../../fr/), [plus bas](#suite), [écrire](mailto:info@example.org)\n"
	if fr.Body != want {
		t.Errorf("got %q\nwant %q", fr.Body, want)
	}
	if fr.Title != "À propos\u202f: le portail" || fr.Description != "Ce qu’est ce portail." || fr.Layout != "editorial" {
		t.Errorf("got %q, %q, %q", fr.Title, fr.Description, fr.Layout)
	}
	if got := at(t, pages, "en/about/").Body; got != "The [report](../../en/sources/report/).\n" {
		t.Errorf("the English page is %q", got)
	}
	// Nobody wrote a page in Spanish: it is the French one, with its links.
	es := at(t, pages, "es/about/")
	if v := es.Page.People; v.Lang != "fr" || v.Heading.Lang != "fr" || v.Lead.Lang != "fr" || es.Page.Fallback == "" {
		t.Errorf("the fallback is not marked: %+v, %q", v, es.Page.Fallback)
	}
	if want := "Le [rapport](../../es/sources/report/#p-20b)\u202f: «"; es.Body[:len(want)] != want {
		t.Errorf("the Spanish page is %q", es.Body)
	}
	if v := fr.Page.People; v.Lang != "" || v.Heading.Lang != "" {
		t.Errorf("the French page is marked: %+v", v)
	}
}

func TestPortableEditorial(t *testing.T) {
	p := newPortal(t)
	p.site.Portable = true
	want := "The [report](../../en/sources/report/index.html).\n"
	if got := at(t, p.pages(t), "en/about/").Body; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestEditorialFindings: what is wrong with a page that people wrote is told
// once, with its line, and not in each language that falls back on it.
func TestEditorialFindings(t *testing.T) {
	const (
		head  = "+++\ntitle = \"T\"\ndescription = \"D\"\n+++\n"
		forms = " (write https://… for another site, /partners/ for a page of this one, #… for a heading)"
	)
	for _, tt := range []struct {
		name, file, text string
		want             []string
	}{
		{"no such page", "about.md", head + "\nSee [here](/partners/birdlive/).\n", []string{
			`content/fr/about.md:6:12: error[broken-link]: there is no page at "/partners/birdlive/"` + forms}},
		{"a page of an organisation", "about.md", head + "[Kenya](/organisations/nature-kenya/)", []string{
			`content/fr/about.md:5:9: error[broken-link]: there is no page at "/organisations/nature-kenya/"` + forms}},
		{"no slash at the end", "about.md", head + "[a](/partners)", []string{
			`content/fr/about.md:5:5: error[broken-link]: there is no page at "/partners"` + forms}},
		{"language in the path", "about.md", head + "[a](/fr/partners/)", []string{
			`content/fr/about.md:5:5: error[broken-link]: there is no page at "/fr/partners/"` + forms}},
		{"another host without a scheme", "about.md", head + "[a](//example.org/)", []string{
			`content/fr/about.md:5:5: error[broken-link]: there is no page at "//example.org/"` + forms}},
		{"not https", "about.md", head + "[a](http://example.org/)", []string{
			`content/fr/about.md:5:5: error[bad-link]: the link to "http://example.org/" cannot be published` + forms}},
		{"a script", "about.md", head + "[a](javascript:alert)", []string{
			`content/fr/about.md:5:5: error[bad-link]: the link to "javascript:alert" cannot be published` + forms}},
		{"relative", "about.md", head + "[a](../partners/)", []string{
			`content/fr/about.md:5:5: error[bad-link]: the link to "../partners/" cannot be published` + forms}},
		{"empty", "about.md", head + "[a]()", []string{
			`content/fr/about.md:5:5: error[bad-link]: the link to "" cannot be published` + forms}},
		{"two on a line and one below", "about.md", head + "[a](/x/) and [b](/y/)\n\n![c](/z.png)", []string{
			`content/fr/about.md:5:5: error[broken-link]: there is no page at "/x/"` + forms,
			`content/fr/about.md:5:18: error[broken-link]: there is no page at "/y/"` + forms,
			"content/fr/about.md:7:1: error[picture]: pictures cannot be shown yet (take it out, or say it in words)"}},
		{"HTML and a heading of the first level", "about.md", head + "a <b>b</b> and `<i>`\n\n# Title", []string{
			"content/fr/about.md:5:3: error[html-in-page]: the page holds HTML, which is not published: <b> (write it in Markdown: *emphasis*, **strong**, [text](address))",
			"content/fr/about.md:7:1: error[top-heading]: the heading is one of the first level, which is the page's title (begin it with ##)"}},
		{"links with a title, in brackets, by a name", "about.md", head + "[a](/x/ \"title\") [b](</y/>)\n[c][d] and [d] [e](/z/(1)/)\n\n[d]: /v/\n[unused]:\n  http://w/", []string{
			`content/fr/about.md:5:5: error[broken-link]: there is no page at "/x/"` + forms,
			`content/fr/about.md:5:23: error[broken-link]: there is no page at "/y/"` + forms,
			`content/fr/about.md:6:20: error[broken-link]: there is no page at "/z/(1)/"` + forms,
			`content/fr/about.md:8:6: error[broken-link]: there is no page at "/v/"` + forms,
			`content/fr/about.md:10:3: error[bad-link]: the link to "http://w/" cannot be published` + forms}},
		{"bare addresses", "about.md", head + "See https://example.org/, http://example.org/ and <http://a.b/>, write to <a@example.org>.", []string{
			`content/fr/about.md:5:27: error[bad-link]: the link to "http://example.org/" cannot be published` + forms,
			`content/fr/about.md:5:52: error[bad-link]: the link to "http://a.b/" cannot be published` + forms}},
		{"HTML over lines, and code that shows some", "about.md", head + "É <b\n  class=\"x\">b</b>\n\n<div\nid=x>\n\n```\n<i> ![x](/y.png)\n# x\n```\n\n    <u>\n\n<!-- a\nb -->\n", []string{
			"content/fr/about.md:5:3: error[html-in-page]: the page holds HTML, which is not published: <b\n  class=\"x\"> (write it in Markdown: *emphasis*, **strong**, [text](address))",
			"content/fr/about.md:8:1: error[html-in-page]: the page holds HTML, which is not published: <div\nid=x> (write it in Markdown: *emphasis*, **strong**, [text](address))",
			"content/fr/about.md:18:1: error[html-in-page]: the page holds HTML, which is not published: <!-- (write it in Markdown: *emphasis*, **strong**, [text](address))"}},
		{"a heading that is underlined", "about.md", head + "Title\n=====\n", []string{
			"content/fr/about.md:5:1: error[top-heading]: the heading is one of the first level, which is the page's title (begin it with ##)"}},
		{"a shortcode", "about.md", head + "É {{< figure src=x >}}", []string{
			`content/fr/about.md:5:3: error[template-sign]: "{{" looks like what a broken template leaves behind, and would not be published (say it in other words)`}},
		{"signs in the head", "about.md", "+++\ntitle = \"A {{ x }}\"\ndescription = \"<no value>\"\n+++\n", []string{
			`content/fr/about.md:2:9: error[template-sign]: "{{" looks like what a broken template leaves behind, and would not be published (say it in other words)`,
			`content/fr/about.md:3:15: error[template-sign]: "<no value>" looks like what a broken template leaves behind, and would not be published (say it in other words)`}},
		{"a definition list, a table and what is Hugo's own", "about.md", head + "T\n:   a\n\n    <b>b</b>\n\n| a | b |\n|---|---|\n| `x | <i>y</i> ` |\n\n```\n<!--more-->\n```\n\n[//]: # (remark)\n[a](https://) [b](mailto:a) [c](https://a:b@example.org/)", []string{
			"content/fr/about.md:8:5: error[html-in-page]: the page holds HTML, which is not published: <b> (write it in Markdown: *emphasis*, **strong**, [text](address))",
			"content/fr/about.md:12:8: error[html-in-page]: the page holds HTML, which is not published: <i> (write it in Markdown: *emphasis*, **strong**, [text](address))",
			"content/fr/about.md:15:1: error[html-in-page]: the page holds HTML, which is not published: <!--more--> (take it out, or say it in words)",
			`content/fr/about.md:19:5: error[bad-link]: the link to "https://" cannot be published` + forms,
			`content/fr/about.md:19:19: error[bad-link]: the link to "mailto:a" cannot be published` + forms,
			`content/fr/about.md:19:33: error[bad-link]: the link to "https://a:b@example.org/" cannot be published` + forms}},
		{"on the home page", "_index.md", head + "[a](/x/)", []string{
			`content/fr/_index.md:5:5: error[broken-link]: there is no page at "/x/"` + forms}},
		{"the name of a collection", "partners.md", head, []string{
			`content/fr/partners.md: error[path-taken]: a page named "partners" would take the place of a page of the portal (give the file another name)`}},
		{"a link to a page of people", "legal.md", head + "[a](/about/) [b](/legal/) [c](/countries/ken/) [d](/search/?q=a#b)", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := newPortal(t)
			p.set("content/fr/"+tt.file, tt.text)
			_, list := p.content(t)
			var got []string
			for _, d := range list.Sorted() {
				got = append(got, d.String())
			}
			equal(t, "findings", got, tt.want)
		})
	}
}
