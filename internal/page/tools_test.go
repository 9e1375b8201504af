package page

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"passerelle/internal/record"
)

// dated is a day on which the portal is published.
func dated(t *testing.T, s string) record.Date {
	t.Helper()
	var d record.Date
	if err := d.UnmarshalText([]byte(s)); err != nil {
		t.Fatal(err)
	}
	return d
}

// TestCitation: a record is cited with the portal, its edition, the source and
// the paragraphs, in the page's language and in two forms for programs.
func TestCitation(t *testing.T) {
	p := newPortal(t)
	p.site.Published = dated(t, "2026-11-26")
	p.edit(t, "data/partners/birdlife.toml", `name = { mul = "BirdLife International" }`, `name = { mul = "Bird & Life_50% #1" }`)
	pages := p.pages(t)
	fr := at(t, pages, "fr/partners/birdlife/").Page.Citation
	for _, want := range []string{"« Bird & Life_50% #1", "édition du 26\u00a0novembre 2026", "UNEP/CMS/COP11/Doc.21.1 (juillet 2014)", "¶20b", "https://example.org/portal/fr/partners/birdlife/"} {
		if !strings.Contains(strings.ReplaceAll(fr.Text, "\u202f", " "), strings.ReplaceAll(want, "\u00a0", " ")) {
			t.Errorf("%q lacks %q", fr.Text, want)
		}
	}
	en := at(t, pages, "en/partners/birdlife/").Page.Citation
	for _, o := range en.Others {
		if there := at(t, pages, o.Lang+"/partners/birdlife/").Page.Citation.Text; o.Text != there {
			t.Errorf("in %s it is cited as %q, there as %q", o.Lang, o.Text, there)
		}
	}
	if len(en.Others) != 2 {
		t.Errorf("it is cited in %d other languages", len(en.Others))
	}
	if others := at(t, pages, "en/partners/").Page.Citation.Others; others != nil {
		t.Errorf("an index is cited in other languages: %v", others)
	}
	for _, want := range []string{
		"@misc{passerelle-en-partners-birdlife,", `Bird \& Life\_50\% \#1`, "year = {2026},", "month = nov,", "url = {https://example.org/portal/en/partners/birdlife/}",
	} {
		if !strings.Contains(en.BibTeX, want) {
			t.Errorf("%s\nlacks %q", en.BibTeX, want)
		}
	}
	if strings.Count(en.BibTeX, "{")-strings.Count(en.BibTeX, `\{`) != strings.Count(en.BibTeX, "}")-strings.Count(en.BibTeX, `\}`) {
		t.Errorf("its braces do not match:\n%s", en.BibTeX)
	}
	var items []struct {
		Type, Title, URL, Language string
		Issued                     struct {
			Parts [][]int `json:"date-parts"`
		}
	}
	if err := json.Unmarshal([]byte(en.CSL), &items); err != nil || len(items) != 1 {
		t.Fatal(err, en.CSL)
	}
	if it := items[0]; it.Type != "webpage" || !strings.HasPrefix(it.Title, "Bird & Life_50% #1") || it.Language != "en" ||
		len(it.Issued.Parts) != 1 || len(it.Issued.Parts[0]) != 3 || it.Issued.Parts[0][1] != 11 {
		t.Errorf("got %+v", it)
	}

	p.site.Published = record.Date{}
	undated := at(t, p.pages(t), "en/partners/birdlife/").Page.Citation
	if strings.Contains(undated.Text+undated.BibTeX+undated.CSL, "2026") || strings.Contains(undated.CSL, "issued") {
		t.Errorf("an edition without a date has one: %+v", undated)
	}
}

// TestReport: a report of an error names the record and its page; without an
// address there is none.
func TestReport(t *testing.T) {
	p := newPortal(t)
	if got := at(t, p.pages(t), "fr/partners/birdlife/").Page.Report; got != "" {
		t.Errorf("without an address, reports go to %q", got)
	}
	p.site.Report = "mailto:errors@example.org"
	u, err := url.Parse(at(t, p.pages(t), "es/partners/birdlife/").Page.Report)
	if err != nil || u.Scheme != "mailto" || u.Opaque != "errors@example.org" || strings.Contains(u.RawQuery, "+") {
		t.Fatal(u, err)
	}
	if q := u.Query(); q.Get("subject") != say(t, "es", "report_subject", "ID", "partners/birdlife") ||
		!strings.Contains(q.Get("body"), "https://example.org/portal/es/partners/birdlife/\r\n") {
		t.Errorf("got %q", q)
	}
	p.site.Report = "https://example.org/new?title={id}%3A{title}&body={page}"
	const want = "https://example.org/new?title=partners%2Fbirdlife%3ABirdLife%20International%20%28BLI%29&body=https%3A%2F%2Fexample.org%2Fportal%2Fen%2Fpartners%2Fbirdlife%2F"
	if got := at(t, p.pages(t), "en/partners/birdlife/").Page.Report; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestAround: a record stands between those before and after it in its index,
// through all groups.
func TestAround(t *testing.T) {
	pages := newPortal(t).pages(t)
	var walked []string
	for to := "ramsar"; to != ""; {
		walked = append(walked, to)
		a := at(t, pages, "fr/partners/"+to+"/").Page.Around
		if len(walked) > 1 && (a.Before == nil || !strings.HasSuffix(a.Before.Href, "/"+walked[len(walked)-2]+"/")) {
			t.Errorf("before %s stands %+v", to, a.Before)
		}
		to = ""
		if a.After != nil {
			parts := strings.Split(strings.Trim(a.After.Href, "/"), "/")
			to = parts[len(parts)-1]
		}
	}
	equal(t, "the way through the index", walked, []string{"ramsar", "birdlife", "elan", "zoo-global"})
}

// TestOpenQuestions: what the source leaves open is counted and named.
func TestOpenQuestions(t *testing.T) {
	p := newPortal(t)
	v := at(t, p.pages(t), "en/open-questions/").Page.Open
	got := map[string]Gap{}
	for _, g := range v.Gaps {
		got[g.ID] = g
		if (len(g.Links) == 0) != (g.None != "") || (g.Count == "0") != (len(g.Links) == 0) {
			t.Errorf("%s: %+v", g.ID, g)
		}
	}
	if len(got) != len(questions) {
		t.Errorf("%d of %d questions are asked", len(got), len(questions))
	}
	equal(t, "agreements without a date", texts(got["open-agreement-date"].Links), []string{"Letter"})
	equal(t, "activities without a year", texts(got["open-activity-date"].Links), []string{"Advice", "Meeting"})
}

// TestTeX shows that no title leaves its field: braces match, as BibTeX counts
// them, and a brace at the end does not meet that of the field.
func TestTeX(t *testing.T) {
	for _, s := range []string{"a", "}", "{", "a } b {", "{}", `\`, `\}`, "^", "~x~", `"`, `100 % & $1 #_`, "}, url = {x"} {
		out, depth := tex(s), 0
		for _, r := range out {
			switch r {
			case '{':
				depth++
			case '}':
				depth--
			}
			if depth < 0 {
				break
			}
		}
		if depth != 0 || strings.HasSuffix(out, "}") || strings.Contains(out, "}}") {
			t.Errorf("%q becomes %q", s, out)
		}
	}
}
