package audit

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"passerelle/internal/diag"
	"passerelle/internal/lang"
)

const base = "https://example.org/sub/"

var languages = lang.Set{
	{Tag: "en", Locale: "en-GB", Direction: "ltr"},
	{Tag: "fr", Locale: "fr-FR", Direction: "ltr"},
	{Tag: "ar", Locale: "ar", Direction: "rtl"},
}

// document is a page that meets every rule. $lang, $locale, $dir and $path
// stand for what differs between pages; $path is that of the folder.
const document = `<!doctype html>
<html lang="$locale" dir="$dir">
<head>
<meta charset="utf-8">
<title>BirdLife International &amp; partners</title>
<meta name="description" content="What is known of BirdLife International.">
<link rel="canonical" href="https://example.org/sub/$lang/$path">
<link rel="alternate" hreflang="en-GB" href="https://example.org/sub/en/$path">
<link rel="alternate" hreflang="fr-FR" href="https://example.org/sub/fr/$path">
<link rel="alternate" hreflang="ar" href="https://example.org/sub/ar/$path">
<link rel="alternate" hreflang="x-default" href="https://example.org/sub/en/$path">
<link rel="alternate" type="application/atom+xml" href="/sub/feed.xml">
<link rel="stylesheet" href="/sub/css/site.css">
<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">
<script src="/sub/js/menu.js" defer></script>
<script type="application/ld+json">{"@type": "WebPage", "about": {"name": {"en": "BirdLife"}}}</script>
</head>
<body>
<!-- {{ a comment may say anything: ZgotmplZ }} -->
<a href="#content">Skip to content</a>
<nav aria-labelledby="menu"><h2 id="menu">Menu</h2>
<a href="/sub/$lang/"><svg role="img"><title>Home</title><use href="/sub/icons.svg#home"/></svg></a>
<a href="https://example.org/sub/fr/" hreflang="fr" lang="fr-FR">français</a>
<button aria-controls="list"><img src="/sub/menu.png" srcset="/sub/menu.png 1x, /sub/menu.png 2x" alt="Menu"></button>
</nav>
<main id="content">
<h1>BirdLife International</h1>
<p lang="la">Aves &lt; 100% &amp; 50 %!</p>
<h2 id="sources">Sources</h2>
<h3>Report</h3>
<h2>Contact</h2>
<a href="mailto:info@example.org">Write</a> <a href="https://example.com/">Site</a>
<a href="/sub/data/v1/partners.json">Data</a> <a href="/sub/$lang/?page=2#sources">Sources</a>
<form action="/sub/$lang/"><label for="query">Search</label><input id="query" name="q"></form>
<template id="row"><a href=""></a><h5>Row</h5></template>
<noscript><p>Without scripts</p></noscript>
<table id="list"><tr><th>Year</th></tr><tr><td>2002</td></tr></table>
<svg role="img" aria-label="Map"></svg>
<picture><source srcset="/sub/map.svg"><img src="/sub/map.svg" alt=""></picture>
</main>
</body>
</html>
`

// tree is an output tree: content by name.
type tree map[string]string

// goodSite is a site that meets every rule, with pages at the root, at the
// root of each language and at partners/birdlife/.
func goodSite() tree {
	t := tree{
		"css/site.css":          `@import "base.css"; @import url(base.css); @namespace svg url(http://www.w3.org/2000/svg); a { background: url("../map.svg") } i { mask: url(data:,x) } /* url(http://example.com/) */`,
		"css/base.css":          "",
		"js/menu.js":            "",
		"feed.xml":              "",
		"menu.png":              "",
		"map.svg":               "<svg/>",
		"icons.svg":             `<svg xmlns="http://www.w3.org/2000/svg"><title/><symbol id="home"/></svg>`,
		"data/v1/partners.json": "{}",
	}
	for _, l := range languages {
		t[l.Tag+"/index.html"] = pageOf(l, "")
		t[l.Tag+"/partners/birdlife/index.html"] = pageOf(l, "partners/birdlife/")
	}
	// The choice of language is everybody's x-default but its own version.
	home := strings.ReplaceAll(pageOf(languages[0], ""), `"canonical" href="https://example.org/sub/en/"`, `"canonical" href="https://example.org/sub/"`)
	t["index.html"] = xDefault(home)
	for _, l := range languages {
		t[l.Tag+"/index.html"] = xDefault(t[l.Tag+"/index.html"])
	}
	lines := strings.SplitAfter(home, "\n")
	t["404.html"] = strings.Join(slices.DeleteFunc(lines, func(s string) bool {
		return strings.Contains(s, "canonical") || strings.Contains(s, "hreflang=\"") && strings.HasPrefix(s, "<link")
	}), "")
	return t
}

func xDefault(home string) string {
	return strings.Replace(home, `"x-default" href="https://example.org/sub/en/"`, `"x-default" href="https://example.org/sub/"`, 1)
}

func pageOf(l lang.Language, path string) string {
	return strings.NewReplacer("$lang", l.Tag, "$locale", l.Locale, "$dir", l.Direction, "$path", path).Replace(document)
}

// replace changes a file of the tree, which must hold what is replaced.
func (t tree) replace(tb testing.TB, name, from, to string) {
	tb.Helper()
	if !strings.Contains(t[name], from) {
		tb.Fatalf("%s does not hold %q", name, from)
	}
	t[name] = strings.Replace(t[name], from, to, 1)
}

// audit returns the findings on the tree, as they are printed.
func (t tree) audit(site Site) []string {
	a := New(site)
	for name, data := range t {
		a.File(name, []byte(data))
	}
	return printed(a.Finish())
}

func printed(l *diag.List) []string {
	var lines []string
	for _, d := range l.Sorted() {
		lines = append(lines, d.String())
	}
	return lines
}

// replaceAll changes a file of the tree wherever a pattern matches.
func (t tree) replaceAll(name, pattern, to string) {
	t[name] = regexp.MustCompile(pattern).ReplaceAllString(t[name], to)
}
