package page

import (
	"fmt"
	"strings"
	"testing"
)

// outline tells the groups of an index and the names in them.
func outline(v *IndexView) []string {
	var out []string
	for _, g := range v.Groups {
		out = append(out, fmt.Sprintf("%s (%s) #%s", g.Heading, g.Count, g.ID))
		for _, it := range g.Items {
			out = append(out, "- "+it.Text)
		}
	}
	return out
}

func TestHome(t *testing.T) {
	pages := newPortal(t).pages(t)
	fr := at(t, pages, "fr/")
	v := fr.Page.Front
	if v.Heading != "Qui travaille avec la CMS\u202f?" || v.Lead != "Les partenaires\u202f: qui fait quoi\u202f?" || v.Lang != "" {
		t.Errorf("got %q, %q, %q", v.Heading, v.Lead, v.Lang)
	}
	if fr.Title != "Partenariats de la CMS" || fr.Page.HeadTitle != fr.Title || fr.Body != "Voir [les partenaires](../fr/partners/).\n" {
		t.Errorf("got %q, %q, %q", fr.Title, fr.Page.HeadTitle, fr.Body)
	}
	doors := func(ds []Door) []string {
		var out []string
		for _, d := range ds {
			if d.Text == "" {
				t.Errorf("%s has no text", d.Label)
			}
			out = append(out, d.Label+" "+d.Count+" "+d.Href)
		}
		return out
	}
	equal(t, "doors", doors(v.Doors), []string{
		"Partenaires 4 ../fr/partners/", "Régions 1 ../fr/regions/", "Résolutions et autres textes 4 ../fr/resolutions/",
	})
	if n := len(v.More); n != 8 {
		t.Errorf("%d further doors", n)
	}
	if got := row(t, v.Edition, "Document source"); got != "Rapport\u202f: les partenariats" {
		t.Errorf("the edition rests on %q", got)
	}
	// Nobody wrote a home page in English: it has the French one, marked.
	en := at(t, pages, "en/")
	if en.Page.Front.Lang != "fr" || en.Page.Fallback == "" || en.Page.Front.Heading != v.Heading {
		t.Errorf("the fallback is not marked: %+v, %q", en.Page.Front, en.Page.Fallback)
	}
}

// TestChoice: the page at the root offers the languages, each in its own.
func TestChoice(t *testing.T) {
	m := at(t, newPortal(t).pages(t), "")
	var got []string
	for _, c := range m.Page.Choice {
		got = append(got, strings.Join([]string{c.Lang, c.Label, c.Title, c.Text, c.Href}, "|"))
	}
	equal(t, "choice", got, []string{
		"fr|Français|Partenariats de la CMS|Les partenaires : qui fait quoi ?|./fr/",
		"en|English|CMS partnerships||./en/",
		"es|Español|Asociaciones de la CMS||./es/",
	})
	if m.Page.Canonical != "https://example.org/portal/" || m.File.Path != "fr/pages/000/choice.md" {
		t.Errorf("got %s, %s", m.Page.Canonical, m.File.Path)
	}
}

// TestIndexes: groups in the order of the schema, names in that of the
// language's dictionaries, numbers of resolutions by value.
func TestIndexes(t *testing.T) {
	pages := newPortal(t).pages(t)
	for _, tt := range []struct {
		address, style, count string
		want                  []string
	}{
		{"fr/partners/", "links", "4 partenaires", []string{
			"Traité ou convention (1) #partners-kind-treaty", "- Convention de Ramsar",
			"Organisation non gouvernementale (3) #partners-kind-ngo", "- BirdLife International", "- Élan", "- Zoo Global",
		}},
		{"fr/resolutions/", "links", "4 textes", []string{
			"Résolutions de la CMS (3) #resolutions", "- Résolution 9.9\u202f: Zones", "- Résolution 10.9", "- Résolution 10.10\u202f: Arctique",
			"Autres textes (1) #others", "- Aichi",
		}},
		{"en/activities/", "timeline", "5 activities", []string{
			"2014 (1) #y2014", "- Workshop",
			"2013 (2) #y2013", "- Atlas", "- Census",
			"Year not stated (2) #undated", "- Advice", "- Meeting",
		}},
		{"en/entry-points/", "cards", "2 ways in", []string{
			"Open (1) #entry-points-status-open", "- Fund",
			"Closed (1) #entry-points-status-closed", "- Group",
		}},
		{"en/agreements/", "table", "3 agreements", []string{
			"In force (2) #agreements-status-in-force", "- Plan 2012–2014", "- Letter",
			"Ended (1) #agreements-status-ended", "- Plan 2009",
		}},
		{"en/countries/", "links", "2 countries", []string{" () #", "- Kenya", "- Uganda"}},
		{"en/sources/", "links", "1 source", []string{" () #", "- Report on partnerships"}},
	} {
		v := at(t, pages, tt.address).Page.Index
		if v == nil {
			t.Fatalf("%s is no index", tt.address)
		}
		if v.Style != tt.style || v.Count != tt.count || v.Heading == "" || v.Intro == "" {
			t.Errorf("%s: %q, %q, %q, %q", tt.address, v.Style, v.Count, v.Heading, v.Intro)
		}
		equal(t, tt.address, outline(v), tt.want)
	}
}

