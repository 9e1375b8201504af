package audit

import (
	"bytes"
	"path"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"passerelle/internal/diag"
)

// page is one file while it is read. A page is used again for the next file,
// so that its slices are allocated once.
type page struct {
	a    *Audit
	name string
	data []byte

	isPage    bool // an HTML page
	addressed bool // ids holds the ids of the file
	anywhere  bool // a page that is sent for any address: 404.html
	language  int  // place in the site's languages, or -1

	scan  scanner
	tag   tag  // the current start tag
	mark  mark // the place that was asked for last
	found []diag.Diagnostic
	text  []byte // what spans point into

	head head

	// What the body is about.
	suspects  []suspect // in the order of the page
	reached   int       // how many suspects lie before the current token
	inScript  bool      // in the content of script or style
	templates int       // depth of template elements
	heading   int       // level of the last heading
	h1, main  int       // how many
	link      control   // the open a
	button    control   // the open button
	svgs      []drawing // the open svg elements
	tables    []table   // the open table elements
	ids       []id
	idRefs    []idRef
	goodLangs map[string]bool // verdicts on lang attributes; outlives the page

	// Where the page leads.
	seen       map[uint64]bool // hashes of the addresses read
	links      []target
	alternates []target // as in file
}

// span is a part of page.text.
type span struct{ start, end int }

// mark is a place in a file, as offset and as line and column.
type mark struct{ offset, line, col int }

func newPage(a *Audit) *page {
	return &page{a: a, goodLangs: map[string]bool{}, seen: map[uint64]bool{}}
}

func (p *page) reset(name string, data []byte) {
	if len(p.seen) > 1<<10 {
		p.seen = map[uint64]bool{} // clearing costs by the largest size it ever had
	}
	clear(p.seen)
	*p = page{
		a: p.a, name: name, data: data,
		found: p.found[:0], text: p.text[:0], suspects: p.suspects[:0],
		svgs: p.svgs[:0], tables: p.tables[:0],
		ids: p.ids[:0], idRefs: p.idRefs[:0], goodLangs: p.goodLangs,
		seen: p.seen, links: p.links[:0], alternates: p.alternates[:0],
		mark:     mark{line: 1, col: 1},
		heading:  1, // a page may begin with h2, above its h1
		anywhere: path.Base(name) == "404.html",
		language: p.a.language([]byte(name)),
	}
}

// place returns the line and column of an offset.
func (p *page) place(offset int) (line, col int) {
	m := &p.mark
	if offset < m.offset {
		*m = mark{line: 1, col: 1}
	}
	between := p.data[m.offset:offset]
	if n := bytes.Count(between, []byte("\n")); n > 0 {
		m.line += n
		m.col = 1
		between = between[bytes.LastIndexByte(between, '\n')+1:]
	}
	m.col += utf8.RuneCount(between)
	m.offset = offset
	return m.line, m.col
}

// addText keeps a copy of b until the page has been read.
func (p *page) addText(b []byte) span {
	start := len(p.text)
	p.text = append(p.text, b...)
	return span{start, len(p.text)}
}

func (p *page) at(s span) []byte { return p.text[s.start:s.end] }

// add reports a finding at an offset.
func (p *page) add(offset int, rule *diag.Rule, args ...any) {
	line, col := p.place(offset)
	p.found = append(p.found, diag.Diagnostic{Pos: diag.Position{File: p.name, Line: line, Col: col}, Rule: rule, Args: args})
}

// lack reports what the page as a whole lacks.
func (p *page) lack(rule *diag.Rule, args ...any) {
	p.found = append(p.found, diag.Diagnostic{Pos: diag.Position{File: p.name}, Rule: rule, Args: args})
}

// read applies the rules to an HTML page.
func (p *page) read() {
	p.isPage, p.addressed = true, true
	p.readCharacters()
	p.startAlternates()
	p.scan = newScanner(p.data)
	for t := p.scan.next(); t != html.ErrorToken; t = p.scan.next() {
		p.readMarkers(t)
		switch t {
		case html.TextToken:
			p.readText()
		case html.StartTagToken:
			p.start(false)
		case html.SelfClosingTagToken:
			p.start(true)
		case html.EndTagToken:
			name, _ := p.scan.tag()
			p.end(atom.Lookup(name))
		case html.DoctypeToken:
			p.readDoctype()
		}
	}
	p.finishHead()
	p.finishBody()
	p.finishIDs()
}

// start applies the rules to a start tag.
func (p *page) start(closed bool) {
	t := &p.tag
	t.read(&p.scan)
	p.checkInline()
	switch t.name {
	case atom.Script, atom.Style:
		p.inScript = true
	case atom.Noscript:
		p.scan.z.NextIsNotRawText()
	}
	if p.templates == 0 {
		p.readID()
		p.readIDRefs()
		p.startHead()
		p.startBody()
		p.readAddresses()
	}
	if t.name == atom.Template {
		p.templates++
	}
	if closed && len(p.svgs) > 0 {
		p.scan.z.NextIsNotRawText()
		p.end(t.name)
	}
}

// end applies the rules to an end tag.
func (p *page) end(name atom.Atom) {
	switch name {
	case atom.Template:
		p.templates = max(0, p.templates-1)
	case atom.Script, atom.Style:
		p.inScript = false
	case atom.Title:
		p.head.inTitle = false
	}
	if p.templates == 0 {
		p.endBody(name)
	}
}

// readText takes note of text that is not white space.
func (p *page) readText() {
	open := p.link.open || p.button.open || p.head.inTitle
	if !open || p.inScript || p.templates > 0 || blank(p.scan.raw()) {
		return
	}
	p.nameControls()
	if !p.head.inTitle {
		return
	}
	if n := len(p.svgs); n > 0 {
		p.svgs[n-1].named = true
	} else {
		p.head.title = true
	}
}
