package load

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"passerelle/internal/diag"
)

var update = flag.Bool("update", false, "write the goldens anew")

// TestRefused damages the sound site in one way after another and holds what
// is said against testdata/refused.txt, where each case stands with its input
// and its messages. A case replaces old by new in a file, or, without an old,
// puts new at the end of a file or into a new one.
func TestRefused(t *testing.T) {
	const (
		partner  = "data/partners/birdlife.toml"
		theme    = "data/themes/poaching.toml"
		region   = "data/regions/africa.toml"
		taxon    = "data/taxa/birds.toml"
		entry    = "data/entry-points/friends.toml"
		document = "data/documents/cop11-doc-21-1.toml"
		states   = "data/countries.toml"
		about    = "content/fr/about.md"
	)
	var golden strings.Builder
	for _, tt := range []struct{ name, file, old, new string }{
		{"unknown key", theme, `parent`, `parant`},
		{"unknown key without a near one", theme, `parent`, `colour`},
		{"unknown key that is old", partner, `cite = ["cop11-doc-21-1#20b"`, `renewed_by = ["x"`},
		{"key in the wrong case", partner, `kind =`, `Kind =`},
		{"key in capitals", theme, `name`, `NAME`},
		{"the same key in two cases", theme, `name = { fr = "Braconnage" }`, `name = { fr = "Braconnage" }` + "\n" + `Name = { fr = "Chasse" }`},
		{"unknown key of a table", partner, `ror =`, `rors =`},
		{"unknown key of the second table of a list", partner, "tie = \"explicit\"", "tie = \"explicit\"\ntye = \"x\""},
		{"field of the record below a table", partner, "tie = \"explicit\"", "tie = \"explicit\"\nwebsite = \"https://x.example\""},
		{"unknown key of an inline table", document, `no_fact`, `nofact`},
		{"key of the head that no file holds", theme, `parent`, `id`},
		{"key after a table", entry, `visibility = "public"`, `visibility = "public"` + "\n" + `kind = "portal"`},

		{"missing key", theme, `name = { fr = "Braconnage" }`, ``},
		{"missing key of a table of a list", partner, `tie = "explicit"`, ``},
		{"empty file", theme, sound[theme], ``},

		{"text for a list", partner, `members = ["rspb", "aewa"]`, `members = "rspb"`},
		{"list for a text", partner, `parent = "unep"`, `parent = ["unep"]`},
		{"words without languages", taxon, `also_known_as = {`, "also_known_as = [\"Aves\"]\nx = {"},
		{"words in a language of another site", taxon, `mul = ["Aves"`, `de = ["Aves"`},
		{"one word for a list", taxon, `fr = ["oiseaux migrateurs"]`, `fr = "oiseaux migrateurs"`},
		{"number among words", taxon, `"Ornithes"`, `7`},
		{"empty words", taxon, `fr = ["oiseaux migrateurs"]`, `fr = [""]`},
		{"no words", taxon, `{ fr = ["oiseaux migrateurs"], mul = ["Aves", "Ornithes"] }`, `{}`},
		{"text without languages", theme, `name = { fr = "Braconnage" }`, `name = "Braconnage"`},
		{"number for a text", partner, `ror = "0521rv456"`, `ror = 521`},
		{"truth for a word", entry, `status = "open"`, `status = true`},
		{"date without quotes", partner, `as_of = "2014-07"`, `as_of = 2014-07-01`},
		{"year without quotes", partner, `as_of = "2014-07"`, `as_of = 2014`},
		{"table for a list of tables", document, `anchors = [`, `anchors = { id = "1" }` + "\nx = ["},
		{"text in a list of tables", document, `{ id = "20b", topic = { fr = "BirdLife" } }`, `"20b"`},
		{"list for a table", entry, `[contact]`, `[[contact]]`},
		{"number in a list of ids", partner, `taxa = ["birds"]`, `taxa = ["birds", 7]`},
		{"text for a number", region, `-2.5`, `"-2.5"`},
		{"number for a language's text", theme, `fr = "Braconnage"`, `fr = 1`},

		{"unknown word", partner, `"ngo"`, `"ong"`},
		{"unknown word without a near one", partner, `"ngo"`, `"association"`},
		{"word in the wrong case", partner, `"formal"`, `"Formal"`},
		{"unknown word of a list", entry, `"company"`, `"compagny"`},
		{"unknown word of a table", entry, `"web"`, `"phone"`},

		{"unknown language", theme, `definition = { fr =`, `definition = { de =`},
		{"language in the wrong case", theme, `definition = { fr =`, `definition = { FR =`},
		{"mul beside a language", theme, `fr = "Braconnage"`, `fr = "Braconnage", mul = "x"`},

		{"empty word", theme, `"crime"`, `""`},
		{"blank word", theme, `"crime"`, `" "`},
		{"empty text of a language", theme, `fr = "Braconnage"`, `fr = "Braconnage", en = ""`},
		{"blank text of a language", theme, `fr = "Braconnage"`, `fr = "\n \t"`},
		{"no language", theme, `{ fr = "Braconnage" }`, `{}`},
		{"empty list", partner, `["birds"]`, `[]`},
		{"empty item", partner, `["birds"]`, `["birds", ""]`},
		{"empty table", partner, "ror = \"0521rv456\"\nwikidata = \"Q1\"", ``},

		{"id in capitals", theme, `"crime"`, `"Crime"`},
		{"citation without a paragraph", partner, `#24"`, `"`},
		{"second citation of a list", partner, `#24"`, `#24 b"`},
		{"country in small letters", partner, `"KEN"`, `"ken"`},
		{"day that does not exist", partner, `"2026-11-22"`, `"2026-02-30"`},
		{"address that is not encrypted", partner, `https://`, `http://`},
		{"number of a resolution", "data/resolutions/10-21.toml", `"10.21"`, `"10.21."`},
		{"symbol with a space", document, `Doc.21.1"`, `Doc.21.1 "`},

		{"identifier with its address", partner, `"0521rv456"`, `"https://ror.org/0521rv456"`},
		{"item of Wikidata", partner, `"Q1"`, `"1"`},
		{"mark of a paragraph", document, `"20b"`, `"20 b"`},

		{"not TOML", theme, `{ fr = "Chasse`, `{ fr = Chasse`},
		{"not UTF-8", theme, `Chasse`, "Chass\xe9"},
		{"key twice", theme, `parent = "crime"`, `parent = "crime"` + "\n" + `parent = "law"`},
		{"hidden character", theme, `"Chasse`, `"Ch\u200basse`},

		{"file of another kind", "data/partners/notes.txt", ``, `x`},
		{"ending in capitals", "data/partners/fao.TOML", ``, `x`},
		{"folder in a collection", "data/partners/africa/fao.toml", ``, `x`},
		{"file beside the collections", "data/readme.md", ``, `x`},
		{"unknown collection", "data/partner/fao.toml", ``, `x`},
		{"unknown collection without a near one", "data/photographs/fao.toml", ``, `x`},
		{"name of a file in capitals", "data/themes/Law.toml", ``, sound[theme]},
		{"name of a file with an accent", "data/themes/loi-été.toml", ``, sound[theme]},
		{"name of a file that Windows cannot hold", "data/themes/con.toml", ``, sound[theme]},
		{"hidden files are not read", "data/themes/.swp", ``, `x`},

		{"countries: unknown key", states, ``, "[country]\n"},
		{"countries: bad code", states, `KEN`, `KE`},
		{"countries: no name", states, `name = { mul = "UK" }`, ``},
		{"countries: unknown key of one", states, `name = { mul = "UK" }`, "name = { mul = \"UK\" }\nnmae = 1"},
		{"countries: unknown language", states, `{ mul`, `{ de`},
		{"countries: name without languages", states, `{ mul = "UK" }`, `"UK"`},
		{"countries: not tables", states, sound[states], "[countries]\nKEN = \"Kenya\""},
		{"countries: a list", states, sound[states], "[[countries]]\ncode = \"KEN\""},
		{"countries: nothing", states, sound[states], "# to do"},
		{"countries: twice", states, `countries.GBR`, `countries.KEN`},

		{"page: no block", about, "+++\ntitle", "title"},
		{"page: block left open", about, "weight = 10\n+++", "weight = 10"},
		{"page: block of YAML", about, sound[about], "---\ntitle: x\n---\n"},
		{"page: empty", about, sound[about], ``},
		{"page: no title", about, `title = "À propos"`, ``},
		{"page: neither title nor description", about, "title = \"À propos\"\ndescription = \"Ce que contient le portail\"", ``},
		{"page: blank description", about, `"Ce que contient le portail"`, `" "`},
		{"page: title that is a number", about, `"À propos"`, `7`},
		{"page: unknown key", about, `weight`, `wieght`},
		{"page: option of Hugo", about, `weight = 10`, `layout = "x"`},
		{"page: weight in quotes", about, `10`, `"10"`},
		{"page: not TOML", about, `"Ce que`, `Ce que`},
		{"page: quote left open on the last line", about, "weight = 10", `weight = "10`},
		{"page: hidden character in its text", about, `Été`, "É\u200bté"},
		{"page: text that is not UTF-8", about, `Été`, "\xc9t\xe9"},
		{"page: unknown language", "content/de/about.md", ``, sound[about]},
		{"page: file of another kind", "content/fr/photo.jpg", ``, `x`},
		{"page: folder", "content/fr/more/about.md", ``, sound[about]},
		{"page: beside the languages", "content/about.md", ``, sound[about]},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before, ok := sound[tt.file]
			after := before + tt.new
			if tt.old != "" {
				if !strings.Contains(before, tt.old) {
					t.Fatalf("%q is not in %s", tt.old, tt.file)
				}
				after = strings.Replace(before, tt.old, tt.new, 1)
			}
			fsys := site(map[string]string{tt.file: after})
			_, found := Data(fsys, "data", portal)
			_, pages := Pages(fsys, "content", portal)
			golden.WriteString("== " + tt.name + "\n" + tt.file + "\n")
			switch {
			case !ok:
				golden.WriteString("+ (a new file)\n")
			case before == tt.old:
				golden.WriteString("- (all of it)\n" + marked("+", tt.new))
			default:
				golden.WriteString(marked("-", tt.old) + marked("+", tt.new))
			}
			for _, line := range lines(found, pages) {
				golden.WriteString(line + "\n")
			}
			golden.WriteString("\n")
		})
	}
	compare(t, "refused.txt", golden.String())
}