// TestRegister: the table of agreements has, of each, who, when, in which
// state as of when, and on what it rests.
func TestRegister(t *testing.T) {
	p := newPortal(t)
	p.asOf = "2015-02"
	v := at(t, p.pages(t), "en/agreements/").Page.Index
	if c := v.Columns; c == nil || strings.Join([]string{c.Title, c.Parties, c.Date, c.Status, c.Source}, ", ") != "Agreement, Parties, Date, Status, Paragraphs" {
		t.Errorf("the columns are %+v", c)
	}
	var got []string
	for _, g := range v.Groups {
		for _, it := range g.Items {
			date := it.NoTime
			if it.Time != nil {
				date = it.Time.Text
			}
			got = append(got, strings.Join([]string{
				it.Text, it.Href, it.Kind, strings.Join(texts(it.With), "+"), date,
				it.Status.Label, it.Status.AsOf, it.Status.Remark, it.Cites[0].Mark, it.Cites[0].Href,
			}, "|"))
		}
	}
	const paragraph = "|¶20b|../../en/sources/report/#p-20b"
	equal(t, "register", got, []string{
		"Plan 2012–2014|../../en/agreements/plan-2012/|Joint work plan|BLI+CMS+Nature Kenya|13 February 2012|In force|as reported, July 2014|" +
			"The stated period has passed since; the source does not say what came of it.|¶2|../../en/sources/report/#p-2",
		"Letter|../../en/agreements/letter/|Letter of cooperation|Ramsar Convention|Date not stated|In force|as reported, July 2014|" + paragraph,
		"Plan 2009|../../en/agreements/plan-2009/|Joint work plan|BLI|2009|Ended|as reported, July 2014|" + paragraph,
	})
}

func TestPartnerPage(t *testing.T) {
	m := at(t, newPortal(t).pages(t), "en/partners/birdlife/")
	v := m.Page.Record
	if m.Title != "BirdLife International (BLI)" || m.Page.HeadTitle != m.Title+" – CMS partnerships" {
		t.Errorf("it is called %q, %q", m.Title, m.Page.HeadTitle)
	}
	if v.Kicker != "Non-governmental organisation" || v.Acronym.Text != "BLI" || v.Names[0] != "ICBP" || v.Checked.Text != "1 August 2014" {
		t.Errorf("got %q, %+v, %q, %+v", v.Kicker, v.Acronym, v.Names, v.Checked)
	}
	if s := v.Status; s.Label != "Formal partner" || s.Key != "formal" || s.AsOf != "as reported, July 2014" {
		t.Errorf("the status is %+v", s)
	}
	for label, want := range map[string]string{
		"Website":   "birdlife.org",
		"Regions":   "Africa",
		"Countries": "Kenya",
		"Animals":   "waterbirds", // by the census
	} {
		if got := row(t, v.Facts, label); got != want {
			t.Errorf("%s: got %q, want %q", label, got, want)
		}
	}
	equal(t, "way from home", texts(m.Page.Crumbs), []string{"Home", "Partners"})

	var ids, items []string
	for _, s := range v.Sections {
		ids = append(ids, s.ID+" "+s.Count)
	}
	equal(t, "sections", ids, []string{"agreements 2", "activities 2", "resolutions 4", "entry-points 1", "events 1"})
	for _, it := range sectionOf(t, v, "activities").Items { // in the order of time
		items = append(items, it.Text+"|"+it.Note+"|"+strings.Join(texts(it.With), "+"))
	}
	equal(t, "activities", items, []string{"Census|lead, funder|Nature Kenya", "Workshop|lead|"})

	var ties []string
	for _, it := range sectionOf(t, v, "resolutions").Items {
		var marks []string
		for _, c := range it.Cites {
			marks = append(marks, c.Mark)
		}
		ties = append(ties, strings.Join([]string{it.Text, it.Note, it.Tie, it.TieKey, strings.Join(texts(it.With), "+"), strings.Join(marks, " ")}, "|"))
	}
	equal(t, "norms", ties, []string{
		"Resolution 9.9: Zones||Explicit tie|explicit||¶2",
		"Resolution 10.9|provision 2|Indirect tie|implied|Plan 2012–2014|¶2",
		"Resolution 10.9|provision 10|Indirect tie|implied|Plan 2012–2014|¶20b",
		"Resolution 10.10: Arctic||Indirect tie|implied|Census+Plan 2012–2014|¶2 ¶20b",
	})

	var cites []string
	for _, c := range v.Cites {
		cites = append(cites, c.Mark+" "+c.Label+" "+c.Topic.Text)
	}
	equal(t, "paragraphs", cites, []string{"¶2 paragraph 2 Norms", "¶20b paragraph 20b Work plans"})
}

