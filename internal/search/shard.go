package search

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
)

// How much of what a shard holds, in bytes before compression. Smaller ones
// cost requests, larger ones bytes that are not looked at.
const (
	termShard = 14 << 10
	wordShard = 8 << 10
)

// lines returns a line for each term and each word that stands for one, in
// order: the word, a tab, the pages of the term, and, after ">", the terms that
// the word stands for, each as how many bytes to cut off the word and what to
// add.
func (b *builder) lines() []string {
	words := slices.AppendSeq(slices.Clone(b.terms), maps.Keys(b.alias))
	slices.Sort(words)
	words = slices.Compact(words)
	out := make([]string, 0, len(words))
	for _, w := range words {
		line := w + "\t" + encode(b.postings(w))
		if len(b.alias[w]) > 0 {
			var terms []string
			for t := range b.alias[w] {
				terms = append(terms, b.terms[t])
			}
			slices.Sort(terms)
			for i, t := range terms {
				terms[i] = change(w, t)
			}
			line += ">" + strings.Join(terms, ",")
		}
		out = append(out, line)
	}
	return out
}

// change writes a term as what to cut off a word, in letters, and what to add.
func change(w, t string) string {
	a, z := []rune(w), []rune(t)
	same := 0
	for same < len(a) && same < len(z) && a[same] == z[same] {
		same++
	}
	return strconv.Itoa(len(a)-same) + string(z[same:])
}

// encode writes pages and weights: for each page the gap to the one before, in
// base 36 and nothing for the next page, then a capital for the weight.
func encode(ps []posting) string {
	var b strings.Builder
	last := -1
	for _, p := range ps {
		if gap := p.page - last - 1; gap > 0 {
			b.WriteString(strconv.FormatInt(int64(gap), 36))
		}
		b.WriteByte('A' + level(p.weight))
		last = p.page
	}
	return b.String()
}

// level is the weight as one of 26, finer where it is small: level l stands for
// 100 × ((l+1)/26)².
func level(w float64) byte {
	return byte(min(25, max(0, int(math.Round(26*math.Sqrt(w/worthName)))-1)))
}

// forward returns words in order: those that share their first letters with a
// mistyped word stand together.
func forward(words map[string]bool) []string { return slices.Sorted(maps.Keys(words)) }

// reverse returns the reversed words in order: those that share their last
// letters stand together.
func reverse(words map[string]bool) []string {
	var out []string
	for w := range words {
		r := []rune(w)
		slices.Reverse(r)
		out = append(out, string(r))
	}
	slices.Sort(out)
	return out
}

// pagesPerShard keeps the files few where the pages are many.
func pagesPerShard(n int) int { return min(64, max(24, n/512)) }

// writer makes files.
type writer struct{ files []File }

// file adds a file whose script hands data to the page's.
func (w *writer) file(name string, data any) {
	w.files = append(w.files, File{name + ".js", []byte("passerelle(" + marshal(name) + "," + marshal(data) + ")\n")})
}

// shards lays lines into files of about size bytes and returns the first
// word of each.
func (w *writer) shards(sort string, lines []string, size int) []string {
	firsts := []string{}
	start, bytes := 0, 0
	flush := func(end int) {
		if start == end {
			return
		}
		first, _, _ := strings.Cut(lines[start], "\t")
		w.file(sort+strconv.Itoa(len(firsts)), strings.Join(lines[start:end], "\n"))
		firsts = append(firsts, first)
		start, bytes = end, 0
	}
	for i, l := range lines {
		if bytes > 0 && bytes+len(l) > size {
			flush(i)
		}
		bytes += len(l) + 1
	}
	flush(len(lines))
	return firsts
}

// between stands between names: a character that no text of a record may hold.
const between = "\x7f"

// pages writes what is shown of pages, size of them a file.
func (w *writer) pages(sections []Section, size int) {
	var rows [][]any
	n := 0
	flush := func() {
		if len(rows) > 0 {
			w.file(fmt.Sprintf("d%d", n), rows)
			rows, n = nil, n+1
		}
	}
	for _, s := range sections {
		for _, d := range s.Pages {
			row := []any{d.Slug, d.Title.Text, d.Acronym, d.Text, strings.Join(d.Shown, between)}
			for len(row) > 2 && row[len(row)-1] == "" {
				row = row[:len(row)-1]
			}
			if rows = append(rows, row); len(rows) == size {
				flush()
			}
		}
	}
	flush()
}
