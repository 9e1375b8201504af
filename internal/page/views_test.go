package page

import (
	"fmt"
	"strings"
	"testing"
)

// outline tells the groups of an index, by their ids, and the names in them.
func outline(v *IndexView) []string {
	var out []string
	for _, g := range v.Groups {
		if g.ID != "" || g.Heading != "" || g.Count != "" {
			out = append(out, fmt.Sprintf("#%s (%s)", g.ID, g.Count))
		}
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
			out = append(out, d.Count+" "+d.Href)
		}
		return out
	}
	equal(t, "doors", doors(v.Doors), []string{
		"4 ../fr/partners/", "1 ../fr/regions/", "4 ../fr/resolutions/",
	})
	if n := len(v.More); n != 9 {
		t.Errorf("%d further doors", n)
	}
	// Nobody wrote a home page in English: it has the French one, marked.
	en := at(t, pages, "en/")
	rows(t, en.Page.Front.Edition, map[string]string{"source_document": "Report on partnerships", "state_of": "July 2014"})
	if d := en.Page.Front.Doors[0]; d.Label != say(t, "en", "partners") || d.Text != say(t, "en", "partners_intro") {
		t.Errorf("the first door is %+v", d)
	}
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
		address, style string
		count          int
		want           []string
	}{
		{"fr/partners/", "rows", 4, []string{
			"#partners-kind-treaty (1)", "- Convention de Ramsar",
			"#partners-kind-ngo (3)", "- BirdLife International", "- Élan", "- Zoo Global",
		}},
		{"fr/resolutions/", "rows", 4, []string{
			"#resolutions (3)", "- Résolution 9.9\u202f: Zones", "- Résolution 10.9", "- Résolution 10.10\u202f: Arctique",
			"#others (1)", "- Aichi",
		}},
		{"en/activities/", "timeline", 5, []string{
			"#y2013 (2)", "- Atlas", "- Census",
			"#y2014 (1)", "- Workshop",
			"#undated-activities-kind-meeting (1)", "- Meeting",
			"#undated-activities-kind-technical-support (1)", "- Advice",
		}},
		{"en/entry-points/", "cards", 2, []string{
			"#entry-points-status-open (1)", "- Fund",
			"#entry-points-status-closed (1)", "- Group",
		}},
		{"en/agreements/", "table", 3, []string{
			"#agreements-status-in-force (2)", "- Plan 2012–2014", "- Letter",
			"#agreements-status-ended (1)", "- Plan 2009",
		}},
		{"en/countries/", "rows", 2, []string{"- Kenya", "- Uganda"}},
		{"en/sources/", "rows", 1, []string{"- Report on partnerships"}},
	} {
		v := at(t, pages, tt.address).Page.Index
		if v == nil {
			t.Fatalf("%s is no index", tt.address)
		}
		tag, path, _ := strings.Cut(tt.address, "/")
		id := strings.ReplaceAll(strings.TrimSuffix(path, "/"), "-", "_")
		if v.Style != tt.style || v.Heading != say(t, tag, id) || v.Intro != say(t, tag, id+"_intro") {
			t.Errorf("%s: %q, %q, %q", tt.address, v.Style, v.Heading, v.Intro)
		}
		if !strings.HasPrefix(v.Count, fmt.Sprint(tt.count)+" ") {
			t.Errorf("%s: %q, not %d", tt.address, v.Count, tt.count)
		}
		equal(t, tt.address, outline(v), tt.want)
	}
	years := at(t, pages, "en/activities/").Page.Index.Groups
	if years[0].Heading != "2013" || years[2].Heading != say(t, "en", "undated", "Kind", "Meetings") {
		t.Errorf("the years are %q … %q", years[0].Heading, years[2].Heading)
	}
	if got := at(t, pages, "fr/partners/").Page.Index.Groups[1].Heading; got != say(t, "fr", "partners_kind_ngo_plural") {
		t.Errorf("the second group is %q", got)
	}
}