// TestSilence: what the source does not say is said to be so.
func TestSilence(t *testing.T) {
	v := at(t, newPortal(t).pages(t), "en/partners/zoo-global/").Page.Record
	for _, label := range []string{"Regions", "Animals"} {
		if got := row(t, v.Facts, label); got != "Not stated in the source" {
			t.Errorf("%s: got %q", label, got)
		}
	}
	for _, f := range v.Facts {
		if f.Label == "Website" || f.Label == "Members" {
			t.Errorf("there is a row %q", f.Label)
		}
	}
	for id, want := range map[string]string{
		"agreements": "The source mentions no agreement.", "activities": "The source mentions no activity.",
		"resolutions": "The source makes no tie with a resolution.",
	} {
		if s := sectionOf(t, v, id); s.Absent != want || s.Count != "" {
			t.Errorf("%s: %q, %q", id, s.Absent, s.Count)
		}
	}
}

// TestNormPage: the records tied to a norm, explicit ties first, a record tied
// to two provisions with each of them.
func TestNormPage(t *testing.T) {
	pages := newPortal(t).pages(t)
	ties := func(address, id string) []string {
		var out []string
		for _, it := range sectionOf(t, at(t, pages, address).Page.Record, id).Items {
			out = append(out, strings.Join([]string{it.Text, it.Note, it.TieKey, it.Cites[0].Mark}, "|"))
		}
		return out
	}
	equal(t, "agreements of 10.9", ties("en/resolutions/10-9/", "agreements"), []string{
		"Plan 2012–2014|provision 2|explicit|¶2", "Plan 2012–2014|provision 10|explicit|¶20b",
	})
	equal(t, "activities of 10.10", ties("en/resolutions/10-10/", "activities"), []string{"Census||explicit|¶20b"})
	equal(t, "agreements of 10.10", ties("en/resolutions/10-10/", "agreements"), []string{"Plan 2012–2014||implied|¶2"})
	equal(t, "partners of 9.9", ties("en/resolutions/9-9/", "partners"), []string{"BirdLife International (BLI)||explicit|¶2"}[:0:0])

	m := at(t, pages, "en/resolutions/10-10/")
	if m.Title != "Resolution 10.10: Arctic" {
		t.Errorf("it is called %q", m.Title)
	}
	for label, want := range map[string]string{
		"Adopted by": "Convention on Migratory Species", "Meeting": "COP10", "Status": "Unknown",
		"Replaces": "Resolution 9.9: Zones", "Replaced by": "Not known from this source",
	} {
		if got := row(t, m.Page.Record.Facts, label); got != want {
			t.Errorf("%s: got %q, want %q", label, got, want)
		}
	}
	var provisions []string
	for _, it := range sectionOf(t, at(t, pages, "en/resolutions/10-9/").Page.Record, "provisions").Items {
		provisions = append(provisions, it.Text)
	}
	equal(t, "provisions", provisions, []string{"Activity 2", "Activity 10"})
}
