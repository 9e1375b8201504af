package search

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"
)

var tags = []string{"fr", "en", "es"}

func in(tag string, texts ...string) []Phrase {
	var out []Phrase
	for _, s := range texts {
		out = append(out, Phrase{s, tag})
	}
	return out
}

// titled returns a section of pages with titles in a language.
func titled(tag string, titles ...string) Section {
	s := Section{Title: 100}
	for _, p := range in(tag, titles...) {
		s.Pages = append(s.Pages, Document{Title: p})
	}
	return s
}

// around adds pages that have nothing to do with those of a test, so that
// words are as rare as in a portal.
func around(s Section) []Section {
	other := Section{Title: 100}
	for i := range 40 {
		other.Pages = append(other.Pages, Document{Title: Phrase{Text: fmt.Sprintf("x%d", i)}})
	}
	return []Section{s, other}
}

// found returns the pages that a word finds, in their order.
func found(t *testing.T, sections []Section, word string) []int {
	t.Helper()
	return slices.Sorted(maps.Keys(read(t, Build(tags, sections)).look(word)))
}

// What one word is worth to a page, by where the page has it. Weights are
// written in 26 levels, so that they are true to 4.
func TestWorth(t *testing.T) {
	const name = "Saola"
	for _, tt := range []struct {
		name     string
		title    int // what titles are worth
		page     Document
		from, to float64
	}{
		{"a name", 100, Document{Title: Phrase{name, "en"}}, 100, 100},
		{"an acronym", 100, Document{Title: Phrase{"Foundation for Antelopes", "en"}, Acronym: name}, 100, 100},
		{"an acronym with points", 60, Document{Title: Phrase{"Foundation", "en"}, Acronym: "S.A.O.L.A."}, 100, 100},
		{"a title of a piece of work", 92, Document{Title: Phrase{name, "en"}}, 88, 96},
		{"a title of a page of the portal", 60, Document{Title: Phrase{name, "en"}}, 56, 64},
		{"another name", 100, Document{Title: Phrase{"Vu Quang ox", "en"}, Names: in("es", name)}, 92, 99},
		{"another name, worth no more than the title", 60, Document{Title: Phrase{"Oxen", "en"}, Names: in("es", name)}, 56, 64},
		{"a part without a page", 100, Document{Title: Phrase{"Oxen", "en"}, Lesser: in("es", name)}, 56, 64},
		{"something related", 100, Document{Title: Phrase{"Oxen", "en"}, Related: in("es", name)}, 6, 12},
		{"a text", 100, Document{Title: Phrase{"Oxen", "en"}, Body: in("es", name)}, 4, 9},
		{"a text, often", 100, Document{Title: Phrase{"Oxen", "en"}, Body: in("es", strings.Repeat(name+" ", 50))}, 7, 10},
		{"half of a name", 100, Document{Title: Phrase{"Saola Foundation", "en"}}, 66, 75},
		{"a name with a function word", 100, Document{Title: Phrase{"The Saola", "en"}}, 100, 100},
		{"a name with a word twice", 100, Document{Title: Phrase{"Saola, saola", "en"}}, 100, 100},
		{"the best name, not the sum", 100, Document{Title: Phrase{"Saola Foundation", "en"}, Names: in("en", "Saola Network", "Saola Group")}, 66, 75},
		{"a name, to which texts add nothing", 92, Document{Title: Phrase{name, "en"}, Related: in("en", name), Body: in("en", name, name)}, 88, 96},
		{"not shown, not found", 100, Document{Title: Phrase{"Oxen", "en"}, Text: name, Shown: []string{name}, Slug: "saola/"}, 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sections := around(Section{Title: tt.title, Pages: []Document{tt.page}})
			if w := read(t, Build(tags, sections)).look("saola")[0]; w < tt.from || w > tt.to {
				t.Errorf("weighs %.1f, want %v to %v", w, tt.from, tt.to)
			}
		})
	}
}

