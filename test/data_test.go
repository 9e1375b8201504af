package test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"passerelle/internal/check"
	"passerelle/internal/config"
	"passerelle/internal/graph"
	"passerelle/internal/lang"
	"passerelle/internal/load"
	"passerelle/internal/prose"
	"passerelle/internal/record"
)

// portal is the repository's data, which must load without a finding.
type portal struct {
	conf  *config.Config
	set   *record.Set
	model *graph.Model
}

func open(t *testing.T, dir string) *portal {
	t.Helper()
	fsys := os.DirFS(dir)
	conf, list := config.Load(fsys)
	if conf == nil {
		t.Fatal(list.Sorted())
	}
	set, list := load.Data(fsys, "data", conf.Languages)
	list.Append(check.Set(set, check.Options{
		Languages: conf.Languages, Required: conf.Required, AsOf: conf.Edition.AsOf, Source: conf.Edition.Document,
	}))
	for _, d := range list.Sorted() {
		t.Error(d)
	}
	return &portal{conf, set, graph.Build(set, conf.Edition.Document, conf.Edition.AsOf)}
}

// TestComplete checks that the report is there as a whole: the number of
// records of each sort, and every paragraph used by a record or listed, with
// the reason, as carrying no fact.
func TestComplete(t *testing.T) {
	p := open(t, root)
	for _, c := range []struct {
		name       string
		n, atLeast int
	}{
		{"partners", len(p.set.Partners), 40},
		{"organisations", len(p.set.Organisations), 35},
		{"agreements", len(p.set.Agreements), 25},
		{"activities", len(p.set.Activities), 90},
		{"norms", len(p.set.Resolutions), 17},
		{"instruments", len(p.set.Instruments), 16},
		{"taxa", len(p.set.Taxa), 25},
		{"documents", len(p.set.Documents), 14},
		{"events", len(p.set.Events), 30},
		{"ways in", len(p.set.EntryPoints), 30},
	} {
		if c.n < c.atLeast {
			t.Errorf("%d %s, want %d or more", c.n, c.name, c.atLeast)
		}
	}
	var want []string
	want = append(want, "S")
	for i := range 45 {
		want = append(want, strconv.Itoa(i+1))
	}
	for c := 'a'; c <= 'g'; c++ {
		want = append(want, "20"+string(c))
	}
	want = append(want, "fn1", "fn2", "action")
	seen := map[string]bool{}
	for _, a := range p.model.Anchors(p.model.Source) {
		seen[string(a.ID)] = true
		if len(a.Entries) == 0 && a.NoFact.Empty() {
			t.Errorf("no record rests on paragraph %s, and it is not said to carry no fact", a.ID)
		}
		if a.Topic.Empty() {
			t.Errorf("paragraph %s has no topic", a.ID)
		}
	}
	for _, id := range want {
		if !seen[id] {
			t.Errorf("paragraph %s is missing", id)
		}
	}
}

// TestChecked checks that every record was read a second time against its
// paragraphs.
func TestChecked(t *testing.T) {
	for _, r := range open(t, root).set.All() {
		if h := r.Base(); h.CheckedOn.IsZero() {
			t.Errorf("%s: nobody has read the record against its paragraphs", h.Pos().File)
		}
	}
}

// TestLengths checks that summaries and outcomes are long enough to tell and
// short enough to read.
func TestLengths(t *testing.T) {
	p := open(t, root)
	within := func(h *record.Head, key string, text lang.Text, from, to int) {
		for tag, s := range text {
			n := 0
			for _, word := range strings.Fields(prose.Plain(s)) {
				if strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
					n++ // a lone colon or dash is no word
				}
			}
			if n < from || n > to {
				t.Errorf("%s: %s in %q has %d words, want %d to %d", h.Pos(key, tag), key, tag, n, from, to)
			}
		}
	}
	for _, r := range p.set.Partners {
		within(&r.Head, "summary", r.Summary, 40, 90)
	}
	for _, r := range p.set.Activities {
		within(&r.Head, "outcome", r.Outcome, 15, 50)
	}
}