// TestRegister: the table of agreements has, of each, who, when, in which
// state as of when, and on what it rests.
func TestRegister(t *testing.T) {
	p := newPortal(t)
	p.asOf = "2015-02"
	v := at(t, p.pages(t), "en/agreements/").Page.Index
	want := Labels{
		Title: say(t, "en", "agreement"), Parties: say(t, "en", "parties"), Date: say(t, "en", "date"),
		Status: say(t, "en", "status"), Source: say(t, "en", "paragraphs"),
	}
	if v.Columns == nil || *v.Columns != want {
		t.Errorf("the columns are %+v", v.Columns)
	}
	var got []string
	for _, g := range v.Groups {
		for _, it := range g.Items {
			date := it.NoTime
			if it.Time != nil {
				date = it.Time.Text
			}
			if it.Status.AsOf != say(t, "en", "as_reported", "Date", "July 2014") {
				t.Errorf("%s is %q", it.Text, it.Status.AsOf)
			}
			got = append(got, strings.Join([]string{
				it.Text, it.Href, strings.Join(texts(it.With), "+"), date, it.Status.Key, it.Status.Remark, it.Cites[0].Mark, it.Cites[0].Href,
			}, "|"))
		}
	}
	equal(t, "register", got, []string{
		"Plan 2012–2014|../../en/agreements/plan-2012/|BLI+CMS+Nature Kenya|13 February 2012|in-force|" + say(t, "en", "term_passed") +
			"|¶20b|../../en/sources/report/#p-20b",
		"Letter|../../en/agreements/letter/|Ramsar Convention|" + say(t, "en", "date_not_stated") + "|in-force||¶20b|../../en/sources/report/#p-20b",
		"Plan 2009|../../en/agreements/plan-2009/|BLI|2009|ended||¶20b|../../en/sources/report/#p-20b",
	})
}