// A name that is typed whole weighs all that it is worth, however rare its
// words are; a page that has some of them weighs less.
func TestWholeName(t *testing.T) {
	s := titled("en",
		"Convention on Migratory Species", "Migratory Bird Network", "Saiga Migratory Route", "Species Survival Commission",
		"Convention on Wetlands", "Agency", "Migratory Agencies")
	r := read(t, Build(tags, around(s)))
	for i, p := range s.Pages {
		query := Fold(strings.ToLower(strings.ReplaceAll(p.Title.Text, " on ", " ")))
		scores := r.score(query)
		if math.Abs(scores[i]-100) > 4 {
			t.Errorf("%q weighs %.1f for its own page", query, scores[i])
		}
		for page, w := range scores {
			if page != i && w > 90 {
				t.Errorf("%q weighs %.1f for %q", query, w, s.Pages[page].Title.Text)
			}
		}
	}
	if rare, often := r.look("saiga")[2], r.look("migratory")[2]; rare <= often {
		t.Errorf("a rare word of a name weighs %.1f, a frequent one %.1f", rare, often)
	}
	s = titled("en", "Saola Trust", "Oxen", "Antelopes")
	s.Pages[1].Acronym, s.Pages[2].Acronym = "SAOLA", "SAOLA"
	named := read(t, Build(tags, around(s)))
	if rare, often := named.look("trust")[0], named.look("saola")[0]; rare <= often {
		t.Errorf("a rare word of a name weighs %.1f, one that is the acronym of other pages %.1f", rare, often)
	}
	if one, other := r.score("convention migratory species")[0], r.score("conventions migratory specie")[0]; math.Abs(one-other) > 4 {
		t.Errorf("a name weighs %.1f, in other forms %.1f", one, other)
	}
}

// A name is found in all its writings and forms, and one word may stand for
// terms of several languages.
func TestFound(t *testing.T) {
	pages := around(Section{Title: 100, Pages: []Document{
		{Title: Phrase{"Réseau des animaux marins", "fr"}, Names: in("en", "Agencies against By-Catch")},
		{Title: Phrase{"Pez espada", "es"}, Body: in("es", "Conservación del golfo")},
		{Title: Phrase{"Résolution 10.21", "fr"}, Names: in("", "UNEP/CMS/COP11/Doc.23.4.3")},
		{Title: Phrase{"АСБК", "ru"}, Names: in("fr", "Œuvre des oiseaux")},
		{Title: Phrase{"Marine", "en"}},
	}})
	for _, tt := range []struct {
		word string
		want []int
	}{
		{"animaux", []int{0}}, {"animal", []int{0}}, {"reseaux", []int{0}}, {"agency", []int{0}}, {"bycatch", []int{0}}, {"catches", []int{0}},
		{"peces", []int{1}}, {"pez", []int{1}}, {"conservacion", []int{1}}, {"golfo", []int{1}},
		{"10.21", []int{2}}, {"doc.23.4.3", []int{2}}, {"23.4.3", []int{2}}, {"cop11", []int{2}}, {"23.4", nil}, {"10", nil},
		{"асбк", []int{3}}, {"oeuvre", []int{3}}, {"oiseau", []int{3}},
		{"marine", []int{0, 4}}, // the feminine of French and the English word, whose stems differ
		{"by", nil}, {"des", nil},
	} {
		if got := found(t, pages, tt.word); !slices.Equal(got, tt.want) {
			t.Errorf("%s finds the pages %v, want %v", tt.word, got, tt.want)
		}
	}
}

// Function words find nothing where they are function words; in another
// language they are words, and a name of the one word is a name.
func TestStopWords(t *testing.T) {
	pages := around(Section{Title: 100, Pages: []Document{
		{Title: Phrase{"Atlas sur les oiseaux", "fr"}, Body: in("fr", "Qui est son dernier mot ?")},
		{Title: Phrase{"Comunidad del Sur", "es"}, Body: in("es", "Sur")},
		{Title: Phrase{"World Health Organization", "en"}, Acronym: "WHO", Body: in("en", "who are you")},
		{Title: Phrase{"SON", "fr"}},
		{Title: Phrase{"Été", "fr"}, Names: in("es", "Los Son")},
		{Title: Phrase{"Sur le Son", "fr"}},
		{Title: Phrase{Text: "Sur Vida"}}, // a proper name: function words of all languages are left out
		{Title: Phrase{"Les Sur", "de"}},
		{Title: Phrase{"Doe and fawn", "en"}}, // whose plural is a function word
	}})
	for word, want := range map[string][]int{
		"sur": {1}, "les": nil, "who": {2}, "son": {3}, "ete": {4}, "you": nil, "vida": {6}, "del": nil, "l": nil, "doe": {8}, "does": nil,
	} {
		if got := found(t, pages, word); !slices.Equal(got, want) {
			t.Errorf("%s finds the pages %v, want %v", word, got, want)
		}
	}
}

