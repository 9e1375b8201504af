package audit

import (
	"slices"
	"strings"
	"testing"
)

// TestLinks puts a link on the page fr/partners/birdlife/ of a site at
// https://example.org/sub/; want is the finding without its place, "" if the
// link is right.
func TestLinks(t *testing.T) {
	rooted, portable := site, site
	rooted.BaseURL = "https://example.org/"
	portable.Portable = true
	for _, tt := range []struct {
		site Site
		link string
		want string
	}{
		// Below a folder.
		{site, `/sub/en/`, ""},
		{site, `/sub/en/#sources`, ""},
		{site, `/sub/en/?q=1#sources`, ""},
		{site, `/sub/data/v1/partners.json#/partners/0`, ""},
		{site, `https://example.org/sub/en/partners/birdlife/#sources`, ""},
		{site, `https://example.org/elsewhere/`, ""},
		{site, `HTTPS://EXAMPLE.COM/`, ""},
		{site, `../../../en/`, ""},
		{site, `../../`, ""},
		{site, `../..`, ""},
		{site, `../birdlife/`, ""},
		{site, `./`, ""},
		{site, `.`, ""},
		{site, ` ../../ `, ""},
		{site, `?page=2`, ""},
		{site, `#sources`, ""},
		{site, `#`, ""},
		{site, `#Top`, ""},
		{site, `#:~:text=birds`, ""},
		{site, `../../?a=1&amp;b=2`, ""},
		{site, `../bird%6Cife/#s%6Furces`, ""},
		{site, `../../../icons.svg#home`, ""},
		{site, `/sub/fr/partners/birdlife`, `link-broken: the site has no file "fr/partners/birdlife"`},
		{site, `/sub/fr/partners/`, `link-broken: the site has no file "fr/partners/index.html"`},
		{site, `/sub//fr/`, `link-broken: the site has no file "/fr/index.html"`},
		{site, `nothing/`, `link-broken: the site has no file "fr/partners/birdlife/nothing/index.html"`},
		{site, `https://example.org/sub/nothing`, `link-broken: the site has no file "nothing"`},
		{site, `/fr/`, `link-outside: "/fr/" leads out of the site's folder`},
		{site, `/subs/fr/`, `link-outside: "/subs/fr/" leads out of the site's folder`},
		{site, `../../../../`, `link-outside: "../../../../" leads out of the site's folder`},
		{site, `#nothing`, `fragment-broken: fr/partners/birdlife/index.html has no id "nothing"`},
		{site, `./#nothing`, `fragment-broken: fr/partners/birdlife/index.html has no id "nothing"`},
		{site, `/sub/en/#nothing`, `fragment-broken: en/index.html has no id "nothing"`},
		{site, `/sub/en/#row2`, `fragment-broken: en/index.html has no id "row2"`},
		{site, `/sub/icons.svg#away`, `fragment-broken: icons.svg has no id "away"`},
		{site, `/sub/en/index.html`, `link-index: "/sub/en/index.html": a link to a folder ends with "/", without index.html`},
		{site, `https://example.org/sub/en/index.html#sources`, `link-index: "https://example.org/sub/en/index.html#sources": a link to a folder ends with "/", without index.html`},
		{site, ``, `link-empty: href of <a> is empty`},
		{site, `/sub/%zz`, `link-malformed: "/sub/%zz" is not an address`},
		{site, `http://example.com/`, `link-scheme: "http://example.com/" is neither https, nor mailto, nor in the site`},
		{site, `//example.com/`, `link-scheme: "//example.com/" is neither https, nor mailto, nor in the site`},
		{site, `javascript:go()`, `link-scheme: "javascript:go()" is neither https, nor mailto, nor in the site`},
		{site, `&#106;avascript:go()`, `link-scheme: "javascript:go()" is neither https, nor mailto, nor in the site`},
		{site, `tel:+49228815`, `link-scheme: "tel:+49228815" is neither https, nor mailto, nor in the site`},

		// At the root of a host.
		{rooted, `/en/`, ""},
		{rooted, `https://example.org/en/`, ""},
		{rooted, `../../../`, ""},
		{rooted, `/sub/en/`, `link-broken: the site has no file "sub/en/index.html"`},
		{rooted, `https://example.org/elsewhere/`, `link-broken: the site has no file "elsewhere/index.html"`},

		// To be opened from a disk.
		{portable, `../../index.html#sources`, ""},
		{portable, `../../../data/v1/partners.json`, ""},
		{portable, `#sources`, ""},
		{portable, `?q=1`, ""},
		{portable, `https://example.org/sub/fr/`, ""},
		{portable, `../../`, `link-folder: "../../": in a portable site a link to a folder ends with index.html`},
		{portable, `../nothing/index.html`, `link-broken: the site has no file "fr/partners/nothing/index.html"`},
	} {
		t.Run(tt.link, func(t *testing.T) {
			s := goodSite()
			for name := range s {
				if tt.site.BaseURL == rooted.BaseURL {
					s[name] = strings.NewReplacer(base, rooted.BaseURL, `"/sub/`, `"/`, ` /sub/`, ` /`).Replace(s[name])
				}
				if tt.site.Portable {
					s.replaceAll(name, `<(a href|form action)="(/sub/[^"]*/)("|\?)`, `<$1="${2}index.html$3`)
				}
			}
			s.replace(t, partner, `<h3>`, `<a href="`+tt.link+`">link</a><h3>`)
			want := []string{}
			if code, sentence, ok := strings.Cut(tt.want, ": "); ok {
				want = append(want, partner+":30:1: error["+code+"]: "+sentence)
			}
			if got := s.audit(tt.site); !slices.Equal(got, want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		})
	}
}

// TestSheets puts a rule into the style sheet css/site.css.
func TestSheets(t *testing.T) {
	for _, tt := range []struct{ rule, want string }{
		{`a { background: url(../icons.svg#home) }`, ""},
		{`a { background: url( '/sub/map.svg' ) }`, ""},
		{`a { background: url("data:image/svg+xml,<svg/>") }`, ""},
		{`a { filter: url(#shadow) }`, ""},
		{`a::before { content: "http://example.com/" }`, ""},
		{`/* @import "http://example.com/a.css"; */`, ""},
		{`@IMPORT "//example.com/a.css";`, `css/site.css:1:9: error[third-party]: "//example.com/a.css" is loaded from another host`},
		{`@import url(https://example.com/a.css) screen;`, `css/site.css:1:9: error[third-party]: "https://example.com/a.css" is loaded from another host`},
		{"\na { src: url(http://example.com/a.woff2) }", `css/site.css:2:10: error[third-party]: "http://example.com/a.woff2" is loaded from another host`},
		{`a { background: url(map.svg) }`, `css/site.css:1:17: error[link-broken]: the site has no file "css/map.svg"`},
		{`a { background: url(/map.svg) }`, `css/site.css:1:17: error[link-outside]: "/map.svg" leads out of the site's folder`},
		{`a { background: url(a b) }`, `css/site.css:1:17: error[link-malformed]: "url(a b)" is not an address`},
	} {
		t.Run(tt.rule, func(t *testing.T) {
			s := goodSite()
			s["css/site.css"] = tt.rule
			if got := strings.Join(s.audit(site), "\n"); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}
