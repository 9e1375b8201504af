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

// term is the number of a term.
type term int32

// builder gathers the terms of an index: first the words of every page, which
// tell how rare each is, then what each weighs in each page.
type builder struct {
	tags     []string
	stop     map[string]map[string]bool // function words, by language; under "", those of all
	known    map[Phrase]word            // words by how they are written and their language
	numbers  map[string]term
	terms    []string
	pages    []page
	docs     []int                    // in how many pages a term is
	last     []int                    // the last page in which it is, counted from 1
	found    [][]posting              // by term, in the order of pages
	alias    map[string]map[term]bool // from words to the terms that they stand for
	spelling map[string]bool          // words of names
}

// word is what is known of a word: its folded form and its term; a function
// word has a term only where it is a whole name, a single letter never.
type word struct {
	folded string
	term   term
	stop   bool
}

// page is the words of a page.
type page struct {
	names []phrase
	texts []phrase
}

// phrase is the terms of a text and what it is worth.
type phrase struct {
	terms []term
	other []bool // the term is of a word by which a part of a name is also known
	worth float64
}

// posting is a page and what a term weighs in it.
type posting struct {
	page   int
	weight float64
}

func newBuilder(tags []string) *builder {
	b := &builder{
		tags: tags, stop: map[string]map[string]bool{"": {}}, known: map[Phrase]word{}, numbers: map[string]term{},
		alias: map[string]map[term]bool{}, spelling: map[string]bool{},
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

// number returns the number of a term.
func (b *builder) number(s string) term {
	n, ok := b.numbers[s]
	if !ok {
		n = term(len(b.terms))
		b.numbers[s] = n
		b.terms = append(b.terms, s)
		b.docs, b.last, b.found = append(b.docs, 0), append(b.last, 0), append(b.found, nil)
	}
	return n
}

// word looks at a word once.
func (b *builder) word(w, tag string) word {
	key := Phrase{w, tag}
	known, ok := b.known[key]
	if !ok {
		known.folded = Fold(w)
		known.stop = lone(known.folded) || b.stops(known.folded, tag)
		if known.stop {
			known.term = -1
		} else {
			known.term = b.number(stem(w, tag))
		}
		b.known[key] = known
	}
	return known
}

// read reads the words of a page.
func (b *builder) read(s *Section, d *Document) {
	var p page
	p.name(b, d.Title, float64(s.Title))
	p.name(b, Phrase{Text: d.Acronym}, worthName)
	for _, n := range d.Names {
		p.name(b, n, float64(min(s.Title, worthOther)))
	}
	for _, n := range d.Lesser {
		p.name(b, n, worthLesser)
	}
	p.text(b, d.Related, worthRelated)
	p.text(b, d.Body, worthBody)
	b.pages = append(b.pages, p)
	for _, list := range [][]phrase{p.names, p.texts} {
		for _, ph := range list {
			for _, t := range ph.terms {
				if b.last[t] != len(b.pages) {
					b.last[t] = len(b.pages)
					b.docs[t]++
				}
			}
		}
	}
}

// name reads a name. Its words are found in their other forms and despite a
// typing error. A name of one word is one even if the language has it for a
// function word: "US", "SON".
func (p *page) name(b *builder, text Phrase, worth float64) {
	words, other := split(text.Text), besides(text.Text)
	ph := phrase{worth: worth}
	for _, w := range words {
		known := b.word(w, text.Lang)
		if lone(known.folded) {
			continue
		}
		if known.stop {
			if len(words) > 1 {
				continue
			}
			known.term = b.number(known.folded)
		}
		b.point(known.folded, known.term)
		if len([]rune(known.folded)) >= 4 && !isIdentifier(w) { // shorter words and identifiers are to be written as they are
			b.spelling[known.folded] = true
		}
		for _, form := range inflected(w, text.Lang) {
			if form = Fold(form); !b.stops(form, text.Lang) {
				b.point(form, known.term)
			}
		}
		if !slices.Contains(ph.terms, known.term) {
			ph.terms = append(ph.terms, known.term)
			ph.other = append(ph.other, slices.Contains(other, w))
		}
	}
	if len(ph.terms) > 0 {
		p.names = append(p.names, ph)
	}
}

// text reads texts of one worth: their terms stand as often as they occur.
func (p *page) text(b *builder, texts []Phrase, worth float64) {
	ph := phrase{worth: worth}
	for _, text := range texts {
		for _, w := range split(text.Text) {
			if known := b.word(w, text.Lang); !known.stop {
				b.point(known.folded, known.term)
				ph.terms = append(ph.terms, known.term)
			}
		}
	}
	p.texts = append(p.texts, ph)
}

// point lets a word stand for a term.
func (b *builder) point(w string, t term) {
	if w == b.terms[t] {
		return
	}
	if b.alias[w] == nil {
		b.alias[w] = map[term]bool{}
	}
	b.alias[w][t] = true
}

// rarity is 1 for a term of one page and near 0 for one of all pages.
func (b *builder) rarity(t term) float64 {
	n := float64(max(len(b.pages), 2))
	return math.Log(1+float64(n/float64(max(b.docs[t], 1)))) / math.Log(1+n)
}

// weigh weighs the terms of every page.
func (b *builder) weigh() {
	rarities := make([]float64, len(b.terms))
	for t := range b.terms {
		rarities[t] = b.rarity(term(t))
	}
	for n, p := range b.pages {
		best := map[term]float64{}
		for _, name := range p.names { // names do not add up: the best one counts
			name.share(best, rarities)
		}
		texts := map[term]float64{}
		for _, text := range p.texts {
			text.add(texts, rarities)
		}
		for t, w := range texts { // a text adds nothing to a name: else the longer one would win
			best[t] = max(best[t], w)
		}
		for t, w := range best {
			b.found[t] = append(b.found[t], posting{n, w})
		}
	}
}

// share gives each word of a name its share of what the name is worth, by how
// rare it is. The squares of the shares add up to one, and so do those of the
// script for the words of a query: what a page has in common with a query is
// then the cosine of the angle between them, and a name that is typed whole
// weighs all that it is worth.
func (ph phrase) share(best map[term]float64, rarities []float64) {
	sum := 0.0
	for i, t := range ph.terms {
		if !ph.other[i] {
			sum += float64(rarities[t] * rarities[t])
		}
	}
	for _, t := range ph.terms {
		share := 1.0
		if sum > 0 { // not a name of which only a word joined of its parts is searched
			share = min(1, rarities[t]/math.Sqrt(sum))
		}
		best[t] = max(best[t], float64(ph.worth*share))
	}
}

// add adds the words of texts: each counts for how rare it is, and a little
// more the more often it is there.
func (ph phrase) add(total map[term]float64, rarities []float64) {
	often := map[term]int{}
	for _, t := range ph.terms {
		often[t]++
	}
	for t, n := range often {
		share := float64(n) / (float64(n) + 0.5)
		total[t] += float64(float64(ph.worth*rarities[t]) * share)
	}
}

// postings returns the pages of a term in their order, the heaviest if there
// are too many.
func (b *builder) postings(s string) []posting {
	t, ok := b.numbers[s]
	if !ok {
		return nil
	}
	out := b.found[t]
	if len(out) > mostPages {
		slices.SortFunc(out, func(x, y posting) int { return cmp.Or(cmp.Compare(y.weight, x.weight), cmp.Compare(x.page, y.page)) })
		out = out[:mostPages]
		slices.SortFunc(out, func(x, y posting) int { return cmp.Compare(x.page, y.page) })
	}
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
