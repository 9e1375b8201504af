package check

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/internal/trial"
)

// The list of countries is one file, and one fault in its form hides it from
// the checks across records: its faults are seeded in two runs of their own.
func TestSeededCountries(t *testing.T) {
	const name = "data/countries.toml"
	rnd := rand.New(rand.NewPCG(seed, 1))
	for _, across := range []bool{false, true} {
		g := newGarden(t)
		text := string(g.fsys[name].Data)
		var truths []finding
		add := func(code string, line, col int) { truths = append(truths, finding{name, code, line, col}) }
		lines := strings.Split(text, "\n")
		var countries []int // the lines of their headers
		for i, line := range lines {
			if strings.HasPrefix(line, "[countries.") {
				countries = append(countries, i)
			}
		}
		rnd.Shuffle(len(countries), func(i, j int) { countries[i], countries[j] = countries[j], countries[i] })
		for n, i := range countries[:trial.Count(20, 200)] {
			header, code, body := i+1, lines[i][len("[countries."):len("[countries.")+3], &lines[i+1]
			const key, value, first = 1, len("name = ") + 1, len("name = { ") + 1
			switch n %= 10; {
			case across && n%2 == 0:
				*body = `name = { fr = "É", es = "Ñ" }`
				add("missing-translation", header+1, value)
			case across && n != 3:
				*body = `name = { fr = "É", en = "[x](http://example.org/)", es = "Ñ" }`
				add("bad-link", header+1, value+len(`{ fr = "E", en = `))
			case across:
				*body = `name = { mul = "` + endlessText + `" }`
				add("text-too-long", header+1, first+len("mul = "))
			case n == 0:
				lines[i] = "[countries." + strings.ToLower(code) + "]"
				add("bad-country", header, len("[countries.")+1)
			case n == 1:
				lines[i] = `[countries."\u041a` + code + `"]` // Cyrillic
				add("bad-country", header, len("[countries.")+1)
			case n == 2:
				*body = "nom" + (*body)[len("name"):]
				add("unknown-key", header+1, key)
				add("missing-key", header, len("[countries.")+1)
			case n == 3:
				*body = "# é"
				add("missing-key", header, len("[countries.")+1)
			case n == 4:
				*body = "name = \"" + code + "\""
				add("wrong-type", header+1, value)
			case n == 5:
				*body = "name = {}"
				add("empty-value", header+1, value)
			case n == 6:
				*body = `name = { fr = " " }`
				add("empty-value", header+1, first+len("fr = "))
			case n == 7:
				*body = `name = { fr = "é", de = "x" }`
				add("unknown-language", header+1, first+len(`fr = "e", `))
			case n == 8:
				*body = `name = { fr = "é", mul = "x" }`
				add("mixed-text", header+1, first+len(`fr = "e", `))
			default:
				*body = "name.fr = 7"
				add("wrong-type", header+1, len("name.fr = ")+1)
			}
		}
		g.fsys[name] = &fstest.MapFile{Data: []byte(strings.Join(lines, "\n"))}
		g.judge(truths)
	}
}

// oddities seeds about n faults that are no edit of a key: files that do not
// belong, pages, and what is wrong between two records.
func (g *garden) oddities(n int) (truths []finding, records int) {
	add := func(name, text, code string, line, col int) {
		g.fsys[name] = &fstest.MapFile{Data: []byte(text)}
		truths = append(truths, finding{name, code, line, col})
	}
	theme := func(parent string) string {
		return "parent = \"" + parent + "\"\nname = { mul = \"Thème\" }\n"
	}
	for i := 0; len(truths) < n; i++ {
		k := strconv.Itoa(i)
		add("data/themes/notes-"+k+".txt", "x", "stray-file", 0, 0)
		add("data/readme-"+k+".md", "x", "stray-file", 0, 0)
		add("data/themes/more-"+k+"/law.toml", theme("x"), "stray-file", 0, 0)
		truths[len(truths)-1].file = "data/themes/more-" + k
		add("data/photographs-"+k+"/law.toml", theme("x"), "unknown-collection", 0, 0)
		truths[len(truths)-1].file = "data/photographs-" + k
		for _, id := range []string{"Law-", "loi-été-", "law_", "l\u0430w-", "law--", "-law"} {
			add("data/themes/"+id+k+".toml", theme("x"), "bad-id", 0, 0)
		}
		add("data/themes/large-"+k+".toml", strings.Repeat("#", 262_145), "too-large", 0, 0)

		// Two records that lead to each other, and three.
		a, b, c := "ring-a"+k, "ring-b"+k, "ring-c"+k
		add("data/themes/"+a+".toml", theme(b), "cycle", 1, 10)
		add("data/themes/"+b+".toml", theme(c), "cycle", 1, 10)
		add("data/themes/"+c+".toml", theme(a), "cycle", 1, 10)
		body := "kind = \"programme\"\nname = { mul = \"Body\" }\ncite = [\"cop11-doc-21-1#1\"]\n"
		add("data/organisations/arm-"+k+".toml", "parent = \"leg-"+k+"\"\n"+body, "cycle", 1, 10)
		add("data/organisations/leg-"+k+".toml", "parent = \"arm-"+k+"\"\n"+body, "cycle", 1, 10)
		if i == 0 {
			add("data/organisations/"+g.maker.real["partners"][0]+".toml", body, "duplicate-id", 1, 1)
			add("data/instruments/"+g.maker.real["partners"][1]+".toml", strings.Replace(body, "programme", "initiative", 1), "duplicate-id", 1, 1)
		}
		records += 5

		// Editorial pages.
		page := "content/fr/page-" + k
		add(page+"a.md", "title = \"x\"\n", "no-front-matter", 1, 1)
		add(page+"b.md", "+++\ntitle = \"é\"\n+++\n", "missing-key", 1, 1)
		add(page+"c.md", "+++\ntitle = \"é\"\ndescription = \"x\"\nlayout = \"x\"\n+++\n", "unknown-key", 4, 1)
		add(page+"d.md", "+++\ntitle = \"é\"\ndescription = \"x\"\nweight = \"1\"\n+++\n", "wrong-type", 4, 10)
		add(page+"e.md", "+++\ntitle = \"e\u0301\"\ndescription = \"x\"\n+++\n", "not-normalised", 2, 10)
		add(page+"f.md", "+++\ntitle = \"é\"\ndescription = \"x\"\n+++\n\nÉté\u202e\n", "hidden-character", 6, 4)
		add(page+"g.md", "+++\ntitle = \"é\"\ndescription = \"x\n+++\n\nÉté\n", "syntax", 3, 17)
		add(page+"h.md", "+++\ntitle = \"é\"\ndescription = \"x\"\n+++\n\nÉté\n\n"+strings.Repeat("é [", 601)+"\n", "too-many-marks", 8, 1)
		add("content/fr/Page-"+k+".md", "+++\ntitle = \"é\"\ndescription = \"x\"\n+++\n", "bad-id", 0, 0)
		add("content/fr/photo-"+k+".jpg", "x", "stray-file", 0, 0)
		add("content/xx-"+k+"/about.md", "x", "unknown-language", 0, 0)
		truths[len(truths)-1].file = "content/xx-" + k
	}
	return truths, records
}
