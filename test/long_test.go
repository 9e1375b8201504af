package test

import (
	"fmt"
	"strings"
	"testing"
)

// longest is how many characters each name and title of the records that long
// makes has.
const longest = 120

// longWords is what these names are made of, by language.
var longWords = map[string]string{
	"fr": "anticonstitutionnellement intergouvernementalisation électroencéphalographiquement désinstitutionnalisation hydrogéomorphologique",
	"en": "counterrevolutionaries internationalisation electroencephalographically interdisciplinarity deinstitutionalisation",
	"es": "electroencefalográficamente intergubernamentalización anticonstitucionalmente desoxirribonucleótidos contrarrevolucionario",
}

// longName returns a name of exactly the longest length in each language, as a
// value of TOML. Names of different numbers differ.
func longName(number int) string {
	var texts []string
	for _, tag := range tags {
		letters := []rune(fmt.Sprintf("%02d %s %s", number, longWords[tag], longWords[tag]))[:longest]
		if letters[longest-1] == ' ' {
			letters[longest-1] = 'x'
		}
		texts = append(texts, fmt.Sprintf("%s = %q", tag, string(letters)))
	}
	return "{ " + strings.Join(texts, ", ") + " }"
}

// long writes records into a replica: a partner with 60 activities and 12
// agreements, each with a name as long as can be and much around it, and a
// partner with no more than what is required.
func long(t *testing.T, dir string) {
	t.Helper()
	write(t, dir, "data/partners/extreme-short.toml", `kind = "private"
name = { mul = "X" }
relationship = "informal"
as_of = "2014"
summary = { mul = "X." }
cite = ["cop11-doc-21-1#21"]
`)
	write(t, dir, "data/partners/extreme-long.toml", `kind = "regional-office"
name = `+longName(0)+`
acronym = { mul = "EXTREMELONG" }
also_known_as = ["Wirtschaftsverwaltungsrechtsangelegenheiten", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch"]
members = ["rspb", "birdlife-switzerland", "birdlife-sweden"]
relationship = "formal"
as_of = "2014-07"
website = "https://`+strings.Repeat("extremely-long.", 8)+`example.org/`+strings.Repeat("x", 60)+`"
cite = ["cop11-doc-21-1#20b", "cop11-doc-21-1#24"]
note = `+longName(90)+`
summary = `+longName(91)+`
why = `+longName(92)+`
[[resolutions]]
id = "10-21"
tie = "implied"
cite = ["cop11-doc-21-1#2", "cop11-doc-21-1#3"]
`)
	sorts := []string{"letter-of-cooperation", "memorandum", "partnership-agreement", "joint-work-plan", "arrangement", "membership"}
	states := []string{"planned", "in-force", "renewal-considered", "ended", "unknown"}
	dates := []string{`signed = "2012"`, `signed = "2013-02"`, `signed = "2013-02-13"`, `period = "2012/2014"`, ""}
	for i := 1; i <= 12; i++ {
		renews := ""
		if i > 1 {
			renews = fmt.Sprintf("renews = \"extreme-agreement-%02d\"\n", i-1)
		}
		write(t, dir, fmt.Sprintf("data/agreements/extreme-agreement-%02d.toml", i), fmt.Sprintf(`kind = %q
formality = "formal"
title = %s
%s
%sstatus = %q
as_of = "2014-07"
countries = ["KEN", "TZA", "CHL", "ZWE", "FJI"]
taxa = ["sharks", "cetaceans", "marine-mammals"]
themes = ["shark-conservation", "bycatch", "stranding-entanglement"]
instruments = ["aewa"]
cite = ["cop11-doc-21-1#15"]
note = %s
scope = %s
parties = [{ id = "cms-secretariat", role = "party" }, { id = "extreme-long", role = "founding-member" }, { id = "noaa", role = "funder" }]
[[resolutions]]
id = "10-21"
tie = "explicit"
cite = ["cop11-doc-21-1#2"]
`, sorts[i%len(sorts)], longName(i), dates[i%len(dates)], renews, states[i%len(states)], longName(93), longName(94)))
	}
	sorts = []string{"workshop", "publication", "project", "technical-support", "representation"}
	states = []string{"planned", "ongoing", "completed", "unknown"}
	dates = []string{`date = "2013"`, `date = "2013-02"`, `date = "2013-02-13"`, `date = "2014-04-15/2014-04-16"`, `date = "XXXX-01-29"`, ""}
	for i := 1; i <= 60; i++ {
		write(t, dir, fmt.Sprintf("data/activities/extreme-activity-%02d.toml", i), fmt.Sprintf(`kind = %q
title = %s
%s
status = %q
as_of = "2014-07"
agreement = "extreme-agreement-%02d"
place = %s
regions = ["africa", "arctic"]
countries = ["CHL", "ZWE", "FJI"]
taxa = ["sharks"]
themes = ["capacity-building", "shark-conservation"]
instruments = ["cms", "aewa"]
events = ["pre-cop-workshop-chile", "cms-cop11"]
cite = ["cop11-doc-21-1#20a", "cop11-doc-21-1#22", "cop11-doc-21-1#41"]
outcome = %s
actors = [{ id = "extreme-long", role = "lead" }, { id = "cms", role = "organiser" }, { id = "pew", role = "supporter" }, { id = "sprep", role = "funder" }]
`, sorts[i%len(sorts)], longName(i), dates[i%len(dates)], states[i%len(states)], i%12+1, longName(95), longName(96)))
	}
}
