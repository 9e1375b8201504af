package check

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"passerelle/internal/diag"
	"passerelle/internal/load"
	"passerelle/internal/prose"
	"passerelle/internal/record"
)

func TestValidSite(t *testing.T) {
	set := loadSite(t, validSite(t))
	if n := len(set.All()); n != 22 {
		t.Fatalf("the site has %d records, not 22: nothing is tested", n)
	}
	for _, line := range findings(set, options()) {
		t.Error(line)
	}
}

const (
	partner    = "data/partners/birdlife.toml"
	group      = "data/partners/wetland-group.toml"
	museums    = "data/organisations/museums.toml"
	africa     = "data/regions/africa.toml"
	activity   = "data/activities/workshop.toml"
	firstPlan  = "data/agreements/first-plan.toml"
	secondPlan = "data/agreements/second-plan.toml"
	fund       = "data/entry-points/fund.toml"
	report     = "data/documents/report.toml"
)

// mutations break one thing of the valid site each. A fault of which several
// records are part is told of each.
var mutations = []struct {
	name, file, old, new string
	want                 []string
}{
	// References.
	{"a slip of the pen in a reference", partner, `parent = "wetland-group"`, `parent = "wetland-grop"`, []string{
		`data/partners/birdlife.toml:3:10: error[dangling-reference]: "wetland-grop" names no record in partners, organisations, instruments (did you mean "wetland-group"?)`}},
	{"a reference to nothing like it", activity, `agreement = "second-plan"`, `agreement = "memorandum-of-2009"`, []string{
		`data/activities/workshop.toml:5:13: error[dangling-reference]: "memorandum-of-2009" names no record in agreements (correct the id or add the file)`}},
	{"a reference in a list", partner, `regions = ["arctic", "africa"]`, `regions = ["arctic", "asia", "africa"]`, []string{
		`data/partners/birdlife.toml:8:22: error[dangling-reference]: "asia" names no record in regions (correct the id or add the file)`}},
	{"a reference in a table of a list", secondPlan, "[[parties]]\nid = \"cms\"", "[[parties]]\nid = \"ramsar\"", []string{
		`data/agreements/second-plan.toml:17:6: error[dangling-reference]: "ramsar" names no record in partners, organisations, instruments (correct the id or add the file)`}},
	{"a body where a region must be", partner, `["arctic", "africa"]`, `["arctic", "wetland-group"]`, []string{
		`data/partners/birdlife.toml:8:22: error[wrong-collection]: "wetland-group" is in partners, but "regions" takes an id of regions`}},
	{"a norm as the parent of a body", group, `as_of = "2014"`, "as_of = \"2014\"\nparent = \"9-9\"", []string{
		`data/partners/wetland-group.toml:5:10: error[wrong-collection]: "9-9" is in resolutions, but "parent" takes an id of partners, organisations, instruments`}},

	// Ids and lists.
	{"a partner's id given to an organisation", "data/organisations/birdlife.toml", "", "kind = \"ngo\"\nname = { mul = \"BirdLife\" }\ncite = [\"report#1\"]\n", []string{
		`data/organisations/birdlife.toml:1:1: error[duplicate-id]: the id "birdlife" is also that of data/partners/birdlife.toml; partners, organisations and instruments share one id space (if both are the same body keep one record, else rename one)`}},
	{"an organisation's id given to an instrument", "data/instruments/museums.toml", "", "kind = \"initiative\"\nname = { mul = \"Museums\" }\ncite = [\"report#1\"]\n", []string{
		`data/instruments/museums.toml:1:1: error[duplicate-id]: the id "museums" is also that of data/organisations/museums.toml; partners, organisations and instruments share one id space (if both are the same body keep one record, else rename one)`}},
	{"a partner's id given to a theme is none of it", "data/themes/birdlife.toml", "", `name = { mul = "BirdLife" }`, nil},
	{"a region twice", partner, `["arctic", "africa"]`, `["arctic", "africa", "arctic"]`, []string{
		`data/partners/birdlife.toml:8:32: error[repeated]: "arctic" stands twice in "regions"`}},
	{"a paragraph twice", partner, `["report#1", "report#20b"]`, `["report#1", "report#1"]`, []string{
		`data/partners/birdlife.toml:12:21: error[repeated]: "report#1" stands twice in "cite"`}},
	{"a word twice", fund, `audience = ["ngo"]`, `audience = ["ngo", "ngo"]`, []string{
		`data/entry-points/fund.toml:4:20: error[repeated]: "ngo" stands twice in "audience"`}},
	{"a party twice in one role", secondPlan, `id = "cms"`, `id = "birdlife"`, []string{
		`data/agreements/second-plan.toml:16:3: error[repeated]: "birdlife, party" stands twice in "parties"`}},
	{"a tie twice", partner, "[[resolutions]]", "[[resolutions]]\nid = \"10-9\"\ntie = \"explicit\"\ncite = [\"report#20b\"]\n[[resolutions]]", []string{
		`data/partners/birdlife.toml:22:3: error[repeated]: "10-9, explicit" stands twice in "resolutions"`}},
	{"a tie with another provision is no fault", partner, "[[resolutions]]", "[[resolutions]]\nid = \"10-9\"\nprovision = \"1\"\ntie = \"explicit\"\ncite = [\"report#1\"]\n[[resolutions]]", nil},
	{"a paragraph declared twice", report, `id = "20b"`, "id = \"20b\"\n[[anchors]]\nid = \"1\"", []string{
		`data/documents/report.toml:11:3: error[repeated]: "1" stands twice in "anchors"`}},
	{"a party twice in two roles is no fault", secondPlan, "id = \"cms\"\nrole = \"party\"", "id = \"birdlife\"\nrole = \"host\"", nil},
	{"a centre of two equal numbers is no fault", africa, `[20.0, -5.5]`, `[5.0, 5.0]`, nil},

	// Texts.
	{"a translation that is required", activity, `title = { fr = "Atelier", en = "Workshop" }`, `title = { fr = "Atelier" }`, []string{
		`data/activities/workshop.toml:2:9: error[missing-translation]: "title" has no text in "en" (write the text, or, for a proper name that is the same everywhere, use mul alone)`}},
	{"a translation in a table of a list", report, `topic = { fr = "Pourquoi coopérer", en = "Why cooperate" }`, `topic = { en = "Why cooperate" }`, []string{
		`data/documents/report.toml:7:9: error[missing-translation]: "topic" has no text in "fr" (write the text, or, for a proper name that is the same everywhere, use mul alone)`}},
	{"a translation of a country", "data/countries.toml", `{ fr = "Ouganda", en = "Uganda" }`, `{ fr = "Ouganda" }`, []string{
		`data/countries.toml:3:16: error[missing-translation]: "name" has no text in "en" (write the text, or, for a proper name that is the same everywhere, use mul alone)`}},
	{"a link that is not https", partner, `[its site](https://www.birdlife.org/)`, `[its site](http://www.birdlife.org/)`, []string{
		`data/partners/birdlife.toml:16:6: error[bad-link]: the link to "http://www.birdlife.org/" cannot be published (write [text](https://…) with the whole address)`}},
	{"a link that runs a script", firstPlan, `fr = "Portée."`, `fr = "[Portée](javascript:alert.1)."`, []string{
		`data/agreements/first-plan.toml:7:16: error[bad-link]: the link to "javascript:alert.1" cannot be published (write [text](https://…) with the whole address)`}},
	{"a text as long as may be", firstPlan, `en = "Scope."`, `en = "` + strings.Repeat("é", prose.MaxLength) + `"`, nil},
	{"a text too long", firstPlan, `en = "Scope."`, `en = "` + strings.Repeat("é", prose.MaxLength+1) + `"`, []string{
		`data/agreements/first-plan.toml:7:32: error[text-too-long]: the text has 4001 characters; at most 4000 are read`}},

	{"a resolution without number and title", "data/resolutions/8-1.toml", `number = "8.1"`, "", []string{
		`data/resolutions/8-1.toml:1:1: error[no-title]: the norm has no title; only a resolution may go by its number alone`}},
	{"a plan that goes by its number", "data/resolutions/8-1.toml", `kind = "resolution"`, `kind = "plan"`, []string{
		`data/resolutions/8-1.toml:1:1: error[no-title]: the norm has no title; only a resolution may go by its number alone`}},
	{"a plan with a title is no fault", "data/resolutions/8-1.toml", `kind = "resolution"`, "kind = \"plan\"\ntitle = { mul = \"Plan\" }", nil},

	// Countries, documents, paragraphs, places.
	{"a country that is not listed", partner, `["KEN", "UGA"]`, `["KEN", "TZA"]`, []string{
		`data/partners/birdlife.toml:7:21: error[unknown-country]: "TZA" is not in data/countries.toml (correct the code or add it there with its names)`}},
	{"an event's country that is not listed", "data/events/congress.toml", `country = "KEN"`, `country = "KIN"`, []string{
		`data/events/congress.toml:4:11: error[unknown-country]: "KIN" is not in data/countries.toml (correct the code or add it there with its names)`}},
	{"a document that is not there", museums, `report#20b`, `minutes#20b`, []string{
		`data/organisations/museums.toml:3:9: error[unknown-document]: "minutes" names no record in documents`}},
	{"a paragraph that is not there", activity, `report#20b`, `report#20c`, []string{
		`data/activities/workshop.toml:10:9: error[unknown-paragraph]: the document "report" has no paragraph "20c" (its paragraphs are the [[anchors]] of data/documents/report.toml)`}},
	{"a tie on a paragraph that is not there", partner, "tie = \"explicit\"\ncite = [\"report#1\"]", "tie = \"explicit\"\ncite = [\"report#2\"]", []string{
		`data/partners/birdlife.toml:21:9: error[unknown-paragraph]: the document "report" has no paragraph "2" (its paragraphs are the [[anchors]] of data/documents/report.toml)`}},
	{"no citation", activity, "cite = [\"report#20b\"]\n", "", []string{
		`data/activities/workshop.toml:1:1: error[no-source]: the record names no paragraph that it rests on (add cite = ["report#…"] with the paragraph's number)`}},
	{"a centre beyond the dateline", africa, `[20.0, -5.5]`, `[181, -5.5]`, []string{
		`data/regions/africa.toml:4:10: error[bad-centre]: the centre must be [longitude, latitude] in degrees`}},
	{"a centre beyond the pole", africa, `[20.0, -5.5]`, `[20, -90.5]`, []string{
		`data/regions/africa.toml:4:10: error[bad-centre]: the centre must be [longitude, latitude] in degrees`}},
	{"a centre of one number", africa, `[20.0, -5.5]`, `[20]`, []string{
		`data/regions/africa.toml:4:10: error[bad-centre]: the centre must be [longitude, latitude] in degrees`}},

	// What is said to be none, and contacts.
	{"no agreement, but there are two", partner, `as_of = "2014-07"`, "as_of = \"2014-07\"\ndocumented_none = [\"agreements\"]", []string{
		`data/partners/birdlife.toml:7:20: error[not-none]: the source is said to document no agreements, but there are records of some`}},
	{"no activity, but there is one", partner, `as_of = "2014-07"`, "as_of = \"2014-07\"\ndocumented_none = [\"activities\"]", []string{
		`data/partners/birdlife.toml:7:20: error[not-none]: the source is said to document no activities, but there are records of some`}},
	{"no region and no animal, but there are", partner, `as_of = "2014-07"`, "as_of = \"2014-07\"\ndocumented_none = [\"regions\", \"taxa\"]", []string{
		`data/partners/birdlife.toml:7:20: error[not-none]: the source is said to document no regions, but there are records of some`,
		`data/partners/birdlife.toml:7:31: error[not-none]: the source is said to document no taxa, but there are records of some`}},
	{"none indeed", group, `as_of = "2014"`, "as_of = \"2014\"\ndocumented_none = [\"agreements\", \"activities\", \"regions\", \"taxa\"]", nil},
	{"a mailbox without its host", fund, `status = "open"`, "status = \"open\"\ncontact = { channel = \"email\", value = \"fund@cms\", visibility = \"public\" }", []string{
		`data/entry-points/fund.toml:6:40: error[bad-contact]: "fund@cms" is not an address for the channel "email"`}},
	{"a web page that is not https", fund, `status = "open"`, "status = \"open\"\ncontact = { channel = \"web\", value = \"http://www.cms.int/\" }", []string{
		`data/entry-points/fund.toml:6:38: error[bad-contact]: "http://www.cms.int/" is not an address for the channel "web"`}},
	{"a channel without an address", fund, `status = "open"`, "status = \"open\"\ncontact = { channel = \"post\" }", []string{
		`data/entry-points/fund.toml:6:11: error[bad-contact]: "" is not an address for the channel "post"`}},
	{"a mailbox", fund, `status = "open"`, "status = \"open\"\ncontact = { channel = \"email\", value = \"fund@cms.int\", visibility = \"public\" }", nil},

	// Chains that bite their own tail.
	{"a body that is its own parent", group, `as_of = "2014"`, "as_of = \"2014\"\nparent = \"wetland-group\"", []string{
		`data/partners/wetland-group.toml:5:10: error[cycle]: "parent" leads back to the record itself: wetland-group → wetland-group`}},
	{"two partners, parents of each other", group, `as_of = "2014"`, "as_of = \"2014\"\nparent = \"birdlife\"", []string{
		`data/partners/birdlife.toml:3:10: error[cycle]: "parent" leads back to the record itself: birdlife → wetland-group → birdlife`,
		`data/partners/wetland-group.toml:5:10: error[cycle]: "parent" leads back to the record itself: wetland-group → birdlife → wetland-group`}},
	{"two organisations", museums, `kind = "government"`, "kind = \"government\"\nparent = \"nature-kenya\"", []string{
		`data/organisations/museums.toml:2:10: error[cycle]: "parent" leads back to the record itself: museums → nature-kenya → museums`,
		`data/organisations/nature-kenya.toml:3:10: error[cycle]: "parent" leads back to the record itself: nature-kenya → museums → nature-kenya`}},
	{"two instruments", "data/instruments/cms.toml", `kind = "convention"`, "kind = \"convention\"\nparent = \"aewa\"", []string{
		`data/instruments/aewa.toml:3:10: error[cycle]: "parent" leads back to the record itself: aewa → cms → aewa`,
		`data/instruments/cms.toml:2:10: error[cycle]: "parent" leads back to the record itself: cms → aewa → cms`}},
	{"two regions", africa, `kind = "cms-region"`, "kind = \"cms-region\"\nparent = \"arctic\"", []string{
		`data/regions/africa.toml:2:10: error[cycle]: "parent" leads back to the record itself: africa → arctic → africa`,
		`data/regions/arctic.toml:3:10: error[cycle]: "parent" leads back to the record itself: arctic → africa → arctic`}},
	{"two taxa", "data/taxa/mammals.toml", `group = "aquatic-mammals"`, "group = \"aquatic-mammals\"\nparent = \"whales\"", []string{
		`data/taxa/mammals.toml:2:10: error[cycle]: "parent" leads back to the record itself: mammals → whales → mammals`,
		`data/taxa/whales.toml:3:10: error[cycle]: "parent" leads back to the record itself: whales → mammals → whales`}},
	{"two themes", "data/themes/conservation.toml", `name`, "parent = \"flyways\"\nname", []string{
		`data/themes/conservation.toml:1:10: error[cycle]: "parent" leads back to the record itself: conservation → flyways → conservation`,
		`data/themes/flyways.toml:2:10: error[cycle]: "parent" leads back to the record itself: flyways → conservation → flyways`}},
	{"agreements that renew each other", firstPlan, `status = "ended"`, "renews = \"second-plan\"\nstatus = \"ended\"", []string{
		`data/agreements/first-plan.toml:5:10: error[cycle]: "renews" leads back to the record itself: first-plan → second-plan → first-plan`,
		`data/agreements/second-plan.toml:5:10: error[cycle]: "renews" leads back to the record itself: second-plan → first-plan → second-plan`}},
	{"ways in that take each other's place", fund, `status = "open"`, "replaced_by = \"old-fund\"\nstatus = \"open\"", []string{
		`data/entry-points/fund.toml:5:15: error[cycle]: "replaced_by" leads back to the record itself: fund → old-fund → fund`,
		`data/entry-points/old-fund.toml:7:15: error[cycle]: "replaced_by" leads back to the record itself: old-fund → fund → old-fund`}},
	{"three norms in a ring", "data/resolutions/8-1.toml", `status = "superseded"`, "status = \"superseded\"\nsupersedes = [\"10-9\"]", []string{
		`data/resolutions/10-9.toml:5:14: error[cycle]: "supersedes" leads back to the record itself: 10-9`,
		`data/resolutions/8-1.toml:5:14: error[cycle]: "supersedes" leads back to the record itself: 8-1`,
		`data/resolutions/9-9.toml:5:14: error[cycle]: "supersedes" leads back to the record itself: 9-9`}},
	{"a ring by the second of two norms", "data/resolutions/9-9.toml", `supersedes = ["8-1"]`, `supersedes = ["8-1", "10-9"]`, []string{
		`data/resolutions/10-9.toml:5:14: error[cycle]: "supersedes" leads back to the record itself: 10-9`,
		`data/resolutions/9-9.toml:5:14: error[cycle]: "supersedes" leads back to the record itself: 9-9`}},
	{"a record before a ring is none of it", africa, `kind = "cms-region"`, "kind = \"cms-region\"\nparent = \"africa\"", []string{
		`data/regions/africa.toml:2:10: error[cycle]: "parent" leads back to the record itself: africa → africa`}},

	// Dates.
	{"done after it was reported", activity, `date = "2013-02-13"`, `date = "2014-08-01"`, []string{
		`data/activities/workshop.toml:6:8: error[done-in-future]: the status is "completed", but the date 2014-08-01 comes after 2014-07, when that was reported (what was still to come is "planned")`}},
	{"begun in the month of the report", activity, `date = "2013-02-13"`, `date = "2014-07-30/2014-08-02"`, nil},
	{"done on a day of a year not stated", activity, `date = "2013-02-13"`, `date = "XXXX-12-31"`, nil},
	{"in force before its time", secondPlan, `period = "2012/2014"`, `period = "2015/2017"`, []string{
		`data/agreements/second-plan.toml:4:10: error[done-in-future]: the status is "in-force", but the date 2015/2017 comes after 2014-07, when that was reported (what was still to come is "planned")`}},
	{"in force over its end", secondPlan, `period = "2012/2014"`, `period = "2014/2020"`, nil},
	{"an event held in the future", "data/events/congress.toml", `date = "2013"`, `date = "2014-11"`, []string{
		`data/events/congress.toml:3:8: error[done-in-future]: the status is "held", but the date 2014-11 comes after 2014-07, when that was reported (what was still to come is "planned")`}},
	{"a partner as of after the edition", group, `as_of = "2014"`, `as_of = "2015"`, []string{
		`data/partners/wetland-group.toml:4:9: error[as-of-after-edition]: the state is said to be of 2015, after the edition's date 2014-07`}},
	{"an agreement as of after the edition", firstPlan, `as_of = "2014-07"`, `as_of = "2014-08"`, []string{
		`data/agreements/first-plan.toml:6:9: error[as-of-after-edition]: the state is said to be of 2014-08, after the edition's date 2014-07`}},
	{"an activity as of after the edition", activity, `as_of = "2014-07"`, `as_of = "2014-08"`, []string{
		`data/activities/workshop.toml:9:9: error[as-of-after-edition]: the state is said to be of 2014-08, after the edition's date 2014-07`}},
	{"a way in as of after the edition", fund, `as_of = "2014-07"`, `as_of = "2014-08-01"`, []string{
		`data/entry-points/fund.toml:6:9: error[as-of-after-edition]: the state is said to be of 2014-08-01, after the edition's date 2014-07`}},
}

