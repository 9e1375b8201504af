package audit

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"passerelle/internal/diag"
)

var site = Site{BaseURL: base, Languages: languages}

func TestGoodSite(t *testing.T) {
	for _, line := range goodSite().audit(site) {
		t.Error(line)
	}
}

const partner = "fr/partners/birdlife/index.html"

// TestRules changes one thing of the good partner page in French and expects
// exactly one finding.
func TestRules(t *testing.T) {
	const canonical = `<link rel="canonical" href="https://example.org/sub/fr/partners/birdlife/">`
	const alternate = `<link rel="alternate" hreflang="ar" href="https://example.org/sub/ar/partners/birdlife/">`
	for _, tt := range []struct {
		name, from, to string
		want           string // from the line on
	}{
		{"no doctype", "<!doctype html>\n", "", `error[doctype]: the page does not begin with <!doctype html>`},
		{"old doctype", "<!doctype html>", "<!doctype svg>", `error[doctype]: the page does not begin with <!doctype html>`},
		{"no html", `<html lang="fr-FR" dir="ltr">`, "", `error[html-lang]: lang of <html> is "", not en-GB, fr-FR, ar`},
		{"no lang", `lang="fr-FR" dir`, `dir`, `2:1: error[html-lang]: lang of <html> is "", not fr-FR`},
		{"another language", `<html lang="fr-FR"`, `<html lang="en-GB"`, `2:1: error[html-lang]: lang of <html> is "en-GB", not fr-FR`},
		{"wrong direction", `dir="ltr"`, `dir="rtl"`, `2:1: error[html-dir]: dir of <html> is "rtl", the language is written ltr`},
		{"no such language", `lang="la"`, `lang="latin"`, `28:1: error[lang]: lang="latin" is not a language tag`},
		{"underscore in lang", `lang="la"`, `lang="pt_BR"`, `28:1: error[lang]: lang="pt_BR" is not a language tag`},
		{"empty lang", `lang="la"`, `lang`, `28:1: error[lang]: lang="" is not a language tag`},

		{"no title", `<title>BirdLife International &amp; partners</title>`, ``, `error[title]: the page has no title`},
		{"blank title", `BirdLife International &amp; partners</title>`, " \n</title>", `error[title]: the page has no title`},
		{"two titles", `<meta name`, `<title>Again</title><meta name`, `6:1: error[title-repeated]: the page has a second title`},
		{"no description", `name="description"`, `name="keywords"`, `error[description]: the page has no meta description`},
		{"blank description", `What is known of BirdLife International.`, " ", `error[description]: the page has no meta description`},
		{"no canonical", canonical, ``, `error[canonical]: the page has no canonical address`},
		{"canonical of another page", canonical, strings.Replace(canonical, "/fr/", "/en/", 1), `7:1: error[canonical-wrong]: the canonical address is "https://example.org/sub/en/partners/birdlife/", not "https://example.org/sub/fr/partners/birdlife/"`},
		{"canonical with index.html", `birdlife/">`, `birdlife/index.html">`, `7:1: error[canonical-wrong]: the canonical address is "https://example.org/sub/fr/partners/birdlife/index.html", not "https://example.org/sub/fr/partners/birdlife/"`},
		{"two canonicals", canonical, canonical + canonical, `7:76: error[canonical-repeated]: the page has a second canonical address`},
		{"no alternate", `<link rel="alternate" hreflang="x-default" href="https://example.org/sub/en/partners/birdlife/">`, ``, `error[alternate]: the page has no alternate for x-default`},
		{"two alternates", alternate, alternate + alternate, `10:90: error[alternate-repeated]: the page has a second alternate for ar`},
		{"alternate in a language too many", alternate, alternate + strings.Replace(alternate, `"ar"`, `"pt"`, 1), `10:90: error[alternate-unknown]: hreflang "pt" is not a language of the site`},
		{"relative alternate", `hreflang="ar" href="https://example.org/sub`, `hreflang="ar" href="/sub`, `10:1: error[alternate-target]: alternate "/sub/ar/partners/birdlife/" is not the absolute address of a page of the site`},
		{"alternate on another site", `hreflang="ar" href="https://example.org/sub`, `hreflang="ar" href="https://example.org`, `10:1: error[alternate-target]: alternate "https://example.org/ar/partners/birdlife/" is not the absolute address of a page of the site`},
		{"alternate to a file that is no page", `"x-default" href="https://example.org/sub/en/partners/birdlife/"`, `"x-default" href="https://example.org/sub/data/v1/partners.json"`, `11:1: error[alternate-target]: alternate "https://example.org/sub/data/v1/partners.json" is not the absolute address of a page of the site`},
		{"alternate with index.html", `hreflang="ar" href="https://example.org/sub/ar/partners/birdlife/`, `hreflang="ar" href="https://example.org/sub/ar/partners/birdlife/index.html`, `10:1: error[link-index]: "https://example.org/sub/ar/partners/birdlife/index.html": a link to a folder ends with "/", without index.html`},
		{"alternate in another language", `hreflang="ar" href="https://example.org/sub/ar/`, `hreflang="ar" href="https://example.org/sub/en/`, `10:1: error[alternate-language]: the alternate for ar is en/partners/birdlife/index.html, in another language`},

		{"no h1", `<h1>BirdLife International</h1>`, ``, `error[h1]: the page has no h1`},
		{"two h1", `<h2 id="sources">Sources</h2>`, `<h2 id="sources">Sources</h2><h1>Again</h1><h2>More</h2>`, `29:30: error[h1-repeated]: the page has a second h1`},
		{"skipped level", `<h3>Report</h3>`, `<h4>Report</h4>`, `30:1: error[heading-level]: h4 follows h2 and skips a level`},
		{"first level", `<h2 id="menu">Menu</h2>`, `<h3 id="menu">Menu</h3>`, `21:29: error[heading-level]: h3 follows h1 and skips a level`},
		{"no main", `<main id="content">`, `<div id="content">`, `error[main]: the page has no main`},
		{"two mains", `</main>`, `</main><main></main>`, `40:8: error[main-repeated]: the page has a second main`},
		{"repeated id", `<h3>`, `<h3 id="sources">`, `30:1: error[id-repeated]: id "sources" is on the page twice`},
		{"repeated id of a template", `<h3>`, `<h3 id="row">`, `35:1: error[id-repeated]: id "row" is on the page twice`},
		{"aria-labelledby", `aria-labelledby="menu"`, `aria-labelledby="menu more"`, `21:1: error[id-reference]: aria-labelledby names "more", which is no id on the page`},
		{"aria-describedby", `<h3>`, `<h3 aria-describedby="note">`, `30:1: error[id-reference]: aria-describedby names "note", which is no id on the page`},
		{"aria-controls", `aria-controls="list"`, `aria-controls="lists"`, `24:1: error[id-reference]: aria-controls names "lists", which is no id on the page`},
		{"for", `for="query"`, `for="q"`, `34:25: error[id-reference]: for names "q", which is no id on the page`},
		{"image without alt", ` alt=""`, ``, `39:40: error[img-alt]: the image has no alt`},
		{"drawing without name", ` aria-label="Map"`, ``, `38:1: error[svg-name]: the drawing has role=img but neither a title nor an aria-label`},
		{"drawing without content", `<svg role="img" aria-label="Map"></svg>`, `<svg role="img"/>`, `38:1: error[svg-name]: the drawing has role=img but neither a title nor an aria-label`},
		{"link without text", `>Write</a>`, "> \n<b></b></a>", `32:1: error[link-name]: the link has no text, aria-label or alt`},
		{"area without alt", `</main>`, `<map><area href="/sub/fr/"></map></main>`, `40:6: error[link-name]: the link has no text, aria-label or alt`},
		{"button without text", ` alt="Menu">`, ` alt="">`, `24:1: error[button-name]: the button has no text, aria-label or alt`},
		{"link in a link", `>Write</a>`, `>Write <i><a href="/sub/fr/">or not</a></i></a>`, `32:44: error[link-nested]: the link stands inside another link`},
		{"table without th", `<th>Year</th>`, `<td>Year</td>`, `37:1: error[table-header]: the table has no th`},

		{"style attribute", `<h3>`, `<h3 style="color: red">`, `30:1: error[inline-style]: style belongs in a style sheet, not on or in the page`},
		{"style element", `</head>`, `<style>h3 { color: red }</style></head>`, `17:1: error[inline-style]: style belongs in a style sheet, not on or in the page`},
		{"style in a template", `<h5>`, `<h5 STYLE="">`, `35:35: error[inline-style]: style belongs in a style sheet, not on or in the page`},
		{"script", `</head>`, `<script>alert("{{")</script></head>`, `17:1: error[inline-script]: a script belongs in a file, not in the page`},
		{"handler", `<h3>`, `<h3 onClick="go()">`, `30:1: error[inline-handler]: onclick is script in an attribute`},
		{"script of another host", `src="/sub/js/menu.js"`, `src="https://cdn.example.com/menu.js"`, `15:1: error[third-party]: "https://cdn.example.com/menu.js" is loaded from another host`},
		{"image of another host", `<img src="/sub/map.svg"`, `<img src="//cdn.example.com/map.svg"`, `39:40: error[third-party]: "//cdn.example.com/map.svg" is loaded from another host`},
		{"style sheet of another host", `href="/sub/css/site.css"`, `href="http://example.com/site.css"`, `13:1: error[third-party]: "http://example.com/site.css" is loaded from another host`},
		{"candidate of another host", `/sub/menu.png 2x`, `https://example.com/menu.png 2x`, `24:30: error[third-party]: "https://example.com/menu.png" is loaded from another host`},
		{"frame of another host", `</main>`, `<iframe src="https://example.com/"></iframe></main>`, `40:1: error[third-party]: "https://example.com/" is loaded from another host`},

		{"refused address", `href="mailto:info@example.org"`, `href="mailto:ZgotmplZ"`, `32:17: error[leftover-marker]: "ZgotmplZ" was left over by a template`},
		{"missing key", `<h3>Report`, `<h3><no value>`, `30:5: error[leftover-marker]: "<no value>" was left over by a template`},
		{"missing key, escaped", `<h3>Report`, `<h3>&lt;no value&gt;`, `30:5: error[leftover-marker]: "&lt;no value&gt;" was left over by a template`},
		{"bad verb", `<h3>Report`, `<h3>Report of %!d(string=May)`, `30:15: error[leftover-marker]: "%!" was left over by a template`},
		{"too many arguments", `content="What`, `content="%!(EXTRA int=1) What`, `6:35: error[leftover-marker]: "%!" was left over by a template`},
		{"action", `<h3>Report`, `<h3>{{ .Title`, `30:5: error[leftover-marker]: "{{" was left over by a template`},
		{"end of an action", `<h3>Report`, `<h3>.Title }}`, `30:12: error[leftover-marker]: "}}" was left over by a template`},
		{"message", `<h3>Report`, `<h3>i18n-missing-report`, `30:5: error[leftover-marker]: "i18n-missing" was left over by a template`},
		{"object", `<h3>Report`, `<h3>[object Object]`, `30:5: error[leftover-marker]: "[object Object]" was left over by a template`},
		{"marker in a data block", `{"en": "BirdLife"}`, `{"en": "ZgotmplZ"}`, `16:83: error[leftover-marker]: "ZgotmplZ" was left over by a template`},
		{"not UTF-8", `<h3>Report`, "<h3>É Report\xe9", `30:13: error[utf-8]: bytes that are not UTF-8`},
		{"lost character", `<h3>Report`, "<h3>Report\uFFFD", `30:11: error[replacement-character]: U+FFFD stands where a character was lost`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := goodSite()
			s.replace(t, partner, tt.from, tt.to)
			expect(t, s.audit(site), tt.want)
		})
	}
}

