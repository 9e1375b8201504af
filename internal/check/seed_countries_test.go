package check

import (
	"math/rand/v2"
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