// TestNames checks that a body, an instrument or a norm is found under each
// name that a reader may know it by, and that it has one record.
func TestNames(t *testing.T) {
	p := open(t, root)
	names := map[string][]string{}
	add := func(id record.ID, texts []lang.Text, also []string) {
		for _, text := range texts {
			for _, s := range text {
				also = append(also, s)
			}
		}
		slices.Sort(also)
		for _, s := range slices.Compact(also) {
			names[strings.ToLower(s)] = append(names[strings.ToLower(s)], string(id))
		}
	}
	for _, r := range p.set.Partners {
		add(r.ID, []lang.Text{r.Name, r.Acronym}, slices.Clone(r.AlsoKnownAs))
	}
	for _, r := range p.set.Organisations {
		add(r.ID, []lang.Text{r.Name, r.Acronym}, slices.Clone(r.AlsoKnownAs))
	}
	for name, id := range map[string]string{
		"CFFA": "caff", "CAFF": "caff", "PROE": "sprep", "SPREP": "sprep", "CBI": "iwc", "IWC": "iwc",
		"FEM": "gef", "GEF": "gef", "FMAM": "gef", "CNULD": "unccd", "UNCCD": "unccd", "CDB": "cbd", "CBD": "cbd",
		"WHMSI": "whmsi", "WDCS": "wdcs", "WCS": "wcs", "UICN": "iucn", "IUCN": "iucn", "PNUE": "unep", "PNUMA": "unep",
	} {
		if have := names[strings.ToLower(name)]; !slices.Equal(have, []string{id}) {
			t.Errorf("%s is a name of %v, want %s alone", name, have, id)
		}
	}
}

// stopWords are words that betray a language: common in it, and no words of
// the other two.
var stopWords = map[string][]string{
	"fr": {"les", "des", "dans", "avec", "leurs", "cette", "aux", "sont", "été", "qui", "et", "ou", "où"},
	"en": {"the", "and", "with", "which", "their", "from", "were", "has", "of", "by", "its"},
	"es": {"los", "las", "del", "con", "por", "para", "una", "sus", "fue", "y", "entre"},
}

// TestLanguageOfTexts checks that no text of the data or of the interface is in
// the wrong language: none has more betraying words of another language than
// of its own.
func TestLanguageOfTexts(t *testing.T) {
	p := open(t, root)
	texts := 0
	for _, r := range p.set.All() {
		h := r.Base()
		for _, key := range h.Source.Keys {
			n := h.Source.Get(key)
			for _, tag := range n.Keys {
				if stopWords[tag] == nil || n.Get(tag) == nil {
					continue
				}
				texts++
				if wrong := betrayed(tag, quoted.ReplaceAllString(n.Get(tag).Text, "")); wrong != "" {
					t.Errorf("%s: the text looks %q: %s", h.Pos(key, tag), wrong, n.Get(tag).Text)
				}
			}
		}
	}
	if texts < 3000 {
		t.Errorf("only %d texts were read", texts)
	}
	for _, tag := range []string{"fr", "en", "es"} {
		for _, name := range []string{"i18n/" + tag + ".toml", "content/" + tag} {
			err := filepath.WalkDir(filepath.Join(root, name), func(file string, e os.DirEntry, err error) error {
				if err != nil || e.IsDir() {
					return err
				}
				data, err := os.ReadFile(file)
				for line := range strings.Lines(string(data)) {
					if wrong := betrayed(tag, line); wrong != "" && !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "[") {
						t.Errorf("%s: the line looks %q: %s", file, wrong, line)
					}
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
}

// quoted is what a text quotes, perhaps in another language, and names in
// brackets.
var quoted = regexp.MustCompile(`«[^»]*»|“[^”]*”|\([^)]*\)|\*[^*]*\*`)

// betrayed returns the language that a text looks to be in, if it is not tag.
func betrayed(tag, text string) string {
	count := map[string]int{}
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		for l, words := range stopWords {
			if slices.Contains(words, w) {
				count[l]++
			}
		}
	}
	for l, n := range count {
		if l != tag && n > count[tag] && n > 1 {
			return l
		}
	}
	return ""
}

// TestExamples checks that the records which docs/editing.md shows are valid
// beside the real data.
func TestExamples(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(root, "docs/editing.md"))
	if err != nil {
		t.Fatal(err)
	}
	dir := replica(t)
	examples := regexp.MustCompile("(?s)```toml\n# (data/[a-z-]+/[a-z0-9-]+\\.toml)\n(.*?)```").FindAllStringSubmatch(string(data), -1)
	for _, e := range examples {
		write(t, dir, e[1], e[2])
	}
	if len(examples) < 12 {
		t.Errorf("%d examples, want four in each of three languages", len(examples))
	}
	if p := open(t, dir); len(p.set.All()) == 0 {
		t.Error("nothing was loaded")
	}
}
