package page

import (
	"slices"
	"strings"
	"testing"
)

// TestSourcePage: each paragraph of the source with the records that rest on
// it, or why none does.
func TestSourcePage(t *testing.T) {
	m := at(t, newPortal(t).pages(t), "en/sources/report/")
	v := m.Page.Doc
	if v.Name.Text != "Report on partnerships" || v.Symbol != "UNEP/CMS/COP11/Doc.21.1" || v.Intro == "" || m.Description != v.Intro {
		t.Errorf("got %+v, %q, %q", v.Name, v.Symbol, v.Intro)
	}
	rows(t, v.Facts, map[string]string{"date": "July 2014", "meeting": "COP11", "languages": say(t, "en", "language_fr")})
	ids := map[string]string{}
	for _, g := range anchorGroups {
		ids[say(t, "en", g.message)] = g.collection
	}
	var got []string
	for _, a := range v.Anchors {
		line := a.ID + " " + a.Mark + " (" + a.Label + ")"
		if a.Topic != nil {
			line += " " + a.Topic.Text
		}
		for _, g := range a.Groups {
			line += " | " + ids[g.Label] + ": " + strings.Join(texts(g.Links), ", ")
		}
		for _, g := range a.Tied {
			line += " | tied " + ids[g.Label] + ": " + strings.Join(texts(g.Links), ", ")
		}
		if a.NoFact != nil {
			line += " | " + a.NoFact.Paragraphs[0][0].Text
		}
		if a.Absent != "" {
			line += " | " + a.Absent
		}
		got = append(got, line)
	}
	summary, action := say(t, "en", "anchor_summary"), say(t, "en", "anchor_action")
	equal(t, "paragraphs", got, []string{
		"p-S ¶\u00a0" + summary + " (" + summary + ") Summary | instruments: Convention on Migratory Species",
		"p-1 ¶1 (paragraph 1) | How it is arranged.",
		"p-2 ¶2 (paragraph 2) Norms | resolutions: Aichi, Resolution 9.9: Zones, Resolution 10.9, Resolution 10.10: Arctic" +
			" | tied partners: BirdLife International | tied agreements: Plan 2012–2014",
		"p-20b ¶20b (paragraph 20b) Work plans | partners: BirdLife International, Élan, Ramsar Convention, Zoo Global" +
			" | agreements: Letter, Plan 2009, Plan 2012–2014 | activities: Advice, Atlas, Census, Meeting, Workshop" +
			" | entry-points: Fund, Group | organisations: Nature Kenya",
		"p-fn1 note 1 (note 1) | events: Congress",
		"p-action ¶\u00a0" + action + " (" + action + ") | " + say(t, "en", "no_record_yet"),
	})
}

func TestAgreementPage(t *testing.T) {
	pages := newPortal(t).pages(t)
	v := at(t, pages, "en/agreements/plan-2012/").Page.Record
	rows(t, v.Facts, map[string]string{
		"parties":   "BirdLife International, Convention on Migratory Species, Nature Kenya (" + say(t, "en", "bodies_role_funder") + ")",
		"formality": say(t, "en", "agreements_formality_formal"), "signed": "13 February 2012", "period": "2012–2014", "renews": "Plan 2009",
		"documents": "Minutes (Min. 7), Report on partnerships (UNEP/CMS/COP11/Doc.21.1)",
	})
	if v.Status.Remark != "" {
		t.Errorf("in 2014 its term is said to be over: %q", v.Status.Remark)
	}
	old := at(t, pages, "en/agreements/plan-2009/").Page.Record
	rows(t, old.Facts, map[string]string{"began": "2009", "period": say(t, "en", "not_stated"), "renewed_by": "Plan 2012–2014"})
}

// TestActivityPage: a planned activity stays planned; when its date has
// passed the page says that no more is known.
func TestActivityPage(t *testing.T) {
	p := newPortal(t)
	v := at(t, p.pages(t), "en/activities/workshop/").Page.Record
	if s := v.Status; s.Key != "planned" || s.Label != say(t, "en", "activities_status_planned") || s.Remark != "" {
		t.Errorf("as of July 2014: %+v", s)
	}
	rows(t, v.Facts, map[string]string{
		"who": "BirdLife International (" + say(t, "en", "bodies_role_lead") + ")", "date": "August 2014", "place": say(t, "en", "not_stated"),
		"events": "Congress (Kampala, September 2014)",
	})
	p.asOf = "2014-09"
	v = at(t, p.pages(t), "en/activities/workshop/").Page.Record
	if s := v.Status; s.Key != "planned" || s.Remark != say(t, "en", "date_passed") {
		t.Errorf("as of September 2014: %+v", s)
	}
}

func TestEntryPointPage(t *testing.T) {
	pages := newPortal(t).pages(t)
	m := at(t, pages, "en/entry-points/fund/")
	v := m.Page.Record
	rows(t, v.Facts, map[string]string{
		"for_whom":   say(t, "en", "entry_points_audience_ngo") + ", " + say(t, "en", "entry_points_audience_company"),
		"offered_by": "BirdLife International",
		"contact":    "fund@example.org (the secretariat)",
	})
	if len(v.Parts) != 1 || v.Parts[0].ID != "offers" || m.Description != "Grants." {
		t.Errorf("got %+v, %q", v.Parts, m.Description)
	}
	closed := at(t, pages, "en/entry-points/group/").Page.Record
	rows(t, closed.Facts, map[string]string{"contact": say(t, "en", "not_published")})
}

// TestFacetPages: a country that work touches, an animal.
func TestFacetPages(t *testing.T) {
	pages := newPortal(t).pages(t)
	ken := at(t, pages, "en/countries/ken/").Page.Record
	if ken.Kicker != say(t, "en", "country") {
		t.Errorf("it is a %q", ken.Kicker)
	}
	rows(t, ken.Facts, map[string]string{"country_code": "KEN"})
	partners := sectionOf(t, ken, "partners")
	_, msgs := shipped()
	count := msgs.For("en").Count("n_activities", 1) // of its two: the one in the country
	if len(partners.Items) != 1 || partners.Items[0].Text != "BirdLife International" || partners.Items[0].Note != count {
		t.Errorf("its partners are %+v", partners.Items)
	}
	birds := at(t, pages, "en/taxa/waterbirds/").Page.Record
	rows(t, birds.Facts, map[string]string{"scientific_name": "Aves", "rank": say(t, "en", "taxa_rank_class")})
	if got := birds.Facts[0].Links[0].Lang; got != "la" {
		t.Errorf("the scientific name is said to be in %q", got)
	}
}

// TestCountriesSuffice: where the source names countries, the page does not
// say that it states no region; where it names neither, it does.
func TestCountriesSuffice(t *testing.T) {
	p := newPortal(t)
	p.edit(t, "data/activities/atlas.toml", "date = \"2013-01\"\n", "date = \"2013-01\"\ncountries = [\"UGA\"]\n")
	pages := p.pages(t)
	labels := func(address string) []string {
		var out []string
		for _, f := range at(t, pages, address).Page.Record.Facts {
			out = append(out, f.Label)
		}
		return out
	}
	if got := labels("en/activities/atlas/"); slices.Contains(got, say(t, "en", "regions")) || !slices.Contains(got, say(t, "en", "countries")) {
		t.Errorf("with a country: %q", got)
	}
	if got := labels("en/activities/meeting/"); !slices.Contains(got, say(t, "en", "regions")) {
		t.Errorf("with neither: %q", got)
	}
}