// A query does without the reader's function words; those of other languages
// are told apart, and no list has lone letters, which no query has.
func TestStopLists(t *testing.T) {
	r := read(t, Build([]string{"es", "fr", "sw"}, nil))
	reader, others := strings.Fields(r.dir.Stop), strings.Fields(r.dir.Weak)
	for _, w := range []string{"aun", "mas", "que", "sobre"} {
		if !slices.Contains(reader, w) || slices.Contains(others, w) {
			t.Errorf("%s is not among the reader's function words, or among the others", w)
		}
	}
	for _, w := range []string{"sur", "etait"} {
		if slices.Contains(reader, w) || !slices.Contains(others, w) {
			t.Errorf("%s is among the reader's function words, or not among the others", w)
		}
	}
	english := read(t, Build([]string{"en", "fr"}, nil))
	for _, list := range [][]string{reader, others, strings.Fields(english.dir.Stop), strings.Fields(english.dir.Weak)} {
		if !slices.IsSorted(list) || len(slices.Compact(slices.Clone(list))) < len(list) || slices.ContainsFunc(list, lone) {
			t.Errorf("not in order, twice or a letter: %q", list)
		}
		for _, w := range list {
			if Fold(w) != w || !slices.Equal(split(w), []string{w}) {
				t.Errorf("no query has the word %s", w)
			}
		}
	}
}

// Of a word that is nearly everywhere, the pages stay where it weighs most.
func TestMostPages(t *testing.T) {
	s := Section{Title: 100}
	names := 0
	for i := range mostPages + 500 {
		d := Document{Title: Phrase{Text: fmt.Sprintf("x%d", i)}, Body: in("en", "wetland")}
		if i%100 == 99 {
			d.Title = Phrase{"Wetland", "en"}
			names++
		}
		s.Pages = append(s.Pages, d)
	}
	pages := read(t, Build(tags, []Section{s})).look("wetland")
	if len(pages) != mostPages {
		t.Errorf("%d pages, want %d", len(pages), mostPages)
	}
	for p, w := range pages {
		if w == 100 {
			names--
		}
		if p >= mostPages && w < 100 {
			t.Errorf("among equals, page %d stays before an earlier one", p)
		}
	}
	if names != 0 {
		t.Errorf("%d pages with the name are left out", names)
	}
}

// A word that is also written as one, and a symbol that is also known by its
// digits, are worth as much as without: what stands for them beside adds
// nothing to the name, and never weighs more than it.
func TestBesides(t *testing.T) {
	for _, tt := range []struct {
		name, title string
		words       map[string][2]float64
	}{
		{"parts and the whole", "By-catch", map[string][2]float64{"catch": {100, 100}, "bycatch": {100, 100}}},
		{"a symbol and its digits", "Doc.23.4.3", map[string][2]float64{"doc.23.4.3": {100, 100}, "23.4.3": {100, 100}}},
		{"parts of one letter", "e-x", map[string][2]float64{"ex": {100, 100}}},
		{"two words", "By-catch Group", map[string][2]float64{"catch": {65, 76}, "group": {65, 76}, "bycatch": {65, 76}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			index := read(t, Build(tags, around(titled("en", tt.title))))
			for word, want := range tt.words {
				if got := index.look(word)[0]; got < want[0] || got > want[1] {
					t.Errorf("%s weighs %.0f, want %v", word, got, want)
				}
			}
		})
	}
}
