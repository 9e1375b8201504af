package test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"passerelle/internal/lang"
	"passerelle/internal/prose"
	"passerelle/internal/record"
)

// squash folds white space, which HTML does too.
func squash(s string) string { return strings.Join(strings.Fields(s), " ") }

// typeset returns a text as pages of a language show it.
func (c *injected) typeset(text lang.Text, tag string) string {
	s, in := text.In(tag, c.langs)
	return lang.Typeset(in, s)
}

// nameOf returns the name or the title of a record, and its acronym.
func nameOf(r record.Record) (name, acronym lang.Text) {
	v := reflect.ValueOf(r).Elem()
	for _, f := range record.Fields(v.Type()) {
		switch text, _ := v.FieldByIndex(f.Index).Interface().(lang.Text); f.Key {
		case "name", "title":
			name = text
		case "acronym":
			acronym = text
		}
	}
	return name, acronym
}

// pageOf returns the address of the page of a record below its language, and
// "" if it has none.
func pageOf(r record.Record) string {
	h := r.Base()
	switch h.Collection {
	case "organisations", "events":
		return ""
	case "documents":
		return "sources/" + string(h.ID) + "/"
	}
	return h.Collection + "/" + string(h.ID) + "/"
}

// texts reads the page of every record: its name and the paragraphs of its
// texts are there as they were typed, and what it says to programs is whole.
func (c *injected) texts(t *testing.T) {
	t.Helper()
	read := &shelf{public: c.public}
	paragraphs := 0
	for _, r := range c.set.All() {
		path := pageOf(r)
		if path == "" {
			continue
		}
		name, _ := nameOf(r)
		for _, tag := range tags {
			at := tag + "/" + path
			doc := read.page(t, at)
			title := squash(c.typeset(name, tag))
			if h1 := squash(content(elements(doc, named(atom.H1))[0])); !strings.Contains(h1, title) {
				t.Errorf("%s is called %q, want %q", at, h1, title)
			}
			body := squash(content(elements(doc, named(atom.Main))[0]))
			v := reflect.ValueOf(r).Elem()
			for _, f := range record.Fields(v.Type()) {
				text, ok := v.FieldByIndex(f.Index).Interface().(lang.Text)
				if !ok || !slices.Contains(longer, f.Key) {
					continue
				}
				all, _ := prose.Parse(c.typeset(text, tag))
				for _, paragraph := range all {
					var s string
					for _, piece := range paragraph {
						s += piece.Text
					}
					paragraphs++
					if !strings.Contains(body, squash(s)) {
						t.Errorf("%s does not show %q, of its %s", at, s, f.Key)
					}
				}
			}
			c.forPrograms(t, at, doc, title)
		}
	}
	if paragraphs < 300 {
		t.Errorf("only %d paragraphs were looked for", paragraphs)
	}
}

// forPrograms reads what a page says in forms that programs read.
func (c *injected) forPrograms(t *testing.T, at string, doc *html.Node, title string) {
	t.Helper()
	csl := 0
	for _, code := range elements(doc, named(atom.Code)) {
		text := content(code)
		if !strings.HasPrefix(text, "[") && !strings.HasPrefix(text, "{") {
			continue
		}
		csl++
		if !json.Valid([]byte(text)) {
			t.Errorf("%s: not JSON: %s", at, text)
		} else if !strings.Contains(squash(unquoted(text)), title) {
			t.Errorf("%s: the citation lacks %q: %s", at, title, text)
		}
	}
	if csl != 1 {
		t.Errorf("%s has %d citations for programs", at, csl)
	}
	for _, a := range elements(doc, named(atom.A)) {
		to, err := url.Parse(attr(a, "href"))
		if err != nil {
			t.Errorf("%s: %v", at, err)
			continue
		}
		for key := range to.Query() {
			if to.Scheme == "mailto" && key != "subject" && key != "body" {
				t.Errorf("%s: a letter is given %q: %s", at, key, to)
			}
		}
	}
}

// unquoted returns the strings in JSON.
func unquoted(text string) string {
	var b strings.Builder
	for _, s := range regexp.MustCompile(`"(?:[^"\\]|\\.)*"`).FindAllString(text, -1) {
		var plain string
		json.Unmarshal([]byte(s), &plain)
		b.WriteString(plain + "\n")
	}
	return b.String()
}