// marked puts a mark before each line of s and shows what cannot be seen.
func marked(mark, s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		shown := strconv.QuoteToGraphic(strings.TrimSuffix(line, "\n"))
		shown = strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(shown[1 : len(shown)-1])
		b.WriteString(mark + " " + shown + "\n")
	}
	return b.String()
}

// compare holds got against a golden, case by case.
func compare(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n\n")
	for _, c := range strings.Split(got, "\n\n") {
		if !slices.Contains(want, c) {
			t.Errorf("not in %s (-update writes it):\n%s", file, c)
		}
	}
	if n := strings.Count(got, "== "); n != len(want)-1 {
		t.Errorf("%d cases, %d in %s", n, len(want)-1, file)
	}
}

// One run tells everything: all faults of a file, and of all files.
func TestOneRunTellsAll(t *testing.T) {
	fsys := site(map[string]string{
		"data/themes/law.toml":    "nmae = 1\nparent = \"X\"\n[definition]\nde = \"\"\n",
		"data/themes/sea.toml":    "name = ",
		"data/themes/Air.toml":    "name = { mul = \"x\" }",
		"data/partner/fao.toml":   "",
		"data/taxa/bats.toml":     "name = { mul = \"Bats\" }\ngroup = \"bat\"\nx = 1\ny = \"e\u0301\"\n",
		"data/countries.toml":     "[countries.KE]\n",
		"content/fr/about.md":     "+++\nx = 1\n+++\n",
		"content/nl/about.md":     "",
		"data/themes/forest.toml": "name = { mul = \"Forest\" }", // without a fault
	})
	set, found := Data(fsys, "data", portal)
	_, pages := Pages(fsys, "content", portal)
	var got []string
	for _, line := range lines(found, pages) {
		place, _, _ := strings.Cut(line, "]")
		got = append(got, strings.Replace(place, ": error[", " ", 1))
	}
	want := []string{
		"content/fr/about.md:1:1 missing-key",
		"content/fr/about.md:1:1 missing-key",
		"content/fr/about.md:2:1 unknown-key",
		"content/nl unknown-language",
		"data/countries.toml:1:12 bad-country",
		"data/partner unknown-collection",
		"data/taxa/bats.toml:4:5 not-normalised",
		"data/themes/Air.toml bad-id",
		"data/themes/law.toml:1:1 missing-key",
		"data/themes/law.toml:1:1 unknown-key",
		"data/themes/law.toml:2:10 bad-id",
		"data/themes/law.toml:4:1 unknown-language",
		"data/themes/law.toml:4:6 empty-value",
		"data/themes/sea.toml:1:7 syntax",
	}
	if !slices.Equal(got, want) {
		t.Errorf("\n got %s\nwant %s", strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}

	// What is sound is there all the same, and what is not is known by name.
	var themes []string
	for _, r := range set.Themes {
		themes = append(themes, string(r.ID))
	}
	if !slices.Equal(themes, []string{"forest", "poaching"}) {
		t.Errorf("themes %q", themes)
	}
	if len(set.Partners) != 1 || len(set.Taxa) != 1 || set.Countries != nil {
		t.Errorf("%d partners, %d taxa, countries %v", len(set.Partners), len(set.Taxa), set.Countries)
	}
	if b := set.Broken; len(b) != 2 || len(b["themes"]) != 3 || !b["themes"]["law"] || !b["themes"]["sea"] || !b["taxa"]["bats"] {
		t.Errorf("broken: %v", b)
	}
}

func TestHintsTellWhatToDo(t *testing.T) {
	for name, text := range map[string]string{"data/x.txt": "", "data/partners/x.txt": "", "content/x.txt": "", "content/fr/x.txt": ""} {
		fsys := site(map[string]string{name: text})
		_, found := Data(fsys, "data", portal)
		_, pages := Pages(fsys, "content", portal)
		found.Append(pages)
		all := found.Sorted()
		if len(all) != 1 || all[0].Rule != StrayFile || all[0].Pos != (diag.Position{File: name}) || all[0].Advice() == "" {
			t.Errorf("%s: %v", name, all)
		}
	}
}
