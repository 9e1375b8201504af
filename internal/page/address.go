package page

import (
	"net/url"
	"strings"

	"passerelle/internal/graph"
	"passerelle/internal/record"
)

// folders are the first parts of the paths of entries, by collection; a
// collection that is not here has no pages.
var folders = map[string]string{
	"partners": "partners/", "agreements": "agreements/", "activities": "activities/",
	"resolutions": "resolutions/", "instruments": "instruments/", "regions": "regions/",
	"taxa": "taxa/", "themes": "themes/", "entry-points": "entry-points/",
	"documents": "sources/", graph.Countries: "countries/",
}

// pathOf returns the path of an entry's page below its language, or "" if it
// has none.
func pathOf(e *graph.Entry) string {
	if !hasPage(e) {
		return ""
	}
	return folders[e.Collection] + string(e.ID) + "/"
}

// hasPage reports whether an entry has a page: documents only if they are
// sources, countries only if something touches them.
func hasPage(e *graph.Entry) bool {
	switch e.Collection {
	case "documents":
		d, ok := e.Record.(*record.Document)
		return ok && len(d.Anchors) > 0
	case graph.Countries:
		return len(e.Partners)+len(e.Agreements)+len(e.Activities)+len(e.EntryPoints)+len(e.Events) > 0
	}
	return folders[e.Collection] != ""
}

// relative returns the address of to as seen from the page at from. Both are
// addresses below the site's root that are "" or end with a slash; to may be
// a file or carry a fragment.
func relative(from, to string) string {
	a, b := strings.SplitAfter(from, "/"), strings.SplitAfter(to, "/")
	a = a[:len(a)-1] // what follows the last slash is not a folder
	i := 0
	for i < len(a) && i < len(b)-1 && a[i] == b[i] {
		i++
	}
	rel := strings.Repeat("../", len(a)-i) + strings.Join(b[i:], "")
	if rel == "" || strings.HasPrefix(rel, "#") {
		return "./" + rel
	}
	return rel
}

// href returns the link from the page to an address below the site's root.
func (p *Page) href(to string) string {
	to, fragment, found := strings.Cut(to, "#")
	if found {
		fragment = "#" + fragment
	}
	if p.w.site.Portable && (to == "" || strings.HasSuffix(to, "/")) {
		to += "index.html"
	}
	if p.anywhere { // shown under addresses that are not its own
		return basePath(p.w.site.BaseURL) + to + fragment
	}
	return relative(p.address, to) + fragment
}

// basePath returns the path of the site's root, such as "/" or "/portal/".
func basePath(baseURL string) string {
	u, err := url.Parse(baseURL)
	if err != nil || u.Path == "" {
		return "/"
	}
	return u.EscapedPath()
}

// local returns the link from the page to a path below its language.
func (p *Page) local(path string) string { return p.href(p.w.lang.Tag + "/" + path) }
