package load

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/internal/diag"
	"passerelle/internal/lang"
	"passerelle/internal/record"
)

var portal = lang.Set{{Tag: "fr", Locale: "fr", Weight: 1}, {Tag: "en", Locale: "en", Weight: 2}, {Tag: "es", Locale: "es", Weight: 3}}

// sound is a site without a fault: a record of each collection, with every key
// that it may have.
var sound = map[string]string{
	"data/partners/birdlife.toml": `kind = "ngo"
name = { mul = "BirdLife International" }
acronym = { fr = "BLI", en = "BLI", es = "BLI" }
also_known_as = ["BirdLife", "CIPO"]
parent = "unep"
members = ["rspb", "aewa"]
relationship = "formal"
as_of = "2014-07"
documented_none = ["activities"]
website = "https://www.birdlife.org"
regions = ["africa"]
countries = ["KEN"]
taxa = ["birds"]
themes = ["poaching"]
instruments = ["aewa"]
cite = ["cop11-doc-21-1#20b", "cop11-doc-21-1#24"]
note = { fr = "Été", en = "Summer" }
checked_on = "2026-11-22"

[identifiers]
ror = "0521rv456"
wikidata = "Q1"

[summary]
fr = """
Premier.

Second."""

[why]
en = "Birds."

[[resolutions]]
id = "10-21"
provision = "3.5"
tie = "implied"
cite = ["cop11-doc-21-1#2"]

[[resolutions]]
id = "10-10"
tie = "explicit"
cite = ["cop11-doc-21-1#3"]
`,
	"data/organisations/rspb.toml": `kind = "programme"
name = { en = "Royal Society" }
acronym = { mul = "RSPB" }
also_known_as = ["RSPB"]
parent = "birdlife"
countries = ["GBR", "KEN"]
`,
	"data/agreements/birdlife-2013.toml": `kind = "memorandum"
formality = "formal"
parties = [{ id = "birdlife", role = "party" }, { id = "aewa", role = "host" }]
signed = "2013-02-13"
began = "2013"
period = "2013/2015"
renews = "birdlife-2010"
status = "in-force"
as_of = "2014-07"
documents = ["cop11-doc-21-1"]
regions = ["africa"]
title = { fr = "Accord" }
scope = { fr = "Les oiseaux" }
`,
	"data/activities/fiji-workshop.toml": `kind = "workshop"
status = "planned"
as_of = "2014-07"
agreement = "birdlife-2013"
date = "2014-08"
events = ["cop11"]
countries = ["KEN"]
title = { en = "Workshop" }
outcome = { en = "None yet" }
place = { mul = "Nadi" }

[[actors]]
id = "birdlife"
role = "organiser"
`,
	"data/resolutions/10-21.toml": `kind = "resolution"
number = "10.21"
body = "aewa"
meeting = "COP10"
status = "in-force"
supersedes = ["9-9"]
provisions = [{ n = "3.5", kind = "objective", label = { fr = "But" } }]
title = { fr = "Synergies" }
`,
	"data/instruments/aewa.toml": `kind = "agreement"
name = { en = "AEWA" }
parent = "cms"
taxa = ["birds"]
regions = ["africa"]
summary = { en = "Waterbirds." }
`,
	"data/regions/africa.toml": `kind = "cms-region"
name = { fr = "Afrique" }
parent = "world"
countries = ["KEN"]
centre = [17, -2.5]
`,
	"data/taxa/birds.toml": `scientific_name = "Aves"
rank = "class"
group = "birds"
name = { fr = "Oiseaux" }
parent = "animals"
instruments = ["aewa"]
also_known_as = { fr = ["oiseaux migrateurs"], mul = ["Aves", "Ornithes"] }
`,
	"data/themes/poaching.toml": `name = { fr = "Braconnage" }
definition = { fr = "Chasse interdite" }
parent = "crime"
`,
	"data/documents/cop11-doc-21-1.toml": `symbol = "UNEP/CMS/COP11/Doc.21.1"
title = { fr = "Synergies" }
date = "2014-07"
meeting = "COP11"
languages = ["fr", "en"]
anchors = [
  { id = "20b", topic = { fr = "BirdLife" } },
  { id = "S", no_fact = { fr = "Résumé" } },
]
`,
	"data/events/cop11.toml": `kind = "conference"
name = { mul = "COP11" }
date = "2014-11-04/2014-11-09"
place = { mul = "Quito" }
country = "ECU"
status = "planned"
organisers = ["aewa"]
`,
	"data/entry-points/friends.toml": `kind = "partner-network"
offered_by = "birdlife"
audience = ["ngo", "company"]
status = "open"
as_of = "2014-07"
replaced_by = "friends-2"
taxa = ["birds"]
contributions = ["funds"]
benefits = ["network", "voice"]
title = { fr = "Amis" }
seeks = { fr = "Des amis" }
offers = { fr = "Un réseau" }
steps = { fr = "Écrire" }
requirements = { fr = "Rien" }

[contact]
channel = "web"
value = "https://www.cms.int"
visibility = "public"
role = { fr = "Secrétariat" }
`,
	"data/countries.toml": `[countries.KEN]
name = { fr = "Kenya", en = "Kenya" }
[countries.GBR]
name = { mul = "UK" }
`,
	"content/fr/about.md": "+++\ntitle = \"À propos\"\ndescription = \"Ce que contient le portail\"\nweight = 10\n+++\n\n## Été\n",
	"content/fr/legal.md": "+++\ntitle = \"Mentions légales\"\ndescription = \"Qui publie\"\nweight = 9\n+++\nTexte\n",
	"content/en/about.md": "\ufeff+++\r\ntitle = \"About\"\r\ndescription = \"What it holds\"\r\n+++\r\nText\r\n",
}

