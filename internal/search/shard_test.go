package search

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// large returns the pages of a made-up portal that fill several shards of each
// sort, always the same.
func large() []Section {
	random := rand.New(rand.NewPCG(5, 23))
	word := func() string {
		w := ""
		for range 1 + random.IntN(4) {
			w += string([]rune("bcdfglmnprstvñд")[random.IntN(15)]) + string([]rune("aeiouéœ")[random.IntN(7)])
		}
		return w + "k" // as no function word ends
	}
	var sections []Section
	for i, n := range []int{40, 1, 0, 90} {
		s := Section{Label: fmt.Sprintf("sort %d", i), Folder: fmt.Sprintf("s%d/", i), Prior: i, Title: 100}
		for j := range n {
			d := Document{Slug: fmt.Sprintf("p%d-%d/", i, j), Acronym: fmt.Sprintf("AC%d", j)}
			for k, tag := range append(tags, "de", "") {
				var words []string
				for range 4 {
					words = append(words, word())
				}
				p := Phrase{strings.Join(words, " "), tag}
				if k == 0 {
					d.Title = p
				} else {
					d.Names = append(d.Names, p)
				}
			}
			s.Pages = append(s.Pages, d)
		}
		sections = append(sections, s)
	}
	for _, tag := range append(tags, "de") { // words of one spelling and several stems, one of which may be the word
		p := &sections[0].Pages[0]
		p.Names = append(p.Names, in(tag, "universities", "declarations", "species", "vautours")...)
	}
	return sections
}

// Every word of every name is in the shard that the directory says, and finds
// its page there; if it is long enough for a typing error, it is also among the
// words in order, and reversed.
func TestShards(t *testing.T) {
	sections := large()
	r := read(t, Build(tags, sections))
	if len(r.dir.T) < 3 || len(r.dir.F) < 3 || len(r.dir.R) < 3 {
		t.Fatalf("%d, %d and %d shards are too few to choose from", len(r.dir.T), len(r.dir.F), len(r.dir.R))
	}
	page := 0
	for _, s := range sections {
		for _, d := range s.Pages {
			for _, p := range append([]Phrase{d.Title, {Text: d.Acronym}}, d.Names...) {
				for _, w := range split(p.Text) {
					w = Fold(w)
					if r.look(w)[page] == 0 {
						t.Errorf("%s does not find page %d", w, page)
					}
					letters := []rune(w)
					slices.Reverse(letters)
					forward := slices.Contains(r.shard("f", r.dir.F, w), w)
					reverse := slices.Contains(r.shard("r", r.dir.R, string(letters)), string(letters))
					if want := len(letters) >= 4 && !isIdentifier(w); forward != want || reverse != want {
						t.Errorf("%s is among the words: %t, reversed: %t, want %t", w, forward, reverse, want)
					}
				}
			}
			page++
		}
	}
}

// Shards are filled up to their limit, which no line but a longer one alone
// exceeds; their lines are in order throughout, and the directory has the
// first word of each.
func TestShardSizes(t *testing.T) {
	r := read(t, Build(tags, large()))
	for _, s := range []struct {
		sort   string
		firsts []string
		size   int
	}{{"t", r.dir.T, termShard}, {"f", r.dir.F, wordShard}, {"r", r.dir.R, wordShard}} {
		var all []string
		for i, first := range s.firsts {
			var text string
			r.load(s.sort+strconv.Itoa(i), &text)
			lines := strings.Split(text, "\n")
			for j, l := range lines {
				lines[j], _, _ = strings.Cut(l, "\t")
			}
			all = append(all, lines...)
			if lines[0] != first {
				t.Errorf("%s%d begins with %s, in the directory with %s", s.sort, i, lines[0], first)
			}
			if len(text) > s.size || i < len(s.firsts)-1 && len(text) < s.size-200 {
				t.Errorf("%s%d has %d bytes, want nearly %d", s.sort, i, len(text), s.size)
			}
		}
		if !slices.IsSorted(all) || len(slices.Compact(slices.Clone(all))) < len(all) {
			t.Errorf("the words of %s are not in order, or one stands twice", s.sort)
		}
		if name := s.sort + strconv.Itoa(len(s.firsts)); r.files[name] != nil {
			t.Errorf("the directory does not have %s", name)
		}
	}
	w := &writer{}
	long := strings.Repeat("m", termShard+1)
	if firsts := w.shards("t", []string{"a", long, "z"}, termShard); !slices.Equal(firsts, []string{"a", long, "z"}) {
		t.Errorf("%d shards for a line that fills more than one, and its neighbours", len(firsts))
	}
}

