package page

import (
	"passerelle/internal/graph"
	"passerelle/internal/lang"
	"passerelle/internal/load"
	"passerelle/internal/record"
)

// HomeView is the home page of a language.
type HomeView struct {
	Heading string     `json:"heading"`
	Lead    string     `json:"lead"`
	Lang    string     `json:"lang,omitempty"` // of the heading, lead and text, if not the page's
	Dir     string     `json:"dir,omitempty"`
	Doors   []Door     `json:"doors"` // the three ways into the portal
	WayIn   *Door      `json:"way_in,omitempty"`
	More    []Door     `json:"more"` // the other collections
	Map     *MapView   `json:"map"`
	Chart   *ChartView `json:"chart,omitempty"`
	Edition []Fact     `json:"edition"` // the dates of the source, of its checking and of the portal
}

// Door is a way into a collection.
type Door struct {
	Label string `json:"label"`
	Text  string `json:"text"`
	Count string `json:"count,omitempty"`
	Href  string `json:"href"`
}

// ChoiceView is one language on the page at the site's root.
type ChoiceView struct {
	Lang  string `json:"lang"`
	Dir   string `json:"dir"`
	Label string `json:"label"`
	Title string `json:"title"`
	Text  string `json:"text"`
	Href  string `json:"href"`
}

// home makes the home page.
func (w *writer) home() {
	words := w.homeWords()
	p := w.page("", "front", w.lang.Title, words.Description)
	v := &HomeView{Heading: lang.Typeset(words.Lang, words.Title), Lead: p.description}
	for i, s := range w.nav {
		d := Door{
			Label: w.text(s.message), Text: w.text(s.message + "_intro"),
			Count: w.msg.Number(len(s.entries)), Href: p.local(s.path),
		}
		switch {
		case i < doors:
			v.Doors = append(v.Doors, d)
		case s.path == "entry-points/":
			v.WayIn = &d
		default:
			v.More = append(v.More, d)
		}
	}
	v.More = append(v.More, Door{Label: w.text("open"), Text: w.text("open_door"), Href: p.local(openPath)})
	v.More = append(v.More, Door{Label: w.text("coverage"), Text: w.text("coverage_door"), Href: p.local(coveragePath)})
	v.Map, v.Chart = p.worldMap(), p.animalChart()
	v.Edition = p.edition()
	p.Front = v
	if words.Lang != w.lang.Tag {
		v.Lang, v.Dir = p.fallback(words.Lang)
	}
	w.write(p, w.markdown(p, words))
}

// doors is how many sections have a door on the home page.
const doors = 3

// edition tells the source and the three dates that must not be mixed.
func (p *Page) edition() []Fact {
	w := p.w
	v := &RecordView{}
	v.fact(p, "source_document", p.links([]*graph.Entry{w.m.Entry("documents", w.m.Source.ID)}))
	v.date(p, "state_of", w.m.AsOf)
	v.date(p, "last_checked", w.lastChecked())
	v.date(p, "published", w.site.Published)
	return v.Facts
}

// lastChecked is the last day on which a record was read against its source.
func (w *writer) lastChecked() record.Date {
	var last record.Date
	for _, r := range w.m.Set.All() {
		if d := r.Base().CheckedOn; last.Before(d) || last.IsZero() {
			last = d
		}
	}
	return last
}

// homeWords returns what people wrote for the home page in the language, or
// in the first language that has it.
func (w *writer) homeWords() load.Editorial {
	for _, e := range w.inLanguage(load.HomePage) {
		return e
	}
	return load.Editorial{Title: w.lang.Title, Description: w.lang.Title, Lang: w.lang.Tag}
}

// choice makes the page at the site's root: the languages, and no redirect.
func (w *writer) choice() {
	p := w.bare("", "choice", w.lang.Title, w.homeWords().Description)
	p.dir, p.name = "pages", "choice"
	p.Canonical = w.site.BaseURL
	p.alternates("")
	p.Choice = w.choices(p)
	w.write(p, "")
}

// notFound makes 404.html, which hosts show at any address: its links begin
// at the site's root.
func (w *writer) notFound() {
	p := w.bare("404.html", "missing", w.text("not_found"), w.text("not_found_text"))
	p.dir, p.name, p.Root = "pages", "404", basePath(w.site.BaseURL) // shown at addresses that are not its own
	p.Choice = w.choices(p)
	for i, o := range w.tongues { // choices and tongues are in the order of the languages
		p.Choice[i].Title, p.Choice[i].Text = o.text("not_found"), o.text("not_found_text")
	}
	w.write(p, "")
}

func (w *writer) choices(p *Page) []ChoiceView {
	var out []ChoiceView
	for _, l := range w.site.Languages {
		c := ChoiceView{Lang: l.Locale, Dir: l.Direction, Label: l.Label, Title: l.Title, Href: p.href(l.Tag + "/")}
		for _, e := range w.editorial {
			if e.Name == load.HomePage && e.Lang == l.Tag {
				c.Text = e.Description
			}
		}
		out = append(out, c)
	}
	return out
}