// content returns the text of an element.
func content(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// each calls do with every file of a site whose name has an ending.
func each(t *testing.T, public, ending string, do func(name string, data []byte)) int {
	t.Helper()
	n := 0
	err := filepath.WalkDir(public, func(file string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(file, ending) {
			return err
		}
		data, err := os.ReadFile(file)
		rel, _ := filepath.Rel(public, file)
		n++
		do(filepath.ToSlash(rel), data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// formula begins what a spreadsheet would reckon, perhaps after spaces that it
// leaves out.
var formula = regexp.MustCompile(`^(?:\t|\r|\n|[\s\x{00A0}\x{3000}]*[=+\-@＝＋－＠])`)

// tables reads the tables: no cell is a formula, and the names in them are
// those of the records.
func (c *injected) tables(t *testing.T) {
	t.Helper()
	names := map[string]lang.Text{}
	for _, r := range c.set.All() {
		name, acronym := nameOf(r)
		if r.Base().Collection != "regions" && !acronym.Empty() {
			name = acronym
		}
		names[r.Base().Collection+"/"+string(r.Base().ID)] = name
	}
	of := map[string]string{"region": "regions", "partner": "partners", "theme": "themes", "themes": "themes"}
	found := 0
	files := each(t, c.public, ".csv", func(name string, data []byte) {
		data = bytes.TrimPrefix(data, []byte("\ufeff"))
		rows := csv.NewReader(bytes.NewReader(data))
		if strings.HasSuffix(name, "-table.csv") && !strings.HasPrefix(name, "en/") {
			rows.Comma = ';'
		}
		all, err := rows.ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		tag, _, _ := strings.Cut(name, "/")
		for i, row := range all {
			for _, cell := range row {
				if formula.MatchString(cell) {
					t.Errorf("%s: a cell is a formula: %q", name, cell)
				}
			}
			for _, column := range []int{0, 2} {
				collection := of[all[0][column]]
				if i == 0 || len(row) != 6 || collection == "" || all[0][1] != all[0][0]+"_name" {
					continue
				}
				found++
				want := strings.ReplaceAll(strings.ReplaceAll(c.typeset(names[collection+"/"+row[column]], tag), "\r\n", "\n"), "\r", "")
				if cell := row[column+1]; cell != want && cell != "'"+want {
					t.Errorf("%s: %s is called %q, want %q", name, row[column], cell, want)
				}
			}
		}
	})
	if files < 18 || found < 100 {
		t.Errorf("%d tables with %d names were read", files, found)
	}
}

// shard is a file of the index: a call with data.
var shard = regexp.MustCompile(`^passerelle\("([a-z0-9]+)",(.*)\)\n$`)

// index reads the index of each language: its files are calls with data and
// nothing else, and the names in them are those of the records.
func (c *injected) index(t *testing.T) {
	t.Helper()
	for _, tag := range tags {
		titles, shown := map[string]bool{}, map[string]bool{}
		files := each(t, filepath.Join(c.public, tag, "search"), ".js", func(name string, data []byte) {
			call := shard.FindSubmatch(data)
			if call == nil || !json.Valid(call[2]) || strings.ContainsAny(string(data), "\u2028\u2029") {
				t.Errorf("%s is not one call with data: %.200s", name, data)
				return
			}
			if call[1][0] != 'd' || string(call[1]) == "directory" {
				return
			}
			var rows [][]string
			if err := json.Unmarshal(call[2], &rows); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			for _, row := range rows {
				titles[row[1]] = true
				if len(row) > 4 {
					for _, s := range strings.Split(row[4], "\x7f") {
						shown[s] = true
					}
				}
			}
		})
		if files < 4 {
			t.Errorf("%s: the index has %d files", tag, files)
		}
		for _, r := range c.set.All() {
			name, _ := nameOf(r)
			if norm, ok := r.(*record.Resolution); pageOf(r) != "" && !(ok && norm.Kind == "resolution") && !titles[c.typeset(name, tag)] {
				t.Errorf("%s: no page in the index is called %q", tag, c.typeset(name, tag))
			}
			if p, ok := r.(*record.Partner); ok {
				for _, s := range p.AlsoKnownAs {
					if !shown[s] && !strings.HasPrefix(c.typeset(name, tag), s) {
						t.Errorf("%s: the index does not show %q, a name of %s", tag, s, p.ID)
					}
				}
			}
		}
	}
}
