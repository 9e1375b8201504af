package page

import (
	"passerelle/internal/graph"
	"passerelle/internal/record"
)

// OpenView is the page of what the source leaves open and what editors have
// to review.
type OpenView struct {
	Heading string `json:"heading"`
	Intro   string `json:"intro"`
	Gaps    []Gap  `json:"gaps"`
}

// Gap is one question and the records that it is open for.
type Gap struct {
	ID      string `json:"id"`
	Heading string `json:"heading"`
	Text    string `json:"text,omitempty"`
	Count   string `json:"count"`
	Of      string `json:"of"` // how many records were asked
	Links   []Link `json:"links,omitempty"`
	None    string `json:"none,omitempty"` // said when no record leaves it open
}

// openPath is the page of open questions, below its language.
const openPath = "open-questions/"

// question asks something of every record of a collection.
type question struct {
	message    string
	collection string
	open       func(w *writer, e *graph.Entry) bool
}

// questions are asked in this order: first what is due for review, then what
// the source does not say, then what the portal itself still owes.
var questions = []question{
	{"open_planned", "activities", func(_ *writer, e *graph.Entry) bool { return e.Record.(*record.Activity).Status == "planned" }},
	{"open_renewal", "agreements", func(_ *writer, e *graph.Entry) bool {
		s := e.Record.(*record.Agreement).Status
		return s == "renewal-considered" || s == "planned"
	}},
	{"open_agreement_status", "agreements", func(_ *writer, e *graph.Entry) bool { return e.Record.(*record.Agreement).Status == "unknown" }},
	{"open_agreement_date", "agreements", func(_ *writer, e *graph.Entry) bool { return e.Date().From.Year == 0 }},
	{"open_agreement_period", "agreements", func(_ *writer, e *graph.Entry) bool { return e.Record.(*record.Agreement).Period.IsZero() }},
	{"open_activity_status", "activities", func(_ *writer, e *graph.Entry) bool { return e.Record.(*record.Activity).Status == "unknown" }},
	{"open_activity_date", "activities", func(_ *writer, e *graph.Entry) bool { return e.Date().From.Year == 0 }},
	{"open_contact", "entry-points", func(_ *writer, e *graph.Entry) bool { return e.Record.(*record.EntryPoint).Contact.Value == "" }},
	{"open_entry_status", "entry-points", func(_ *writer, e *graph.Entry) bool { return e.Record.(*record.EntryPoint).Status == "unknown" }},
	{"open_partner_agreement", "partners", func(_ *writer, e *graph.Entry) bool { return silent(e, "agreements", len(e.Agreements)) }},
	{"open_partner_region", "partners", func(_ *writer, e *graph.Entry) bool { return silent(e, "regions", len(e.Facets.Regions)) }},
	{"open_norm_status", "resolutions", func(_ *writer, e *graph.Entry) bool { return e.Record.(*record.Resolution).Status == "unknown" }},
	{"open_website", "partners", func(_ *writer, e *graph.Entry) bool { return e.Record.(*record.Partner).Website == "" }},
	{"open_checked", "", func(_ *writer, e *graph.Entry) bool { return e.Record.Base().CheckedOn.IsZero() }},
	{"open_translated", "", func(w *writer, e *graph.Entry) bool { return w.untranslated(e) }},
}

// silent reports whether the source says nothing of what a partner has none
// of; that there is none may be documented.
func silent(e *graph.Entry, key string, n int) bool {
	return n == 0 && absent(e.Record.(*record.Partner), key, "") == ""
}

// untranslated reports whether a record is called by a name in another
// language than the reader's.
func (w *writer) untranslated(e *graph.Entry) bool {
	if e.Name.Empty() {
		return false
	}
	p := Page{w: w}
	return p.str(e.Name).Lang != ""
}

// openQuestions makes the page of what is open.
func (w *writer) openQuestions() {
	p := w.page(openPath, "open", w.text("open"), w.text("open_intro"))
	p.Type = "open"
	p.crumb()
	v := &OpenView{Heading: p.title, Intro: p.description}
	for _, q := range questions {
		asked := w.asked(q.collection)
		var open []*graph.Entry
		for _, e := range asked {
			if q.open(w, e) {
				open = append(open, e)
			}
		}
		g := Gap{ID: slug(q.message), Heading: w.text(q.message), Count: w.msg.Number(len(open)), Links: p.links(open)}
		g.Of = w.text("open_of", "N", w.msg.Number(len(asked)))
		if len(open) == 0 {
			g.None = w.text("open_none")
		}
		v.Gaps = append(v.Gaps, g)
	}
	p.Open = v
	p.citable(nil)
	w.write(p, "")
}

// asked returns the entries of a collection, or of all that have pages and a
// record.
func (w *writer) asked(collection string) []*graph.Entry {
	if collection != "" {
		return w.m.Entries(collection)
	}
	var out []*graph.Entry
	for _, s := range w.nav {
		for _, e := range s.entries {
			if e.Record != nil {
				out = append(out, e)
			}
		}
	}
	return out
}
