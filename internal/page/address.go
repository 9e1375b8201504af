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

// href returns the link from the page to an address below the site's root.
func (p *Page) href(to string) string {
	path, rest := divided(to)
	return p.Root + p.w.site.file(path) + rest
}

// divided returns the path of an address, and its query and fragment.
func divided(address string) (path, rest string) {
	if i := strings.IndexAny(address, "?#"); i >= 0 {
		return address[:i], address[i:]
	}
	return address, ""
}

// file returns an address as links write it: a portable site names the file
// in a folder, for there is no server to choose it.
func (s Site) file(address string) string {
	if s.Portable && (address == "" || strings.HasSuffix(address, "/")) {
		return address + "index.html"
	}
	return address
}

// root returns the way from an address to the site's root: as many steps up
// as it has folders.
func root(address string) string {
	if n := strings.Count(address, "/"); n > 0 {
		return strings.Repeat("../", n)
	}
	return "./"
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
