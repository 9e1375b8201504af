package page

import (
	"slices"
	"strings"

	"passerelle/internal/draw"
	"passerelle/internal/graph"
	"passerelle/internal/host"
	"passerelle/internal/lang"
	"passerelle/internal/load"
)

// Page is what the theme is given: the frame that every page has, and one
// view. Its JSON names are the theme's; docs/theme.md tells them.
type Page struct {
	w       *writer
	address string // below the site's root: "fr/partners/birdlife/"
	dir     string // folder of the content file below its language
	name    string // file name of the content file
	layout  string

	title       string
	description string

	Lang       string      `json:"lang"` // BCP 47
	Dir        string      `json:"dir"`
	Type       string      `json:"type"`
	Root       string      `json:"root"`              // the way to the site's root: "../../" or, on 404.html, "/portal/"
	Section    string      `json:"section,omitempty"` // path of the section or editorial page that it belongs to
	Top        bool        `json:"top,omitempty"`     // it is that section's index or that page itself
	HeadTitle  string      `json:"head_title"`
	Canonical  string      `json:"canonical,omitempty"`
	Alternates []Alternate `json:"alternates,omitempty"`
	XDefault   string      `json:"x_default,omitempty"` // for readers of other languages
	Crumbs     []Link      `json:"crumbs,omitempty"`
	Fallback   string      `json:"fallback,omitempty"` // notice that some text is in another language
	Icons      bool        `json:"icons,omitempty"`    // it shows pictures of groups of animals
	Around     *Around     `json:"around,omitempty"`
	Citation   *Citation   `json:"citation,omitempty"`
	Report     string      `json:"report,omitempty"` // where to report an error on the page

	Record   *RecordView    `json:"record,omitempty"`
	Index    *IndexView     `json:"index,omitempty"`
	Doc      *SourceView    `json:"document,omitempty"`
	Front    *HomeView      `json:"front,omitempty"`
	Choice   []ChoiceView   `json:"choice,omitempty"`
	People   *EditorialView `json:"editorial,omitempty"`
	Open     *OpenView      `json:"open,omitempty"`
	Search   *SearchView    `json:"search,omitempty"`
	Names    *NamesView     `json:"names,omitempty"`
	Coverage *CoverageView  `json:"coverage,omitempty"`
}

// Around is what stands before and after the page in its index.
type Around struct {
	Before *Link `json:"before,omitempty"`
	After  *Link `json:"after,omitempty"`
}

// Alternate is the page in one of the site's languages.
type Alternate struct {
	Hreflang string `json:"hreflang"`
	Dir      string `json:"dir"`
	Label    string `json:"label"`    // the language's name for itself
	Absolute string `json:"absolute"` // for machines
	Href     string `json:"href"`     // for people
	Current  bool   `json:"current,omitempty"`
}

// page begins a page at a path below the language: "" or ending with a slash.
func (w *writer) page(path, layout, title, description string) *Page {
	p := w.bare(w.lang.Tag+"/"+path, layout, title, description)
	p.dir, p.name = "pages", "home"
	if folder, name, ok := strings.Cut(strings.TrimSuffix(path, "/"), "/"); ok {
		p.dir, p.name = folder, name
	} else if path != "" {
		p.dir, p.name = "editorial", folder
	}
	p.Canonical = w.site.BaseURL + p.address
	p.alternates(path)
	if path != "" {
		p.HeadTitle += " – " + w.lang.Title
		section, rest, _ := strings.Cut(path, "/")
		p.Section, p.Top = section+"/", rest == ""
	}
	return p
}

// bare begins a page without navigation, at an address below the root.
func (w *writer) bare(address, layout, title, description string) *Page {
	p := &Page{
		w: w, address: address, layout: layout, title: title, description: lang.Typeset(w.lang.Tag, description),
		Lang: w.lang.Locale, Dir: w.lang.Direction, Type: layout, HeadTitle: title, Root: root(address),
	}
	return p
}

// alternates lists the page in every language. Readers of other languages are
// sent to the default language, or, for the home page, to the choice.
func (p *Page) alternates(path string) {
	p.XDefault = p.w.site.BaseURL
	if path != "" {
		p.XDefault += p.w.site.Languages[0].Tag + "/" + path
	}
	for _, l := range p.w.site.Languages {
		to := l.Tag + "/" + path
		p.Alternates = append(p.Alternates, Alternate{
			Hreflang: l.Locale, Dir: l.Direction, Label: l.Label, Absolute: p.w.site.BaseURL + to,
			Href: p.href(to), Current: l.Tag == p.w.lang.Tag,
		})
	}
}