// expect compares the findings with those wanted on the partner page, given
// without its name.
func expect(t *testing.T, got []string, want ...string) {
	t.Helper()
	for i, w := range want {
		if w[0] >= '0' && w[0] <= '9' {
			want[i] = partner + ":" + w
		} else {
			want[i] = partner + ": " + w
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestRootPages(t *testing.T) {
	for _, tt := range []struct{ name, file, from, to, want string }{
		{"any locale of the site", "index.html", `lang="en-GB" dir="ltr"`, `lang="ar" dir="rtl"`, ""},
		{"the direction of that locale", "404.html", `lang="en-GB"`, `lang="ar"`, `404.html:2:1: error[html-dir]: dir of <html> is "ltr", the language is written rtl`},
		{"another locale", "index.html", `lang="en-GB"`, `lang="de"`, `index.html:2:1: error[html-lang]: lang of <html> is "de", not en-GB, fr-FR, ar`},
		{"canonical", "404.html", "</head>", `<link rel=canonical href="https://example.org/sub/404.html"></head>`, `404.html:12:1: error[canonical-unwanted]: this page is shown at any address, so it must not name a canonical one`},
		{"relative link", "404.html", `<a href="/sub/en/">`, `<a href="en/">`, `404.html:17:1: error[link-relative]: "en/" is relative, but this page is shown at any address; begin the link at the root of the site`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := goodSite()
			s.replace(t, tt.file, tt.from, tt.to)
			if got := strings.Join(s.audit(site), "\n"); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

// TestAlternatesBothWays points the Arabic alternate of the French page
// elsewhere: the Arabic page is then alone in naming the French one.
func TestAlternatesBothWays(t *testing.T) {
	const oneWay = `ar/partners/birdlife/index.html:9:1: error[alternate-one-way]: ` + partner + ` is an alternate of this page, but does not name this page as its own`
	for to, want := range map[string]string{
		"ar/":           `error[alternate-one-way]: ar/index.html is an alternate of this page, but does not name this page as its own`,
		"ar/regions/":   `error[alternate-target]: alternate "https://example.org/sub/ar/regions/" is not the absolute address of a page of the site`,
		"ar/regions.md": `error[alternate-target]: alternate "https://example.org/sub/ar/regions.md" is not the absolute address of a page of the site`,
	} {
		s := goodSite()
		s.replace(t, partner, `hreflang="ar" href="https://example.org/sub/ar/partners/birdlife/"`, `hreflang="ar" href="https://example.org/sub/`+to+`"`)
		if got, want := s.audit(site), []string{oneWay, partner + ":10:1: " + want}; !slices.Equal(got, want) {
			t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

func TestTree(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(tree)
		want   []string
	}{
		{"no root pages", func(s tree) { delete(s, "404.html") },
			[]string{`404.html: error[root-page]: the site has no such page`}},
		{"case", func(s tree) { s["Menu.PNG"] = "" },
			[]string{`menu.png: error[path-case]: the path differs from "Menu.PNG" in case only`}},
		{"case beyond ASCII", func(s tree) { s["É.txt"], s["é.txt"], s["e.txt"] = "", "", "" },
			[]string{`é.txt: error[path-case]: the path differs from "É.txt" in case only`}},
		{"a page in one language", func(s tree) {
			s["en/about/index.html"] = strings.ReplaceAll(s["en/index.html"], `"https://example.org/sub/en/"`, `"https://example.org/sub/en/about/"`)
			s.replaceAll("en/about/index.html", `<link rel="alternate" hreflang="(fr-FR|ar|x-default)"[^\n]*\n`, "")
		}, []string{
			`en/about/index.html: error[alternate]: the page has no alternate for ar`,
			`en/about/index.html: error[alternate]: the page has no alternate for fr-FR`,
			`en/about/index.html: error[alternate]: the page has no alternate for x-default`,
			`en/about/index.html: error[page-untranslated]: there is no ar/about/index.html`,
			`en/about/index.html: error[page-untranslated]: there is no fr/about/index.html`,
		}},
		{"a page in no language", func(s tree) {
			s["de/404.html"] = s["404.html"]
		}, []string{`de/404.html: error[page-place]: the page lies in no language's folder`}},
		{"data in one language", func(s tree) { s["en/feed.xml"] = "" }, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := goodSite()
			tt.change(s)
			if got := s.audit(site); !slices.Equal(got, tt.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
		})
	}
}

// TestManyFindings lists the first of a rule in file order and counts the
// others, in whatever order files come.
func TestManyFindings(t *testing.T) {
	var want []string
	for range 3 {
		a := New(site)
		var wg sync.WaitGroup
		for i := range 133 {
			wg.Go(func() { a.File(fmt.Sprintf("css/%03d.css", i), []byte("@import 'https://example.com/a.css';")) })
		}
		wg.Wait()
		got := slices.DeleteFunc(printed(a.Finish()), func(s string) bool { return strings.Contains(s, "root-page") })
		if want == nil {
			want = got
		}
		if !slices.Equal(got, want) || len(got) != shown {
			t.Errorf("got %d findings, then %d", len(want), len(got))
		}
		if last := got[len(got)-1]; last != `css/019.css:1:9: error[third-party]: "https://example.com/a.css" is loaded from another host (and 113 more)` {
			t.Error(last)
		}
	}
}

func TestTallyOrder(t *testing.T) {
	up, down := tally{}, tally{}
	for i := range 50 {
		up.add(diag.Diagnostic{Pos: diag.Position{File: "a", Line: i + 1}, Rule: ruleH1})
		down.add(diag.Diagnostic{Pos: diag.Position{File: "a", Line: 50 - i}, Rule: ruleH1})
	}
	if a, b := printed(up.list()), printed(down.list()); !slices.Equal(a, b) || len(a) != shown {
		t.Errorf("%q\n%q", a, b)
	}
}

// TestReuse gives a good page after a bad one to the same audit.
func TestReuse(t *testing.T) {
	a := New(site)
	a.File("fr/bad/index.html", []byte("<a href=x><title><svg><table><template><script>{{"))
	s := goodSite()
	for _, name := range slices.Sorted(maps.Keys(s)) {
		a.File(name, []byte(s[name]))
	}
	for _, line := range printed(a.Finish()) {
		if !strings.HasPrefix(line, "fr/bad/") {
			t.Error(line)
		}
	}
}
