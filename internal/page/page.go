// Package page turns the linked records into the content files of a site. It
// is pure, and it keeps the first contract of the program: a page's front
// matter holds all of its own that the template needs (resolved names, links,
// counts, translations, alternates), and the site's configuration what is the
// same on all pages of a language (see [Chrome]). So no template ever looks
// another page up, and pages render in any batches, in any order.
//
// A page is described by a view: plain data whose words are already in the
// reader's language. Links are relative to the page, so that a site works at
// any address and under any sub-path; only canonical and alternate addresses
// are absolute.
package page

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"passerelle/internal/diag"
	"passerelle/internal/graph"
	"passerelle/internal/host"
	"passerelle/internal/lang"
	"passerelle/internal/load"
	"passerelle/internal/message"
	"passerelle/internal/record"
)

// Site is what pages must know of the site as a whole.
type Site struct {
	BaseURL   string // absolute, ends with a slash
	Languages lang.Set
	Portable  bool        // links name index.html, so that they work from file://
	Published record.Date // of this edition of the portal; zero if it is not stated
	Report    string      // address for reports of errors: mailto: or https:; "" if there is none
}

// File is one content file and the output file that Hugo makes of it.
type File struct {
	Path   string // below content/, such as "fr/partners/000/birdlife.md"
	Output string // such as "fr/partners/birdlife/index.html"
	Data   []byte // JSON front matter and, for editorial pages, Markdown
}

// Data is an output file that is published as it is.
type Data struct {
	Output string // such as "fr/search/0a1b2c3d4e/t0.js"
	Data   []byte
}

// perFolder bounds the files of a content folder: Hugo's merge of folders is
// quadratic in their number.
const perFolder = 40

// Content is what the site stage renders.
type Content struct {
	Files  []File            // sorted by path
	Data   []Data            // in a fixed order
	Chrome map[string]Chrome // by language tag
}

// Make returns the content of the whole site. The findings are about the
// editorial pages. The error is a message that the catalogue cannot give.
func Make(m *graph.Model, editorial []load.Editorial, msgs *message.Catalogue, s Site) (*Content, *diag.List, error) {
	type result struct {
		files  []File
		data   []Data
		chrome Chrome
		list   diag.List
		err    error
	}
	results := make([]result, len(s.Languages))
	paths := sitePaths(m, editorial)
	var wg sync.WaitGroup
	for i, l := range s.Languages {
		wg.Go(func() {
			w := newWriter(m, editorial, msgs, s, l, paths)
			w.all()
			results[i] = result{w.files, w.data, w.chrome(), w.findings, cmp.Or(w.err, w.msg.Err())}
		})
	}
	wg.Wait()
	c := &Content{Chrome: map[string]Chrome{}}
	list := &diag.List{}
	for i, r := range results {
		if r.err != nil {
			return nil, nil, r.err
		}
		c.Files = append(c.Files, r.files...)
		c.Data = append(c.Data, r.data...)
		c.Chrome[s.Languages[i].Tag] = r.chrome
		list.Append(&r.list)
	}
	c.Data = append(c.Data, Data{"_headers", host.File(s.Languages.Tags())}, Data{".nojekyll", nil})
	slices.SortFunc(c.Files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	return c, list, nil
}

// writer makes the pages of one language.
type writer struct {
	m         *graph.Model
	site      Site
	lang      lang.Language
	msg       *message.Localizer
	memo      map[string]string // messages by id and arguments
	rank      map[*graph.Entry]int
	editorial []load.Editorial
	paths     map[string]bool // every page's path, for links from editorial pages
	nav       []section
	shelves   map[string][]shelf      // by the section's path
	dims      map[string][]*dimension // the same
	beside    map[*graph.Entry]neighbours
	footer    []load.Editorial
	tongues   []*writer // of every language: they make no pages, only words
	names     *directory
	files     []File
	data      []Data
	perDir    map[string]int
	findings  diag.List
	err       error
}

func newWriter(m *graph.Model, editorial []load.Editorial, msgs *message.Catalogue, s Site, l lang.Language, paths map[string]bool) *writer {
	w := &writer{
		m: m, site: s, lang: l, msg: msgs.For(l.Tag), memo: map[string]string{}, editorial: editorial,
		paths: paths, perDir: map[string]int{},
	}
	for _, o := range s.Languages {
		w.tongues = append(w.tongues, &writer{m: m, site: s, lang: o, msg: msgs.For(o.Tag), memo: map[string]string{}})
	}
	w.nav = sections(m)
	for _, o := range w.tongues {
		o.nav, o.tongues = w.nav, w.tongues
	}
	w.rank = w.ranks()
	w.shelves, w.beside, w.dims = map[string][]shelf{}, map[*graph.Entry]neighbours{}, map[string][]*dimension{}
	for _, s := range w.nav {
		w.shelves[s.path] = w.arrange(s)
		w.dims[s.path] = w.dimensions(s)
		maps.Copy(w.beside, around(w.shelves[s.path]))
	}
	w.footer = w.editorialPages()
	w.names = w.directory()
	return w
}

// all makes every page of the language, and, in the default language, those
// that belong to none.
func (w *writer) all() {
	if w.lang.Tag == w.site.Languages[0].Tag {
		w.choice()
		w.notFound()
	}
	w.home()
	w.pagesOfPeople()
	w.openQuestions()
	w.found()
	w.listNames()
	w.coverage()
	for _, s := range w.nav {
		w.index(s)
		for _, e := range s.entries {
			s.page(w, e)
		}
	}
}

// front is the front matter of a content file.
type front struct {
	Title       string `json:"title"`
	Description string `json:"description"`
	URL         string `json:"url"`
	Layout      string `json:"layout"`
	Page        *Page  `json:"page"`
}

// write adds the content file of a page; body is Markdown or empty.
func (w *writer) write(p *Page, body string) {
	dir := path.Join(w.lang.Tag, p.dir)
	n := w.perDir[dir]
	w.perDir[dir]++
	name := p.name + ".md"
	if p.name == "index" { // Hugo would take its folder for that one page
		name = "index-.md"
	}
	file := File{Path: path.Join(dir, fmt.Sprintf("%03d", n/perFolder), name), Output: p.address + "index.html"}
	if strings.HasSuffix(p.address, ".html") {
		file.Output = p.address
	}
	data, err := marshal(front{p.title, p.description, "/" + p.address, p.layout, p})
	if err != nil {
		w.err = cmp.Or(w.err, fmt.Errorf("front matter of %s: %w", file.Path, err))
	}
	file.Data = append(data, body...)
	w.files = append(w.files, file)
}

// marshal writes JSON whose text is not escaped for HTML: the theme does that.
func marshal(v any) ([]byte, error) {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return []byte(b.String()), err
}
