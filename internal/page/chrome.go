package page

import (
	"slices"
	"strings"

	"passerelle/internal/graph"
	"passerelle/internal/lang"
	"passerelle/internal/load"
)

// Page is what the theme is given: the frame that every page has, and one
// view. Its JSON names are the theme's; docs/theme.md tells them.
type Page struct {
	w        *writer
	address  string // below the site's root: "fr/partners/birdlife/"
	dir      string // folder of the content file below its language
	name     string // file name of the content file
	layout   string
	anywhere bool // served under addresses that are not its own (404.html)

	title       string
	description string

	Lang       string      `json:"lang"` // BCP 47
	Dir        string      `json:"dir"`
	Type       string      `json:"type"`
	Root       string      `json:"root"` // relative address of the site's root, for assets
	SiteTitle  string      `json:"site_title"`
	HeadTitle  string      `json:"head_title"`
	Home       string      `json:"home"`
	Canonical  string      `json:"canonical,omitempty"`
	Alternates []Alternate `json:"alternates,omitempty"`
	XDefault   string      `json:"x_default,omitempty"` // for readers of other languages
	Nav        []NavItem   `json:"nav,omitempty"`
	Footer     []NavItem   `json:"footer,omitempty"`
	Crumbs     []Link      `json:"crumbs,omitempty"`
	Source     Link        `json:"source"` // the document that the edition rests on
	AsOf       string      `json:"as_of"`
	Fallback   string      `json:"fallback,omitempty"` // notice that some text is in another language

	Record *RecordView    `json:"record,omitempty"`
	Index  *IndexView     `json:"index,omitempty"`
	Doc    *SourceView    `json:"document,omitempty"`
	Front  *HomeView      `json:"front,omitempty"`
	Choice []ChoiceView   `json:"choice,omitempty"`
	People *EditorialView `json:"editorial,omitempty"`
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

// NavItem is a link of the header or footer.
type NavItem struct {
	Label   string `json:"label"`
	Href    string `json:"href"`
	Current string `json:"current,omitempty"` // value of aria-current
	Lang    string `json:"lang,omitempty"`    // of a label in another language
}

// page begins a page at a path below the language: "" or ending with a slash.
func (w *writer) page(path, layout, title, description string) *Page {
	p := w.bare(w.lang.Tag+"/"+path, layout, title, description)
	p.dir, p.name = "pages", "home"
	if folder, name, ok := strings.Cut(strings.TrimSuffix(path, "/"), "/"); ok {
		p.dir, p.name = folder, name
	} else if path != "" {
		p.name = folder
	}
	p.Canonical = w.site.BaseURL + p.address
	p.alternates(path)
	p.chrome(path)
	return p
}

// bare begins a page without navigation, at an address below the root.
func (w *writer) bare(address, layout, title, description string) *Page {
	p := &Page{
		w: w, address: address, layout: layout, title: title, description: lang.Typeset(w.lang.Tag, description),
		Lang: w.lang.Locale, Dir: w.lang.Direction, Type: layout, SiteTitle: w.lang.Title,
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

// chrome fills what frames every page in its language.
func (p *Page) chrome(path string) {
	w := p.w
	p.Root = p.root()
	p.HeadTitle = p.title
	if path != "" {
		p.HeadTitle = p.title + " – " + p.SiteTitle
	}
	p.Home = p.local("")
	for _, s := range w.nav {
		item := NavItem{Label: w.msg.Text(s.message), Href: p.local(s.path)}
		switch {
		case path == s.path:
			item.Current = "page"
		case strings.HasPrefix(path, s.path):
			item.Current = "true"
		}
		p.Nav = append(p.Nav, item)
	}
	for _, e := range w.footer {
		item := NavItem{Label: lang.Typeset(e.Lang, e.Title), Href: p.local(e.Name + "/")}
		if e.Lang != w.lang.Tag {
			item.Lang = w.site.Languages.Get(e.Lang).Locale
		}
		if path == e.Name+"/" {
			item.Current = "page"
		}
		p.Footer = append(p.Footer, item)
	}
	if w.m.Source != nil {
		p.Source = p.link(w.m.Entry("documents", w.m.Source.ID))
	}
	p.AsOf = w.msg.Text("as_reported", "Date", p.date(w.m.AsOf).Text)
}

// root returns the relative address of the site's root.
func (p *Page) root() string {
	if p.anywhere {
		return basePath(p.w.site.BaseURL)
	}
	return relative(p.address, "")
}

// crumb adds the way from home to the page.
func (p *Page) crumb(links ...Link) {
	p.Crumbs = append(p.Crumbs, Link{Str: Str{Text: p.w.msg.Text("home")}, Href: p.local("")})
	p.Crumbs = append(p.Crumbs, links...)
}

// section is one collection of the site: its index and its pages.
type section struct {
	path    string // "partners/"
	message string // its heading
	entries []*graph.Entry
	page    func(*writer, *graph.Entry)
}

// sections lists the sections in the order of the navigation.
func sections(m *graph.Model) []section {
	withPage := func(collection string) []*graph.Entry {
		return slices.DeleteFunc(m.Entries(collection), func(e *graph.Entry) bool { return !hasPage(e) })
	}
	return []section{
		{"partners/", "partners", withPage("partners"), (*writer).partner},
		{"regions/", "regions", withPage("regions"), (*writer).facet},
		{"resolutions/", "resolutions", withPage("resolutions"), (*writer).facet},
		{"agreements/", "agreements", withPage("agreements"), (*writer).agreement},
		{"activities/", "activities", withPage("activities"), (*writer).activity},
		{"entry-points/", "entry_points", withPage("entry-points"), (*writer).entryPoint},
		{"instruments/", "instruments", withPage("instruments"), (*writer).facet},
		{"taxa/", "taxa", withPage("taxa"), (*writer).facet},
		{"themes/", "themes", withPage("themes"), (*writer).facet},
		{"countries/", "countries", withPage(graph.Countries), (*writer).facet},
		{"sources/", "sources", withPage("documents"), (*writer).source},
	}
}

// sitePaths is the path of every page below its language.
func sitePaths(m *graph.Model, editorial []load.Editorial) map[string]bool {
	paths := map[string]bool{"": true}
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
