package page

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"passerelle/internal/graph"
	"passerelle/internal/record"
)

// Citation is how to cite a page: as a sentence in the page's language and in
// the others, and for programs that keep references.
type Citation struct {
	Text   string      `json:"text"`
	Others []OtherText `json:"others,omitempty"` // of records: the page of each other language
	BibTeX string      `json:"bibtex"`
	CSL    string      `json:"csl"` // CSL-JSON
}

// OtherText is a text in another language than the page's.
type OtherText struct {
	Lang string `json:"lang"` // BCP 47
	Dir  string `json:"dir,omitempty"`
	Text string `json:"text"`
}

// citable gives the page its citation and the address for reports of errors. That of a record tells the paragraphs
// that it rests on; pages written by people and the source's own page rest on
// no source.
func (p *Page) citable(e *graph.Entry) {
	p.Report = p.report(e)
	note := ""
	if p.People == nil && p.Doc == nil {
		note = p.basedOn(e)
	}
	p.Citation = &Citation{Text: p.w.sentence(p.title, note, p.Canonical), BibTeX: p.bibtex(note), CSL: p.csl(note)}
	if e == nil {
		return
	}
	for _, o := range p.w.tongues {
		if o.lang.Tag == p.w.lang.Tag {
			continue
		}
		other := OtherText{Lang: o.lang.Locale}
		if o.lang.Direction != p.w.lang.Direction {
			other.Dir = o.lang.Direction
		}
		q := &Page{w: o}
		if p.Doc == nil {
			note = q.basedOn(e)
		}
		other.Text = o.sentence(q.titleOf(e), note, o.site.BaseURL+o.lang.Tag+"/"+pathOf(e))
		p.Citation.Others = append(p.Citation.Others, other)
	}
}

// sentence cites a page in words.
func (w *writer) sentence(title, note, address string) string {
	parts := []string{w.text("cite_title", "Title", title), w.lang.Title}
	if d := w.site.Published; !d.IsZero() {
		parts = append(parts, w.text("cite_edition", "Date", w.date(d).Text))
	}
	if note != "" {
		parts = append(parts, note)
	}
	return strings.Join(parts, ", ") + ". " + address
}

// basedOn tells the source of the portal and the paragraphs that an entry
// rests on.
func (p *Page) basedOn(e *graph.Entry) string {
	if p.w.m.Source == nil {
		return ""
	}
	note := p.w.text("cite_source", "Source", p.sourceName(), "Date", p.w.date(p.w.m.AsOf).Text)
	if e != nil && len(e.Cites) > 0 {
		note += ", " + p.marks(e.Cites)
	}
	return note
}

// titleOf is an entry's name, with its acronym if that is another.
func (p *Page) titleOf(e *graph.Entry) string {
	name, acronym := p.entryName(e).Text, p.str(e.Acronym).Text
	if acronym == "" || acronym == name {
		return name
	}
	return name + " (" + acronym + ")"
}

// sourceName is the symbol of the source document, or its title.
func (p *Page) sourceName() string {
	if s := string(p.w.m.Source.Symbol); s != "" {
		return s
	}
	return p.str(p.w.m.Source.Title).Text
}

// marks lists paragraphs as a citation does.
func (p *Page) marks(cs []record.Cite) string {
	var marks []string
	for _, c := range cs {
		mark, _ := p.anchor(string(c.Anchor))
		marks = append(marks, mark)
	}
	return p.w.list(marks)
}

// key names the page in a list of references: its path, which never changes.
func (p *Page) key() string {
	return "passerelle-" + strings.ReplaceAll(strings.Trim(p.address, "/"), "/", "-")
}

// months are BibTeX's own words, which a style writes in its language.
var months = [...]string{"", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

func (p *Page) bibtex(note string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "@misc{%s,\n  title = \"{%s}\",\n  howpublished = {%s},\n", p.key(), tex(p.title), tex(p.w.lang.Title))
	if d := p.w.site.Published.From; d.Year != 0 {
		fmt.Fprintf(&b, "  year = {%d},\n", d.Year)
		if d.Month != 0 {
			fmt.Fprintf(&b, "  month = %s,\n", months[d.Month])
		}
	}
	if note != "" {
		fmt.Fprintf(&b, "  note = {%s},\n", tex(note))
	}
	fmt.Fprintf(&b, "  language = {%s},\n  url = {%s}\n}", p.Lang, p.Canonical)
	return b.String()
}

// tex escapes what TeX would take for markup. BibTeX counts braces before TeX
// reads them, also escaped ones, so that one alone would end its field or none.
var texEscapes = strings.NewReplacer(
	`\`, `\textbackslash{}`, `{`, `\textbraceleft{}`, `}`, `\textbraceright{}`, `&`, `\&`, `%`, `\%`, `$`, `\$`, `#`, `\#`, `_`, `\_`,
	`~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`,
)

func tex(s string) string {
	s = texEscapes.Replace(s)
	if strings.HasSuffix(s, "}") {
		s += `\relax` // does nothing, but parts its brace from that which ends the field: the audit takes two for a template's
	}
	return s
}

// reference is an item of CSL-JSON.
type reference struct {
	ID        string  `json:"id"`
	Type      string  `json:"type"`
	Title     string  `json:"title"`
	Container string  `json:"container-title"`
	Issued    *issued `json:"issued,omitempty"`
	Note      string  `json:"note,omitempty"`
	Language  string  `json:"language"`
	URL       string  `json:"URL"`
}

type issued struct {
	Parts [][]int `json:"date-parts"`
}

func (p *Page) csl(note string) string {
	r := reference{
		ID: p.key(), Type: "webpage", Title: p.title, Container: p.w.lang.Title, Note: note, Language: p.Lang, URL: p.Canonical,
	}
	if d := p.w.site.Published.From; d.Year != 0 {
		parts := []int{d.Year}
		if d.Month != 0 {
			parts = append(parts, d.Month)
		}
		if d.Day != 0 {
			parts = append(parts, d.Day)
		}
		r.Issued = &issued{[][]int{parts}}
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode([]reference{r}); err != nil {
		p.w.err = fmt.Errorf("citation of %s: %w", p.address, err) // text and numbers always encode
	}
	return strings.TrimSpace(b.String())
}

// report returns the address for reports of errors on the page, with the
// record's id and the page filled in.
func (p *Page) report(e *graph.Entry) string {
	to, w := p.w.site.Report, p.w
	if to == "" {
		return ""
	}
	id := strings.Trim(p.address, "/")
	if e != nil {
		id = e.Collection + "/" + string(e.ID)
	}
	if strings.HasPrefix(to, "mailto:") {
		subject := w.text("report_subject", "ID", id)
		body := []string{w.text("report_page", "Title", p.title), p.Canonical, "", w.text("report_wrong"), "", "", w.text("report_says"), ""}
		return to + "?subject=" + percent(subject) + "&body=" + percent(strings.Join(body, "\r\n"))
	}
	return strings.NewReplacer("{page}", percent(p.Canonical), "{id}", percent(id), "{title}", percent(p.title)).Replace(to)
}

// percent escapes for any part of an address: "+" for a space would be a plus
// in a mail.
func percent(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }
