package page

import (
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
	for label, want := range map[string]string{"Date": "July 2014", "Meeting": "COP11", "Languages consulted": "French"} {
		if got := row(t, v.Facts, label); got != want {
			t.Errorf("%s: got %q, want %q", label, got, want)
		}
	}
	var got []string
	for _, a := range v.Anchors {
		line := a.ID + " " + a.Mark + " (" + a.Label + ")"
		if a.Topic != nil {
			line += " " + a.Topic.Text
		}
		for _, g := range a.Groups {
			line += " | " + g.Label + ": " + strings.Join(texts(g.Links), ", ")
		}
		if a.NoFact != nil {
			line += " | " + a.NoFact.Paragraphs[0][0].Text
		}
		if a.Absent != "" {
			line += " | " + a.Absent
		}
		got = append(got, line)
	}
	equal(t, "paragraphs", got, []string{
		"p-S Summary (Summary) Summary | Instruments: Convention on Migratory Species",
		"p-1 ¶1 (paragraph 1) | How it is arranged.",
		"p-2 ¶2 (paragraph 2) Norms | Partners: BirdLife International | Agreements: Plan 2012–2014" +
			" | Norms: Aichi, Resolution 9.9: Zones, Resolution 10.9, Resolution 10.10: Arctic",
		"p-20b ¶20b (paragraph 20b) Work plans | Partners: BirdLife International, Élan, Ramsar Convention, Zoo Global" +
			" | Agreements: Letter, Plan 2009, Plan 2012–2014 | Activities: Advice, Atlas, Census, Meeting, Workshop" +
			" | Ways in: Fund, Group | Other bodies: Nature Kenya",
		"p-fn1 note 1 (note 1) | Events: Congress",
		"p-action Action requested (Action requested) | No record rests on this paragraph yet.",
	})
}

func TestAgreementPage(t *testing.T) {
	pages := newPortal(t).pages(t)
	v := at(t, pages, "en/agreements/plan-2012/").Page.Record
	for label, want := range map[string]string{
		"Parties":   "BirdLife International, Convention on Migratory Species, Nature Kenya (funder)",
		"Formality": "Formal", "Signed": "13 February 2012", "Period": "2012–2014", "Renews": "Plan 2009",
		"Documents": "Minutes (Min. 7), Report on partnerships (UNEP/CMS/COP11/Doc.21.1)",
	} {
		if got := row(t, v.Facts, label); got != want {
			t.Errorf("%s: got %q, want %q", label, got, want)
		}
	}
	if v.Status.Remark != "" {
		t.Errorf("in 2014 its term is said to be over: %q", v.Status.Remark)
	}
	old := at(t, pages, "en/agreements/plan-2009/").Page.Record
	for label, want := range map[string]string{"Began": "2009", "Period": "Not stated in the source", "Renewed by": "Plan 2012–2014"} {
		if got := row(t, old.Facts, label); got != want {
			t.Errorf("%s: got %q, want %q", label, got, want)
		}
	}
}

// TestActivityPage: a planned activity stays planned; when its date has
// passed the page says that no more is known.
func TestActivityPage(t *testing.T) {
	p := newPortal(t)
	v := at(t, p.pages(t), "en/activities/workshop/").Page.Record
	if s := v.Status; s.Label != "Planned" || s.Remark != "" {
		t.Errorf("as of July 2014: %+v", s)
	}
	for label, want := range map[string]string{
		"Who": "BirdLife International (lead)", "Date": "August 2014", "Place": "Not stated in the source",
		"Events": "Congress (Kampala, September 2014)",
	} {
		if got := row(t, v.Facts, label); got != want {
			t.Errorf("%s: got %q, want %q", label, got, want)
		}
	}
	p.asOf = "2014-09"
	v = at(t, p.pages(t), "en/activities/workshop/").Page.Record
	if s := v.Status; s.Label != "Planned" || s.Remark != "The planned date has passed since; the source does not say what came of it." {
		t.Errorf("as of September 2014: %+v", s)
	}
}

func TestEntryPointPage(t *testing.T) {
	pages := newPortal(t).pages(t)
	m := at(t, pages, "en/entry-points/fund/")
	v := m.Page.Record
	for label, want := range map[string]string{
		"For whom": "NGOs, Companies", "Offered by": "BirdLife International", "Contact": "fund@example.org (the secretariat)",
	} {
		if got := row(t, v.Facts, label); got != want {
			t.Errorf("%s: got %q, want %q", label, got, want)
		}
	}
	if len(v.Parts) != 1 || v.Parts[0].ID != "offers" || m.Description != "Grants." {
		t.Errorf("got %+v, %q", v.Parts, m.Description)
	}
	closed := at(t, pages, "en/entry-points/group/").Page.Record
	if got := row(t, closed.Facts, "Contact"); got != "Not stated in the source" {
		t.Errorf("a restricted contact shows as %q", got)
	}
}

// TestFacetPages: a country that work touches, an animal.
func TestFacetPages(t *testing.T) {
	pages := newPortal(t).pages(t)
	ken := at(t, pages, "en/countries/ken/").Page.Record
	if ken.Kicker != "Country" || row(t, ken.Facts, "Country code") != "KEN" {
		t.Errorf("got %q, %+v", ken.Kicker, ken.Facts)
	}
	partners := sectionOf(t, ken, "partners")
	if len(partners.Items) != 1 || partners.Items[0].Text != "BirdLife International" || partners.Items[0].Note != "2 agreements, 2 activities" {
		t.Errorf("its partners are %+v", partners.Items)
	}
	birds := at(t, pages, "en/taxa/waterbirds/").Page.Record
	if got := row(t, birds.Facts, "Scientific name"); got != "Aves" {
		t.Errorf("it is called %q", got)
	}
	for _, f := range birds.Facts {
		if f.Label == "Scientific name" && f.Links[0].Lang != "la" {
			t.Errorf("the scientific name is said to be in %q", f.Links[0].Lang)
		}
	}
}