func TestMutations(t *testing.T) {
	for _, tt := range mutations {
		t.Run(tt.name, func(t *testing.T) {
			fsys := validSite(t)
			mutate(t, fsys, tt.file, tt.old, tt.new)
			compare(t, findings(loadSite(t, fsys), options()), tt.want)
		})
	}
}

// TestSource names an edition's document that is not in the data.
func TestSource(t *testing.T) {
	o := options()
	o.Source, o.SourceAt = "minutes", diag.Position{File: "config.toml", Line: 3, Col: 12}
	compare(t, findings(loadSite(t, validSite(t)), o), []string{
		`config.toml:3:12: error[not-a-source]: the edition's document "minutes" is not in data/documents`,
	})
}

// TestBrokenRecords: what is wrong with a file that could not be read was told
// by the loader; the records that refer to it are not wrong.
func TestBrokenRecords(t *testing.T) {
	for _, tt := range []struct{ file, old, new string }{
		{group, `kind = "coalition"`, `kind = coalition`},
		{report, `date = "2014-07"`, `date = "July 2014"`},
		{"data/countries.toml", `UGA = {`, `uganda = {`},
	} {
		fsys := validSite(t)
		mutate(t, fsys, tt.file, tt.old, tt.new)
		set, list := load.Data(fsys, "data", languages)
		if list.Len() == 0 {
			t.Errorf("%s: the loader finds no fault", tt.file)
		}
		for _, line := range findings(set, options()) {
			t.Errorf("%s is broken: %s", tt.file, line)
		}
	}
}