func TestPartnerPage(t *testing.T) {
	m := at(t, newPortal(t).pages(t), "en/partners/birdlife/")
	v := m.Page.Record
	if m.Title != "BirdLife International (BLI)" || m.Page.HeadTitle != m.Title+" – CMS partnerships" {
		t.Errorf("it is called %q, %q", m.Title, m.Page.HeadTitle)
	}
	if v.Kicker != say(t, "en", "partners_kind_ngo") || v.Acronym.Text != "BLI" || v.Names[0] != "ICBP" || v.Checked.Text != "1 August 2014" {
		t.Errorf("got %q, %+v, %q, %+v", v.Kicker, v.Acronym, v.Names, v.Checked)
	}
	if s := v.Status; s.Label != say(t, "en", "partners_relationship_formal") || s.Key != "formal" || s.AsOf != say(t, "en", "as_reported", "Date", "July 2014") {
		t.Errorf("the status is %+v", s)
	}
	rows(t, v.Facts, map[string]string{
		"website": "birdlife.org", "regions": "Africa", "countries": "Kenya", "taxa": "waterbirds", // these by the census
	})
	equal(t, "way from home", texts(m.Page.Crumbs), []string{say(t, "en", "home"), say(t, "en", "partners")})

	var ids, items []string
	for _, s := range v.Sections {
		ids = append(ids, s.ID+" "+s.Count)
	}
	equal(t, "sections", ids, []string{"agreements 2", "activities 2", "resolutions 4", "entry-points 1", "events 1"})
	for _, it := range sectionOf(t, v, "activities").Items { // in the order of time
		items = append(items, it.Text+"|"+it.Note+"|"+strings.Join(texts(it.With), "+"))
	}
	equal(t, "activities", items, []string{
		"Census|" + say(t, "en", "bodies_role_lead") + ", " + say(t, "en", "bodies_role_funder") + "|Nature Kenya",
		"Workshop|" + say(t, "en", "bodies_role_lead") + "|",
	})

	var ties []string
	for _, it := range sectionOf(t, v, "resolutions").Items {
		var marks []string
		for _, c := range it.Cites {
			marks = append(marks, c.Mark)
		}
		ties = append(ties, strings.Join([]string{it.Text, it.Note, it.Tie, it.TieKey, strings.Join(texts(it.With), "+"), strings.Join(marks, " ")}, "|"))
	}
	explicit, through := say(t, "en", "tie_explicit"), say(t, "en", "tie_through")
	equal(t, "norms", ties, []string{
		"Resolution 9.9: Zones||" + explicit + "|explicit||¶2",
		"Resolution 10.9|" + say(t, "en", "provision", "N", "2") + "|" + through + "|implied|Plan 2012–2014|¶2",
		"Resolution 10.9|" + say(t, "en", "provision", "N", "10") + "|" + through + "|implied|Plan 2012–2014|¶20b",
		"Resolution 10.10: Arctic||" + through + "|implied|Census+Plan 2012–2014|¶2 ¶20b",
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
	silent := say(t, "en", "not_stated")
	rows(t, v.Facts, map[string]string{"regions": silent, "taxa": silent})
	if len(v.Facts) != 2 {
		t.Errorf("there are further rows: %+v", v.Facts)
	}
	for id, message := range map[string]string{"agreements": "no_agreement", "activities": "no_activity", "resolutions": "no_tie"} {
		if s := sectionOf(t, v, id); s.Absent != say(t, "en", message) || s.Count != "" {
			t.Errorf("%s: %q, %q", id, s.Absent, s.Count)
		}
	}
}

// TestNone: what the source says that there is none of is another thing than
// its silence.
func TestNone(t *testing.T) {
	p := newPortal(t)
	p.edit(t, "data/partners/zoo-global.toml", `as_of = "2014"`, "as_of = \"2014\"\ndocumented_none = [\"agreements\", \"regions\"]")
	v := at(t, p.pages(t), "en/partners/zoo-global/").Page.Record
	none := say(t, "en", "none_stated")
	rows(t, v.Facts, map[string]string{"regions": none, "taxa": say(t, "en", "not_stated")})
	for id, want := range map[string]string{"agreements": none, "activities": say(t, "en", "no_activity")} {
		if got := sectionOf(t, v, id).Absent; got != want {
			t.Errorf("%s: got %q, want %q", id, got, want)
		}
	}
}

// TestIdentifiers links a body with public registers.
func TestIdentifiers(t *testing.T) {
	p := newPortal(t)
	p.edit(t, "data/partners/ramsar.toml", `as_of = "2014-07"`, "as_of = \"2014-07\"\nidentifiers = { ror = \"0521rv456\", wikidata = \"Q170481\" }")
	v := at(t, p.pages(t), "en/partners/ramsar/").Page.Record
	rows(t, v.Facts, map[string]string{"identifiers": "ROR 0521rv456, Wikidata Q170481"})
	var got []string
	for _, f := range v.Facts {
		for _, l := range f.Links {
			if f.Label == say(t, "en", "identifiers") {
				got = append(got, l.Href)
			}
		}
	}
	equal(t, "addresses", got, []string{"https://ror.org/0521rv456", "https://www.wikidata.org/wiki/Q170481"})
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
		"Plan 2012–2014|" + say(t, "en", "provision", "N", "2") + "|explicit|¶2",
		"Plan 2012–2014|" + say(t, "en", "provision", "N", "10") + "|explicit|¶20b",
	})
	equal(t, "activities of 10.10", ties("en/resolutions/10-10/", "activities"), []string{"Census||explicit|¶20b"})
	implied := sectionOf(t, at(t, pages, "en/resolutions/10-10/").Page.Record, "implied") // no partner: only through its records
	if f := implied.Facts; len(f) != 1 || f[0].Links[0].Text != "Plan 2012–2014" || f[0].Links[0].Cites[0].Mark != "¶20b" || implied.Text == "" {
		t.Errorf("tied implicitly to 10.10: %+v", f)
	}
	equal(t, "partners of 9.9", ties("en/resolutions/9-9/", "partners"), []string{"BirdLife International||explicit|¶2"})

	m := at(t, pages, "en/resolutions/10-10/")
	if m.Title != "Resolution 10.10: Arctic" {
		t.Errorf("it is called %q", m.Title)
	}
	rows(t, m.Page.Record.Facts, map[string]string{
		"adopted_by": "Convention on Migratory Species", "meeting": "COP10",
		"replaces": "Resolution 9.9: Zones", "replaced_by": say(t, "en", "not_known_from_source"),
	})
	if s := m.Page.Record.Status; s.Label != say(t, "en", "resolutions_status_unknown") || s.AsOf != say(t, "en", "as_reported", "Date", "July 2014") {
		t.Errorf("its status is %+v", s)
	}
	var provisions []string
	for _, it := range sectionOf(t, at(t, pages, "en/resolutions/10-9/").Page.Record, "provisions").Items {
		provisions = append(provisions, it.Text)
	}
	equal(t, "provisions", provisions, []string{
		say(t, "en", "provisions_kind_activity", "N", "2"), say(t, "en", "provisions_kind_activity", "N", "10"),
	})
}