// Chrome is what frames every page of a language: it is the same on all of
// them, so it is part of the site's configuration and not of each page. Paths
// are below the language's folder.
type Chrome struct {
	SiteTitle string    `toml:"site_title"`
	Home      string    `toml:"home"`
	Policy    string    `toml:"policy"` // content security policy
	Search    string    `toml:"search"`
	Nav       []NavItem `toml:"nav"`
	Footer    []NavItem `toml:"footer"`
	Source    NavItem   `toml:"source"`              // the document that the edition rests on
	Open      NavItem   `toml:"open"`                // the page of open questions
	Coverage  NavItem   `toml:"coverage"`            // the page of the matrices
	Names     NavItem   `toml:"names"`               // the list of all names
	AsOf      string    `toml:"as_of"`               // of which state it tells
	Checked   string    `toml:"checked,omitempty"`   // when a record was last read against its source
	Published string    `toml:"published,omitempty"` // when the edition was published
	Land      string    `toml:"land"`                // path data of the land of every map
	Major     int       `toml:"major"`               // how many sections the header shows at once
}

// NavItem is a link of the header or footer. Section is the path that pages
// give as theirs.
type NavItem struct {
	Label   string `toml:"label"`
	Path    string `toml:"path"`
	Section string `toml:"section"`
	Lang    string `toml:"lang,omitempty"` // of a label in another language
}

func (w *writer) chrome() Chrome {
	c := Chrome{SiteTitle: w.lang.Title, Home: w.site.file(""), Policy: host.Policy, Search: w.site.file(searchPath), AsOf: w.text("label_value", "Label", w.text("state_of"), "Value", w.date(w.m.AsOf).Text)}
	c.Land, c.Major = draw.Land(), major
	for _, s := range w.nav {
		c.Nav = append(c.Nav, NavItem{Label: w.text(s.message), Path: w.site.file(s.path), Section: s.path})
	}
	c.Coverage = NavItem{Label: w.text("coverage"), Path: w.site.file(coveragePath), Section: coveragePath}
	c.Names = NavItem{Label: w.text("names"), Path: w.site.file(namesPath), Section: namesPath}
	c.Open = NavItem{Label: w.text("open"), Path: w.site.file(openPath), Section: openPath}
	if t := w.date(w.lastChecked()); t != nil {
		c.Checked = w.text("checked_on", "Date", t.Text)
	}
	if t := w.date(w.site.Published); t != nil {
		c.Published = w.text("published_on", "Date", t.Text)
	}
	for _, e := range w.footer {
		item := NavItem{Label: lang.Typeset(e.Lang, e.Title), Path: w.site.file(e.Name + "/"), Section: e.Name + "/"}
		if e.Lang != w.lang.Tag {
			item.Lang = w.site.Languages.Get(e.Lang).Locale
		}
		c.Footer = append(c.Footer, item)
	}
	if w.m.Source != nil {
		title, in := w.m.Source.Title.In(w.lang.Tag, w.site.Languages)
		c.Source = NavItem{Label: lang.Typeset(in, title), Path: w.site.file("sources/" + string(w.m.Source.ID) + "/")}
		if in != w.lang.Tag && in != lang.Any {
			c.Source.Lang = w.site.Languages.Get(in).Locale
		}
	}
	return c
}

// major is how many sections the header shows at once; the others are in its
// menu.
const major = 5

// crumb adds the way from home to the page.
func (p *Page) crumb(links ...Link) {
	p.Crumbs = append(p.Crumbs, Link{Str: Str{Text: p.w.text("home")}, Href: p.local("")})
	p.Crumbs = append(p.Crumbs, links...)
}

// section is one collection of the site: its index and its pages.
type section struct {
	path    string // "partners/"
	message string // its heading
	style   string // of its index: rows, cards, timeline or table
	entries []*graph.Entry
	page    func(*writer, *graph.Entry)
}

// sections lists the sections in the order of the navigation.
func sections(m *graph.Model) []section {
	withPage := func(collection string) []*graph.Entry {
		return slices.DeleteFunc(m.Entries(collection), func(e *graph.Entry) bool { return !hasPage(e) })
	}
	return []section{
		{"partners/", "partners", "rows", withPage("partners"), (*writer).partner},
		{"regions/", "regions", "rows", withPage("regions"), (*writer).facet},
		{"resolutions/", "resolutions", "rows", withPage("resolutions"), (*writer).facet},
		{wayInPath, "entry_points", "cards", withPage("entry-points"), (*writer).entryPoint},
		{"taxa/", "taxa", "rows", withPage("taxa"), (*writer).facet},
		{"agreements/", "agreements", "table", withPage("agreements"), (*writer).agreement},
		{"activities/", "activities", "timeline", withPage("activities"), (*writer).activity},
		{"instruments/", "instruments", "rows", withPage("instruments"), (*writer).facet},
		{"themes/", "themes", "rows", withPage("themes"), (*writer).facet},
		{"countries/", "countries", "rows", withPage(graph.Countries), (*writer).facet},
		{"sources/", "sources", "rows", withPage("documents"), (*writer).source},
	}
}

// sitePaths is the path of every page below its language.
func sitePaths(m *graph.Model, editorial []load.Editorial) map[string]bool {
	paths := map[string]bool{"": true}
	for _, path := range ownPaths {
		paths[path] = true
	}
	for _, s := range sections(m) {
		paths[s.path] = true
		for _, e := range s.entries {
			paths[pathOf(e)] = true
		}
	}
	for _, e := range editorial {
		if e.Name != load.HomePage {
			paths[e.Name+"/"] = true
		}
	}
	return paths
}
