package page

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"passerelle/internal/lang"
	"passerelle/internal/prose"
	"passerelle/internal/record"
)

// TestDates writes dates at the precision of the source, never more, in each
// language's own way, with the real messages.
func TestDates(t *testing.T) {
	p := newPortal(t)
	writers := map[string]*writer{}
	for _, tag := range p.site.Languages.Tags() {
		writers[tag] = p.writer(t, tag)
	}
	for _, tt := range []struct{ date, machine, fr, en, es string }{
		{"2013", "2013", "2013", "2013", "2013"},
		{"2013-02", "2013-02", "février 2013", "February 2013", "febrero de 2013"},
		{"2013-02-13", "2013-02-13", "13 février 2013", "13 February 2013", "13 de febrero de 2013"},
		{"2013-03-01", "2013-03-01", "1er mars 2013", "1 March 2013", "1 de marzo de 2013"},
		{"2013-03-21", "2013-03-21", "21 mars 2013", "21 March 2013", "21 de marzo de 2013"},
		{"XXXX-01-29", "", "29 janvier (année non précisée)", "29 January (year not stated)", "29 de enero (año no indicado)"},
		{"XXXX-06", "", "juin (année non précisée)", "June (year not stated)", "junio (año no indicado)"},
		{"2012/2014", "", "2012-2014", "2012–2014", "2012-2014"},
		{"2012/2012", "2012", "2012", "2012", "2012"},
		{"2014-04-15/2014-04-16", "", "15-16 avril 2014", "15–16 April 2014", "del 15 al 16 de abril de 2014"},
		{"2014-05-01/2014-05-03", "", "1er-3 mai 2014", "1–3 May 2014", "del 1 al 3 de mayo de 2014"},
		{"XXXX-01-29/XXXX-01-30", "", "29-30 janvier (année non précisée)", "29–30 January (year not stated)", "del 29 al 30 de enero (año no indicado)"},
		{"2012-11/2013-06", "", "novembre 2012 – juin 2013", "November 2012 to June 2013", "noviembre de 2012 a junio de 2013"},
		{"2014-04/2014-10", "", "avril 2014 – octobre 2014", "April 2014 to October 2014", "abril de 2014 a octubre de 2014"},
		{"2014-07-30/2014-08-02", "", "30 juillet 2014 – 2 août 2014", "30 July 2014 to 2 August 2014", "30 de julio de 2014 a 2 de agosto de 2014"},
		{"2013-12-30/2014-12-31", "", "30 décembre 2013 – 31 décembre 2014", "30 December 2013 to 31 December 2014", "30 de diciembre de 2013 a 31 de diciembre de 2014"},
	} {
		var d record.Date
		if err := d.UnmarshalText([]byte(tt.date)); err != nil {
			t.Fatal(err)
		}
		for tag, want := range map[string]string{"fr": tt.fr, "en": tt.en, "es": tt.es} {
			got := writers[tag].date(d)
			if got.Text != want || got.Machine != tt.machine {
				t.Errorf("%s in %s: got %q (%s), want %q (%s)", tt.date, tag, got.Text, got.Machine, want, tt.machine)
			}
		}
	}
	if got := writers["fr"].date(record.Date{}); got != nil {
		t.Errorf("no date is %q", got.Text)
	}
}

// TestFallback: a text in another language than the page's is marked with
// it, and the page tells so.
func TestFallback(t *testing.T) {
	pages := newPortal(t).pages(t)
	es, fr := at(t, pages, "es/partners/elan/").Page, at(t, pages, "fr/partners/elan/").Page
	if lead := es.Record.Lead; lead.Lang != "fr" || lead.Paragraphs[0][0].Text != "Un réseau «\u202fen mouvement\u202f»." {
		t.Errorf("the lead on the Spanish page is %+v", lead)
	}
	if name := es.Record.Name; name.Lang != "" {
		t.Errorf("a name that is the same everywhere is said to be in %q", name.Lang)
	}
	if es.Fallback != say(t, "es", "fallback_notice") {
		t.Errorf("the notice is %q", es.Fallback)
	}
	if fr.Record.Lead.Lang != "" || fr.Fallback != "" {
		t.Errorf("the French page falls back: %q, %q", fr.Record.Lead.Lang, fr.Fallback)
	}
	if other := at(t, pages, "es/partners/ramsar/").Page; other.Fallback != "" {
		t.Errorf("a page all in Spanish has the notice %q", other.Fallback)
	}
}

