// Package search makes the index by which the search page finds the pages of
// a language. All of the language work is done here, when the site is built:
// words are folded, cut to their stems, weighed, and laid into small files. The
// page's script only looks words up and adds weights, so the same mechanism
// serves fifty records and a hundred thousand. The package is pure.
//
// The files, each a classic script that calls passerelle(name, data), because a
// page opened from a disk can neither fetch nor import:
//
//	directory.js   how the others are divided, sections, stop words
//	t0.js, t1.js…  terms in their order, each with its pages and weights
//	f0.js, r0.js…  the words of names, forwards and reversed, for typing errors
//	d0.js, d1.js…  what is shown of each page
//
// A page's weight for a word is how much of one of its names the word makes
// up: 100 for an acronym or a name of one word, less for each word of a longer
// name, rare words having the larger shares. Related names and texts add
// little. docs/search.md tells the rest.
package search

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
)

// Phrase is a text and the language that it is in: a tag of the site, or
// anything else for a text of no language, whose words are not cut.
type Phrase struct{ Text, Lang string }

// Document is a page that can be found.
type Document struct {
	Slug    string // the page's address below its section's folder
	Title   Phrase
	Acronym string
	Text    string   // shown below the title, in short
	Names   []Phrase // other names: in other languages, readers' words, numbers, symbols
	Shown   []string // those of the names that tell a reader why the page was found
	Lesser  []Phrase // names of what has no page and is part of this one
	Related []Phrase // names of what it has to do with
	Body    []Phrase // its text
}

// Section is pages of one sort, which are found under one folder.
type Section struct {
	Label  string // what such a page is, for the reader
	Folder string // below the language: "partners/"
	Prior  int    // 0 to 9: which sort comes first among equals
	Title  int    // what the title is worth: 100 for the name of a thing, less for the title of a piece of work
	Pages  []Document
}

// File is a file of the index.
type File struct {
	Name string // "t0.js"
	Data []byte
}

// Index is the index of one language.
type Index struct {
	Digest string // of all files: a part of their address, so that none is mixed with those of another build
	Files  []File // in the order of their names within each sort
}

// Build makes the index of one language. Tags are the languages of the site,
// the reader's first.
func Build(tags []string, sections []Section) *Index {
	b := newBuilder(tags)
	for i := range sections {
		for j := range sections[i].Pages {
			b.read(&sections[i], &sections[i].Pages[j])
		}
	}
	b.weigh()
	w := &writer{}
	reader, others := b.stopsFor()
	d := directory{Pages: len(b.pages), Sections: [][]any{}, Stop: strings.Join(reader, " "), Weak: strings.Join(others, " ")}
	d.Terms = w.shards("t", b.lines(), termShard)
	d.Forward = w.shards("f", forward(b.spelling), wordShard)
	d.Reverse = w.shards("r", reverse(b.spelling), wordShard)
	d.Size = pagesPerShard(len(b.pages))
	w.pages(sections, d.Size)
	first := 0
	for _, s := range sections {
		d.Sections = append(d.Sections, []any{first, s.Label, s.Folder, s.Prior})
		first += len(s.Pages)
	}
	w.file("directory", d)
	h := sha256.New()
	for _, f := range w.files {
		fmt.Fprintf(h, "%s %d\n", f.Name, len(f.Data))
		h.Write(f.Data)
	}
	return &Index{Digest: hex.EncodeToString(h.Sum(nil))[:10], Files: w.files}
}

// directory is what the script reads first.
type directory struct {
	Pages    int      `json:"n"`
	Size     int      `json:"size"`     // pages of a shard
	Terms    []string `json:"t"`        // the first term of each shard
	Forward  []string `json:"f"`        // the first word of each shard
	Reverse  []string `json:"r"`        // the same, reversed
	Sections [][]any  `json:"sections"` // first page, label, folder, prior
	Stop     string   `json:"stop"`     // function words of the reader's language
	Weak     string   `json:"weak"`     // of the other languages
}

// marshal writes JSON that is also JavaScript, on one line.
func marshal(v any) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err) // strings and numbers always can be written
	}
	return strings.TrimSuffix(b.String(), "\n")
}
