package search

import (
	"encoding/json"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// reader reads an index as the search page's script does: it knows the format
// of the files and nothing of how they were made.
type reader struct {
	t     *testing.T
	files map[string]json.RawMessage
	lines map[string][]string // of shards, once read
	dir   struct {
		N, Size    int
		T, F, R    []string
		Sections   [][4]any
		Stop, Weak string
	}
}

// script is a file: a call with the file's name and JSON, on one line.
var script = regexp.MustCompile(`^passerelle\("([a-z]+[0-9]*)",(.*)\)\n$`)

func read(t *testing.T, index *Index) *reader {
	t.Helper()
	r := &reader{t: t, files: map[string]json.RawMessage{}, lines: map[string][]string{}}
	for _, f := range index.Files {
		m := script.FindSubmatch(f.Data)
		if m == nil || string(m[1])+".js" != f.Name || !json.Valid(m[2]) {
			t.Fatalf("%s is not a call of passerelle with its name and JSON: %.80q", f.Name, f.Data)
		}
		if strings.ContainsAny(string(m[2]), "\u2028\u2029") {
			t.Errorf("%s has a line end that JSON allows and older JavaScript does not", f.Name)
		}
		if r.files[string(m[1])] != nil {
			t.Errorf("%s stands twice", f.Name)
		}
		r.files[string(m[1])] = m[2]
	}
	var keys map[string]json.RawMessage
	r.load("directory", &keys)
	for _, key := range []string{"n", "size", "t", "f", "r", "sections", "stop", "weak"} {
		if len(keys[key]) == 0 || string(keys[key]) == "null" {
			t.Fatalf("the directory has no %s: %s", key, r.files["directory"])
		}
	}
	r.load("directory", &r.dir)
	return r
}

func (r *reader) load(name string, into any) {
	r.t.Helper()
	if r.files[name] == nil {
		r.t.Fatalf("there is no file %s", name)
	}
	if err := json.Unmarshal(r.files[name], into); err != nil {
		r.t.Fatalf("%s: %v", name, err)
	}
}

// shard returns the lines of the shard that a word is in: the last whose first
// word is not after it.
func (r *reader) shard(sort string, firsts []string, word string) []string {
	low, high := 0, len(firsts)-1
	if high < 0 {
		return nil
	}
	for low < high {
		if middle := (low + high + 1) >> 1; firsts[middle] <= word {
			low = middle
		} else {
			high = middle - 1
		}
	}
	name := sort + strconv.Itoa(low)
	if r.lines[name] == nil {
		var text string
		r.load(name, &text)
		r.lines[name] = strings.Split(text, "\n")
	}
	return r.lines[name]
}

var (
	posted = regexp.MustCompile(`^([0-9a-z]*)([A-Z])`)
	stands = regexp.MustCompile(`^(\d+)(.*)$`)
)

// entry returns the pages of a word, with their weights, and the terms that it
// stands for.
func (r *reader) entry(word string) (pages map[int]float64, terms []string) {
	r.t.Helper()
	lines := r.shard("t", r.dir.T, word)
	at := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, word+"\t") })
	if at < 0 {
		return nil, nil
	}
	_, rest, _ := strings.Cut(lines[at], "\t")
	postings, aliases, _ := strings.Cut(rest, ">")
	pages = r.pages(postings)
	if aliases != "" {
		for alias := range strings.SplitSeq(aliases, ",") {
			m := stands.FindStringSubmatch(alias)
			letters := []rune(word)
			cut, err := strconv.Atoi(m[1])
			if err != nil || cut > len(letters) {
				r.t.Fatalf("%s stands for %s", word, alias)
			}
			terms = append(terms, string(letters[:len(letters)-cut])+m[2])
		}
	}
	return pages, terms
}

func (r *reader) pages(postings string) map[int]float64 {
	r.t.Helper()
	pages, page := map[int]float64{}, -1
	for rest := postings; rest != ""; {
		m := posted.FindStringSubmatch(rest)
		if m == nil {
			r.t.Fatalf("not pages and weights: %s", postings)
		}
		gap := 0
		if m[1] != "" {
			n, err := strconv.ParseInt(m[1], 36, 0)
			if err != nil || n == 0 {
				r.t.Fatalf("a gap of %s in %s", m[1], postings)
			}
			gap = int(n)
		}
		page += 1 + gap
		pages[page] = 100 * math.Pow(float64(m[2][0]-'A'+1)/26, 2)
		rest = rest[len(m[0]):]
	}
	return pages
}

// look returns what pages weigh for a word: their own weight, or more under a
// term that the word stands for.
func (r *reader) look(word string) map[int]float64 {
	r.t.Helper()
	out, terms := r.entry(word)
	if out == nil {
		out = map[int]float64{}
	}
	for _, term := range terms {
		pages, further := r.entry(term)
		if len(pages) == 0 || term == word {
			r.t.Errorf("%s stands for %s, which has %d pages and stands for %q", word, term, len(pages), further)
		}
		for p, w := range pages {
			out[p] = max(out[p], w)
		}
	}
	return out
}

// score returns what pages weigh for a query, each word by how rare it is.
func (r *reader) score(query string) map[int]float64 {
	r.t.Helper()
	out, squares := map[int]float64{}, 0.0
	for w := range strings.FieldsSeq(query) {
		pages := r.look(w)
		rarity := math.Log(1+float64(r.dir.N)/float64(max(len(pages), 1))) / math.Log(1+float64(r.dir.N))
		squares += rarity * rarity
		for p, weight := range pages {
			out[p] += weight * rarity
		}
	}
	for p := range out {
		out[p] /= math.Sqrt(squares)
	}
	return out
}