// site returns a sound site in memory, with some files replaced by others.
func site(changes ...map[string]string) fstest.MapFS {
	all := maps.Clone(sound)
	for _, c := range changes {
		maps.Copy(all, c)
	}
	m := fstest.MapFS{}
	for name, text := range all {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}

// lines returns findings as they are printed.
func lines(lists ...*diag.List) []string {
	var all diag.List
	for _, l := range lists {
		all.Append(l)
	}
	var out []string
	for _, d := range all.Sorted() {
		out = append(out, d.String())
	}
	return out
}

func text(tag, s string) lang.Text { return lang.Text{tag: s} }

func day(y, m, d int) record.Date {
	return record.Date{From: record.Day{Year: y, Month: m, Day: d}, To: record.Day{Year: y, Month: m, Day: d}}
}

func period(a, b record.Date) record.Date { return record.Date{From: a.From, To: b.To, Period: true} }

func cite(anchor record.Mark) record.Cite {
	return record.Cite{Document: "cop11-doc-21-1", Anchor: anchor}
}

func TestSoundSite(t *testing.T) {
	set, list := Data(site(), "data", portal)
	for _, line := range lines(list) {
		t.Error(line)
	}
	tests := []struct {
		collection string
		want       record.Record
	}{
		{"partners", &record.Partner{
			Head: record.Head{ID: "birdlife", Cite: []record.Cite{cite("20b"), cite("24")}, Note: lang.Text{"fr": "Été", "en": "Summer"}, CheckedOn: day(2026, 11, 22)},
			Kind: "ngo", Name: text(lang.Any, "BirdLife International"), Acronym: lang.Text{"fr": "BLI", "en": "BLI", "es": "BLI"},
			AlsoKnownAs: []string{"BirdLife", "CIPO"}, Parent: "unep", Members: []record.ID{"rspb", "aewa"}, Relationship: "formal", AsOf: day(2014, 7, 0),
			Summary: text("fr", "Premier.\n\nSecond."), Why: text("en", "Birds."), Website: "https://www.birdlife.org",
			Identifiers: record.Identifiers{ROR: "0521rv456", Wikidata: "Q1"},
			Scope: record.Scope{Regions: []record.ID{"africa"}, Countries: []record.Country{"KEN"}, Taxa: []record.ID{"birds"},
				Themes: []record.ID{"poaching"}, Instruments: []record.ID{"aewa"}},
			Resolutions: []record.Tie{
				{ID: "10-21", Provision: "3.5", Kind: "implied", Cite: []record.Cite{cite("2")}},
				{ID: "10-10", Kind: "explicit", Cite: []record.Cite{cite("3")}}},
			DocumentedNone: []string{"activities"},
		}},
		{"organisations", &record.Organisation{Head: record.Head{ID: "rspb"}, Kind: "programme", Name: text("en", "Royal Society"),
			Acronym: text(lang.Any, "RSPB"), AlsoKnownAs: []string{"RSPB"}, Parent: "birdlife", Countries: []record.Country{"GBR", "KEN"}}},
		{"agreements", &record.Agreement{Head: record.Head{ID: "birdlife-2013"}, Kind: "memorandum", Formality: "formal", Title: text("fr", "Accord"),
			Parties: []record.Party{{ID: "birdlife", Role: "party"}, {ID: "aewa", Role: "host"}}, Signed: day(2013, 2, 13), Began: day(2013, 0, 0),
			Period: period(day(2013, 0, 0), day(2015, 0, 0)), Renews: "birdlife-2010", Status: "in-force", AsOf: day(2014, 7, 0),
			ScopeText: text("fr", "Les oiseaux"), Scope: record.Scope{Regions: []record.ID{"africa"}}, Documents: []record.ID{"cop11-doc-21-1"}}},
		{"activities", &record.Activity{Head: record.Head{ID: "fiji-workshop"}, Kind: "workshop", Title: text("en", "Workshop"), Outcome: text("en", "None yet"),
			Actors: []record.Actor{{ID: "birdlife", Role: "organiser"}}, Agreement: "birdlife-2013", Date: day(2014, 8, 0), Place: text(lang.Any, "Nadi"),
			Scope: record.Scope{Countries: []record.Country{"KEN"}}, Events: []record.ID{"cop11"}, Status: "planned", AsOf: day(2014, 7, 0)}},
		{"resolutions", &record.Resolution{Head: record.Head{ID: "10-21"}, Kind: "resolution", Number: "10.21", Body: "aewa", Meeting: "COP10",
			Title: text("fr", "Synergies"), Status: "in-force", Supersedes: []record.ID{"9-9"},
			Provisions: []record.Provision{{N: "3.5", Kind: "objective", Label: text("fr", "But")}}}},
		{"instruments", &record.Instrument{Head: record.Head{ID: "aewa"}, Kind: "agreement", Name: text("en", "AEWA"), Parent: "cms",
			Taxa: []record.ID{"birds"}, Regions: []record.ID{"africa"}, Summary: text("en", "Waterbirds.")}},
		{"regions", &record.Region{Head: record.Head{ID: "africa"}, Kind: "cms-region", Name: text("fr", "Afrique"), Parent: "world",
			Countries: []record.Country{"KEN"}, Centre: []float64{17, -2.5}}},
		{"taxa", &record.Taxon{Head: record.Head{ID: "birds"}, ScientificName: "Aves", Rank: "class", Group: "birds", Name: text("fr", "Oiseaux"),
			Parent: "animals", Instruments: []record.ID{"aewa"}, AlsoKnownAs: lang.Words{"fr": {"oiseaux migrateurs"}, lang.Any: {"Aves", "Ornithes"}}}},
		{"themes", &record.Theme{Head: record.Head{ID: "poaching"}, Name: text("fr", "Braconnage"), Definition: text("fr", "Chasse interdite"), Parent: "crime"}},
		{"documents", &record.Document{Head: record.Head{ID: "cop11-doc-21-1"}, Symbol: "UNEP/CMS/COP11/Doc.21.1", Title: text("fr", "Synergies"), Date: day(2014, 7, 0),
			Meeting: "COP11", Languages: []string{"fr", "en"}, Anchors: []record.Anchor{{ID: "20b", Topic: text("fr", "BirdLife")}, {ID: "S", NoFact: text("fr", "Résumé")}}}},
		{"events", &record.Event{Head: record.Head{ID: "cop11"}, Kind: "conference", Name: text(lang.Any, "COP11"), Date: period(day(2014, 11, 4), day(2014, 11, 9)),
			Place: text(lang.Any, "Quito"), Country: "ECU", Status: "planned", Organisers: []record.ID{"aewa"}}},
		{"entry-points", &record.EntryPoint{Head: record.Head{ID: "friends"}, Kind: "partner-network", Title: text("fr", "Amis"), OfferedBy: "birdlife",
			Audience: []string{"ngo", "company"}, Contributions: []string{"funds"}, Benefits: []string{"network", "voice"}, Seeks: text("fr", "Des amis"), Offers: text("fr", "Un réseau"), Steps: text("fr", "Écrire"),
			Requirements: text("fr", "Rien"), Status: "open", AsOf: day(2014, 7, 0), ReplacedBy: "friends-2", Scope: record.Scope{Taxa: []record.ID{"birds"}},
			Contact: record.Contact{Role: text("fr", "Secrétariat"), Channel: "web", Value: "https://www.cms.int", Visibility: "public"}}},
	}
	got := set.All()
	if len(got) != len(tests) || len(tests) != len(record.Collections) {
		t.Fatalf("%d records of %d", len(got), len(tests))
	}
	for i, tt := range tests {
		t.Run(tt.collection, func(t *testing.T) {
			h := got[i].Base()
			if at, want := h.Pos().String(), "data/"+tt.collection+"/"+string(h.ID)+".toml:1:1"; at != want {
				t.Errorf("comes from %s, want %s", at, want)
			}
			h.Source, tt.want.Base().Collection = nil, tt.collection
			if !reflect.DeepEqual(got[i], tt.want) {
				t.Errorf("\n got %+v\nwant %+v", got[i], tt.want)
			}
		})
	}
	want := map[record.Country]record.CountryNames{"KEN": {Name: lang.Text{"fr": "Kenya", "en": "Kenya"}}, "GBR": {Name: text(lang.Any, "UK")}}
	for code, n := range set.Countries {
		if at := n.Source.At("name").File; at != "data/countries.toml" {
			t.Errorf("%s comes from %q", code, at)
		}
		n.Source = nil
		set.Countries[code] = n
	}
	if !reflect.DeepEqual(set.Countries, want) {
		t.Errorf("countries %v, want %v", set.Countries, want)
	}
}

// The sound site has every key of every collection, so that the test above
// fails for one that is not decoded.
func TestSoundSiteHasEveryKey(t *testing.T) {
	set, _ := Data(site(), "data", portal)
	rare := []string{"cite", "note", "checked_on", "regions", "countries", "taxa", "themes", "instruments", "resolutions", "documents", "also_known_as", "acronym"}
	for _, r := range set.All() {
		h := r.Base()
		c, _ := record.ByName(h.Collection)
		for _, f := range record.Fields(c.Type) {
			if h.Source.Get(f.Key) == nil && (h.Collection == "partners" || !slices.Contains(rare, f.Key)) {
				t.Errorf("%s/%s has no %q", h.Collection, h.ID, f.Key)
			}
		}
	}
}

func TestRecordsComeInTheOrderOfTheirIDs(t *testing.T) {
	more := map[string]string{}
	for _, id := range strings.Fields("b z a-1 a 10 9 a1") {
		more["data/themes/"+id+".toml"] = "name = { mul = 'x' }"
	}
	set, list := Data(site(more), "data", portal)
	var got []string
	for _, r := range set.Themes {
		got = append(got, string(r.ID))
	}
	if want := strings.Fields("10 9 a a-1 a1 b poaching z"); !slices.Equal(got, want) || list.Len() > 0 {
		t.Errorf("got %q, want %q; %v", got, want, lines(list))
	}
}