// TestNothingStopsAtTheFirst breaks one record in four ways.
func TestNothingStopsAtTheFirst(t *testing.T) {
	fsys := validSite(t)
	mutate(t, fsys, partner, `["KEN", "UGA"]`, `["TZA"]`)
	mutate(t, fsys, partner, `["whales"]`, `["wales"]`)
	mutate(t, fsys, partner, `as_of = "2014-07"`, `as_of = "2016"`)
	mutate(t, fsys, partner, `["report#1", "report#20b"]`, `["report#9"]`)
	var codes []string
	for _, d := range Set(loadSite(t, fsys), options()).Sorted() {
		codes = append(codes, d.Rule.Code)
	}
	compare(t, codes, []string{"as-of-after-edition", "unknown-country", "dangling-reference", "unknown-paragraph"})
}

// TestEveryRule holds the table against the source: a rule without a mutation
// that breaks it is not tested.
func TestEveryRule(t *testing.T) {
	broken := "[" + NotASource.Code + "]" // TestSource
	for _, tt := range mutations {
		broken += strings.Join(tt.want, "\n")
	}
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	code := regexp.MustCompile(`diag\.Rule\{Code: "([^"]+)"`)
	rules := []string{prose.BadLink.Code, prose.TooLong.Code}
	for _, name := range sources {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range code.FindAllStringSubmatch(string(data), -1) {
			rules = append(rules, m[1])
		}
	}
	if len(rules) < 15 {
		t.Fatalf("only the rules %v were found in the source", rules)
	}
	for _, r := range rules {
		if !strings.Contains(broken, "["+r+"]") {
			t.Errorf("no mutation breaks the rule %s", r)
		}
	}
}

// TestOtherOrder gives the records in the opposite order: the findings are the
// same but for which of two bodies with one id came first.
func TestOtherOrder(t *testing.T) {
	fsys := validSite(t)
	mutate(t, fsys, "data/resolutions/8-1.toml", `status = "superseded"`, "status = \"superseded\"\nsupersedes = [\"10-9\"]")
	mutate(t, fsys, partner, `["KEN", "UGA"]`, `["TZA"]`)
	set := loadSite(t, fsys)
	want := findings(set, options())
	backward := &record.Set{Countries: set.Countries}
	all := set.All()
	slices.Reverse(all)
	for _, r := range all {
		backward.Add(r)
	}
	compare(t, findings(backward, options()), want)
}

func compare(t *testing.T, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}
