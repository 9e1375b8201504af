package page

import (
	"net/url"
	"strings"

	"passerelle/internal/graph"
	"passerelle/internal/lang"
	"passerelle/internal/record"
)

// agreement makes the page of an agreement.
func (w *writer) agreement(e *graph.Entry) {
	r := e.Record.(*record.Agreement)
	p, v := w.record(e, w.enum("agreements", "kind", r.Kind), r.ScopeText)
	v.Status = p.status(e, r.Status, r.AsOf)
	v.fact(p, "parties", p.roleLinks(e))
	v.word(p, "formality", w.enum("agreements", "formality", r.Formality))
	if !r.Began.IsZero() {
		v.date(p, "began", r.Began)
	} else {
		v.date(p, "signed", r.Signed)
	}
	v.date(p, "period", r.Period)
	v.factIf(p, "renews", p.links(e.Earlier))
	v.factIf(p, "renewed_by", p.links(e.Later))
	v.scope(p, e)
	v.factIf(p, "documents", p.documents(r.Documents))
	v.sectionIf(p, "activities", "timeline", p.workItems(e.Activities, nil))
	v.sectionIf(p, "resolutions", "ties", p.normItems(e.Ties))
	w.write(p, "")
}

// activity makes the page of an activity.
func (w *writer) activity(e *graph.Entry) {
	r := e.Record.(*record.Activity)
	p, v := w.record(e, w.enum("activities", "kind", r.Kind), r.Outcome)
	v.Status = p.status(e, r.Status, r.AsOf)
	v.fact(p, "who", p.roleLinks(e))
	v.date(p, "date", r.Date)
	if place := p.optional(r.Place); place != nil {
		v.fact(p, "place", []Link{{Str: *place}})
	} else {
		v.fact(p, "place", nil)
	}
	v.factIf(p, "under_agreement", p.links(e.Agreements))
	v.scope(p, e)
	v.factIf(p, "events", p.events(r.Events))
	v.factIf(p, "documents", p.documents(r.Documents))
	v.sectionIf(p, "resolutions", "ties", p.normItems(e.Ties))
	w.write(p, "")
}

// entryPoint makes the page of a way in.
func (w *writer) entryPoint(e *graph.Entry) {
	r := e.Record.(*record.EntryPoint)
	p, v := w.record(e, w.enum("entry_points", "kind", r.Kind), nil)
	if t := p.plain(firstText(r), 4000); t != nil {
		p.description = w.describe(v.Kicker, p.title, t)
	}
	v.Status = p.status(e, r.Status, r.AsOf)
	v.part(p, "offers", r.Offers)
	v.part(p, "seeks", r.Seeks)
	v.part(p, "steps", r.Steps)
	v.part(p, "requirements", r.Requirements)
	v.fact(p, "for_whom", p.words("audience", r.Audience))
	v.factIf(p, "contributions", p.words("contributions", r.Contributions))
	v.factIf(p, "benefits", p.words("benefits", r.Benefits))
	v.fact(p, "offered_by", p.roleLinks(e))
	v.fact(p, "contact", p.contact(r.Contact))
	if r.Contact.Visibility == "restricted" { // it would be false to say that none is stated
		v.Facts[len(v.Facts)-1].Absent = w.text("not_published")
	}
	v.scope(p, e)
	v.factIf(p, "in_its_place", p.links(e.Later))
	for _, guide := range w.inLanguage(guidePage) {
		v.arranged(p, "further", []Link{{Str: Str{Text: lang.Typeset(guide.Lang, guide.Title)}, Href: p.local(guidePage + "/")}})
	}
	w.write(p, "")
}

// guidePage is the editorial page that tells how to go about a way in; where
// a site has one, each way in leads to it.
const guidePage = "partnering"

// part adds a text under a heading of its own, or that it is not stated.
func (v *RecordView) part(p *Page, label string, t lang.Text) {
	if text := p.prose(t); text != nil {
		v.Parts = append(v.Parts, Part{ID: slug(label), Heading: p.w.text(label), Text: text})
	}
}

// firstText returns what best tells what a way in is.
func firstText(r *record.EntryPoint) lang.Text {
	for _, t := range []lang.Text{r.Offers, r.Seeks, r.Steps} {
		if !t.Empty() {
			return t
		}
	}
	return nil
}

// words names the words of a field of a way in.
func (p *Page) words(key string, words []string) []Link {
	var out []Link
	for _, word := range words {
		out = append(out, Link{Str: Str{Text: p.w.enum("entry_points", key, word)}})
	}
	return out
}

// contact links whom to turn to. A restricted contact is not published.
func (p *Page) contact(c record.Contact) []Link {
	if c.Value == "" || c.Visibility != "public" {
		return nil
	}
	l := Link{Str: Str{Text: c.Value}, Note: p.str(c.Role).Text}
	switch {
	case c.Channel == "email":
		l.Href = "mailto:" + c.Value
	case c.Channel == "web" && record.ValidURL(c.Value):
		l.Href = c.Value
	}
	return []Link{l}
}

// roleLinks links the bodies of a record, each with its roles.
func (p *Page) roleLinks(e *graph.Entry) []Link {
	var out []Link
	seen := map[*graph.Entry]bool{}
	for _, r := range e.Roles {
		if seen[r.Body] {
			continue
		}
		seen[r.Body] = true
		l := p.link(r.Body)
		l.Note = p.rolesOf(e, r.Body)
		out = append(out, l)
	}
	return out
}

// documents names documents, with their symbols; only sources have pages.
func (p *Page) documents(ids []record.ID) []Link {
	var out []Link
	for _, id := range ids {
		e := p.w.m.Entry("documents", id)
		if e == nil {
			continue
		}
		l := p.link(e)
		l.Note = string(e.Record.(*record.Document).Symbol)
		out = append(out, l)
	}
	return out
}

// events names events, each with its date and place.
func (p *Page) events(ids []record.ID) []Link {
	var out []Link
	for _, id := range ids {
		e := p.w.m.Entry("events", id)
		if e == nil {
			continue
		}
		r := e.Record.(*record.Event)
		l := p.link(e)
		var notes []string
		if place := p.str(r.Place); place.Text != "" {
			notes = append(notes, place.Text)
		}
		if t := p.w.date(r.Date); t != nil {
			notes = append(notes, t.Text)
		}
		l.Note = p.w.list(notes)
		out = append(out, l)
	}
	return out
}

// domain returns the part of an address that people recognise.
func domain(u record.URL) string {
	parsed, err := url.Parse(string(u))
	if err != nil {
		return string(u)
	}
	return strings.TrimPrefix(parsed.Hostname(), "www.")
}

func slug(label string) string { return strings.ReplaceAll(label, "_", "-") }
