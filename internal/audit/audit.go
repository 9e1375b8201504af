// Package audit holds the rules that every output file must meet, and looks
// at each file between rendering and publication. A finding is an error: it
// stops publication.
//
// # Use
//
//	a := audit.New(audit.Site{BaseURL: base, Languages: languages})
//	a.File(name, data) // once an output file, from as many goroutines as render
//	list := a.Finish() // after the last file
//
// A page is read once, by a tokenizer, without a tree. What the rules across
// files need is kept, some hundred bytes a page: hashes of its ids, its links
// to other files and its alternates. The document itself is not kept.
//
// # What is held
//
//   - Pages: doctype, lang, dir, one h1, one main, no skipped heading level,
//     title, description, canonical, an alternate for each language and
//     x-default, unique ids, references to ids, names of images, links and
//     buttons, header cells, nothing inline, nothing from another host, no
//     marker that a template left, well-formed UTF-8.
//   - Links of pages and style sheets: they lead to an output file, and their
//     fragment to an id there, in the form that the site writes.
//   - The site: the same pages in each language, index.html and 404.html at the
//     root, no two paths that a file system without case takes for one.
//
// Every rule is in rules.go with its code and its sentence. A rule that finds
// more than 20 things shows the first 20 in file order and counts the others.
//
// # Two pages apart
//
// index.html at the root belongs to no language. A page called 404.html is
// sent for any address: it has no canonical and no alternates, and a relative
// link on it would lead to a different place from each address, so that its
// links begin with "/" or are absolute (unless the site is portable).
//
// # Limits
//
// A style sheet is read for its addresses only. Other files count as targets
// of links; a fragment is followed into pages and SVG, not into other formats.
// The content of a template element is held to the rules on inline code and
// left-over markers only. A base element is not taken into account.
package audit

import (
	"bytes"
	"hash/maphash"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"

	"passerelle/internal/diag"
	"passerelle/internal/lang"
)

// Site is what a right site looks like.
type Site struct {
	BaseURL   string // absolute, ends with "/", such as "https://example.org/sub/"
	Languages lang.Set
	Portable  bool // links are written with index.html, so that the site opens from file://
}

// Audit holds output files to the rules. Make one with [New].
type Audit struct {
	site  Site
	root  string // path of BaseURL, "/sub/"
	seed  maphash.Seed
	pages sync.Pool // of *page

	mu    sync.Mutex
	ids   map[string]uint32 // number of each path and fragment; 0 is ""
	texts []string          // path or fragment by number
	files []*file           // output file by the number of its path; nil if there is none
	found tally
}

// file is what is kept of an output file for the rules across files.
type file struct {
	page       bool     // an HTML page
	addressed  bool     // its ids are known: a page or an SVG
	ids        []uint64 // hashes of its ids, sorted
	links      []link   // to other files, each once
	alternates []link   // by language in the site's order, then x-default; those with path 0 are missing
}

// link is a reference to an output file and where it stands.
type link struct {
	path, fragment uint32 // numbers
	line, col      uint32
}

// New returns an audit of the site.
func New(site Site) *Audit {
	a := &Audit{
		site:  site,
		root:  "/",
		seed:  maphash.MakeSeed(),
		ids:   map[string]uint32{"": 0},
		texts: []string{""},
		files: []*file{nil},
		found: tally{},
	}
	if u, err := url.Parse(site.BaseURL); err == nil && u.Path != "" {
		a.root = u.Path
	}
	a.pages.New = func() any { return newPage(a) }
	return a
}

// File audits one output file; name is its slash-separated path from the root
// of the output, such as "fr/partners/birdlife/index.html". Each name is given
// once. File may be called from several goroutines.
func (a *Audit) File(name string, data []byte) {
	p := a.pages.Get().(*page)
	p.reset(name, data)
	switch path.Ext(name) {
	case ".html":
		p.read()
	case ".css":
		p.readCSS()
	case ".svg":
		p.readIDs()
	}
	a.keep(p)
	p.data, p.scan, p.tag = nil, scanner{}, tag{} // let go of the document
	a.pages.Put(p)
}

// keep takes from a page that has been read what outlives it.
func (a *Audit) keep(p *page) {
	f := &file{page: p.isPage, addressed: p.addressed}
	if len(p.ids) > 0 {
		f.ids = make([]uint64, 0, len(p.ids))
	}
	for _, id := range p.ids {
		f.ids = append(f.ids, id.hash)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.files[a.number([]byte(p.name))] = f
	for _, d := range p.found {
		a.found.add(d)
	}
	if len(p.links) > 0 {
		f.links = make([]link, 0, len(p.links))
	}
	for _, l := range p.links {
		f.links = append(f.links, a.numbered(p, l))
	}
	if len(p.alternates) > 0 {
		f.alternates = make([]link, 0, len(p.alternates))
	}
	for _, l := range p.alternates {
		f.alternates = append(f.alternates, a.numbered(p, l))
	}
}

func (a *Audit) numbered(p *page, l target) link {
	return link{
		path:     a.number(p.at(l.path)),
		fragment: a.number(p.at(l.fragment)),
		line:     uint32(l.line),
		col:      uint32(l.col),
	}
}

// number returns the number of a path or fragment, the same for equal texts.
func (a *Audit) number(text []byte) uint32 {
	if n, ok := a.ids[string(text)]; ok {
		return n
	}
	n, s := uint32(len(a.texts)), string(text)
	a.ids[s] = n
	a.texts = append(a.texts, s)
	a.files = append(a.files, nil)
	return n
}

// Finish applies the rules across files and returns all findings. It is called
// once, after the last call of File has returned.
func (a *Audit) Finish() *diag.List {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.checkLinks()
	a.checkAlternates()
	a.checkPaths()
	return a.found.list()
}

// address returns the address of an output file: directories without
// index.html.
func (a *Audit) address(name string) string {
	if name == "index.html" || strings.HasSuffix(name, "/index.html") {
		name = strings.TrimSuffix(name, "index.html")
	}
	return a.site.BaseURL + (&url.URL{Path: name}).EscapedPath()
}

// language returns the place in the site's languages of the one whose folder a
// file lies in, or -1.
func (a *Audit) language(name []byte) int {
	tag, _, ok := bytes.Cut(name, []byte("/"))
	if !ok {
		return -1
	}
	return slices.IndexFunc(a.site.Languages, func(l lang.Language) bool { return l.Tag == string(tag) })
}
