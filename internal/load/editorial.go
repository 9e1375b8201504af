package load

import (
	"bytes"
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"passerelle/internal/diag"
	"passerelle/internal/lang"
	"passerelle/internal/record"
	"passerelle/internal/syntax"
)

// The findings about editorial pages.
var (
	TooManyMarks  = &diag.Rule{Code: "too-many-marks", Sentence: "the paragraph has %d signs of Markdown; at most %d are read"}
	NoFrontMatter = &diag.Rule{Code: "no-front-matter", Sentence: "the page does not begin with a block between two lines +++"}
	MissingHead   = &diag.Rule{Code: "missing-key", Sentence: "%q is missing; a page must have it"}
	frontMatter   = &diag.Hint{Sentence: "begin with +++, then title = \"…\" and description = \"…\", then +++"}
	emptyLine     = &diag.Hint{Sentence: "leave an empty line before each new paragraph"}
	onlyMarkdown  = &diag.Hint{Sentence: "editorial pages are files named <page>.md, directly in the folder of their language; move it away"}
)

// HomePage is the file name of the words on the home page.
const HomePage = "_index"

// Editorial is a page written by people, in one language.
type Editorial struct {
	Lang        string
	Name        string // file name without its ending; the page's path
	File        string
	Title       string
	Description string
	Weight      int64                    // order in the footer
	Body        string                   // Markdown
	BodyLine    int                      // line of the file at which the body begins
	At          map[string]diag.Position // of title and description
}

var editorialLimits = syntax.Limits{Bytes: 64 << 10, Depth: 4, Nodes: 100}

// What begins Markdown, and how much of it a paragraph may have: reading some
// takes time with the square of their number.
const (
	marks    = "*_[]<>`|#"
	maxMarks = 600
)

// Pages reads the editorial pages in dir/<language>/, ordered by language,
// weight and name.
func Pages(fsys fs.FS, dir string, langs lang.Set) ([]Editorial, *diag.List) {
	list := &diag.List{}
	var pages []Editorial
	for _, e := range folder(fsys, dir, list) {
		name := path.Join(dir, e.Name())
		switch {
		case !e.IsDir():
			list.Add(diag.Position{File: name}, StrayFile, e.Name())
			list.Advise(onlyMarkdown)
		case !langs.Has(e.Name()):
			list.Add(diag.Position{File: name}, UnknownLanguage, e.Name())
			list.Advise(diag.OneOf, strings.Join(langs.Tags(), ", "))
		default:
			pages = append(pages, pagesIn(fsys, name, e.Name(), list)...)
		}
	}
	slices.SortFunc(pages, func(a, b Editorial) int {
		return cmp.Or(cmp.Compare(a.Lang, b.Lang), cmp.Compare(a.Weight, b.Weight), cmp.Compare(a.Name, b.Name))
	})
	return pages, list
}

func pagesIn(fsys fs.FS, dir, tag string, list *diag.List) []Editorial {
	var pages []Editorial
	for _, base := range filesIn(fsys, dir, ".md", onlyMarkdown, list) {
		name := path.Join(dir, base+".md")
		var id record.ID // part of the page's address, like a record's
		if err := id.UnmarshalText([]byte(base)); err != nil && base != HomePage {
			fault(list, diag.Position{File: name}, err)
			continue
		}
		if p, ok := page(fsys, name, list); ok {
			p.Lang, p.Name = tag, base
			pages = append(pages, p)
		}
	}
	return pages
}

func page(fsys fs.FS, name string, list *diag.List) (Editorial, bool) {
	p := Editorial{File: name, At: map[string]diag.Position{}}
	data, ok := read(fsys, name, editorialLimits, list)
	if !ok {
		return p, false
	}
	if unfit := syntax.Unfit(name, data, editorialLimits); unfit.Len() > 0 {
		list.Append(unfit)
		return p, false
	}
	data = bytes.ReplaceAll(syntax.TrimBOM(data), []byte("\r\n"), []byte("\n"))
	const fence = "+++\n"
	if bytes.HasSuffix(data, []byte("\n+++")) { // a page may end with its head
		data = append(data, '\n')
	}
	head, body, ok := bytes.Cut(bytes.TrimPrefix(data, []byte("+++")), []byte("\n"+fence))
	head = bytes.TrimPrefix(head, []byte("\n"))
	if !ok || !bytes.HasPrefix(data, []byte(fence)) {
		list.Add(diag.Position{File: name, Line: 1, Col: 1}, NoFrontMatter)
		list.Advise(frontMatter)
		return p, false
	}
	// The first line stays, empty, so that places in the head are right; and
	// the last one ends, so that a quote left open on it is told as on others.
	root, found := syntax.Parse(name, slices.Concat([]byte("\n"), head, []byte("\n")), editorialLimits)
	list.Append(found)
	if root == nil {
		return p, false
	}
	s := schema{list: list, noun: diag.Say("an editorial page")}
	s.only(root, []string{"title", "description", "weight"})
	for _, head := range []struct {
		key  string
		text *string
	}{{"title", &p.Title}, {"description", &p.Description}} {
		v := root.Get(head.key)
		if v != nil && !s.is(v, head.key, syntax.String) {
			ok = false
			continue
		}
		if v != nil {
			*head.text, p.At[head.key] = v.Text, v.Pos
		}
		if strings.TrimSpace(*head.text) == "" {
			list.Add(root.At(head.key), MissingHead, head.key)
			list.Advise(frontMatter)
			ok = false
		}
	}
	if w := root.Get("weight"); w != nil && s.is(w, "weight", syntax.Integer) {
		p.Weight, _ = strconv.ParseInt(w.Text, 0, 64) // TOML's integers are Go's
	}
	p.Body, p.BodyLine = string(body), bytes.Count(head, []byte("\n"))+4
	return p, ok && readable(p, list)
}

// readable reports paragraphs with too many marks.
func readable(p Editorial, list *diag.List) bool {
	ok := true
	n, first := 0, 0 // marks of a paragraph and its first line
	line := 0
	end := func() {
		if n > maxMarks {
			list.Add(diag.Position{File: p.File, Line: p.BodyLine + first, Col: 1}, TooManyMarks, n, maxMarks)
			list.Advise(emptyLine)
			ok = false
		}
	}
	for text := range strings.Lines(p.Body) {
		if strings.TrimSpace(text) == "" {
			end()
			n, first = 0, line+1
		}
		for _, r := range text {
			if strings.ContainsRune(marks, r) {
				n++
			}
		}
		line++
	}
	end()
	return ok
}