// TestStr falls back between languages of different directions.
func TestStr(t *testing.T) {
	w := newPortal(t).writer(t, "fr")
	w.site.Languages = append(slices.Clone(w.site.Languages), lang.Language{Tag: "ar", Locale: "ar-EG", Direction: "rtl"})
	for _, tt := range []struct {
		name   string
		text   lang.Text
		want   Str
		notice bool
	}{
		{"own language", lang.Text{"fr": "Oui !", "en": "Yes!"}, Str{Text: "Oui\u202f!"}, false},
		{"the same everywhere", lang.Text{"mul": "Oui !"}, Str{Text: "Oui !"}, false},
		{"another language", lang.Text{"en": "Yes !", "es": "Sí"}, Str{Text: "Yes !", Lang: "en"}, true},
		{"another direction", lang.Text{"ar": "نعم"}, Str{Text: "نعم", Lang: "ar-EG", Dir: "rtl"}, true},
		{"absent", nil, Str{}, false},
	} {
		page := &Page{w: w}
		if got := page.str(tt.text); got != tt.want {
			t.Errorf("%s: got %+v, want %+v", tt.name, got, tt.want)
		}
		if (page.Fallback != "") != tt.notice {
			t.Errorf("%s: the notice is %q", tt.name, page.Fallback)
		}
	}
}

// TestSpacing: French printing puts a narrow no-break space before double
// punctuation, in names, texts and descriptions; other languages do not.
func TestSpacing(t *testing.T) {
	p := newPortal(t)
	p.edit(t, "data/partners/birdlife.toml", "What does this network do?", "What does this network do ?")
	pages := p.pages(t)
	fr, en := at(t, pages, "fr/partners/birdlife/"), at(t, pages, "en/partners/birdlife/")
	if got, want := fr.Page.Record.Lead.Paragraphs[0][0].Text, "Que fait ce réseau\u202f? Il protège\u202f: les "; got != want {
		t.Errorf("the lead is %q, want %q", got, want)
	}
	if want := "Que fait ce réseau\u202f? Il protège\u202f: les oiseaux, leurs habitats. Site"; fr.Description != want {
		t.Errorf("the description is %q, want %q", fr.Description, want)
	}
	if want := "What does this network do ? It protects birds."; en.Description != want {
		t.Errorf("the English description is %q, want %q", en.Description, want)
	}
	source := at(t, pages, "fr/sources/report/")
	if want := "Rapport\u202f: les partenariats"; source.Title != want || source.Page.Doc.Name.Text != want {
		t.Errorf("the source is called %q and %q", source.Title, source.Page.Doc.Name.Text)
	}
}

func TestClip(t *testing.T) {
	for _, tt := range []struct {
		text string
		n    int
		want string
	}{
		{"short", 10, "short"},
		{"exactly ten", 11, "exactly ten"},
		{"whales and dolphins", 12, "whales and…"},
		{"whales, and dolphins", 9, "whales…"},
		{"baleines\u202f: dauphins", 11, "baleines…"},
		{"éléphants et girafes", 12, "éléphants…"},
		{"unbreakableword", 8, "unbreak…"},
		{"", 5, ""},
	} {
		got := clip(tt.text, tt.n)
		if got != tt.want {
			t.Errorf("clip(%q, %d) is %q, want %q", tt.text, tt.n, got, tt.want)
		}
		if n := utf8.RuneCountInString(got); n > tt.n {
			t.Errorf("clip(%q, %d) has %d characters", tt.text, tt.n, n)
		}
	}
}

// TestDescribe: a page is described by the beginning of its text, or else by
// what it is.
func TestDescribe(t *testing.T) {
	w := newPortal(t).writer(t, "en")
	long := strings.Repeat("word ", 60)
	bare := say(t, "en", "describe", "Kind", "CMS region", "Name", "Africa", "Site", "CMS partnerships")
	for _, tt := range []struct {
		name string
		lead *Prose
		want string
	}{
		{"a text", &Prose{Paragraphs: []prose.Paragraph{{{Text: "A "}, {Text: "network", Em: true}, {Text: "."}}, {{Text: "More."}}}}, "A network."},
		{"a long text", &Prose{Paragraphs: []prose.Paragraph{{{Text: long}}}}, strings.TrimSpace(long[:155]) + "…"},
		{"no text", nil, bare},
		{"an empty text", &Prose{}, bare},
	} {
		if got := w.describe("CMS region", "Africa", tt.lead); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

// TestAnchorMarks: the marks of paragraphs and how they are read aloud.
func TestAnchorMarks(t *testing.T) {
	page := &Page{w: newPortal(t).writer(t, "fr")}
	summary, action, note := say(t, "fr", "anchor_summary"), say(t, "fr", "anchor_action"), say(t, "fr", "anchor_footnote", "N", "2")
	for anchor, want := range map[string]string{
		"20b": "¶20b / " + say(t, "fr", "anchor_paragraph", "N", "20b"),
		"S":   "¶\u00a0" + summary + " / " + summary, "action": "¶\u00a0" + action + " / " + action, "fn2": note + " / " + note,
	} {
		mark, label := page.anchor(anchor)
		if got := mark + " / " + label; got != want {
			t.Errorf("%s: got %q, want %q", anchor, got, want)
		}
	}
}