// Each page has its row where its number says, and belongs to the last section
// that does not begin after it.
func TestRows(t *testing.T) {
	sections := large()
	r := read(t, Build(tags, sections))
	page := 0
	for i, s := range sections {
		if got := r.dir.Sections[i]; got != [4]any{float64(page), s.Label, s.Folder, float64(s.Prior)} {
			t.Errorf("section %d is %v in the directory", i, got)
		}
		for _, d := range s.Pages {
			if row := r.row(page); row[0] != d.Slug || row[1] != d.Title.Text || row[2] != d.Acronym {
				t.Errorf("page %d is %q, want %s", page, row, d.Slug)
			}
			page++
		}
	}
	if r.dir.N != page {
		t.Errorf("%d pages in the directory, want %d", r.dir.N, page)
	}
	if last := (page-1)/r.dir.Size + 1; r.files[fmt.Sprintf("d%d", last)] != nil {
		t.Errorf("d%d is of no page", last)
	}
	for n, want := range map[int]int{0: 24, 12_000: 24, 20_480: 40, 1_000_000: 64} {
		if got := pagesPerShard(n); got != want {
			t.Errorf("of %d pages a file has %d, want %d", n, got, want)
		}
	}
}

// row returns what is shown of a page.
func (r *reader) row(page int) []string {
	r.t.Helper()
	var rows [][]string
	r.load(fmt.Sprintf("d%d", page/r.dir.Size), &rows)
	if at := page % r.dir.Size; at < len(rows) {
		return rows[at]
	}
	r.t.Fatalf("page %d has no row", page)
	return nil
}

// What is shown arrives as it was, whatever is in it; the end of a row that is
// empty is left out.
func TestShown(t *testing.T) {
	const odd = "\"Qu’il\" \\n \u2028\u2029 </script><!-- & é 𝒜\t\x00\n"
	r := read(t, Build(tags, []Section{{Label: odd, Pages: []Document{
		{Slug: "a/", Title: Phrase{Text: odd}, Acronym: odd, Text: odd, Shown: []string{odd, "B"}},
		{Slug: "b/", Title: Phrase{Text: "B"}},
		{Slug: "c/", Title: Phrase{Text: "C"}, Text: "c"},
		{Slug: "d/"},
	}}}))
	for page, want := range [][]string{{"a/", odd, odd, odd, odd + "\x7fB"}, {"b/", "B"}, {"c/", "C", "", "c"}, {"d/", ""}} {
		if got := r.row(page); !slices.Equal(got, want) {
			t.Errorf("page %d is shown as %q, want %q", page, got, want)
		}
	}
	if got := r.dir.Sections[0][1]; got != odd {
		t.Errorf("the section's label is %q", got)
	}
}

// A term is what to cut off a word, in letters and not bytes, and what to add.
func TestChange(t *testing.T) {
	for _, tt := range []struct{ word, term, want string }{
		{"requins", "requin", "1"}, {"agencies", "agenc", "3"}, {"pez", "pec", "1c"}, {"птицы", "птиц", "1"}, {"الطيور", "طيور", "6طيور"},
		{"who", "whom", "0m"}, {"𝒜b", "𝒜c", "1c"},
	} {
		if got := change(tt.word, tt.term); got != tt.want {
			t.Errorf("%s becomes %s by %s, want %s", tt.word, tt.term, got, tt.want)
		}
	}
}

// Pages and weights come out of a line as they went in.
func TestEncode(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   []posting
		want string
	}{
		{"none", nil, ""},
		{"the first page", []posting{{0, 100}}, "Z"},
		{"pages one after the other", []posting{{0, 100}, {1, 100}, {2, 0}}, "ZZA"},
		{"gaps", []posting{{1, 100}, {12, 25}, {49, 100}}, "1ZaM10Z"},
		{"a hundred thousand pages", []posting{{99_999, 1}}, "255rC"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := encode(tt.in)
			if got != tt.want {
				t.Errorf("written %q, want %q", got, tt.want)
			}
			pages := (&reader{t: t}).pages(got)
			for _, p := range tt.in {
				if w, ok := pages[p.page]; !ok || math.Abs(w-p.weight) > 4 {
					t.Errorf("page %d weighs %.1f, want %v", p.page, w, p.weight)
				}
			}
			if len(pages) != len(tt.in) {
				t.Errorf("%d pages, want %d", len(pages), len(tt.in))
			}
		})
	}
}

// More weighs never less, and the error is small, the smaller the less there
// is: texts must stay apart as names do.
func TestLevel(t *testing.T) {
	last := level(0)
	for i := range 10_001 {
		w := float64(i) / 100
		l := level(w)
		if l < last || l > 25 {
			t.Fatalf("%v has the level %d, less had %d", w, l, last)
		}
		last = l
		most := 0.2 + 0.4*math.Sqrt(w) // half of a level, which grow like the root
		if shown := 100 * math.Pow(float64(l+1)/26, 2); math.Abs(shown-w) > most {
			t.Errorf("%v is written as %.2f, want within %.2f", w, shown, most)
		}
	}
	if last != 25 || level(200) != 25 {
		t.Errorf("a whole name has the level %d", last)
	}
}
