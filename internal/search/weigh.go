package search

import (
	"cmp"
	"math"
	"slices"
)

// What a match is worth at most.
const (
	worthName    = 100 // a name, whole
	worthOther   = 96  // a name in another language, a reader's word
	worthLesser  = 60  // the name of something without a page of its own
	worthRelated = 12  // a word of the name of something related
	worthBody    = 9   // a word of the text
)

// mostPages bounds the pages of a term: of a word that is nearly everywhere,
// those where it weighs most are enough.
const mostPages = 2000

// builder gathers the terms of an index.
type builder struct {
	tags     []string
	stop     map[string]map[string]bool // function words, by language; under "", those of all
	stems    map[Phrase]string          // cache
	pages    int                        // in all
	added    int                        // so far
	docs     map[string]int             // in how many pages a term is
	weights  map[string]map[int]float64 // by term, then page
	alias    map[string]map[string]bool // from words to the terms that they stand for
	spelling map[string]bool            // words of names
}

func newBuilder(tags []string) *builder {
	b := &builder{
		tags: tags, stop: map[string]map[string]bool{"": {}}, stems: map[Phrase]string{}, docs: map[string]int{}, weights: map[string]map[int]float64{},
		alias: map[string]map[string]bool{}, spelling: map[string]bool{},
	}
	for _, tag := range tags {
		b.stop[tag] = map[string]bool{}
		for _, w := range stopWords(tag) {
			b.stop[tag][w], b.stop[""][w] = true, true
		}
	}
	return b
}

// stops reports whether a folded word is a function word where it stands: the
// "sur" of French is the south of Spanish.
func (b *builder) stops(w, tag string) bool {
	if b.stop[tag] == nil { // a text of no language, such as a proper name
		tag = ""
	}
	return b.stop[tag][w]
}

// term returns the term under which a word of a phrase is indexed, and "" for
// a word that is not; whole says that the phrase is a name of one word, which
// is one even if the language has it for a function word: "US", "SON".
func (b *builder) term(w, tag string, whole bool) string {
	folded := Fold(w)
	if lone(folded) || b.stops(folded, tag) && !whole {
		return ""
	}
	key := Phrase{w, tag}
	s, ok := b.stems[key]
	if !ok {
		s = stem(w, tag)
		if whole && b.stops(folded, tag) {
			s = folded
		}
		b.stems[key] = s
	}
	return s
}

// count notes in how many pages each term is.
func (b *builder) count(d *Document) {
	b.pages++
	seen := map[string]bool{}
	for _, list := range [][]Phrase{{d.Title, {Text: d.Acronym}}, d.Names, d.Lesser, d.Related, d.Body} {
		for _, p := range list {
			for _, w := range split(p.Text) {
				if t := b.term(w, p.Lang, false); t != "" {
					seen[t] = true
				}
			}
		}
	}
	for t := range seen {
		b.docs[t]++
	}
}

// rarity is 1 for a term of one page and near 0 for one of all pages.
func (b *builder) rarity(t string) float64 {
	n := float64(max(b.pages, 2))
	return math.Log(1+float64(n/float64(max(b.docs[t], 1)))) / math.Log(1+n)
}

// add indexes a page; pages are added in the order in which they are numbered.
func (b *builder) add(s *Section, d *Document) {
	page := b.added
	b.added++
	best := map[string]float64{} // names do not add up: the best one counts
	b.name(best, d.Title, float64(s.Title))
	b.name(best, Phrase{Text: d.Acronym}, worthName)
	for _, n := range d.Names {
		b.name(best, n, float64(min(s.Title, worthOther)))
	}
	for _, n := range d.Lesser {
		b.name(best, n, worthLesser)
	}
	texts := map[string]float64{}
	b.texts(texts, d.Related, worthRelated)
	b.texts(texts, d.Body, worthBody)
	for t, w := range texts { // a text adds nothing to a name: else the longer one would win
		best[t] = max(best[t], w)
	}
	for t, w := range best {
		if b.weights[t] == nil {
			b.weights[t] = map[int]float64{}
		}
		b.weights[t][page] = w
	}
}

// name gives each word of a name its share of what the name is worth, by how
// rare it is. The squares of the shares add up to one, and so do those of the
// script for the words of a query: what a page has in common with a query is
// then the cosine of the angle between them, and a name that is typed whole
// weighs all that it is worth.
func (b *builder) name(best map[string]float64, p Phrase, worth float64) {
	words, other := split(p.Text), besides(p.Text)
	var terms []string
	sum := 0.0
	for _, w := range words {
		t := b.term(w, p.Lang, len(words) == 1)
		if t == "" {
			continue
		}
		b.note(w, t, p.Lang)
		if !slices.Contains(terms, t) {
			terms = append(terms, t)
			if !slices.Contains(other, w) {
				sum += float64(b.rarity(t) * b.rarity(t))
			}
		}
	}
	for _, t := range terms {
		share := 1.0
		if sum > 0 { // not a name of which only a word joined of its parts is searched
			share = min(1, b.rarity(t)/math.Sqrt(sum))
		}
		best[t] = max(best[t], float64(worth*share))
	}
}

// note lets a word of a name be found in its other forms and despite a typing
// error.
func (b *builder) note(w, t, tag string) {
	b.point(w, t)
	b.spell(w)
	for _, form := range inflected(w, tag) {
		if !b.stops(Fold(form), tag) {
			b.point(form, t)
		}
	}
}

// spell notes a word that a reader may mistype; identifiers and short words
// are to be written as they are.
func (b *builder) spell(w string) {
	if f := Fold(w); len([]rune(f)) >= 4 && !isIdentifier(f) {
		b.spelling[f] = true
	}
}

// point lets a word stand for a term.
func (b *builder) point(w, t string) {
	w = Fold(w)
	if w == t {
		return
	}
	if b.alias[w] == nil {
		b.alias[w] = map[string]bool{}
	}
	b.alias[w][t] = true
}

// texts adds the words of texts: each counts for how rare it is, and a
// little more the more often it is there.
func (b *builder) texts(total map[string]float64, ps []Phrase, worth float64) {
	often := map[string]int{}
	for _, p := range ps {
		for _, w := range split(p.Text) {
			if t := b.term(w, p.Lang, false); t != "" {
				b.point(w, t)
				often[t]++
			}
		}
	}
	for t, n := range often {
		share := float64(n) / (float64(n) + 0.5)
		total[t] += float64(float64(worth*b.rarity(t)) * share)
	}
}

// posting is a page and what a term weighs in it.
type posting struct {
	page   int
	weight float64
}

// postings returns the pages of a term in their order, the heaviest if there
// are too many.
func (b *builder) postings(t string) []posting {
	var out []posting
	for p, w := range b.weights[t] {
		out = append(out, posting{p, w})
	}
	if len(out) > mostPages {
		slices.SortFunc(out, func(x, y posting) int { return cmp.Or(cmp.Compare(y.weight, x.weight), cmp.Compare(x.page, y.page)) })
		out = out[:mostPages]
	}
	slices.SortFunc(out, func(x, y posting) int { return cmp.Compare(x.page, y.page) })
	return out
}

// stopsFor returns the function words that a query does without: the reader's,
// and, if nothing is found under them, those of the other languages.
func (b *builder) stopsFor() (reader, others []string) {
	reader = slices.DeleteFunc(stopWords(b.tags[0]), lone)
	for _, tag := range b.tags[1:] {
		for _, w := range stopWords(tag) {
			if !lone(w) && !b.stop[b.tags[0]][w] && !slices.Contains(others, w) {
				others = append(others, w)
			}
		}
	}
	slices.Sort(others)
	return reader, others
}
